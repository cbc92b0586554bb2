"""Courses, lessons, onboarding plans and positions: from their files to frozen values."""
