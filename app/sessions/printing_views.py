"""What is printed of a session: the sheet that people sign, and the record for the files."""

from __future__ import annotations

import uuid

from flask import g, render_template, request

from app.accounts.access import requires, viewer
from app.accounts.models import Unit
from app.accounts.roles import Permission
from app.db import db
from app.interface.days import local_day
from app.library.reading import library
from app.sessions.blueprint import bp
from app.sessions.finding import list_of, session_or_404
from app.sessions.models import TrainingSession
from app.sessions.roll import Named, lines_of, roll_from
from app.sessions.roll_queries import expected_at, people_in, present_from
from app.sessions.scope import people_noted_by
from app.sessions.sheets import pages_of
from app.sessions.standards import standards_called
from app.sessions.timing import minutes_between
from app.sessions.wording import RESULTS, kind_words


@bp.get("/sessions/<uuid:session_id>/sheet")
@requires(Permission.TRAIN)
def sheet(session_id: uuid.UUID) -> str:
    """The sign-in sheet: who is on the list, or before that everybody of the unit; or empty."""
    held = session_or_404(session_id)
    on_list = [each.person for each in list_of(held)]
    who = request.args.get("who", "")
    if who not in ("list", "unit", "empty"):
        who = "list" if on_list else "unit"
    people = {"list": on_list, "unit": _people_of(held), "empty": []}[who]
    return render_template(
        "sessions/sheet.html",
        held=held,
        kind=kind_words(held.kind, held.level),
        unit=_unit_of(held),
        who=who,
        has_list=bool(on_list),
        pages=pages_of(people),
        minutes=minutes_between(held.starts_at, held.ends_at),
    )


@bp.get("/sessions/<uuid:session_id>/minutes")
@requires(Permission.TRAIN)
def minutes(session_id: uuid.UUID) -> str:
    """The training record: what was held, who was there and how each did, to be signed."""
    held = session_or_404(session_id)
    expected = expected_at(held, local_day(held.starts_at, g.zone))
    own = present_from(held) if expected is not None else 0
    return render_template(
        "sessions/minutes.html",
        held=held,
        kind=kind_words(held.kind, held.level),
        unit=_unit_of(held),
        present=list_of(held),
        absent=max(expected - own, 0) if expected is not None else None,
        expected=expected,
        standards=standards_called(library(), held.standards),
        results=RESULTS,
        minutes=minutes_between(held.starts_at, held.ends_at),
    )


def _people_of(held: TrainingSession) -> list[Named]:
    if held.unit_id is None:
        return []
    found = people_in(people_noted_by(viewer()), held.unit_id, library(), g.language)
    return [line.person for line in lines_of(found, roll_from(request.args))]


def _unit_of(held: TrainingSession) -> Unit | None:
    return db.session.get(Unit, held.unit_id) if held.unit_id else None
