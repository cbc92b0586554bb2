"""Naming who may observe a team or a person, from when to when, and a newcomer's mentor."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import aliased

from app.accounts.details import EARLIEST, LATEST, BadValue
from app.accounts.locks import lock_person
from app.accounts.models import ObserverAppointment, Person, Unit
from app.accounts.queries import employees, people_led_by, units_led_by
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.audit.operations import record
from app.db import db
from app.interface.formats import Reader, short_day
from app.interface.texts import spoken_in
from app.notices.operations import queue_mail

KINDS = ("observer", "mentor")
#: The kind of the mails that tell somebody that she was named.
MAIL_KIND = "appointment"


@dataclass(frozen=True)
class Scope:
    """For whom somebody may name observers: the people and units she leads; HR for everybody but
    herself."""

    people: Select[Person]
    units: Select[Unit]


@dataclass(frozen=True)
class Days:
    """From when to when an appointment is to hold; without an end, until it is ended."""

    starts_on: date
    ends_on: date | None = None

    def overlap(self, other: ObserverAppointment) -> bool:
        """Whether both hold on some day."""
        begins_in_time = self.ends_on is None or other.starts_on <= self.ends_on
        return begins_in_time and (other.ends_on is None or other.ends_on >= self.starts_on)


def scope_of(viewer: Viewer) -> Scope:
    """For whom the viewer names observers."""
    if Role.HR in viewer.roles:
        others = employees().where(Person.deactivated_at.is_(None), Person.id != viewer.id)
        return Scope(others, select(Unit))
    units = select(Unit).where(Unit.id.in_(units_led_by(viewer.id)))
    return Scope(people_led_by(viewer.id), units)


def appointments_in(
    scope: Scope, today: date
) -> Sequence[Row[ObserverAppointment, str, str | None, str | None]]:
    """The appointments of a scope that hold or are to come, with the names of the observer and of
    the unit or person, the next to end first. One statement."""
    about = aliased(Person)
    rows = (
        _in(scope)
        .where(or_(ObserverAppointment.ends_on.is_(None), ObserverAppointment.ends_on >= today))
        .add_columns(Person.name, Unit.name, about.name)
        .join(Person, Person.id == ObserverAppointment.observer_id)
        .outerjoin(Unit, Unit.id == ObserverAppointment.unit_id)
        .outerjoin(about, about.id == ObserverAppointment.person_id)
        .order_by(
            ObserverAppointment.ends_on.nulls_last(),
            ObserverAppointment.starts_on,
            ObserverAppointment.id,
        )
    )
    return db.session.execute(rows).all()


def appointment_in(scope: Scope, appointment_id: uuid.UUID) -> ObserverAppointment | None:
    """One appointment that has not been ended, if it is in the scope."""
    wanted = _in(scope).where(ObserverAppointment.id == appointment_id)
    return db.session.scalar(wanted.with_for_update(of=ObserverAppointment))


def name_observer(
    observer: Person,
    about: Unit | Person,
    days: Days,
    *,
    kind: str = "observer",
    today: date,
    now: datetime,
    by_id: uuid.UUID,
) -> ObserverAppointment:
    """Name somebody to see the practice of a unit or of a person; or raise BadValue.

    Who is named for the same once more while that holds is refused. A person has one mentor at a
    time: the one before makes room.
    """
    _check_days(days, today)
    _check_observer(observer, about, kind)
    _lock(observer, about)
    same = _of(about).where(ObserverAppointment.kind == kind)
    overlapping = [each for each in db.session.scalars(same) if days.overlap(each)]
    _refuse_repeated(observer, overlapping)
    if kind == "mentor":
        for each in overlapping:
            end_appointment(each, now=now, by_id=by_id)
    appointment = ObserverAppointment(
        observer_id=observer.id,
        kind=kind,
        unit_id=about.id if isinstance(about, Unit) else None,
        person_id=about.id if isinstance(about, Person) else None,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        created_at=now,
        created_by_id=by_id,
    )
    db.session.add(appointment)
    db.session.flush()
    _record("appointed", appointment, now=now, by_id=by_id)
    return appointment


def end_appointment(
    appointment: ObserverAppointment, *, now: datetime, by_id: uuid.UUID | None
) -> None:
    """Let an appointment end now; twice changes nothing."""
    if appointment.ended_at is None:
        appointment.ended_at = now
        _record("ended_appointment", appointment, now=now, by_id=by_id)


def tell_named(
    observer: Person, about: Unit | Person, days: Days, *, link: str, zone: str, now: datetime
) -> None:
    """Owe whoever was named a mail that says so, if she has an address."""
    if not observer.email:
        return
    reader = Reader(zone, observer.language, now)
    with spoken_in(observer.language):
        subject = _("You were named to observe practice")
        paragraphs = (
            _("Hello %(name)s,", name=observer.name),
            _("you may see and write down the practice of: %(whom)s.", whom=about.name),
            _days_in_words(days, reader),
            _("Begin here: %(link)s", link=link),
        )
    queue_mail(
        observer.email,
        subject,
        "\n\n".join(paragraphs) + "\n",
        kind=MAIL_KIND,
        person_id=observer.id,
        now=now,
    )


def _in(scope: Scope) -> Select[ObserverAppointment]:
    people = scope.people.with_only_columns(Person.id)
    units = scope.units.with_only_columns(Unit.id)
    is_about: ColumnElement[bool] = or_(
        ObserverAppointment.person_id.in_(people), ObserverAppointment.unit_id.in_(units)
    )
    return select(ObserverAppointment).where(is_about, ObserverAppointment.ended_at.is_(None))


def _of(about: Unit | Person) -> Select[ObserverAppointment]:
    column = (
        ObserverAppointment.unit_id if isinstance(about, Unit) else ObserverAppointment.person_id
    )
    return select(ObserverAppointment).where(
        column == about.id, ObserverAppointment.ended_at.is_(None)
    )


def _check_days(days: Days, today: date) -> None:
    for field, day in (("starts_on", days.starts_on), ("ends_on", days.ends_on)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise BadValue(field, _("Look at the year again."))
    if days.ends_on is not None and days.ends_on < days.starts_on:
        raise BadValue("ends_on", _("The last day is earlier than the first. Look at both again."))
    if days.ends_on is not None and days.ends_on < today:
        raise BadValue("ends_on", _("This day is over: choose today or a later one."))


def _check_observer(observer: Person, about: Unit | Person, kind: str) -> None:
    if observer.id == about.id:
        raise BadValue("observer", _("Nobody observes their own practice: choose somebody else."))
    if observer.deactivated_at is not None or observer.is_candidate:
        raise BadValue("observer", _("This person does not work here now."))
    if kind == "mentor" and isinstance(about, Unit):
        raise BadValue("person", _("A mentor is named for one person: write who."))


def _lock(observer: Person, about: Unit | Person) -> None:
    # In one order, so that two who name each other do not wait for each other.
    ids = {observer.id, about.id} if isinstance(about, Person) else {observer.id}
    for person_id in sorted(ids):
        lock_person(person_id)


def _refuse_repeated(observer: Person, overlapping: Iterable[ObserverAppointment]) -> None:
    if any(each.observer_id == observer.id for each in overlapping):
        raise BadValue(
            "observer",
            _("This person is named for these days already. End that first, or choose other days."),
        )


def _days_in_words(days: Days, reader: Reader) -> str:
    start = short_day(days.starts_on, reader)
    if days.ends_on is None:
        return _("From %(start)s, until it is ended.", start=start)
    return _("From %(start)s to %(end)s.", start=start, end=short_day(days.ends_on, reader))


def _record(
    verb: str, appointment: ObserverAppointment, *, now: datetime, by_id: uuid.UUID | None
) -> None:
    record(
        verb,
        "observer_appointment",
        appointment.id,
        now=now,
        actor_id=by_id,
        person_id=appointment.observer_id,
    )
    db.session.flush()
