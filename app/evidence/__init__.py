"""What is known of a person and a standard: learned, answered, shown."""
