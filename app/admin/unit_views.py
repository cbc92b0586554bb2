"""Pages of the units: the tree, adding one, and what may be settled about each."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.models import Person, Unit
from app.accounts.roles import Permission
from app.accounts.units import create_unit, update_unit
from app.admin.blueprint import bp
from app.admin.forms import UnitForm, unit_choices
from app.admin.queries import called, people_in_units, units_with_leaders
from app.admin.unit_tree import Branch, tree_of, within
from app.admin.wording import names_of_kinds
from app.db import db


@bp.route("/units", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def units() -> str | Response:
    """All units as a tree, and a form to add one."""
    branches, leaders = _tree()
    form = UnitForm(units=unit_choices(branches), zone=g.house.zone, kind="team")
    if not form.validate_on_submit():
        return _units_page(branches, leaders, form)
    try:
        unit = create_unit(**form.particulars(), now=g.now, by_id=viewer().id)
    except BadValue as problem:
        form.refuse(problem)
        return _units_page(branches, leaders, form)
    db.session.commit()
    flash(_("%(name)s is added.", name=unit.name))
    return redirect(url_for(".units"))


@bp.route("/units/<uuid:unit_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def unit(unit_id: uuid.UUID) -> str | Response:
    """Rename a unit, move it, say who leads it and by which clock it works."""
    branches, _leaders = _tree()
    unit = next((each.unit for each in branches if each.unit.id == unit_id), None) or abort(404)
    form = UnitForm(units=unit_choices(branches, within(unit_id, branches)), **_values(unit))
    if not form.validate_on_submit():
        return render_template("admin/unit.html", unit=unit, form=form)
    try:
        particulars = form.particulars()
        update_unit(unit, **particulars, now=g.now, by_id=viewer().id)
    except BadValue as problem:
        form.refuse(problem)
        return render_template("admin/unit.html", unit=unit, form=form)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".units"))


def _tree() -> tuple[list[Branch[Unit]], dict[uuid.UUID, str | None]]:
    """The units as a tree, and the name of the leader of each."""
    rows = db.session.execute(units_with_leaders()).all()
    return tree_of(unit for unit, _leader in rows), {unit.id: leader for unit, leader in rows}


def _units_page(
    branches: list[Branch[Unit]], leaders: dict[uuid.UUID, str | None], form: UnitForm
) -> str:
    counts = dict(db.session.execute(people_in_units()).all())
    return render_template(
        "admin/units.html",
        branches=branches,
        leaders=leaders,
        counts=counts,
        kinds=names_of_kinds(),
        form=form,
    )


def _values(unit: Unit) -> dict[str, Any]:
    """What the form of a unit shows before anything is typed."""
    leader = db.session.get(Person, unit.leader_id) if unit.leader_id else None
    return {
        "name": unit.name,
        "kind": unit.kind,
        "parent_id": str(unit.parent_id or ""),
        "leader_id": called(leader),
        "zone": unit.zone,
    }
