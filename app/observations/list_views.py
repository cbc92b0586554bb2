"""Lists of practice: of one's people, one's own, and the map of who was seen doing what."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import (
    leaders_of,
    mentors_of,
    observers_of,
    people_observed_by,
    people_recorded_by,
)
from app.accounts.roles import Permission
from app.courses.checklists import Checklist
from app.db import db
from app.enrolments.models import Assignment
from app.evidence.queries import shown_by
from app.interface.asking import page_from
from app.interface.days import today_here
from app.library.reading import library
from app.observations.blueprint import bp
from app.observations.listing import asked_of, practice_page, what_waits
from app.observations.models import Observation
from app.observations.queries import Practice, practices
from app.observations.scope import demand
from app.observations.seen_map import key_lines_of, lines_of, standards_of
from app.observations.told import ToldPart, parts_of
from app.observations.versions import checklists_of

#: The person's own list shows what each line said, so a page holds few.
OWN_A_PAGE = 10
#: More people do not fit beside each other on a phone.
PEOPLE_A_MAP = 8


@dataclass(frozen=True)
class _Own:
    """One of the viewer's own observations, opened: what each line said."""

    practice: Practice
    parts: list[ToldPart]


@bp.get("/practice")
@requires(Permission.LEARN)
def practice() -> str:
    """What waits for an observer, then what was seen of the people whom she may read about."""
    demand(Permission.OBSERVE, Permission.KEEP_RECORDS)
    checklists = {each.slug: each.body.title for each in library().all("checklist")}
    asked = asked_of(request.args, checklists)
    is_start = not asked.is_narrowed and asked.before is None
    return render_template(
        "observations/practice.html",
        asked=asked,
        page=practice_page(viewer(), asked, today_here()),
        waiting=what_waits(viewer(), today_here()) if is_start else [],
        checklists=checklists,
        may_observe=Permission.OBSERVE in viewer().permissions,
        may_name=bool(viewer().permissions & {Permission.LEAD_TEAM, Permission.KEEP_RECORDS}),
    )


@bp.get("/my-practice")
@requires(Permission.LEARN)
def own() -> str:
    """What was seen of oneself, line by line, what is to be confirmed, and who may see it."""
    me = viewer().person
    number = page_from(request.args.get("page"))
    listed = _own_in_order(me.id).offset((number - 1) * OWN_A_PAGE).limit(OWN_A_PAGE + 1)
    found = practices(listed)
    return render_template(
        "observations/own.html",
        observations=_opened(found[:OWN_A_PAGE]),
        number=number,
        has_next=len(found) > OWN_A_PAGE,
        mentors=db.session.scalars(mentors_of(me.id, today_here())).all(),
        observers=db.session.scalars(observers_of(me, today_here()).order_by(Person.name)).all(),
        leaders=db.session.scalars(leaders_of(me).order_by(Person.name)).all(),
    )


@bp.get("/practice/map")
@requires(Permission.LEARN)
def practice_map() -> str:
    """Who was seen doing what: people beside checklists, or beside one list's key lines."""
    demand(Permission.OBSERVE, Permission.KEEP_RECORDS)
    number = page_from(request.args.get("page"))
    found = _people_on_map(number)
    people = found[:PEOPLE_A_MAP]
    ids = [each.id for each in people]
    chosen = library().get("checklist", request.args.get("checklist", ""))
    lists = [chosen.body] if chosen and chosen.body.kind == "conduct" else _lists_of(ids)
    register = library().standards
    shown = shown_by(ids, register, standards_of(lists, register))
    draw = key_lines_of(lists[0], ids, shown, register) if chosen and lists else None
    return render_template(
        "observations/map.html",
        people=people,
        number=number,
        has_next=len(found) > PEOPLE_A_MAP,
        checklist=lists[0] if draw is not None else None,
        lines=lines_of(lists, ids, shown, register) if draw is None else draw,
    )


def _own_in_order(person_id: uuid.UUID) -> Select[Observation]:
    """What was seen of a person, the latest written down first."""
    return (
        select(Observation)
        .where(Observation.person_id == person_id)
        .order_by(Observation.recorded_at.desc(), Observation.id.desc())
    )


def _opened(found: Sequence[Practice]) -> list[_Own]:
    """The same with their lines. Two statements."""
    rows = select(Observation).where(Observation.id.in_([each.id for each in found]))
    observations = {
        each.id: each for each in db.session.scalars(rows.options(selectinload(Observation.marks)))
    }
    versions = checklists_of(each.version_id for each in observations.values())
    return [
        _Own(each, parts_of(versions[one.version_id], one.marks, library()))
        for each in found
        for one in [observations[each.id]]
    ]


def _people_on_map(number: int) -> Sequence[Person]:
    """Some of the people whose practice the viewer may read about, and one more if there is."""
    me = viewer()
    if Permission.KEEP_RECORDS in me.permissions:
        people = people_recorded_by(me).where(Person.deactivated_at.is_(None))
    else:
        people = people_observed_by(me, today_here())
    page = people.order_by(Person.name, Person.id).offset((number - 1) * PEOPLE_A_MAP)
    return db.session.scalars(page.limit(PEOPLE_A_MAP + 1).options(joinedload(Person.unit))).all()


def _lists_of(people: Sequence[uuid.UUID]) -> list[Checklist]:
    """The checklists of conduct that the plans of some people ask for, or that they were seen with,
    by their touchpoints. Two statements."""
    paths = select(Assignment.path).where(Assignment.person_id.in_(people)).distinct()
    seen = select(Observation.checklist).where(Observation.person_id.in_(people)).distinct()
    slugs = set(db.session.scalars(seen))
    for path in filter(None, (library().get("path", each) for each in db.session.scalars(paths))):
        items = (item for stage in path.body.stages for item in stage.items)
        slugs.update(item.slug for item in items if item.kind == "checklist")
    found = (library().get("checklist", slug) for slug in slugs)
    lists = [each.body for each in found if each is not None and each.body.kind == "conduct"]
    return sorted(lists, key=lambda each: (each.touchpoint or 99, each.slug))
