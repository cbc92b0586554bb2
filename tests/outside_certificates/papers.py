"""Makers of certificates and of what their forms send."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from app.accounts.models import Person
from app.db import db, utcnow
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.operations import Paper, check_certificate, record_certificate
from app.outside_certificates.page_values import secret_key
from app.photos.models import Photo
from app.photos.preparing import prepare
from tests.photos.pictures import picture, upload

NUMBER = "T110105199001011234"


def today() -> date:
    """The day in Shanghai."""
    return (utcnow() + timedelta(hours=8)).date()


def in_days(days: int) -> date:
    """So many days from now."""
    return today() + timedelta(days=days)


def make_certificate(
    person: Person,
    *,
    kind: str = "guard-card",
    number: str = NUMBER,
    issued: int = -400,
    left: int | None = 400,
    checked_by: Person | None = None,
    with_photo: bool = False,
) -> OutsideCertificate:
    """A guard card that is good for a year, and that nobody has checked."""
    last = None if left is None else in_days(left)
    certificate = record_certificate(
        person.id,
        Paper(kind, number, in_days(issued), last),
        now=utcnow(),
        by_id=person.id,
        key=secret_key(),
        today=today(),
        photo=prepare(upload(picture(place=True))) if with_photo else None,
    )
    if checked_by is not None:
        check_certificate(certificate, now=utcnow(), by_id=checked_by.id, by_name=checked_by.name)
    db.session.commit()
    return certificate


def photo_of(certificate: OutsideCertificate) -> Photo:
    """Its one photo."""
    return db.session.query(Photo).filter_by(certificate_id=certificate.id).one()


def sent(photo: bytes | None = None, **fields: Any) -> dict[str, Any]:
    """What the form sends: a guard card of last year, unless said otherwise."""
    given = {
        "kind": "guard-card",
        "number": NUMBER,
        "issued_on": in_days(-30).isoformat(),
        "expires_on": in_days(335).isoformat(),
    } | fields
    if photo is not None:
        given["photo"] = (io.BytesIO(photo), "photo.jpg")
    return {name: value for name, value in given.items() if value is not None}


def database_bytes(app: Flask) -> bytes:
    """Everything that stands in the files of the SQLite database."""
    path = Path(str(db.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
