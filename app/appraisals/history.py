"""Pure: the totals of one person over the rounds, by herself and by who leads her."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.appraisals.models import Appraisal
from app.appraisals.pairing import scales_of
from app.library.queries import version
from app.quizzes.model import Instrument


@dataclass(frozen=True)
class Round:
    """One sheet of the reader's, and the other side's where both are in."""

    id: uuid.UUID
    at: datetime
    occasion: str
    #: The person's own total and that of who leads her; none where somebody could not say.
    mine: int | None
    theirs: int | None
    is_paired: bool


def rounds_over_time(
    instrument: Instrument,
    given: Iterable[Appraisal],
    beside: Mapping[uuid.UUID, Appraisal],
    *,
    is_about_another: bool,
) -> list[Round]:
    """What was handed in on the same statements and scales, the earliest first.

    `given` are the sheets of whoever reads; `beside` holds the other side's where she sees it.
    """
    scales = scales_of(instrument)
    return [
        _round(each, beside.get(each.id), is_about_another)
        for each in sorted(given, key=lambda each: (each.submitted_at, each.id))
        if scales_of(version(each.version_id).body) == scales
    ]


def ends_of(instrument: Instrument) -> tuple[int, int]:
    """The lowest and the highest total that the statements can give."""
    statements = instrument.statements
    return sum(each.low for each in statements), sum(each.high for each in statements)


def _round(given: Appraisal, other: Appraisal | None, is_about_another: bool) -> Round:
    beside = other.total if other else None
    mine, theirs = (beside, given.total) if is_about_another else (given.total, beside)
    assert given.submitted_at, "only what was handed in is in a round"
    return Round(given.id, given.submitted_at, given.occasion, mine, theirs, other is not None)
