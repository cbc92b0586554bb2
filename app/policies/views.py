"""Pages of what people read and sign."""

from __future__ import annotations

from app.policies.blueprint import bp

__all__ = ["bp"]
