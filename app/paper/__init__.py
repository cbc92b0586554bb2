"""A quiz on paper: printing it, entering what was answered."""
