"""What people decide about scores: essays, late answers, a mended key, a pass."""

from __future__ import annotations

# The routes come with their import.
import app.marking.essay_views
import app.marking.late_views
import app.marking.pass_views
import app.marking.regrade_views  # noqa: F401
from app.marking.blueprint import bp

__all__ = ["bp"]
