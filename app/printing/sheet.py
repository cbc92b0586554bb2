"""Pure: a document for the files: a head with facts, tables, and lines to sign.

The page on the screen and the PDF are made of the same parts, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

TEMPLATE = "printing/sheet.typ"
#: How the languages of the interface are named in a document.
_LANGUAGES = {"zh-Hans": ("zh", "cn"), "zh-Hant": ("zh", "tw"), "en": ("en", "gb")}


@dataclass(frozen=True)
class Column:
    """A column: its heading, how much of the width it takes, and what it holds if not words."""

    heading: str
    width: float = 1
    is_number: bool = False
    #: Days are not broken at their hyphens.
    is_day: bool = False


@dataclass(frozen=True)
class Part:
    """A titled table, or where it has no rows the line that says so; `total` stands below."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    empty: str
    total: str = ""
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """Numbers by month, each with a level of 0 to 4 that shades its cell."""

    title: str
    columns: Sequence[str]
    #: A heading, then (number, level) for each column.
    lines: Sequence[tuple[str, Sequence[tuple[int, int]]]]
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A document in one language."""

    title: str
    language: str
    company: str
    #: What it is about, for the foot of each page.
    about: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part | Grid]
    #: Whoever is to sign, in the words of the role.
    signers: Sequence[str] = ()
    #: Words that stand on every document in its language.
    words: dict[str, str] = field(default_factory=dict)
    is_lying: bool = False


def values_of(sheet: Sheet) -> dict[str, Any]:
    """What the template of a sheet asks for."""
    language, region = _LANGUAGES[sheet.language]
    return {
        "title": sheet.title,
        "language": language,
        "region": region,
        "font": "Noto Sans CJK TC" if region == "tw" else "Noto Sans CJK SC",
        "company": sheet.company,
        "about": sheet.about,
        "facts": [list(fact) for fact in sheet.facts],
        "parts": [_grid(part) if isinstance(part, Grid) else _table(part) for part in sheet.parts],
        "signers": list(sheet.signers),
        "words": sheet.words,
        "lying": sheet.is_lying,
    }


def _table(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "columns": [
            {"heading": each.heading, "width": each.width, "number": each.is_number}
            for each in part.columns
        ],
        "rows": [list(row) for row in part.rows],
        "empty": part.empty,
        "total": part.total,
        "note": part.note,
    }


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "title": grid.title,
        "months": list(grid.columns),
        "lines": [
            {"heading": heading, "cells": [{"number": n, "level": level} for n, level in cells]}
            for heading, cells in grid.lines
        ],
        "note": grid.note,
    }
