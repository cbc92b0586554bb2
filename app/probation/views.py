"""Pages of probation."""

from __future__ import annotations

from app.probation.blueprint import bp
from app.probation.models import ProbationReview

__all__ = ["ProbationReview", "bp"]
