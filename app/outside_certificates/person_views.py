"""One person's certificates for those who keep her records; and the photo of a certificate."""

from __future__ import annotations

import uuid
from functools import partial

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.models import Person
from app.accounts.roles import Permission
from app.db import db, reading
from app.interface.days import today_here
from app.outside_certificates.blueprint import bp
from app.outside_certificates.forms import CheckedCertificateForm, PhotoForm, RemovalForm
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.operations import (
    add_photo,
    check_certificate,
    record_certificate,
    remove_certificate,
)
from app.outside_certificates.page_values import certificate_values, secret_key
from app.outside_certificates.queries import (
    certificates_in,
    certificates_seen_by,
    kinds,
    recorded_people,
)
from app.photos.answers import photo_response
from app.photos.models import Photo
from app.photos.operations import remove_photo
from app.photos.queries import photo_with_body


@bp.get("/certificates/<uuid:person_id>")
@requires(Permission.TRAIN)
def person(person_id: uuid.UUID) -> str:
    """Someone's certificates, with a form to record one; `?kind=` chooses which."""
    found = _person_or_404(person_id)
    return _page(found, _form(kind=request.args.get("kind")))


@bp.post("/certificates/<uuid:person_id>")
@requires(Permission.TRAIN)
def add(person_id: uuid.UUID) -> Response | tuple[str, int]:
    """Record a certificate of somebody whose records one keeps."""
    with reading():
        found = _person_or_404(person_id)
        form = _form()
        is_valid = form.validate()
    if not is_valid:
        return _page(found, form), 422
    try:
        _record(found, form)
    except BadValue as problem:
        form.refuse(problem)
        return _page(found, form), 422
    db.session.commit()
    flash(_("The certificate is recorded."))
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/certificates/<uuid:person_id>/<uuid:certificate_id>/check")
@requires(Permission.TRAIN)
def check(person_id: uuid.UUID, certificate_id: uuid.UUID) -> Response:
    """Say that one held the paper against what is recorded."""
    certificate = _certificate_or_404(person_id, certificate_id)
    check_certificate(certificate, now=g.now, by_id=viewer().id, by_name=viewer().name)
    db.session.commit()
    flash(_("Noted: you have checked it."))
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/certificates/<uuid:person_id>/<uuid:certificate_id>/removal")
@requires(Permission.TRAIN)
def remove(person_id: uuid.UUID, certificate_id: uuid.UUID) -> Response:
    """Take a certificate out of the register, with a reason."""
    certificate = _certificate_or_404(person_id, certificate_id)
    form = _removal_form(certificate_id)
    if form.validate():
        reason = (form.reason.data or "").strip()
        remove_certificate(certificate, reason, now=g.now, by_id=viewer().id)
        db.session.commit()
        flash(_("The certificate is removed."))
    else:
        flash(_("Not removed: %(why)s", why=form.reason.errors[0]), "warning")
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/certificates/<uuid:person_id>/<uuid:certificate_id>/photos")
@requires(Permission.TRAIN)
def add_photo_of(person_id: uuid.UUID, certificate_id: uuid.UUID) -> Response:
    """Add a photo to a certificate that is recorded already."""
    with reading():
        _certificate_or_404(person_id, certificate_id, is_locked=False)
        form = PhotoForm()
        form.validate()
    if form.photo.prepared is None:
        flash(_("Not added: %(why)s", why=form.photo.errors[0]), "warning")
        return redirect(url_for(".person", person_id=person_id))
    add_photo(
        _certificate_or_404(person_id, certificate_id),
        form.photo.prepared,
        now=g.now,
        by_id=viewer().id,
        today=today_here(),
    )
    db.session.commit()
    flash(_("The photo is added."))
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/certificates/<uuid:person_id>/photos/<uuid:photo_id>/removal")
@requires(Permission.TRAIN)
def remove_photo_of(person_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """Delete a photo; the certificate stays."""
    hers = certificates_in(recorded_people(viewer())).where(
        OutsideCertificate.person_id == person_id
    )
    found = db.session.scalar(
        photo_with_body(photo_id).where(
            Photo.certificate_id.in_(hers.with_only_columns(OutsideCertificate.id))
        )
    )
    remove_photo(found or abort(404), now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The photo is deleted."))
    return redirect(url_for(".person", person_id=person_id))


@bp.get("/certificates/photos/<uuid:photo_id>")
@requires(Permission.LEARN)
def photo(photo_id: uuid.UUID) -> Response:
    """The photo of a certificate: for its holder, and for who keeps her records today."""
    seen = certificates_seen_by(viewer()).with_only_columns(OutsideCertificate.id)
    found = db.session.scalar(photo_with_body(photo_id).where(Photo.certificate_id.in_(seen)))
    return photo_response(found or abort(404))


def _person_or_404(person_id: uuid.UUID) -> Person:
    wanted = recorded_people(viewer()).where(Person.id == person_id)
    return db.session.scalar(wanted.options(joinedload(Person.unit))) or abort(404)


def _certificate_or_404(
    person_id: uuid.UUID, certificate_id: uuid.UUID, *, is_locked: bool = True
) -> OutsideCertificate:
    """One that was not removed, of somebody whose records the viewer keeps."""
    wanted = certificates_in(recorded_people(viewer())).where(
        OutsideCertificate.person_id == person_id,
        OutsideCertificate.id == certificate_id,
        OutsideCertificate.removed_at.is_(None),
    )
    # Locked where something is done to it, so that it is checked or removed once.
    return db.session.scalar(wanted.with_for_update() if is_locked else wanted) or abort(404)


def _form(**values: str | None) -> CheckedCertificateForm:
    return CheckedCertificateForm(kinds(), today_here(), g.language, **values)


def _record(found: Person, form: CheckedCertificateForm) -> None:
    certificate = record_certificate(
        found.id,
        form.paper,
        now=g.now,
        by_id=viewer().id,
        key=secret_key(),
        today=today_here(),
        photo=form.photo.prepared,
    )
    if form.checked.data:
        check_certificate(certificate, now=g.now, by_id=viewer().id, by_name=viewer().name)


def _page(found: Person, form: CheckedCertificateForm) -> str:
    return render_template(
        "outside_certificates/person.html",
        form=form,
        photo_form_of=_photo_form,
        removal_form_of=partial(_removal_form, is_sent=False),
        **certificate_values(found),
    )


def _photo_form(certificate_id: uuid.UUID) -> PhotoForm:
    """To be filled in: each certificate of the page has one, so their fields have ids of their
    own."""
    form = PhotoForm(formdata=None)
    form.photo.id = f"photo-{certificate_id}"
    return form


def _removal_form(certificate_id: uuid.UUID, *, is_sent: bool = True) -> RemovalForm:
    prefix = f"r{certificate_id.hex}"
    return RemovalForm(prefix=prefix) if is_sent else RemovalForm(formdata=None, prefix=prefix)
