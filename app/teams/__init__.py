"""A supervisor's pages: who needs her, each person's progress, reminders."""
