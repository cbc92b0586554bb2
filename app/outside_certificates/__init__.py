"""Certificates that others issued: guard card, special operation, fire control, health."""
