"""Pages of sessions."""

from __future__ import annotations

from app.photos.models import Photo
from app.sessions.blueprint import bp
from app.sessions.models import TrainingSession

__all__ = ["Photo", "TrainingSession", "bp"]
