"""Pure: the figures that each company sets for itself, filled into compiled lessons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

#: What app/markup leaves for `{{company.key}}`.
_PLACE = re.compile(r'<span class="tp-company" data-key="([^"]*)"></span>')


def fill_in(html: str, figures: Mapping[str, Any], *, language: str, missing: str) -> str:
    """A lesson's HTML with the company's figures, or with words that say the company sets it."""

    def filled(place: re.Match[str]) -> str:
        words = _words(figures.get(place[1]), language) or missing
        return f'<span class="tp-company">{escape(words)}</span>'

    return _PLACE.sub(filled, html)


def _words(figure: Any, language: str) -> str:
    """A figure is one text for all languages, or one for each."""
    if isinstance(figure, Mapping):
        figure = figure.get(language) or figure.get("zh-Hans")
    return "" if figure is None else str(figure).strip()
