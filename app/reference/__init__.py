"""What people look up and print: checklists, forms, the glossary, positions and plans."""
