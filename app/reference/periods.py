"""Pure: routines in the order of how often they come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from app.courses.model import Period, Routine


def by_period(routines: Iterable[Routine]) -> list[tuple[Period, list[Routine]]]:
    """Routines by their period, what is done each day first."""
    listed = list(routines)
    periods: list[Period] = list(get_args(Period))
    found = [(each, [one for one in listed if one.period == each]) for each in periods]
    return [(period, same) for period, same in found if same]
