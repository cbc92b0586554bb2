"""A company with two teams, its offices and its candidates, in which every record has its secrets.

What the walk in test_walk.py needs: who may come to the door, and what belongs to somebody else.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.locking import lock_sign_in
from app.accounts.models import Person, SignIn, Unit
from app.accounts.roles import Permission, Role, permissions_of
from app.accounts.viewer import hash_token
from app.appraisals.models import Appraisal
from app.appraisals.operations import rate, start_appraisal, submit_appraisal
from app.attempts.answering import record_late, record_response
from app.attempts.ledger import Given
from app.attempts.models import Attempt, Rescoring
from app.attempts.scoring import submit_attempt
from app.attempts.starting import start_attempt
from app.db import db, utcnow
from app.enrolments.models import QuizOpening
from app.enrolments.openings import open_quiz
from app.enrolments.operations import complete_lesson
from app.library.queries import Library
from app.screening.hiring import hire
from app.screening.models import Invitation
from app.screening.operations import decide, renew_link, revoke, withdraw
from tests.content_tree import ContentTree
from tests.factories import make_company, make_person, make_unit, sign_in
from tests.marking.essays import ESSAY, publish_letters
from tests.screening.candidate_visits import POSITION, publish_screening
from tests.screening.desk import KEY, make_finished, make_invited, rate_self, visitor_of
from tests.walk_practice import (
    CERTIFIED,
    ON_PROBATION,
    SEEN,
    Kept,
    keep_practice,
    write_practice,
)

INSTRUMENT = "service-aptitude"
#: A number that no page has of itself: what is answered where a number is asked for.
ANSWER = "731846"

Token = str


@dataclass(frozen=True)
class Guest:
    """Somebody who comes to the door: in this browser, with these rights, told these secrets."""

    name: str
    client: FlaskClient
    permissions: frozenset[Permission] = frozenset()
    #: Whose secrets she may read: names of people in the world.
    sees: frozenset[str] = frozenset()
    #: Where she is sent who is not signed in.
    door: str = "/login"
    is_signed_in: bool = True


@dataclass
class World:
    """Everything that is there, by the name that it has in this world."""

    library: Library
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    #: By whom it was given, and about whom: `supervisor-b:learner-b`.
    appraisals: dict[str, Appraisal] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    #: For whom: a person, or a unit as `unit b`.
    openings: dict[str, QuizOpening] = field(default_factory=dict)
    #: Whose pass a new score would take, and what became of it.
    rescorings: dict[str, Rescoring] = field(default_factory=dict)
    #: What is kept of practice, sessions, certificates and probation.
    kept: Kept = field(default_factory=Kept)
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def id_of(self, name: str) -> uuid.UUID:
        """The id of a person."""
        return self.people[name].id

    def secrets_kept_from(self, guest: Guest) -> dict[str, str]:
        """Every secret that this guest may not read, with whose it is."""
        kept = (owner for owner in self.secrets if owner not in guest.sees)
        return {secret: owner for owner in kept for secret in self.secrets[owner]}


def make_world(app: Flask, content: ContentTree) -> World:
    """Two teams, the offices, and candidates in every state."""
    make_company(language="en")
    write_practice(content)
    publish_letters(content)
    world = World(publish_screening(content))
    _make_staff(world)
    _make_records(world)
    _make_candidates(app.test_client(), world)
    _make_judgements(world)
    world.kept = keep_practice(
        world.people, world.units, world.library, str(app.config["SECRET_KEY"])
    )
    world.secrets |= world.kept.secrets
    db.session.commit()
    return world


#: Who works here: the roles, and who leads her.
STAFF: dict[str, tuple[tuple[Role, ...], str | None]] = {
    "director": ((Role.SUPERVISOR,), None),
    "supervisor-a": ((Role.SUPERVISOR,), "director"),
    "learner-a": ((Role.LEARNER,), "supervisor-a"),
    "colleague-a": ((Role.LEARNER,), "supervisor-a"),
    "supervisor-b": ((Role.SUPERVISOR,), None),
    "learner-b": ((Role.LEARNER,), "supervisor-b"),
    "observer": ((Role.OBSERVER,), "supervisor-b"),
    "hr": ((Role.HR,), None),
    "author": ((Role.AUTHOR,), None),
    "admin": ((Role.ADMIN,), None),
    "leaver": ((Role.LEARNER,), None),
}
_IN_UNIT_A = frozenset({"supervisor-a", "learner-a", "colleague-a", "leaver"})
CANDIDATES = (
    "invited",
    "finished",
    "begun",
    "rated",
    "accepted",
    "revoked",
    "expired",
    "withdrawn",
    "renewed",
    "hired",
)
#: What HR wrote about a candidate, which is seen in screening only.
APPLICATIONS = tuple(f"application of {name}" for name in CANDIDATES)
#: Of whom an essay and a late answer wait for a judgement.
SITTERS = ("learner-a", "learner-b", "supervisor-a", "leaver", "hr", "hired")
WAITING = tuple(f"waiting of {name}" for name in SITTERS)
#: What is kept of everybody's training, which HR reads but where it is about herself.
RECORDS = (
    *(f"practice of {about}" for about, _by, _state in SEEN),
    *(f"practice of {about} by observer" for about, by, _state in SEEN if by == "observer"),
    *(f"session of {unit}" for unit in ("a", "b")),
    *(f"certificate of {name}" for name in CERTIFIED),
    *(f"opinion on {name}" for name in ON_PROBATION if name != "hr"),
    *(f"own word of {name}" for name in ON_PROBATION),
)
#: Whose secrets each of the staff may read besides her own. Nobody but HR reads applications, and
#: an administrator sees no candidate.
_TOLD: dict[str, frozenset[str]] = {
    # She sees how her people did, but not what each of them answered.
    # What waits for her judgement she reads.
    "supervisor-a": frozenset(
        {
            *("learner-a", "colleague-a", "waiting of learner-a"),
            *("practice of learner-a", "practice of colleague-a"),
            *("practice of colleague-a by observer", "session of a", "certificate of learner-a"),
            *("opinion on learner-a", "opinion on colleague-a"),
            *("own word of learner-a", "own word of colleague-a"),
            # Who reads her own practice, and whom she has as a mentor in her team.
            *("name of director", "name of observer"),
        }
    ),
    # What her supervisor says of her probation she reads once it is decided.
    "learner-a": frozenset(
        {
            *("answers of learner-a", "waiting of learner-a", "practice of learner-a"),
            *("session of a", "certificate of learner-a", "own word of learner-a"),
            *("name of supervisor-a", "name of director"),
        }
    ),
    # She is a mentor today: of one person of the other team she reads what she wrote herself.
    "observer": frozenset(
        {
            *("name of colleague-a", "number of colleague-a"),
            *("practice of colleague-a by observer", "name of supervisor-b"),
        }
    ),
    # Her page of practice says who may read it.
    "author": frozenset({"name of supervisor-b"}),
    # Of employees HR needs names and numbers: she keeps the records of all but herself.
    "hr": frozenset(
        {
            *(*CANDIDATES, *APPLICATIONS, *WAITING, *RECORDS),
            *(f"{what} of {name}" for what in ("name", "number") for name in (*STAFF, "hired")),
        }
    ),
    "admin": frozenset(STAFF) | {"hired"},
}
#: Who comes to the door. Of the staff those whom nothing tells apart from another stay at home.
GUESTS = (
    "nobody",
    "candidate",
    "locked",
    "learner-a",
    "observer",
    "supervisor-a",
    "hr",
    "author",
    "admin",
)


def guest_of(world: World, name: str, app: Flask) -> Guest:
    """Let somebody come in by a browser of her own."""
    client = app.test_client()
    if name == "nobody":
        return Guest(name, client, is_signed_in=False)
    if name == "candidate":
        # Her link is her only key, and her own page the only one that it opens.
        sees = frozenset({"rated", "name of rated", "application of rated"})
        return Guest(name, client, sees=sees, is_signed_in=False)
    if name == "locked":
        _sign_in_and_lock(client, world.people["hr"])
        # Whose device it is stands on the page that unlocks it.
        sees = frozenset({"hr", "name of hr", "number of hr"})
        return Guest(name, client, sees=sees, door="/unlock", is_signed_in=False)
    sign_in(client, world.people[name])
    sees = _TOLD.get(name, frozenset()) | {name}
    sees |= {f"{what} of {each}" for each in sees for what in ("name", "number")}
    return Guest(name, client, permissions_of(frozenset(STAFF[name][0])), sees)


def _sign_in_and_lock(client: FlaskClient, person: Person) -> None:
    token = sign_in(client, person)
    wanted = select(SignIn).where(SignIn.token_hash == hash_token(token))
    lock_sign_in(db.session.scalars(wanted).one(), now=utcnow())
    db.session.commit()


def _make_staff(world: World) -> None:
    world.units = {"a": make_unit(name="zz-unit-a"), "b": make_unit(name="zz-unit-b")}
    for number, (name, (roles, above)) in enumerate(STAFF.items()):
        world.people[name] = make_person(
            roles=roles,
            language="en",
            supervisor_id=world.id_of(above) if above else None,
            unit_id=world.units["a" if name in _IN_UNIT_A else "b"].id,
            position=POSITION,
            deactivated_at=utcnow() if name == "leaver" else None,
            **_particulars(name, number),
        )
        called, employee_number, *others = _particulars(name, number).values()
        world.secrets[name], world.secrets[f"name of {name}"] = tuple(others), (called,)
        world.secrets[f"number of {name}"] = (employee_number,)
    for unit in ("a", "b"):
        world.units[unit].leader_id = world.id_of(f"supervisor-{unit}")


def _particulars(name: str, number: int) -> dict[str, str]:
    return {
        "name": f"zz-name-{name}",
        "employee_number": f"ZZ-{number:03d}",
        "mobile": f"139868642{number:02d}",
        "email": f"zz-mail-{name}@secret.example",
    }


def _make_records(world: World) -> None:
    """Attempts, handed in and open; ratings of oneself, and by her who leads."""
    for name in ("learner-a", "colleague-a", "learner-b", "supervisor-b", "leaver"):
        answer = f"{ANSWER}{len(world.attempts)}"
        world.attempts[name] = _sit(world, name, answer, hand_in=True)
        world.attempts[f"{name} now"] = _sit(world, name, answer, hand_in=False)
        world.secrets[f"answers of {name}"] = (answer,)
        lesson = world.library.get("lesson", "etiquette/10-greeting")
        assert lesson is not None
        complete_lesson(world.id_of(name), lesson, world.library, now=utcnow())
        _rate(world, name, name)
    # Of learner-a nobody knows both sides yet: she has rated herself, and her supervisor has not.
    _rate(world, "supervisor-a", "colleague-a")
    _rate(world, "supervisor-b", "learner-b")
    _rate(world, "supervisor-b", "observer", hand_in=False)
    _rate(world, "supervisor-a", "leaver")


def _sit(world: World, name: str, answer: str, *, hand_in: bool) -> Attempt:
    quiz = world.library.get("quiz", "telephone")
    assert quiz is not None
    attempt = start_attempt(world.id_of(name), quiz, now=utcnow())
    record_response(attempt, "rings", {"text": answer}, is_flagged=False, now=utcnow())
    if hand_in:
        submit_attempt(attempt, world.library, now=utcnow())
    return attempt


def _rate(world: World, rater: str, about: str, *, hand_in: bool = True) -> None:
    instrument = world.library.get("instrument", INSTRUMENT)
    assert instrument is not None
    appraisal = start_appraisal(
        instrument, person_id=world.id_of(about), rater_id=world.id_of(rater), now=utcnow()
    )
    rate(appraisal, {each.id: 4 for each in instrument.body.statements}, now=utcnow())
    if hand_in:
        submit_appraisal(appraisal, instrument, now=utcnow())
    world.appraisals[f"{rater}:{about}"] = appraisal


def _make_candidates(phone: FlaskClient, world: World) -> None:
    """One in every state; each has a link, of which the token is kept as it was first given."""
    for number, name in enumerate(CANDIDATES):
        invitation = _how_far(name)(phone, **_application(name, number))
        world.invitations[name] = invitation
        world.people[name] = invitation.person
        world.tokens[name] = visitor_of(invitation).token
        given = _application(name, number)
        world.secrets[f"name of {name}"] = (given["name"],)
        world.secrets[f"application of {name}"] = (
            given["mobile"],
            given["email"],
            given["contact"],
            f"zz-reason-{name}",
        )
        if name in ("rated", "accepted"):
            rate_self(phone, invitation)
        _go_on(world, name, invitation)
    db.session.commit()
    for name in ("begun", "finished", "rated", "accepted", "hired"):
        world.attempts[name] = db.session.get_one(Attempt, world.invitations[name].attempt_id)
    for name in ("rated", "accepted"):
        found = db.session.get_one(Appraisal, world.invitations[name].appraisal_id)
        world.appraisals[f"{name}:{name}"] = found


def _application(name: str, number: int) -> dict[str, Any]:
    return {
        "name": f"zz-name-{name}",
        "mobile": f"137868642{number:02d}",
        "email": f"zz-mail-{name}@secret.example",
        "contact": f"zz-contact-{name}",
    }


def _how_far(name: str) -> Callable[..., Invitation]:
    def invited(_phone: FlaskClient, **values: Any) -> Invitation:
        return make_invited(**values)

    def begun(phone: FlaskClient, **values: Any) -> Invitation:
        invitation = make_invited(**values)
        visitor_of(invitation).begin(phone.application.test_client())
        db.session.refresh(invitation)
        return invitation

    if name == "begun":
        return begun
    return make_finished if name in ("finished", "rated", "accepted", "hired") else invited


def _go_on(world: World, name: str, invitation: Invitation) -> None:
    """What happens to a candidate after she has done her part."""
    now, deed = utcnow(), {"now": utcnow(), "by_id": world.id_of("hr")}
    match name:
        case "revoked":
            revoke(invitation, **deed)
        case "expired":
            invitation.expires_at = now - timedelta(minutes=1)
        case "withdrawn":
            withdraw(invitation, **deed)
        case "renewed":
            renew_link(invitation, expires_at=now + timedelta(days=9), key=KEY, **deed)
        case "accepted" | "hired":
            decide(invitation, "accepted", f"zz-reason-{name}", **deed)
    if name == "hired":
        hire(
            invitation,
            world.library,
            unit_id=world.units["b"].id,
            supervisor_id=world.id_of("supervisor-b"),
            hired_on=date(2026, 11, 12),
            employee_number="ZZ-900",
            **deed,
        )
        world.secrets[f"number of {name}"] = ("ZZ-900",)


def _make_judgements(world: World) -> None:
    """What waits for somebody to judge it: essays, late answers, passes; and quizzes opened."""
    for name in SITTERS:
        world.attempts[f"essay of {name}"] = _write_and_be_late(world, name)
    world.attempts["essay begun"] = _begin_to_write(world, "colleague-a")
    for name in ("learner-b", "hr", "rated"):
        world.rescorings[name] = _hold(world, name, state="held")
    world.rescorings["decided"] = _hold(world, "learner-a", state="spared")
    for name in ("learner-a", "learner-b", "supervisor-a", "leaver", "hr"):
        world.openings[name] = _open(world, person_id=world.id_of(name))
    for unit in ("a", "b"):
        world.openings[f"unit {unit}"] = _open(world, unit_id=world.units[unit].id)


def _begin_to_write(world: World, name: str) -> Attempt:
    quiz = world.library.get("quiz", "letters")
    assert quiz is not None
    attempt = start_attempt(world.id_of(name), quiz, now=utcnow())
    answer = {"text": f"zz-essay-{name}"}
    record_response(attempt, ESSAY, answer, is_flagged=False, now=utcnow())
    return attempt


def _write_and_be_late(world: World, name: str) -> Attempt:
    attempt = _begin_to_write(world, name)
    submit_attempt(attempt, world.library, now=utcnow())
    late = f"{ANSWER}9{SITTERS.index(name)}"
    record_late(attempt, Given("rings-again", {"text": late}, False), now=utcnow())
    world.secrets[f"waiting of {name}"] = (f"zz-essay-{name}", late)
    return attempt


def _hold(world: World, name: str, *, state: str) -> Rescoring:
    """A pass of hers that a new score would take, as if its key had been mended."""
    attempt = world.attempts.get(name) or world.attempts[f"essay of {name}"]
    is_decided = state != "held"
    rescoring = Rescoring(
        attempt_id=attempt.id,
        person_id=attempt.person_id,
        cause="regrade",
        version_id=attempt.version_id,
        old_score=1.0,
        new_score=0.0,
        was_passed=True,
        is_passed=False,
        state=state,
        at=utcnow(),
        decided_at=utcnow() if is_decided else None,
        reason=f"zz-reason-{name}" if is_decided else "",
    )
    db.session.add(rescoring)
    db.session.flush()
    return rescoring


def _open(world: World, **whom: uuid.UUID) -> QuizOpening:
    now = utcnow() - timedelta(hours=1)
    return open_quiz(
        "telephone", opens_at=now, closes_at=None, now=now, by_id=world.id_of("admin"), **whom
    )
