"""What HR settles about records: kinds of certificates, safety training, photos."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.roles import Permission
from app.db import db
from app.library.reading import library
from app.outside_certificates.blueprint import bp
from app.outside_certificates.forms import KindForm, SettingsForm
from app.outside_certificates.settings import (
    add_kind,
    change_settings,
    company_settings,
    kinds_in_use,
    known_kinds,
    rename_kind,
    take_out_kind,
)


@bp.route("/settings/records", methods=["GET", "POST"])
@requires(Permission.KEEP_RECORDS)
def settings() -> str | Response | tuple[str, int]:
    """The kinds of certificates, and two figures to change."""
    company = company_settings()
    form = SettingsForm(safety_minutes=company.safety_minutes, photo_days=company.photo_days)
    if not form.is_submitted():
        return _page(form=form)
    if not form.validate():
        return _page(form=form), 422
    assert form.photo_days.data is not None
    change_settings(
        safety_minutes=form.safety_minutes.data,
        photo_days=form.photo_days.data,
        now=g.now,
        by_id=viewer().id,
    )
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".settings"))


@bp.post("/settings/records/kinds")
@requires(Permission.KEEP_RECORDS)
def new_kind() -> Response | tuple[str, int]:
    """Register one more kind of certificate."""
    form = KindForm(prefix="new")
    if not form.validate():
        return _page(new_form=form), 422
    try:
        add_kind(form.name, now=g.now, by_id=viewer().id)
    except BadValue as problem:
        form.refuse(problem)
        return _page(new_form=form), 422
    db.session.commit()
    flash(_("The kind is added."))
    return redirect(url_for(".settings"))


@bp.post("/settings/records/kinds/<kind>")
@requires(Permission.KEEP_RECORDS)
def rename(kind: str) -> Response | tuple[str, int]:
    """Call a kind something else."""
    if kind not in known_kinds(company_settings()):
        abort(404)
    form = KindForm(prefix=kind)
    if not form.validate():
        return _page(renaming=(kind, form)), 422
    try:
        rename_kind(kind, form.name, now=g.now, by_id=viewer().id)
    except BadValue as problem:
        form.refuse(problem)
        return _page(renaming=(kind, form)), 422
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".settings"))


@bp.post("/settings/records/kinds/<kind>/removal")
@requires(Permission.KEEP_RECORDS)
def take_out(kind: str) -> Response:
    """Register a kind no longer."""
    if kind not in known_kinds(company_settings()):
        abort(404)
    try:
        take_out_kind(kind, in_use=_in_use(), now=g.now, by_id=viewer().id)
    except BadValue as problem:
        db.session.rollback()
        flash(problem.text, "warning")
        return redirect(url_for(".settings"))
    db.session.commit()
    flash(_("The kind is taken out."))
    return redirect(url_for(".settings"))


def _in_use() -> frozenset[str]:
    return kinds_in_use(each.body for each in library().all("position"))


def _page(
    *,
    form: SettingsForm | None = None,
    new_form: KindForm | None = None,
    renaming: tuple[str, KindForm] | None = None,
) -> str:
    company = company_settings()
    given: dict[str, Any] = {
        "safety_minutes": company.safety_minutes,
        "photo_days": company.photo_days,
    }
    known = known_kinds(company)
    forms = {
        slug: KindForm(formdata=None, prefix=slug, zh=name.zh, en=name.en)
        for slug, name in known.items()
    }
    return render_template(
        "outside_certificates/settings.html",
        form=form or SettingsForm(formdata=None, **given),
        new_form=new_form or KindForm(formdata=None, prefix="new"),
        kinds=known,
        forms=forms | dict([renaming] if renaming else []),
        opened=renaming[0] if renaming else None,
        in_use=_in_use(),
    )
