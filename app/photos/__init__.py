"""Photos that belong to a record: made smaller, stripped of what cameras add, and kept private."""
