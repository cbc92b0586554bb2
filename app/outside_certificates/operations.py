"""Recording, checking and removing outside certificates."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts.details import BadValue
from app.accounts.locks import lock_person
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.numbers import digest_of, end_of
from app.photos.models import Photo
from app.photos.operations import keep_photo
from app.photos.preparing import PreparedPhoto
from app.photos.queries import last_day_of_photo


@dataclass(frozen=True)
class Paper:
    """What stands on a certificate. The number is whole here, and nowhere after."""

    kind: str
    number: str
    issued_on: date
    expires_on: date | None


def record_certificate(
    person_id: uuid.UUID,
    paper: Paper,
    *,
    now: datetime,
    by_id: uuid.UUID,
    key: str,
    today: date,
    photo: PreparedPhoto | None = None,
) -> OutsideCertificate:
    """Put a certificate into the register, with its photo; nobody has checked it yet. BadValue
    where this very certificate stands there already."""
    lock_person(person_id)
    digest = digest_of(paper.number, paper.issued_on, key=key)
    _check_new(person_id, paper.kind, digest)
    certificate = OutsideCertificate(
        person_id=person_id,
        kind=paper.kind,
        number_end=end_of(paper.number),
        number_digest=digest,
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
        recorded_at=now,
        recorded_by_id=by_id,
    )
    db.session.add(certificate)
    db.session.flush()
    record("recorded", "certificate", certificate.id, now=now, actor_id=by_id, person_id=person_id)
    if photo is not None:
        add_photo(certificate, photo, now=now, by_id=by_id, today=today)
    return certificate


def check_certificate(
    certificate: OutsideCertificate, *, now: datetime, by_id: uuid.UUID, by_name: str
) -> None:
    """Note who held the paper against what is recorded; nobody does so with her own, and what was
    checked or removed stays as it is."""
    if by_id == certificate.person_id or certificate.removed_at or certificate.checked_at:
        raise Problem("cannot be checked")
    certificate.checked_at = now
    certificate.checked_by_id, certificate.checked_by_name = by_id, by_name
    _note("checked", certificate, now, by_id)


def remove_certificate(
    certificate: OutsideCertificate, reason: str, *, now: datetime, by_id: uuid.UUID
) -> None:
    """Take a certificate out of the register. That it was there stays known; its photos go."""
    if certificate.removed_at:
        raise Problem("removed already")
    certificate.removed_at, certificate.removed_by_id = now, by_id
    certificate.removed_reason = reason
    db.session.execute(delete(Photo).where(Photo.certificate_id == certificate.id))
    _note("removed", certificate, now, by_id)


def add_photo(
    certificate: OutsideCertificate,
    photo: PreparedPhoto,
    *,
    now: datetime,
    by_id: uuid.UUID,
    today: date,
) -> Photo:
    """Keep a photo of the paper for as long as it is good, and the company's days after that."""
    if certificate.removed_at:
        raise Problem("removed already")
    needed_until = max(certificate.expires_on or today, today)
    return keep_photo(
        photo,
        now=now,
        by_id=by_id,
        delete_after=last_day_of_photo(needed_until),
        certificate_id=certificate.id,
        person_id=certificate.person_id,
    )


def _check_new(person_id: uuid.UUID, kind: str, digest: str) -> None:
    same = select(OutsideCertificate.id).where(
        OutsideCertificate.person_id == person_id,
        OutsideCertificate.kind == kind,
        OutsideCertificate.number_digest == digest,
        OutsideCertificate.removed_at.is_(None),
    )
    if db.session.scalar(same):
        raise BadValue(
            "number", _("This certificate is recorded already, with this number and day of issue.")
        )


def _note(verb: str, certificate: OutsideCertificate, now: datetime, by_id: uuid.UUID) -> None:
    record(
        verb,
        "certificate",
        certificate.id,
        now=now,
        actor_id=by_id,
        person_id=certificate.person_id,
    )
    db.session.flush()
