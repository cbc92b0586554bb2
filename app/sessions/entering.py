"""The form of a session as a page shows it: fields, the list of people, and what was searched."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from sqlalchemy import Select

from app.accounts.access import viewer
from app.accounts.models import Person, Unit
from app.accounts.queries import called, employees
from app.accounts.roles import Role
from app.db import db
from app.library.reading import library
from app.sessions.forms import SessionForm, Trainer, one_line
from app.sessions.roll import Named, Roll, lines_of
from app.sessions.roll_queries import Present, ids_among, people_found, people_in, people_named
from app.sessions.scope import people_noted_by, units_trained_by
from app.sessions.standards import standards_called, standards_found, topics_suggested
from app.sessions.timing import is_open

LONGEST_WORDS = 100


def form_for_viewer(
    data: dict[str, Any] | None = None,
    *,
    unit: Unit | None = None,
    trainer: Trainer | None = None,
) -> SessionForm:
    """The form with the units of the viewer, and with unit and trainer that a session has already;
    a new one is offered the viewer as the trainer."""
    units = list(db.session.scalars(units_trained_by(viewer()).order_by(Unit.name, Unit.id)))
    if unit is not None and unit not in units:
        units.append(unit)
    here = employees().where(Person.deactivated_at.is_(None))
    return SessionForm(
        g.zone,
        now=g.now,
        units=units,
        called=partial(_called, here),
        trainer=trainer or Trainer(viewer().id, viewer().name),
        data=data,
    )


def chosen_standards() -> list[str]:
    """The ids of the standards that are ticked in the form and that there are."""
    return [each.id for each in standards_called(library(), request.form.getlist("standards"))]


def objection_to(form: SessionForm, roll: Roll, on_list: Sequence[Present] = ()) -> str | None:
    """Why the list cannot be as it was sent, or None."""
    old = {each.person.id for each in on_list}
    new = roll.present.keys() - old
    if new and not is_open(form.starts_at, now=g.now):
        return _(
            "This is ahead: who was there can be ticked from 30 minutes before it begins. "
            "Take the ticks away to announce it."
        )
    if new - ids_among(people_noted_by(viewer()), new):
        return _("Somebody on the list is not among your people any more. Look at it again.")
    return None


def entry_values(
    form: SessionForm,
    roll: Roll,
    standards: Sequence[str],
    *,
    on_list: Sequence[Present] = (),
) -> dict[str, Any]:
    """What the page of the form needs besides what it is for."""
    people, words = _listed(form, roll, on_list), _words("people-words")
    shown = {person.id for person in people}
    found = _found(words, shown) if words else []
    by_code = frozenset(each.person.id for each in on_list if each.came_by == "code")
    about = _words("standard-words")
    topics = [each.body for each in library().all("topic")]
    return {
        "form": form,
        "lines": lines_of(people, roll, by_code),
        "found": lines_of(found, roll),
        "people_words": words,
        "all_passed": bool(request.form.get("all_passed")),
        "standards": standards_called(library(), standards),
        "standards_found": [
            each for each in standards_found(topics, about) if each.id not in standards
        ],
        "standard_words": about,
        "topics": topics_suggested(library(), g.language),
    }


def _listed(form: SessionForm, roll: Roll, on_list: Sequence[Present]) -> list[Named]:
    """The unit's people, who is ticked already, and who is on the session's list."""
    among, unit = people_noted_by(viewer()), form.chosen_unit
    listed = [each.person for each in on_list]
    # Of HR's people without a unit there are too many for a list: they are searched.
    if unit is not None or Role.HR not in viewer().roles:
        listed += people_in(among, unit, library(), g.language)
    known = {person.id for person in listed}
    return listed + people_named(among, roll.present.keys() - known, library(), g.language)


def _found(words: str, shown: set[uuid.UUID]) -> list[Named]:
    found = people_found(people_noted_by(viewer()), words, library(), g.language)
    return [person for person in found if person.id not in shown]


def _words(name: str) -> str:
    return one_line(request.form.get(name, "").replace("\0", ""))[:LONGEST_WORDS]


def _called(people: Select[Person], words: str) -> Sequence[Person]:
    return db.session.scalars(called(people, words)).all()
