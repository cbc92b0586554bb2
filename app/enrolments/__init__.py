"""What a person is to complete by when, and what is completed."""
