"""Reading people: who signs in with what, who sees whom, and where somebody is signed in."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, false, or_, select

from app.accounts.identifiers import identifier_from
from app.accounts.models import (
    ObserverAppointment,
    PasswordCode,
    PasswordReset,
    Person,
    RoleGrant,
    SignIn,
    Unit,
)
from app.accounts.roles import Role
from app.accounts.viewer import Viewer, hash_token

#: Neither a candidate nor somebody who left.
WORKS_HERE = (Person.is_candidate.is_(False), Person.deactivated_at.is_(None))


def person_who_signs_in_as(typed: str) -> Select[uuid.UUID, str | None]:
    """Id and kept password of the active person with this number, mobile or e-mail address.

    An employee number goes before a mobile that reads the same: the company hands out the numbers.
    """
    identifier = identifier_from(typed)
    number = Person.employee_number == identifier.numbers[0]
    similar = Person.employee_number.in_(identifier.numbers)
    mobile = Person.mobile == (identifier.mobile or "")
    email = Person.email == (identifier.email or "")
    return (
        select(Person.id, Person.password_hash)
        .where(or_(similar, mobile, email), *WORKS_HERE)
        .order_by(case((number, 0), (similar, 1), (mobile, 2), else_=3), Person.id)
        .limit(1)
    )


def employees() -> Select[Person]:
    """Everybody who works or worked here: candidates are seen in screening only."""
    return select(Person).where(Person.is_candidate.is_(False))


def people_led_by(person_id: uuid.UUID) -> Select[Person]:
    """Who works below a person, on any level, or in the units she leads and those below them."""
    return select(Person).where(*WORKS_HERE, Person.id != person_id, _is_led_by(person_id))


def people_observed_by(viewer: Viewer, today: date) -> Select[Person]:
    """Whose practice somebody may see and write down on a day of her time zone: the people she
    leads, and those whom she was named for by themselves or by their unit; never herself."""
    return select(Person).where(
        *WORKS_HERE,
        Person.id != viewer.id,
        or_(
            _is_led_by(viewer.id) if Role.SUPERVISOR in viewer.roles else false(),
            Person.id.in_(
                _named_for(viewer.id, today).where(ObserverAppointment.person_id.is_not(None))
            ),
            Person.unit_id.in_(_units_named_for(viewer.id, today)),
        ),
    )


def observers_of(person: Person, today: date) -> Select[Person]:
    """Who was named to see a person's practice, by herself or by her unit or one above it."""
    named = select(ObserverAppointment.observer_id).where(
        *_is_good_on(today),
        or_(
            ObserverAppointment.person_id == person.id,
            ObserverAppointment.unit_id.in_(_units_around(person)),
        ),
    )
    return select(Person).where(*WORKS_HERE, Person.id.in_(named), Person.id != person.id)


def leaders_of(person: Person) -> Select[Person]:
    """Who leads a person, on any level, and has the role for it; the other end of
    `people_led_by`."""
    above = (
        select(Person.id.label("id"), Person.supervisor_id.label("above"))
        .where(Person.id == person.supervisor_id)
        .cte(recursive=True)
    )
    above = above.union(
        select(Person.id, Person.supervisor_id).join(above, Person.id == above.c.above)
    )
    led = select(Unit.leader_id).where(
        Unit.id.in_(_units_around(person)), Unit.leader_id.is_not(None)
    )
    return select(Person).where(
        *WORKS_HERE,
        Person.id != person.id,
        or_(Person.id.in_(select(above.c.id)), Person.id.in_(led)),
        Person.grants.any(RoleGrant.role == str(Role.SUPERVISOR)),
    )


def mentors_of(person_id: uuid.UUID, today: date) -> Select[Person]:
    """Whom a person has as her mentor (师傅) on a day: one, or nobody."""
    named = select(ObserverAppointment.observer_id).where(
        ObserverAppointment.person_id == person_id,
        ObserverAppointment.kind == "mentor",
        *_is_good_on(today),
    )
    return select(Person).where(*WORKS_HERE, Person.id.in_(named)).order_by(Person.name, Person.id)


def appointments_good_on(today: date) -> Select[ObserverAppointment]:
    """The appointments of observers and mentors that hold on a day."""
    return select(ObserverAppointment).where(*_is_good_on(today))


def people_recorded_by(viewer: Viewer) -> Select[Person]:
    """Whose training records somebody keeps: HR everybody's, also of those who left; a supervisor
    her people's; never her own."""
    if Role.HR in viewer.roles:
        return employees().where(Person.id != viewer.id)
    return people_led_by(viewer.id)


def employees_examined_by(viewer: Viewer) -> Select[Person]:
    """For whom somebody opens quizzes and enters papers: HR for everybody who works here, a
    supervisor for her people; never for herself."""
    if Role.HR in viewer.roles:
        return employees().where(Person.deactivated_at.is_(None), Person.id != viewer.id)
    return people_led_by(viewer.id)


