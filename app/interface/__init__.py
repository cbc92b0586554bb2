"""How pages speak and look below the features: icons, dates, numbers, texts of error pages."""

from __future__ import annotations

from flask import Flask

from app.interface import addresses, error_texts, formats, icons, keeping, texts


def register(app: Flask) -> None:
    """Give every template its texts, the icons, the formats and the words of error pages."""
    for part in (texts, addresses, icons, keeping, formats, error_texts):
        part.register(app)
