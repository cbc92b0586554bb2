"""Pure: what a person has seen of a quiz before, for the next draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from app.quizzes.drawing import History, Seen

_WHOLE = 1.0


def history_of(
    attempts: Iterable[tuple[Iterable[Mapping[str, Any]], Mapping[str, float | None]]],
) -> History:
    """From what each attempt showed and how its items scored, the latest attempt first."""
    times: Counter[str] = Counter()
    last: dict[str, bool] = {}
    for shown, scores in attempts:
        for each in shown:
            item = each["item"]
            times[item] += 1
            last.setdefault(item, (scores.get(item) or 0.0) >= _WHOLE)
    return {item: Seen(count, last[item]) for item, count in times.items()}
