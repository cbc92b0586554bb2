"""Who may observe whom: naming observers and mentors, and ending what was named."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, or_
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.models import Person, Unit
from app.accounts.queries import employees, people_led_by
from app.accounts.roles import Permission
from app.db import db
from app.interface.addresses import outside
from app.interface.days import today_here
from app.observations.appointment_forms import MOST_OFFERED, AppointmentForm, MentorForm
from app.observations.appointments import (
    Scope,
    appointment_in,
    appointments_in,
    end_appointment,
    name_observer,
    scope_of,
    tell_named,
)
from app.observations.blueprint import bp
from app.observations.scope import demand

Page = str | tuple[str, int]


@bp.route("/team/observers", methods=["GET", "POST"])
@requires(Permission.LEARN)
def observers() -> Page | Response:
    """Who may observe which team or person, until when, and a form to name one more."""
    demand(Permission.LEAD_TEAM, Permission.KEEP_RECORDS)
    scope = scope_of(viewer())
    units = db.session.scalars(scope.units.order_by(Unit.name, Unit.id)).all()
    people = partial(_people, scope.people)
    form = AppointmentForm(units, found=_colleagues, people=people, today=today_here())
    if not form.is_submitted():
        return _page(scope, form)
    if not form.validate() or not _is_named(form, form.about, form.kind.data):
        return _page(scope, form), 422
    db.session.commit()
    flash(_("%(name)s is named.", name=form.named.name))
    return redirect(url_for(".observers"))


@bp.post("/team/observers/<uuid:appointment_id>/end", endpoint="end_appointment")
@requires(Permission.LEARN)
def end_named(appointment_id: uuid.UUID) -> Response:
    """Let an appointment end now."""
    demand(Permission.LEAD_TEAM, Permission.KEEP_RECORDS)
    appointment = appointment_in(scope_of(viewer()), appointment_id) or abort(404)
    end_appointment(appointment, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("It is ended. What was seen until now stays."))
    return redirect(url_for(".observers"))


@bp.post("/team/<uuid:person_id>/mentor")
@requires(Permission.LEARN)
def name_mentor(person_id: uuid.UUID) -> Page | Response:
    """Name the mentor of one person; the one before makes room."""
    demand(Permission.LEAD_TEAM, Permission.KEEP_RECORDS)
    hers = scope_of(viewer()).people.where(Person.id == person_id)
    person = db.session.scalar(hers) or abort(404)
    form = MentorForm(found=_colleagues, today=today_here())
    if not form.validate() or not _is_named(form, person, "mentor"):
        return render_template("observations/name_mentor.html", person=person, form=form), 422
    db.session.commit()
    flash(_("%(name)s is named.", name=form.named.name))
    return redirect(_where_from(person))


def _where_from(person: Person) -> str:
    """The person's page for who leads her; for HR the list."""
    me = viewer()
    led = people_led_by(me.id).where(Person.id == person.id).with_only_columns(Person.id)
    if Permission.LEAD_TEAM in me.permissions and db.session.scalar(led):
        return url_for("teams.person", person_id=person.id)
    return url_for(".observers")


def _is_named(form: MentorForm, about: Unit | Person, kind: str) -> bool:
    """Whether the appointment is made; else the form says why it is not."""
    try:
        name_observer(
            form.named,
            about,
            form.days,
            kind=kind,
            today=today_here(),
            now=g.now,
            by_id=viewer().id,
        )
    except BadValue as problem:
        form.refuse(problem)
        return False
    link = outside(url_for(".practice"))
    tell_named(form.named, about, form.days, link=link, zone=g.zone, now=g.now)
    return True


def _page(scope: Scope, form: AppointmentForm) -> str:
    return render_template(
        "observations/observers.html",
        appointments=appointments_in(scope, today_here()),
        form=form,
        today=today_here(),
    )


def _colleagues(words: str) -> Sequence[Person]:
    return _people(employees().where(Person.deactivated_at.is_(None)), words)


def _people(people: Select[Person], words: str) -> Sequence[Person]:
    """Those of them who may be meant: the number or name as written first, then a part of it."""
    is_exact = or_(Person.employee_number == words, Person.name == words)
    fits = or_(Person.employee_number == words, Person.name.icontains(words, autoescape=True))
    order = (is_exact.desc(), Person.name, Person.id)
    return db.session.scalars(people.where(fits).order_by(*order).limit(MOST_OFFERED + 1)).all()
