"""When a quiz is open for whom: pages of those who examine."""
