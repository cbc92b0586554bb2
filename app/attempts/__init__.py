"""Sitting a quiz: start, respond, submit, result."""
