"""Pure: on which day a stage of a plan is due."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from app.courses.model import Path, Stage

#: The longest probation that contracts agree on; what is assumed where no day is kept.
PROBATION_MONTHS = 6


def due_on(stage: Stage, begun_on: date, probation_ends_on: date | None = None) -> date | None:
    """The day until which a stage is to be done; none where it is voluntary.

    `probation_ends_on` is the last day of the person's probation, where one is kept.
    """
    if stage.is_before_probation_ends:
        return _end_of_probation(begun_on, probation_ends_on)
    return None if stage.due is None else begun_on + timedelta(days=stage.due)


def due_days(path: Path, begun_on: date, probation_ends_on: date | None = None) -> dict[str, date]:
    """The courses that a plan asks for, each with its day; the first stage that asks counts."""
    return {
        course: day
        for course, stage in _first_stages(path).items()
        if (day := due_on(stage, begun_on, probation_ends_on)) is not None
    }


def due_before_probation_ends(path: Path) -> frozenset[str]:
    """The courses that a plan asks for by the end of probation, and not before."""
    stages = _first_stages(path)
    return frozenset(course for course in stages if stages[course].is_before_probation_ends)


def probation_end_of(begun_on: date) -> date:
    """The last day of probation of somebody who began on a day, where no other is kept."""
    months = begun_on.month - 1 + PROBATION_MONTHS
    year, month = begun_on.year + months // 12, months % 12 + 1
    return date(year, month, min(begun_on.day, calendar.monthrange(year, month)[1]))


def _end_of_probation(begun_on: date, kept: date | None) -> date:
    # Somebody who takes up another position after years has a probation that is long over.
    return kept if kept is not None and kept >= begun_on else probation_end_of(begun_on)


def _first_stages(path: Path) -> dict[str, Stage]:
    """The courses that a plan asks for, each with the first stage that asks by a day."""
    stages: dict[str, Stage] = {}
    for stage in path.stages:
        if stage.due is not None or stage.is_before_probation_ends:
            for item in stage.items:
                if item.kind == "course":
                    stages.setdefault(item.slug, stage)
    return stages
