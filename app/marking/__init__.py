"""What people decide about scores: essays, late answers, a mended key, a pass."""
