"""A quiz on paper: printing it, entering what was answered."""

from __future__ import annotations

from app.paper import entry_views, printing_views
from app.paper.blueprint import bp

__all__ = ["bp", "entry_views", "printing_views"]
