"""Pages of observations."""

from __future__ import annotations

from app.observations.blueprint import bp
from app.observations.models import Observation

__all__ = ["Observation", "bp"]
