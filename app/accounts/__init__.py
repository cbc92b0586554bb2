"""People, the units they belong to, how they sign in, and what they may do."""
