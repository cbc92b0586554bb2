"""One session: writing it down, seeing it, correcting it, removing it."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Unit
from app.accounts.roles import Permission
from app.db import db, new_id
from app.interface.asking import id_from
from app.library.reading import library
from app.photos.queries import photos_of
from app.sessions.blueprint import bp
from app.sessions.entering import chosen_standards, entry_values, form_for_viewer, objection_to
from app.sessions.finding import list_of, session_or_404
from app.sessions.forms import RemovalForm, SessionForm, SheetPhotoForm, Trainer
from app.sessions.models import TrainingSession
from app.sessions.operations import change_session, keep_session, remove_session
from app.sessions.roll import Roll, roll_from
from app.sessions.roll_queries import Present
from app.sessions.standards import standards_called
from app.sessions.timing import code_end, is_open, just_over, minutes_between
from app.sessions.wording import KINDS, RESULT_TONES, RESULTS, kind_words

Page = str | Response | tuple[str, int]

#: What the buttons beside “Save” are for: the page comes back with what was asked, nothing is kept.
_LOOKS_UP = ("people", "find-people", "find-standards")


@bp.route("/sessions/new", methods=["GET", "POST"])
@requires(Permission.TRAIN)
def new() -> Page:
    """Write a session down, or announce one."""
    if request.method != "POST":
        return _new_page(_with_only_unit(form_for_viewer(_usual())), Roll(), new_id())
    form, roll = form_for_viewer(), roll_from(request.form)
    session_id = id_from(request.form.get("id", "")) or new_id()
    if request.form.get("act") in _LOOKS_UP:
        return _new_page(form, roll, session_id)
    objection = objection_to(form, roll) if form.validate() else None
    if objection or form.errors:
        return _new_page(form, roll, session_id, objection), 422
    kept = keep_session(
        session_id,
        form.held(chosen_standards()),
        roll.present,
        now=g.now,
        by_id=viewer().id,
    )
    if kept is None:
        abort(404)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".session", session_id=session_id))


@bp.get("/sessions/<uuid:session_id>")
@requires(Permission.TRAIN)
def session(session_id: uuid.UUID) -> str:
    """What was held, who was there, and what belongs to it."""
    return session_page(session_or_404(session_id))


@bp.route("/sessions/<uuid:session_id>/change", methods=["GET", "POST"])
@requires(Permission.TRAIN)
def change(session_id: uuid.UUID) -> Page:
    """Correct what is written down, and who was there."""
    held = session_or_404(session_id, lock=request.method == "POST")
    back = redirect(url_for(".session", session_id=session_id))
    if held.removed_at is not None:
        flash(_("It was removed, so it is not changed any more."), "warning")
        return back
    on_list = list_of(held)
    unit = db.session.get(Unit, held.unit_id) if held.unit_id else None
    trainer = Trainer(held.trainer_id, held.trainer_name)
    if request.method != "POST":
        kept = Roll((), {each.person.id: each.result for each in on_list})
        form = form_for_viewer(_kept(held), unit=unit, trainer=trainer)
        return _change_page(held, form, kept, on_list)
    form, roll = form_for_viewer(unit=unit, trainer=trainer), roll_from(request.form)
    if request.form.get("act") in _LOOKS_UP:
        return _change_page(held, form, roll, on_list)
    objection = objection_to(form, roll, on_list) if form.validate() else None
    if objection or form.errors:
        return _change_page(held, form, roll, on_list, objection), 422
    change_session(held, form.held(chosen_standards()), roll, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("Saved."))
    return back


@bp.post("/sessions/<uuid:session_id>/removal")
@requires(Permission.TRAIN)
def remove(session_id: uuid.UUID) -> Page:
    """Say that it was written down by mistake: it stays, struck, and counts nowhere."""
    held, form = session_or_404(session_id, lock=True), RemovalForm()
    if not form.validate():
        return session_page(held, removal=form), 422
    remove_session(held, form.reason.data, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("Removed. It counts nowhere any more."))
    return redirect(url_for(".session", session_id=session_id))


def session_page(
    held: TrainingSession,
    *,
    removal: RemovalForm | None = None,
    photo: SheetPhotoForm | None = None,
) -> str:
    """The page of a session, perhaps with a form that was not in order."""
    return render_template(
        "sessions/session.html",
        held=held,
        kind=kind_words(held.kind, held.level),
        minutes=minutes_between(held.starts_at, held.ends_at),
        unit=db.session.get(Unit, held.unit_id) if held.unit_id else None,
        present=list_of(held),
        standards=standards_called(library(), held.standards),
        photos=photos_of(session_id=held.id),
        results=RESULTS,
        tones=RESULT_TONES,
        is_ahead=held.starts_at > g.now,
        may_show_code=held.removed_at is None and g.now < code_end(held.ends_at),
        is_open=is_open(held.starts_at, now=g.now),
        removal=removal or RemovalForm(),
        photo=photo or SheetPhotoForm(),
    )


def _new_page(
    form: SessionForm, roll: Roll, session_id: uuid.UUID, objection: str | None = None
) -> str:
    return render_template(
        "sessions/entry.html",
        held=None,
        session_id=session_id,
        objection=objection,
        results=RESULTS,
        **entry_values(form, roll, request.form.getlist("standards")),
    )


def _change_page(
    held: TrainingSession,
    form: SessionForm,
    roll: Roll,
    on_list: list[Present],
    objection: str | None = None,
) -> str:
    chosen = request.form.getlist("standards") if request.method == "POST" else held.standards
    return render_template(
        "sessions/entry.html",
        held=held,
        session_id=held.id,
        objection=objection,
        results=RESULTS,
        **entry_values(form, roll, chosen, on_list=on_list),
    )


def _with_only_unit(form: SessionForm) -> SessionForm:
    """Who trains one unit need not choose it."""
    units = [choice.value for choice in form.unit_id.choices if choice.value]
    if len(units) == 1:
        form.unit_id.data = units[0]
    return form


def _usual() -> dict[str, Any]:
    """What a form for a new session begins with: one that has just ended, held by the viewer."""
    asked = request.args.get("kind", "")
    kind = asked if asked in KINDS else "weekly"
    day, begins, ends = just_over(kind, now=g.now, zone=g.zone)
    return {
        "kind": kind,
        "day": day,
        "begins": begins,
        "ends": ends,
        "unit_id": request.args.get("unit", ""),
        "topic": request.args.get("topic", "")[:200],
        "trainer": viewer().name,
    }


def _kept(held: TrainingSession) -> dict[str, Any]:
    """What a form begins with that corrects a session."""
    zone = ZoneInfo(g.zone)
    begin, end = held.starts_at.astimezone(zone), held.ends_at.astimezone(zone)
    return {
        "kind": held.kind,
        "level": held.level or "",
        "topic": held.topic,
        "unit_id": str(held.unit_id or ""),
        "day": begin.date(),
        "begins": begin.time(),
        "ends": end.time(),
        "place": held.place,
        "trainer": held.trainer_name,
        "is_guest": held.trainer_id is None,
        "note": held.note,
    }
