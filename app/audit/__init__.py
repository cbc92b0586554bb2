"""Who did what to what, and when: one row an event, never changed."""
