"""Ratings on an instrument's statements, by oneself or by another."""
