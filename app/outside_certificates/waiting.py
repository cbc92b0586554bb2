"""What waits for somebody: certificates that run out, or that nobody has checked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Person
from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.accounts.waiting import waiting
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.queries import expiring_between, recorded_people
from app.outside_certificates.readiness import SOON

#: For so long after its last day one is still called to mind.
_AFTERWARDS = timedelta(days=60)


def waiting_for(viewer: Viewer, *, today: date) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Her own certificates that run out; and, for who keeps records, those of her people, and what
    somebody has recorded and nobody has checked."""
    running_out = expiring_between(today - _AFTERWARDS, today + SOON)
    own = running_out.where(OutsideCertificate.person_id == viewer.id)
    selects = [_columns(own, "certificate-expiring")]
    if Permission.TRAIN in viewer.permissions:
        here = recorded_people(viewer).where(Person.deactivated_at.is_(None))
        about_hers = OutsideCertificate.person_id.in_(here.with_only_columns(Person.id))
        unchecked = _unchecked().where(about_hers)
        selects.append(
            _columns(running_out.where(about_hers), "certificate-of-person-expiring", True)
        )
        selects.append(_columns(unchecked, "certificate-to-check", True))
    return tuple(selects)


def _unchecked() -> Select[OutsideCertificate]:
    return select(OutsideCertificate).where(
        OutsideCertificate.removed_at.is_(None), OutsideCertificate.checked_at.is_(None)
    )


def _columns(
    certificates: Select[OutsideCertificate], kind: str, is_about_another: bool = False
) -> Select[*tuple[Any, ...]]:
    return certificates.with_only_columns(
        *waiting(
            kind,
            OutsideCertificate.id,
            about_id=OutsideCertificate.person_id if is_about_another else None,
            # What is to be checked is to be checked soon, whenever it runs out.
            due_on=None if kind == "certificate-to-check" else OutsideCertificate.expires_on,
        )
    )
