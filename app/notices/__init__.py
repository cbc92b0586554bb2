"""Messages owed to people: an outbox that the sweep delivers."""
