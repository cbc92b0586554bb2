"""The published courses, quizzes and standards: immutable versions of what stands on disk."""
