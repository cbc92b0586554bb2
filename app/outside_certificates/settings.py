"""What a company settles about its records: kinds of certificates, safety minutes, photo days."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.details import BadValue
from app.accounts.models import Company
from app.audit.operations import record
from app.courses.model import Position
from app.db import db
from app.markup.texts import Text
from app.outside_certificates.kinds import Kinds, kinds_from, settled_from, slug_for
from app.outside_certificates.models import OutsideCertificate
from app.photos.queries import USUAL_DAYS


def company_settings() -> Company:
    """The company with what it has settled; not kept yet where nobody has written it down."""
    kept = db.session.get(Company, 1)
    return kept or Company(
        id=1, name="", photo_days=USUAL_DAYS, safety_minutes=None, certificate_kinds={}
    )


def known_kinds(company: Company) -> Kinds:
    """The kinds that it registers."""
    return kinds_from(company.certificate_kinds)


def kinds_in_use(positions: Iterable[Position]) -> frozenset[str]:
    """The kinds that a certificate has, also a removed one, or that a position needs."""
    needed = {kind for position in positions for kind in position.certificates}
    return frozenset(needed.union(db.session.scalars(select(OutsideCertificate.kind).distinct())))


def change_settings(
    *,
    safety_minutes: int | None,
    photo_days: int,
    now: datetime,
    by_id: uuid.UUID,
) -> None:
    """Settle how much safety training a year asks for, and how long photos are kept."""
    company = _company()
    company.safety_minutes, company.photo_days = safety_minutes, photo_days
    _note(now, by_id, ["photo_days", "safety_minutes"])


def add_kind(name: Text, *, now: datetime, by_id: uuid.UUID) -> str:
    """Register one more kind of certificate, and give its slug."""
    company = _company()
    kinds = dict(kinds_from(company.certificate_kinds))
    _check_name(name, kinds.values())
    slug = slug_for(name.en, kinds)
    company.certificate_kinds = settled_from({**kinds, slug: name})
    _note(now, by_id, ["certificate_kinds"])
    return slug


def rename_kind(slug: str, name: Text, *, now: datetime, by_id: uuid.UUID) -> None:
    """Call a kind something else; what was recorded goes along."""
    company = _company()
    kinds = dict(kinds_from(company.certificate_kinds))
    _check_name(name, (each for other, each in kinds.items() if other != slug))
    company.certificate_kinds = settled_from({**kinds, slug: name})
    _note(now, by_id, ["certificate_kinds"])


def take_out_kind(slug: str, *, in_use: Collection[str], now: datetime, by_id: uuid.UUID) -> None:
    """Register a kind no longer, where nothing was recorded of it and no position needs it."""
    company = _company()
    kinds = dict(kinds_from(company.certificate_kinds))
    if slug in in_use:
        raise BadValue("kind", _("This kind is in use: certificates or positions name it."))
    if len(kinds) == 1:
        raise BadValue("kind", _("One kind stays. Rename it, or add another one first."))
    company.certificate_kinds = settled_from(
        {other: name for other, name in kinds.items() if other != slug}
    )
    _note(now, by_id, ["certificate_kinds"])


def _company() -> Company:
    # Locked, because all kinds stand in one value: two who change it would lose one change.
    kept = db.session.scalar(select(Company).where(Company.id == 1).with_for_update())
    if kept is None:
        kept = company_settings()
        db.session.add(kept)
    return kept


def _check_name(name: Text, others: Iterable[Text]) -> None:
    for other in others:
        if other.zh == name.zh:
            raise BadValue("zh", _("There is a kind of this name already."))
        if other.en.casefold() == name.en.casefold():
            raise BadValue("en", _("There is a kind of this name already."))


def _note(now: datetime, by_id: uuid.UUID, fields: list[str]) -> None:
    record("changed", "company", 1, now=now, actor_id=by_id, fields=fields)
    db.session.flush()