def people_judged_by(viewer: Viewer) -> Select[Person]:
    """Whose answers somebody judges: HR everybody's, also those who left and candidates; a
    supervisor her people's; never her own."""
    if Role.HR in viewer.roles:
        return select(Person).where(Person.id != viewer.id)
    return people_led_by(viewer.id)


def called(people: Select[Person], words: str) -> Select[Person]:
    """Those of them with this employee number or name; of several two are enough to know."""
    named = or_(Person.employee_number == words, Person.name == words)
    return people.where(named).order_by(Person.id).limit(2)


def found_by(people: Select, words: str) -> Select:
    """Those of these people in whose name or number each of the words occurs."""
    for word in words.split():
        texts = (Person.name, Person.employee_number)
        people = people.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return people


def units_led_by(person_id: uuid.UUID) -> Select[uuid.UUID]:
    """The ids of the units that a person leads, and of those below them."""
    led = select(Unit.id.label("id")).where(Unit.leader_id == person_id).cte(recursive=True)
    led = led.union(select(Unit.id).join(led, Unit.parent_id == led.c.id))
    return select(led.c.id)


def units_within(unit_id: uuid.UUID) -> Select[uuid.UUID]:
    """The ids of a unit and of all units below it."""
    inside = select(Unit.id.label("id")).where(Unit.id == unit_id).cte(recursive=True)
    # UNION, not UNION ALL: units that would stand below each other must not go on for ever.
    inside = inside.union(select(Unit.id).join(inside, Unit.parent_id == inside.c.id))
    return select(inside.c.id)


def sign_ins_of(person_id: uuid.UUID, *, now: datetime) -> Select[SignIn]:
    """Where a person is signed in, the latest first."""
    return (
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.expires_at > now)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )


def person_of_reset(token: str, *, now: datetime) -> Select[Person]:
    """The active person for whom a link for a new password is still good."""
    return (
        select(Person)
        .join(PasswordReset, PasswordReset.person_id == Person.id)
        .where(
            PasswordReset.token_hash == hash_token(token),
            PasswordReset.expires_at > now,
            *WORKS_HERE,
        )
    )


def code_of(typed: str, *, now: datetime) -> Select[Person, PasswordCode]:
    """The person who signs in with what was typed, and the code that is still good for her."""
    found = person_who_signs_in_as(typed).with_only_columns(Person.id)
    return (
        select(Person, PasswordCode)
        .join(PasswordCode, PasswordCode.person_id == Person.id)
        .where(Person.id == found.correlate(None).scalar_subquery(), PasswordCode.expires_at > now)
    )


def locked_by(token: str, *, now: datetime) -> Select[SignIn, Person]:
    """The locked sign-in that this token belongs to, and whose password unlocks it."""
    return (
        select(SignIn, Person)
        .join(Person, Person.id == SignIn.person_id)
        .where(
            SignIn.token_hash == hash_token(token),
            SignIn.locked_at.is_not(None),
            SignIn.expires_at > now,
            *WORKS_HERE,
        )
    )


def _is_good_on(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        ObserverAppointment.ended_at.is_(None),
        ObserverAppointment.starts_on <= today,
        or_(ObserverAppointment.ends_on.is_(None), ObserverAppointment.ends_on >= today),
    )


def _units_around(person: Person) -> Select[uuid.UUID]:
    """The ids of a person's unit and of those above it."""
    above = (
        select(Unit.id.label("id"), Unit.parent_id.label("parent_id"))
        .where(Unit.id == person.unit_id)
        .cte(recursive=True)
    )
    above = above.union(select(Unit.id, Unit.parent_id).join(above, Unit.id == above.c.parent_id))
    return select(above.c.id)


def _named_for(person_id: uuid.UUID, today: date) -> Select[uuid.UUID | None]:
    return select(ObserverAppointment.person_id).where(
        ObserverAppointment.observer_id == person_id, *_is_good_on(today)
    )


def _units_named_for(person_id: uuid.UUID, today: date) -> Select[uuid.UUID]:
    named = (
        select(ObserverAppointment.unit_id.label("id"))
        .where(
            ObserverAppointment.observer_id == person_id,
            ObserverAppointment.unit_id.is_not(None),
            *_is_good_on(today),
        )
        .cte(recursive=True)
    )
    named = named.union(select(Unit.id).join(named, Unit.parent_id == named.c.id))
    return select(named.c.id)


def _is_led_by(person_id: uuid.UUID) -> ColumnElement[bool]:
    return or_(Person.id.in_(_people_below(person_id)), Person.unit_id.in_(units_led_by(person_id)))


def _people_below(person_id: uuid.UUID) -> Select[uuid.UUID]:
    # Without a name of its own, so that one statement may ask this of two people.
    below = (
        select(Person.id.label("id")).where(Person.supervisor_id == person_id).cte(recursive=True)
    )
    # UNION, not UNION ALL: two who supervise each other would otherwise never end.
    below = below.union(select(Person.id).join(below, Person.supervisor_id == below.c.id))
    return select(below.c.id)
