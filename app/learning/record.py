"""Pure: the rows of a person's training record."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.enrolments.models import Completion
from app.markup.texts import Text


@dataclass(frozen=True)
class Entry:
    """One completion, under the title that its version had."""

    id: uuid.UUID
    kind: str
    slug: str
    title: Text
    at: datetime
    minutes: int
    score: float | None
    #: When HR withdrew it, and why; it counts no more.
    withdrawn_at: datetime | None = None
    reason: str = ""


def entries_of(completions: Iterable[Completion], titles: Mapping[uuid.UUID, Text]) -> list[Entry]:
    """The completions in their order, each with its title."""
    return [
        Entry(
            id=each.id,
            kind=each.kind,
            slug=each.slug,
            title=titles[each.version_id],
            at=each.completed_at,
            minutes=each.minutes,
            score=each.score,
            withdrawn_at=each.withdrawn_at,
            reason=each.withdrawn_reason,
        )
        for each in completions
    ]
