"""The register of standards: one rule each that a person can know and show."""
