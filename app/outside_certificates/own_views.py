"""One's own certificates: what is recorded, and adding one with its photo."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.roles import Permission
from app.db import db, reading
from app.interface.days import today_here
from app.outside_certificates.blueprint import bp
from app.outside_certificates.forms import CertificateForm
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.operations import record_certificate, remove_certificate
from app.outside_certificates.page_values import certificate_values, secret_key
from app.outside_certificates.queries import kinds


@bp.get("/my-certificates")
@requires(Permission.LEARN)
def own() -> str:
    """What is recorded of the reader, what her post needs, and a form to add a certificate."""
    form = CertificateForm(kinds(), today_here(), g.language)
    values = certificate_values(viewer().person)
    return render_template("outside_certificates/own.html", form=form, **values)


@bp.post("/my-certificates")
@requires(Permission.LEARN)
def add_own() -> Response | tuple[str, int]:
    """Record one's own certificate; somebody else checks it."""
    with reading():
        form = CertificateForm(kinds(), today_here(), g.language)
        is_valid = form.validate()
    if not is_valid:
        return _refused(form)
    try:
        record_certificate(
            viewer().id,
            form.paper,
            now=g.now,
            by_id=viewer().id,
            key=secret_key(),
            today=today_here(),
            photo=form.photo.prepared,
        )
    except BadValue as problem:
        form.refuse(problem)
        return _refused(form)
    db.session.commit()
    flash(_("Recorded. It counts once somebody has held the paper against it."))
    return redirect(url_for(".own"))


@bp.post("/my-certificates/<uuid:certificate_id>/removal")
@requires(Permission.LEARN)
def take_back(certificate_id: uuid.UUID) -> Response:
    """Take back what one recorded oneself and nobody has checked."""
    certificate = db.session.scalar(
        select(OutsideCertificate)
        .where(
            OutsideCertificate.id == certificate_id,
            OutsideCertificate.person_id == viewer().id,
            OutsideCertificate.recorded_by_id == viewer().id,
            OutsideCertificate.checked_at.is_(None),
            OutsideCertificate.removed_at.is_(None),
        )
        .with_for_update()
    )
    reason = _("Taken back by the person who recorded it.")
    remove_certificate(certificate or abort(404), reason, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The certificate is removed."))
    return redirect(url_for(".own"))


def _refused(form: CertificateForm) -> tuple[str, int]:
    values = certificate_values(viewer().person)
    return render_template("outside_certificates/own.html", form=form, **values), 422
