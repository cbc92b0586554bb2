"""The training file of a person, and what a unit planned and did in a year."""
