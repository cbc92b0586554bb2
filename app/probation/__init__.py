"""The end of probation: the conditions that were agreed on, what is known, and HR's decision."""
