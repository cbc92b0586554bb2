"""What everybody has to read, and says that she has: the handbook of staff, rules."""
