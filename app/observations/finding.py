"""Finding what an observer writes about: her people, the checklists, what is to be corrected."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person, Unit
from app.accounts.queries import people_observed_by
from app.accounts.viewer import Viewer
from app.courses.checklists import Checklist
from app.courses.model import Path
from app.db import db
from app.enrolments.models import Assignment, Completion
from app.library.queries import Library
from app.observations.models import Observation

PEOPLE_A_PAGE = 40
SHOWN_FIRST = 5


@dataclass(frozen=True)
class PeoplePage:
    """Some of the people, and whether there are more before and after."""

    people: Sequence[Person]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_of(people: Select[Person], number: int) -> PeoplePage:
    """One page of people in the order of their names, with their units. One statement."""
    number = max(number, 1)
    some = in_order(people).offset((number - 1) * PEOPLE_A_PAGE).limit(PEOPLE_A_PAGE + 1)
    found = db.session.scalars(some).all()
    return PeoplePage(found[:PEOPLE_A_PAGE], number, len(found) > PEOPLE_A_PAGE)


def in_order(people: Select[Person]) -> Select[Person]:
    """The same people by their names, with their units."""
    return people.options(joinedload(Person.unit)).order_by(Person.name, Person.id)


def told_apart(people: Sequence[Person]) -> list[tuple[Person, str]]:
    """Each person with her name; where several have the same one, with the number as well."""
    names = Counter(each.name for each in people)
    return [
        (each, f"{each.name} {each.employee_number or ''}".strip())
        if names[each.name] > 1
        else (each, each.name)
        for each in people
    ]


def seen_lately(viewer: Viewer, today: date) -> Sequence[Person]:
    """Those whose practice somebody wrote down last. One statement."""
    last = (
        select(Observation.person_id, func.max(Observation.recorded_at).label("at"))
        .where(Observation.observer_id == viewer.id, Observation.kind == "conduct")
        .group_by(Observation.person_id)
        .subquery()
    )
    people = (
        people_observed_by(viewer, today)
        .join(last, last.c.person_id == Person.id)
        .options(joinedload(Person.unit))
        .order_by(last.c.at.desc(), Person.id)
        .limit(SHOWN_FIRST)
    )
    return db.session.scalars(people).all()


def planned_for(checklist: str, library: Library, viewer: Viewer, today: date) -> Sequence[Person]:
    """Those whose plan asks for this checklist and who were not seen with it yet. One statement."""
    paths = [path.body.slug for path in library.all("path") if checklist in _lists_in(path.body)]
    if not paths:
        return ()
    done = Completion.kind == "checklist", Completion.slug == checklist
    people = in_order(people_observed_by(viewer, today)).where(
        select(Assignment.id)
        .where(Assignment.person_id == Person.id, Assignment.path.in_(paths))
        .exists(),
        ~select(Completion.id)
        .where(Completion.person_id == Person.id, *done, Completion.withdrawn_at.is_(None))
        .exists(),
    )
    return db.session.scalars(people.limit(SHOWN_FIRST)).all()


def plan_of(person_id: uuid.UUID, library: Library) -> list[str]:
    """The checklists that a person's plans ask for, in their order. One statement."""
    followed = select(Assignment.path).where(Assignment.person_id == person_id)
    paths = [library.get("path", slug) for slug in db.session.scalars(followed)]
    found = (slug for path in paths if path for slug in _lists_in(path.body))
    return list(dict.fromkeys(found))


def units_of(people: Select[Person]) -> Sequence[Unit]:
    """The units that these people are in, by their names. One statement."""
    ids = people.with_only_columns(Person.unit_id)
    return db.session.scalars(select(Unit).where(Unit.id.in_(ids)).order_by(Unit.name)).all()


def of_unit(people: Select[Person], unit_id: uuid.UUID | None) -> Select[Person]:
    """Those of them in a unit; without one all of them."""
    return people if unit_id is None else people.where(Person.unit_id == unit_id)


def conduct_lists(library: Library, first: Sequence[str] = ()) -> list[list[Checklist]]:
    """The checklists of people at work: those asked for first, then by touchpoint."""
    found = [each.body for each in library.all("checklist") if each.body.kind == "conduct"]
    asked = sorted((c for c in found if c.slug in first), key=lambda c: first.index(c.slug))
    return [asked, _by_touchpoint(c for c in found if c.slug not in first)]


def lists_at(touchpoint: int, library: Library) -> list[Checklist]:
    """The checklists of one touchpoint: what people do there, then the place itself."""
    found = (each.body for each in library.all("checklist"))
    return sorted(
        (each for each in found if each.touchpoint == touchpoint),
        key=lambda each: (each.kind, each.slug),
    )


def to_write_again(observer_id: uuid.UUID) -> Select[Observation]:
    """What somebody wrote down herself, and the objections that she was asked to look at, with the
    marks."""
    asked = and_(Observation.asked_id == observer_id, Observation.objected_at.is_not(None))
    hers = select(Observation).where(or_(Observation.observer_id == observer_id, asked))
    return hers.options(selectinload(Observation.marks))


def _lists_in(path: Path) -> list[str]:
    items = (item for stage in path.stages for item in stage.items)
    return [item.slug for item in items if item.kind == "checklist"]


def _by_touchpoint(found: Iterable[Checklist]) -> list[Checklist]:
    return sorted(found, key=lambda each: (each.touchpoint or 99, each.slug))
