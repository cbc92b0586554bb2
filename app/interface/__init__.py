"""How pages speak and look below the features: icons, dates, numbers, texts of error pages."""

from __future__ import annotations

from flask import Flask

from app.interface import error_texts, formats, icons


def register(app: Flask) -> None:
    """Give every template the icons, the formats and the words of error pages."""
    for part in (icons, formats, error_texts):
        part.register(app)
