"""Pages of observations."""

from __future__ import annotations

# The routes of the pages come with their import.
import app.observations.answer_views
import app.observations.list_views
import app.observations.many_views
import app.observations.observers_views
import app.observations.record_views
import app.observations.start_views  # noqa: F401
from app.observations.blueprint import bp
from app.observations.models import Observation

__all__ = ["Observation", "bp"]
