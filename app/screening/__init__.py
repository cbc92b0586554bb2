"""Candidates: invitations, what they answered, and HR's decision."""
