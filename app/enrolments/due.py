"""Pure: on which day a stage of a plan is due."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from app.courses.model import Path, Stage

#: The probation that most contracts agree on.
PROBATION_MONTHS = 6


def due_on(stage: Stage, begun_on: date) -> date | None:
    """The day until which a stage is to be done; none where it is voluntary."""
    if stage.is_before_probation_ends:
        return probation_end_of(begun_on)
    return None if stage.due is None else begun_on + timedelta(days=stage.due)


def due_days(path: Path, begun_on: date) -> dict[str, date]:
    """The courses that a plan asks for, each with its day; the first stage that asks counts."""
    days: dict[str, date] = {}
    for stage in path.stages:
        day = due_on(stage, begun_on)
        if day is not None:
            for item in stage.items:
                if item.kind == "course":
                    days.setdefault(item.slug, day)
    return days


def probation_end_of(begun_on: date) -> date:
    """The last day of probation of somebody who began on a day."""
    # No contract's own day is kept yet; where one is known, it is asked for here.
    months = begun_on.month - 1 + PROBATION_MONTHS
    year, month = begun_on.year + months // 12, months % 12 + 1
    return date(year, month, min(begun_on.day, calendar.monthrange(year, month)[1]))
