"""Pages of the people: finding, taking in, correcting, roles, leaving, a way in."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.codes import CODE_GOOD_FOR, give_code
from app.accounts.details import BadValue
from app.accounts.models import Person
from app.accounts.operations import set_roles
from app.accounts.people import deactivate_person, made_number, reactivate_person, update_person
from app.accounts.roles import Permission, Role
from app.accounts.wording import names_of_roles
from app.admin.blueprint import bp
from app.admin.finding import asked_from
from app.admin.forms import FilterForm, LeavingForm, PersonForm, RolesForm, unit_choices
from app.admin.operations import assign_plan, take_in
from app.admin.queries import (
    called,
    number_of_reports,
    page_of_people,
    person_for_page,
    units_in_order,
    units_led_directly_by,
)
from app.admin.unit_tree import tree_of
from app.db import db
from app.enrolments.queries import assignments_of
from app.interface.addresses import outside
from app.interface.days import today_here
from app.library.positions import position_title
from app.library.reading import library
from app.probation.opening import follow

Page = str | Response


@bp.get("/people")
@requires(Permission.ADMINISTER)
def people() -> str:
    """Everybody who is employed here, to find by words, unit, role and whether they left."""
    asked = asked_from(request.args)
    units = tree_of(db.session.scalars(units_in_order()))
    return render_template(
        "admin/people.html",
        asked=asked,
        page=page_of_people(asked),
        filters=FilterForm(asked, unit_choices(units)),
        names_of_roles=names_of_roles,
        title_of_position=partial(position_title, library=library(), language=g.language),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def new_person() -> Page:
    """Take somebody in."""
    form = PersonForm(**_choices(None), language=g.house.language, hired_on=today_here())
    if not form.validate_on_submit():
        return render_template("admin/new_person.html", form=form)
    try:
        person = take_in(_numbered(form), library(), **_deed(), today=today_here())
    except BadValue as problem:
        form.refuse(problem)
        return render_template("admin/new_person.html", form=form)
    db.session.commit()
    flash(_("%(name)s is taken in. Now give a way in: a one-time code.", name=person.name))
    return redirect(_address(person.id))


@bp.route("/people/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def person(person_id: uuid.UUID) -> Page:
    """What is known of a person, to correct."""
    person = _person_or_404(person_id)
    form = PersonForm(**_choices(person), **_values(person))
    if not form.validate_on_submit():
        return _page(person, form=form)
    try:
        update_person(person, **form.particulars(), **_deed())
        follow(person, library(), **_deed())
    except BadValue as problem:
        form.refuse(problem)
        return _page(person, form=form)
    db.session.commit()
    flash(_("Saved."))
    return redirect(_address(person_id))


@bp.post("/people/<uuid:person_id>/roles")
@requires(Permission.ADMINISTER)
def roles(person_id: uuid.UUID) -> Page:
    """Give a person other roles, after asking once."""
    person = _person_or_404(person_id)
    form = RolesForm()
    if not form.validate():
        return _page(person, roles_form=form)
    if not form.sure.data:
        return _ask_for_roles(person, form)
    try:
        set_roles(person, form.chosen, **_deed())
    except BadValue as problem:
        form.refuse(problem)
        return _page(person, roles_form=form)
    db.session.commit()
    flash(_("The roles are changed. %(name)s signs in anew.", name=person.name))
    return redirect(_address(person_id))


@bp.post("/people/<uuid:person_id>/departure")
@requires(Permission.ADMINISTER)
def departure(person_id: uuid.UUID) -> Page:
    """Let somebody go: signed out everywhere, whom she led moves up."""
    person = _person_or_404(person_id)
    form = LeavingForm()
    if not form.validate():
        return _page(person, leaving_form=form)
    try:
        deactivate_person(person, left_on=form.left_on.data, **_deed())
    except BadValue as problem:
        form.refuse(problem)
        return _page(person, leaving_form=form)
    db.session.commit()
    flash(_("%(name)s has left and cannot sign in any more.", name=person.name))
    return redirect(_address(person_id))


@bp.post("/people/<uuid:person_id>/return")
@requires(Permission.ADMINISTER)
def comeback(person_id: uuid.UUID) -> Page:
    """Take somebody back who left."""
    person = _person_or_404(person_id)
    reactivate_person(person, **_deed())
    db.session.commit()
    flash(_("%(name)s can sign in again.", name=person.name))
    return redirect(_address(person_id))


@bp.post("/people/<uuid:person_id>/plan")
@requires(Permission.ADMINISTER)
def plan(person_id: uuid.UUID) -> Page:
    """Put a person on the plan of her position."""
    person = _person_or_404(person_id)
    assign_plan(person, library(), today=today_here(), **_deed())
    db.session.commit()
    flash(_("The plan of the position is assigned."))
    return redirect(_address(person_id))


@bp.post("/people/<uuid:person_id>/code")
@requires(Permission.ADMINISTER)
def code(person_id: uuid.UUID) -> Page:
    """A one-time code to read out; it is shown this once."""
    person = _person_or_404(person_id)
    try:
        code = give_code(person, **_deed())
    except BadValue as problem:
        flash(problem.text, "warning")
        return redirect(_address(person_id))
    db.session.commit()
    page = render_template(
        "accounts/code_given.html",
        person=person,
        back=_address(person_id),
        code=code,
        until=g.now + CODE_GOOD_FOR,
        minutes=CODE_GOOD_FOR.total_seconds() / 60,
        address=outside(url_for("accounts.code")),
    )
    return Response(page, mimetype="text/html", headers={"Cache-Control": "no-store"})


def _person_or_404(person_id: uuid.UUID) -> Person:
    return db.session.scalar(person_for_page(person_id)) or abort(404)


def _page(
    person: Person,
    *,
    form: PersonForm | None = None,
    roles_form: RolesForm | None = None,
    leaving_form: LeavingForm | None = None,
) -> str:
    """The page of a person, with the form that could not be taken as it was filled in."""
    path = library().path_of_position(person.position or "")
    assignments = db.session.scalars(assignments_of(person.id)).all()
    return render_template(
        "admin/person.html",
        person=person,
        form=form or PersonForm(formdata=None, **_choices(person), **_values(person)),
        roles_form=roles_form or RolesForm(formdata=None, roles=_roles_of(person)),
        leaving_form=leaving_form or LeavingForm(formdata=None, left_on=today_here()),
        is_leaving=leaving_form is not None,
        reports=db.session.scalar(number_of_reports(person.id)),
        units_led=db.session.scalars(units_led_directly_by(person.id)).all(),
        path=path,
        assignment=next((each for each in assignments if path and each.path == path.slug), None),
        title_of_position=partial(position_title, library=library(), language=g.language),
        is_oneself=person.id == viewer().id,
    )


def _ask_for_roles(person: Person, form: RolesForm) -> Page:
    had = frozenset(Role(grant.role) for grant in person.grants)
    if had == form.chosen:
        flash(_("These are the roles already."))
        return redirect(_address(person.id))
    return render_template(
        "admin/roles.html",
        person=person,
        chosen=sorted(form.chosen),
        before=names_of_roles(had),
        after=names_of_roles(form.chosen),
        is_oneself=person.id == viewer().id,
    )


#: What the form shows as it is kept.
_AS_KEPT = (
    "name",
    "employee_number",
    "mobile",
    "email",
    "position",
    "language",
    "hired_on",
    "probation_ends_on",
    "extra_time",
)


def _values(person: Person) -> dict[str, Any]:
    """What the form of a person shows before anything is typed."""
    return {field: getattr(person, field) for field in _AS_KEPT} | {
        "unit_id": str(person.unit_id or ""),
        "supervisor_id": called(person.supervisor),
    }


def _choices(person: Person | None) -> dict[str, Any]:
    units = tree_of(db.session.scalars(units_in_order()))
    positions = [(each.slug, each.body.title.in_(g.language)) for each in library().all("position")]
    return {"units": unit_choices(units), "positions": positions}


def _numbered(form: PersonForm) -> dict[str, Any]:
    """The particulars; who brings no employee number gets one, to sign in with."""
    values = form.particulars()
    return values | {"employee_number": values["employee_number"] or made_number(g.now)}


def _roles_of(person: Person) -> list[str]:
    return [grant.role for grant in person.grants]


def _deed() -> dict[str, Any]:
    """When it is done and by whom."""
    return {"now": g.now, "by_id": viewer().id}


def _address(person_id: uuid.UUID) -> str:
    return url_for(".person", person_id=person_id)
