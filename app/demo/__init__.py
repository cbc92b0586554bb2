"""The demonstration company: three sites, about thirty people, months of history."""
