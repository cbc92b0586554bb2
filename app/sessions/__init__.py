"""Training sessions held: what about, when and where, who was there, and how each did."""
