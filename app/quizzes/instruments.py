"""What the ratings of an instrument add up to, and what the total means."""

from __future__ import annotations

from collections.abc import Mapping

from app.quizzes.model import Band, Instrument


def total(instrument: Instrument, ratings: Mapping[str, int | None]) -> int | None:
    """The sum of all ratings; None while one is missing or somebody was not sure."""
    given = [ratings.get(statement.id) for statement in instrument.statements]
    known = [rating for rating in given if rating is not None]
    return sum(known) if len(known) == len(given) else None


def band_of(instrument: Instrument, total: int) -> Band:
    """The band in which a total falls."""
    for band in instrument.bands:
        if band.from_ <= total <= band.to:
            return band
    raise ValueError(f"{total} is no total of the instrument {instrument.slug!r}")
