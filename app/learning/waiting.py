"""What waits for somebody, from all features: asked for in one statement, shown on today."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Select, Uuid, bindparam, func, select, union_all

from app.accounts.models import Person
from app.accounts.viewer import Viewer
from app.appraisals import waiting as appraisals
from app.db import db
from app.library.queries import Library
from app.observations import waiting as observations
from app.outside_certificates import waiting as outside_certificates
from app.policies import waiting as policies
from app.probation import waiting as probation

#: Of one kind so many are named; of the others the number is told.
MOST_OF_A_KIND = 3
_TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for somebody: what is to be done, to which record, about whom."""

    kind: str
    record_id: uuid.UUID
    about: str | None
    about_id: uuid.UUID | None
    due_on: date | None


@dataclass(frozen=True)
class WaitingKind:
    """Everything of one kind that waits: the first of them, and how many there are."""

    kind: str
    first: tuple[Waiting, ...]
    count: int

    @property
    def reads_alike(self) -> bool:
        """Whether there are several, and the words for each would be the same."""
        return self.count > 1 and self.kind in ("observation-to-confirm", "certificate-expiring")

    @property
    def others(self) -> int:
        return self.count - len(self.first)


#: What a person is asked to say or sign stands first, what is only told last.
ORDER = (
    "conditions-to-confirm",
    "decision-to-acknowledge",
    "observation-to-confirm",
    "policy-to-sign",
    "own-word-to-give",
    "observation-asked",
    "objection-to-answer",
    "round-to-confirm",
    "opinion-to-give",
    "probation-to-decide",
    "recheck-due",
    "certificate-to-check",
    "certificate-expiring",
    "certificate-of-person-expiring",
    "appraisal-due",
)


def waiting_for(viewer: Viewer, library: Library, *, today: date) -> list[WaitingKind]:
    """What waits for somebody on a day of her time zone, kind by kind. One statement."""
    rows = db.session.execute(_statement(viewer, library, today), {"viewer_id": viewer.id}).all()
    kinds: dict[str, list[Waiting]] = {}
    counts: dict[str, int] = {}
    for kind, record_id, about_id, due_on, about, count in rows:
        kinds.setdefault(kind, []).append(Waiting(kind, record_id, about, about_id, due_on))
        counts[kind] = count
    return [
        WaitingKind(kind, tuple(kinds[kind]), counts[kind])
        for kind in sorted(kinds, key=ORDER.index)
    ]


#: To put so large a statement together takes longer than to run it, and it is the same for
#: everybody who may do the same on one day with one library.
_statements: WeakKeyDictionary[Library, dict[Any, Select[Any]]] = WeakKeyDictionary()


def _statement(viewer: Viewer, library: Library, today: date) -> Select[Any]:
    known = _statements.setdefault(library, {})
    key = (viewer.roles, viewer.is_named_observer, today)
    if key not in known:
        # Yesterday's are of no use any more.
        for old in [each for each in known if each[-1] < today - _TWO_DAYS]:
            del known[old]
        known[key] = _first_of_each_kind(_selects(_anybody_like(viewer), library, today))
    return known[key]


def _anybody_like(viewer: Viewer) -> Viewer:
    """The same roles, and for the person a place to be filled in."""
    anybody: Any = bindparam("viewer_id", type_=Uuid())
    return replace(viewer, id=anybody)


def _selects(viewer: Viewer, library: Library, today: date) -> tuple[Select[Any], ...]:
    return (
        *observations.waiting_for(viewer, today=today),
        *probation.waiting_for(viewer, today=today),
        *policies.waiting_for(viewer, today=today, library=library),
        *outside_certificates.waiting_for(viewer, today=today),
        *appraisals.waiting_for(viewer, today=today),
    )


def _first_of_each_kind(selects: tuple[Select[Any], ...]) -> Select[Any]:
    everything = union_all(*selects).subquery()
    order = (everything.c.due_on.nulls_last(), everything.c.record_id)
    ranked = select(
        *everything.c,
        func.row_number().over(partition_by=everything.c.kind, order_by=order).label("place"),
        func.count().over(partition_by=everything.c.kind).label("count"),
    ).subquery()
    return (
        select(
            *(ranked.c[name] for name in ("kind", "record_id", "about_id", "due_on")),
            Person.name,
            ranked.c.count,
        )
        .outerjoin(Person, Person.id == ranked.c.about_id)
        .where(ranked.c.place <= MOST_OF_A_KIND)
        .order_by(ranked.c.place)
    )
