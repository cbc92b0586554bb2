"""What every content file is made of: texts in three languages, faults, YAML, Markdown."""
