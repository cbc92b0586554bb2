"""Pages of the training file of a person and the yearly list of a unit."""

from __future__ import annotations

from app.training_file.blueprint import bp

__all__ = ["bp"]
