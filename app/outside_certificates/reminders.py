"""Telling people by mail, once for each step, that a certificate runs out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import DEFAULT_ZONE, Person, Unit
from app.accounts.queries import WORKS_HERE
from app.db import db, reading
from app.interface.addresses import outside
from app.interface.days import local_day
from app.interface.formats import Reader, full_day
from app.interface.texts import spoken_in
from app.notices.models import Notice
from app.notices.operations import queue_mail
from app.outside_certificates.kinds import Kinds, name_of
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.numbers import masked
from app.outside_certificates.queries import expiring_between, kinds

#: The kind of these mails.
KIND = "certificate-expiring"
#: So many days ahead people are told, the nearest first.
STEPS = (7, 30, 60)
#: So many mails are owed in one transaction.
AT_ONCE = 50
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reminder:
    """One mail that is owed to somebody: to the person herself, or to her supervisor."""

    once: str
    certificate_id: uuid.UUID
    kind: str
    number_end: str
    expires_on: date
    days_left: int
    person_name: str
    person_id: uuid.UUID
    recipient_id: uuid.UUID
    recipient: str
    recipient_name: str
    language: str
    zone: str

    @property
    def is_own(self) -> bool:
        return self.recipient_id == self.person_id


def remind_of_expiry(now: datetime) -> int:
    """Owe the mails of the steps that were reached, a few at a time, and say how many."""
    with reading():
        owed = _not_owed_yet(list(_reminders(now)))
        names = kinds() if owed else {}
    return sum(_owe(some, names, now) for some in _in_parts(owed))


def step_of(days_left: int) -> int | None:
    """The step that was reached so many days ahead: the nearest one, or none yet."""
    return next((step for step in STEPS if 0 <= days_left <= step), None)


def letter(reminder: Reminder, names: Kinds, now: datetime) -> tuple[str, str]:
    """Subject and body, in the language of whom it goes to."""
    reader = Reader(reminder.zone, reminder.language, now)
    with spoken_in(reminder.language):
        kind = name_of(reminder.kind, names).in_(reminder.language)
        values = {
            "kind": kind,
            "number": masked(reminder.number_end),
            "day": full_day(reminder.expires_on, reader),
            "name": reminder.person_name,
        }
        return _subject(reminder, values), "\n\n".join(_paragraphs(reminder, values)) + "\n"


def _reminders(now: datetime) -> Iterator[Reminder]:
    for row in db.session.execute(_running_out(now)):
        days_left = (row.expires_on - local_day(now, row.zone or DEFAULT_ZONE)).days
        step = step_of(days_left)
        if step is None:
            continue
        yield from _to_whom(row, step, days_left)


def _running_out(now: datetime) -> Select[*tuple[Any, ...]]:
    """Certificates of people who work here, with the person and her supervisor. Days differ
    from place to place, so one more on both sides is looked at."""
    leader = aliased(Person)
    day = now.date()
    soon = expiring_between(day - _A_DAY, day + timedelta(days=STEPS[-1]) + _A_DAY)
    return (
        soon.join(Person, Person.id == OutsideCertificate.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(
            leader,
            and_(
                leader.id == func.coalesce(Person.supervisor_id, Unit.leader_id),
                leader.id != Person.id,
                leader.deactivated_at.is_(None),
            ),
        )
        .where(
            *WORKS_HERE,
            or_(Person.email.is_not(None), leader.email.is_not(None)),
        )
        .order_by(OutsideCertificate.expires_on, OutsideCertificate.id)
        .with_only_columns(
            OutsideCertificate.id,
            OutsideCertificate.kind,
            OutsideCertificate.number_end,
            OutsideCertificate.expires_on,
            Unit.zone,
            *_about(Person, "person"),
            *_about(leader, "leader"),
        )
    )


def _about(who: Any, label: str) -> Iterator[Any]:
    for name in ("id", "name", "email", "language"):
        yield getattr(who, name).label(f"{label}_{name}")


def _to_whom(row: Any, step: int, days_left: int) -> Iterator[Reminder]:
    common = {
        "certificate_id": row.id,
        "kind": row.kind,
        "number_end": row.number_end,
        "expires_on": row.expires_on,
        "days_left": days_left,
        "person_name": row.person_name,
        "person_id": row.person_id,
        "zone": row.zone or DEFAULT_ZONE,
    }
    once = f"certificate:{row.id}:{step}"
    if row.person_email:
        yield Reminder(
            once=once,
            recipient_id=row.person_id,
            recipient=row.person_email,
            recipient_name=row.person_name,
            language=row.person_language,
            **common,
        )
    if row.leader_email:
        yield Reminder(
            once=f"{once}:{row.leader_id}",
            recipient_id=row.leader_id,
            recipient=row.leader_email,
            recipient_name=row.leader_name,
            language=row.leader_language,
            **common,
        )


def _not_owed_yet(reminders: list[Reminder]) -> list[Reminder]:
    names = [each.once for each in reminders]
    known = set(db.session.scalars(select(Notice.once).where(Notice.once.in_(names))))
    return [each for each in reminders if each.once not in known]


def _in_parts(reminders: list[Reminder]) -> Iterator[list[Reminder]]:
    for start in range(0, len(reminders), AT_ONCE):
        yield reminders[start : start + AT_ONCE]


def _owe(reminders: Iterable[Reminder], names: Kinds, now: datetime) -> int:
    # Written before the transaction begins, which holds up everybody else.
    letters = [(each, *letter(each, names, now)) for each in reminders]
    owed = [
        queue_mail(
            each.recipient,
            subject,
            body,
            kind=KIND,
            now=now,
            person_id=each.recipient_id,
            once=each.once,
        )
        for each, subject, body in letters
    ]
    db.session.commit()
    return sum(notice is not None for notice in owed)


def _subject(reminder: Reminder, values: dict[str, str]) -> str:
    days = reminder.days_left
    if reminder.is_own:
        return ngettext("%(kind)s: %(num)s day left", "%(kind)s: %(num)s days left", days, **values)
    return ngettext(
        "%(name)s, %(kind)s: %(num)s day left",
        "%(name)s, %(kind)s: %(num)s days left",
        days,
        **values,
    )


def _paragraphs(reminder: Reminder, values: dict[str, str]) -> list[str]:
    hello = _("Hello %(name)s,", name=reminder.recipient_name)
    if reminder.is_own:
        return [
            hello,
            _("your %(kind)s (%(number)s) is good until %(day)s.", **values),
            _(
                "Have it renewed in time, and record the new one here: %(link)s",
                link=_link("outside_certificates.own"),
            ),
        ]
    return [
        hello,
        _("%(kind)s (%(number)s) of %(name)s is good until %(day)s.", **values),
        _(
            "Please see to it that it is renewed in time: %(link)s",
            link=_link("outside_certificates.person", person_id=reminder.person_id),
        ),
    ]


def _link(endpoint: str, **values: Any) -> str:
    # The sweep has no request to build an address from; the map of addresses is enough.
    return outside(current_app.url_map.bind("localhost").build(endpoint, values))
