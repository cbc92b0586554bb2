"""Being there by the code on the wall: showing the code, and saying that one is there."""

from __future__ import annotations

import uuid

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Unit
from app.accounts.roles import Permission
from app.accounts.throttling import forgive
from app.accounts.tries import secret, wait_for
from app.accounts.wording import please_wait
from app.db import db
from app.interface.addresses import outside
from app.interface.qr import qr_code
from app.sessions.blueprint import bp
from app.sessions.codes import attend_counters, is_code_of, make_code, session_with_code
from app.sessions.finding import list_of, session_or_404
from app.sessions.models import Attendance, TrainingSession
from app.sessions.operations import come_by_code, untick
from app.sessions.roll_queries import was_taken_off
from app.sessions.timing import code_end, is_open
from app.sessions.wording import kind_words

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.post("/sessions/<uuid:session_id>/code")
@requires(Permission.TRAIN)
def show_code(session_id: uuid.UUID) -> Response:
    """Make a code and show it; one that was shown before is void."""
    held = session_or_404(session_id, lock=True)
    made = make_code(held, secret(), now=g.now, by_id=viewer().id)
    db.session.commit()
    return redirect(url_for(".code", session_id=session_id, code=made))


@bp.get("/sessions/<uuid:session_id>/code/<code>")
@requires(Permission.TRAIN)
def code(session_id: uuid.UUID, code: str) -> str | Response:
    """The code for the wall, and who came so far."""
    held = session_or_404(session_id)
    if not is_code_of(held, code, secret(), now=g.now):
        flash(_("This code is not good any more. Show a new one."), "warning")
        return redirect(url_for(".session", session_id=session_id))
    address = outside(url_for(".attend", code=code))
    return render_template(
        "sessions/code.html",
        held=held,
        code=code,
        address=address,
        picture=qr_code(address),
        present=list_of(held),
        until=code_end(held.ends_at),
    )


@bp.post("/sessions/<uuid:session_id>/people/<uuid:person_id>/removal")
@requires(Permission.TRAIN)
def take_off(session_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Take somebody off the list who is not there."""
    held = session_or_404(session_id, lock=True)
    untick(held, person_id, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("Taken off the list."))
    return redirect(url_for(".session", session_id=session_id))


@bp.get("/attend/<code>")
@requires(Permission.LEARN)
def attend(code: str) -> Page:
    """What this session is about, and the button by which one says that one is there."""
    held = db.session.scalar(session_with_code(code, secret(), now=g.now))
    return _attend_page(code, held) if held is not None else _gone()


@bp.post("/attend/<code>")
@requires(Permission.LEARN)
def come(code: str) -> Page:
    """Say that one is there oneself. Each try is counted before the code is looked at."""
    counters = attend_counters(viewer().id, secret())
    if wait := wait_for(counters, now=g.now):
        return _gone(please_wait(wait), 429, {"Retry-After": str(wait)})
    wanted = session_with_code(code, secret(), now=g.now)
    held = db.session.scalar(wanted.with_for_update(of=TrainingSession))
    if held is None:
        return _gone()
    forgive(counters)
    if _objection(held) is None:
        come_by_code(held, viewer().id, now=g.now)
    db.session.commit()
    return redirect(url_for(".attend", code=code))


def _attend_page(code: str, held: TrainingSession) -> str:
    return render_template(
        "sessions/attend.html",
        code=code,
        held=held,
        kind=kind_words(held.kind, held.level),
        unit=db.session.get(Unit, held.unit_id) if held.unit_id else None,
        here=db.session.get(Attendance, (held.id, viewer().id)),
        objection=_objection(held),
    )


def _objection(held: TrainingSession) -> str | None:
    """Why the viewer cannot say that she is there, or None."""
    if held.trainer_id == viewer().id:
        return _("You give this training: your name stands there already, as the trainer's.")
    if not is_open(held.starts_at, now=g.now):
        return _("It has not begun yet. Come back from 30 minutes before it begins.")
    if was_taken_off(held.id, viewer().id):
        return _("You were taken off this list. If you are there, ask the trainer to tick you.")
    return None


def _gone(
    text: str | None = None, status: int = 404, headers: dict[str, str] | None = None
) -> tuple[str, int, dict[str, str]]:
    """One page for every code that does not work, so that it tells nobody why."""
    return render_template("sessions/gone.html", text=text), status, headers or {}
