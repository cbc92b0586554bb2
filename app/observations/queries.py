"""Reading observations: who sees which, who answers which, and what became of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.queries import people_led_by, people_observed_by
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.markup.texts import Text
from app.observations.models import Observation, ObservationMark
from app.observations.versions import checklists_of

State = Literal["waiting", "confirmed", "objected", "corrected"]

_newer = aliased(Observation)
#: Whether another observation stands for this one.
IS_CORRECTED: ColumnElement[bool] = exists().where(_newer.corrects_id == Observation.id)
#: Whether nobody has said anything to it yet, and nothing stands for it.
IS_OPEN: ColumnElement[bool] = and_(
    Observation.confirmed_at.is_(None), Observation.objected_at.is_(None), ~IS_CORRECTED
)
#: Whether an objection waits for another pair of eyes.
IS_OBJECTED: ColumnElement[bool] = and_(Observation.objected_at.is_not(None), ~IS_CORRECTED)


def visible_observations(viewer: Viewer, today: date) -> Select[Observation]:
    """What somebody may read on a day of her time zone: her own; HR everything; a supervisor what
    is about the people she leads; a named observer what she wrote down, was asked to look at again
    or is to confirm, while she may observe the person."""
    if Role.HR in viewer.roles:
        return select(Observation)
    return select(Observation).where(
        or_(
            Observation.person_id == viewer.id,
            is_about_led(viewer),
            and_(_is_hers_to_know(viewer), is_about_observed(viewer, today)),
        )
    )


def is_about_led(viewer: Viewer) -> ColumnElement[bool]:
    """Whether it is about somebody whom the viewer leads today."""
    if Role.SUPERVISOR not in viewer.roles:
        return false()
    return Observation.person_id.in_(people_led_by(viewer.id).with_only_columns(Person.id))


def is_about_observed(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """Whether it is about somebody whom the viewer may observe today."""
    return Observation.person_id.in_(people_observed_by(viewer, today).with_only_columns(Person.id))


@dataclass(frozen=True)
class Practice:
    """One observation as lists show it."""

    id: uuid.UUID
    checklist: str
    title: Text
    kind: str
    seen_on: date
    observer_name: str
    verdict: str | None
    met: int
    not_met: int
    not_seen: int
    state: State
    recorded_at: datetime
    person_id: uuid.UUID
    person_name: str
    recheck_on: date | None


def practice_of(person_id: uuid.UUID) -> list[Practice]:
    """All practice seen of one person, and the rounds that she walked, the latest first."""
    rows = select(Observation).where(Observation.person_id == person_id)
    return practices(rows.order_by(Observation.seen_on.desc(), Observation.id.desc()))


def practices(observations: Select[Observation]) -> list[Practice]:
    """Some observations as lists show them, in their order. One statement, and one more where this
    process has not read one of the checklists yet."""
    rows = db.session.execute(_with_counts(observations)).all()
    titles = checklists_of({row.version_id for row in rows})
    return [
        Practice(
            title=titles[row.version_id].title,
            state=state_of(row.confirmed_at, row.objected_at, is_corrected=row.is_corrected),
            **{name: getattr(row, name) for name in _LISTED},
        )
        for row in rows
    ]


def state_of(
    confirmed_at: datetime | None, objected_at: datetime | None, *, is_corrected: bool
) -> State:
    """What became of an observation."""
    if is_corrected:
        return "corrected"
    if confirmed_at is not None:
        return "confirmed"
    return "waiting" if objected_at is None else "objected"


@dataclass(frozen=True)
class Link:
    """One of the observations that stand for each other."""

    id: uuid.UUID
    observer_name: str
    seen_on: date
    recorded_at: datetime
    verdict: str | None
    state: State
    corrects_id: uuid.UUID | None


def chain_of(observation: Observation) -> list[Link]:
    """An observation with those that it stands for and those that stand for it, the oldest first.
    One statement."""
    older = (
        select(Observation.id.label("id"), Observation.corrects_id.label("other"))
        .where(Observation.id == observation.id)
        .cte(recursive=True)
    )
    older = older.union(
        select(Observation.id, Observation.corrects_id).where(Observation.id == older.c.other)
    )
    newer = (
        select(Observation.id.label("id"))
        .where(Observation.id == observation.id)
        .cte(recursive=True)
    )
    newer = newer.union(select(Observation.id).where(Observation.corrects_id == newer.c.id))
    found = select(Observation, IS_CORRECTED.label("is_corrected")).where(
        or_(Observation.id.in_(select(older.c.id)), Observation.id.in_(select(newer.c.id)))
    )
    rows = db.session.execute(found).all()
    return _in_order(_link(each, is_corrected=is_corrected) for each, is_corrected in rows)


def replaced_by(observation: Observation) -> list[uuid.UUID]:
    """The ids of all that an observation stands for, the next older one first."""
    links = {each.id: each.corrects_id for each in chain_of(observation)}
    found: list[uuid.UUID] = []
    older = observation.corrects_id
    while older is not None:
        found.append(older)
        older = links[older]
    return found


_LISTED = (
    *("id", "checklist", "kind", "seen_on", "observer_name", "verdict"),
    *("met", "not_met", "not_seen", "recorded_at", "person_id", "person_name", "recheck_on"),
)


def _is_hers_to_know(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        Observation.observer_id == viewer.id,
        Observation.asked_id == viewer.id,
        and_(
            Observation.kind == "round",
            or_(Observation.confirmed_at.is_(None), Observation.confirmed_by_id == viewer.id),
        ),
    )


def _with_counts(observations: Select[Observation]) -> Select[*tuple[Any, ...]]:
    columns = ("id", "checklist", "kind", "seen_on", "observer_name", "verdict", "recorded_at")
    more = ("person_id", "recheck_on", "version_id", "confirmed_at", "objected_at")
    return observations.join(Person, Person.id == Observation.person_id).with_only_columns(
        *(getattr(Observation, name) for name in columns + more),
        Person.name.label("person_name"),
        _count_of("met").label("met"),
        _count_of("not-met").label("not_met"),
        _count_of("not-seen").label("not_seen"),
        IS_CORRECTED.label("is_corrected"),
        maintain_column_froms=True,
    )


def _count_of(mark: str) -> Any:
    counted = select(func.count(case((ObservationMark.mark == mark, 1))))
    return counted.where(ObservationMark.observation_id == Observation.id).scalar_subquery()


def _link(each: Observation, *, is_corrected: bool) -> Link:
    return Link(
        id=each.id,
        observer_name=each.observer_name,
        seen_on=each.seen_on,
        recorded_at=each.recorded_at,
        verdict=each.verdict,
        state=state_of(each.confirmed_at, each.objected_at, is_corrected=is_corrected),
        corrects_id=each.corrects_id,
    )


def _in_order(links: Iterable[Link]) -> list[Link]:
    by_older = {each.corrects_id: each for each in links}
    ordered: list[Link] = []
    older = None
    while older in by_older:
        ordered.append(by_older[older])
        older = ordered[-1].id
    return ordered
