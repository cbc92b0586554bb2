"""Quizzes and instruments: files become frozen values; drawing and scoring are pure."""
