"""Practice seen on site: what an observer marked, line by line, and what the person says to it."""
