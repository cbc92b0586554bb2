"""People, units and roles; faults of the content and publishing it."""
