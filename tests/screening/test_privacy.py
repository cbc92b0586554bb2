"""Deleting what may be kept no longer: who goes, who stays, and what goes with whom."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.accounts.models import Company, Person
from app.accounts.viewer import hash_token
from app.appraisals.models import Appraisal, Rating
from app.attempts.models import Attempt, Response
from app.audit.models import Event
from app.db import Base, db, new_id, utcnow
from app.enrolments.models import Completion
from app.evidence.models import Evidence
from app.library.queries import Library
from app.notices.operations import queue_mail
from app.screening import privacy
from app.screening.hiring import hire
from app.screening.models import Decision, Invitation
from app.screening.operations import MAIL_KIND, decide
from app.screening.privacy import preview, sweep_candidates
from app.screening.retention import kept_until
from tests.factories import make_unit
from tests.screening.candidate_visits import POSITION, make_candidate
from tests.screening.desk import REASON, make_decided, make_invited

DAY = timedelta(days=1)


def people_named(name: str) -> int:
    """How many there are of this name."""
    return db.session.scalar(select(func.count()).where(Person.name == name)) or 0


def rows_of(person_id: uuid.UUID) -> dict[str, int]:
    """The tables that still have something of a person, and how much."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for column in ("person_id", "rater_id", "id" if table.name == "person" else "person_id"):
            if column in table.c:
                wanted = select(func.count()).where(table.c[column] == person_id)
                if count := db.session.scalar(wanted):
                    found[f"{table.name}.{column}"] = count
    return found


def give_everything(client: FlaskClient, **values: Any) -> Invitation:
    """Somebody with answers, ratings, a decision and a mail."""
    invitation = make_decided(client, email="ma@example.cn", **values)
    queue_mail(
        "ma@example.cn", "s", "b", kind=MAIL_KIND, person_id=invitation.person_id, now=utcnow()
    )
    db.session.commit()
    return invitation


def test_everything_of_a_candidate_goes_when_the_time_is_over(
    client: FlaskClient, shelf: Library
) -> None:
    invitation = give_everything(client)
    person_id, decided_at = invitation.person_id, invitation.decided_at
    assert decided_at is not None
    tables = {name.split(".")[0] for name in rows_of(person_id)}
    assert tables >= {
        "person", "invitation", "decision", "attempt", "response", "appraisal", "rating",
        "completion", "evidence", "notice",
    }  # fmt: skip

    assert sweep_candidates(decided_at + 180 * DAY - timedelta(seconds=1)) == 0
    assert rows_of(person_id)["response.person_id"] == 3

    assert sweep_candidates(decided_at + 180 * DAY) == 1
    assert rows_of(person_id) == {}
    models = (
        Person,
        Invitation,
        Decision,
        Attempt,
        Response,
        Appraisal,
        Rating,
        Completion,
        Evidence,
    )
    for model in models:
        assert db.session.scalar(select(func.count()).select_from(model)) == 0, model
    erased = db.session.scalars(select(Event).where(Event.verb == "erased")).one()
    assert (erased.person_id, erased.object_id) == (None, str(person_id))

    assert sweep_candidates(decided_at + 999 * DAY) == 0


def test_of_who_was_hired_only_the_application_goes(client: FlaskClient, shelf: Library) -> None:
    invitation = give_everything(client)
    person_id = invitation.person_id
    unit = make_unit()
    hire(
        invitation,
        shelf,
        unit_id=unit.id,
        supervisor_id=None,
        hired_on=utcnow().date(),
        now=utcnow(),
        by_id=None,
    )
    db.session.commit()
    before = rows_of(person_id)

    assert sweep_candidates(utcnow() + 181 * DAY) == 1

    gone = ("invitation.person_id", "decision.person_id", "notice.person_id")
    assert all(before[name] for name in gone)
    after = rows_of(person_id)
    kept = {name: number for name, number in before.items() if name not in gone}
    assert {name: number for name, number in after.items() if not name.startswith("event")} == {
        name: number for name, number in kept.items() if not name.startswith("event")
    }
    assert sweep_candidates(utcnow() + 999 * DAY) == 0


def test_a_younger_invitation_keeps_the_person(app: Flask, shelf: Library) -> None:
    old = make_invited("周玉兰", now=utcnow() - 400 * DAY)
    young = Invitation(
        person_id=old.person_id,
        position=POSITION,
        nonce="n",
        token_hash=hash_token("young"),
        created_at=utcnow(),
        expires_at=utcnow() + DAY,
    )
    db.session.add(young)
    db.session.commit()

    assert sweep_candidates(utcnow()) == 0
    assert people_named("周玉兰") == 1
    assert sweep_candidates(utcnow() + 182 * DAY) == 1
    assert people_named("周玉兰") == 0


@pytest.mark.database("sqlite")
def test_each_company_sets_for_how_long(app: Flask, shelf: Library) -> None:
    make_invited("周玉兰", now=utcnow() - 40 * DAY)
    assert sweep_candidates(utcnow()) == 0

    db.session.get_one(Company, 1).candidate_days = 30
    db.session.commit()

    assert sweep_candidates(utcnow()) == 1


@pytest.mark.database("sqlite")
def test_employees_are_none_of_its_business(client: FlaskClient, hr: Person) -> None:
    assert sweep_candidates(utcnow() + 9999 * DAY) == 0
    assert people_named("林静") == 1


def test_a_candidate_without_an_invitation_stays(app: Flask, shelf: Library) -> None:
    make_candidate(name="马俊")
    db.session.commit()
    assert sweep_candidates(utcnow() + 9999 * DAY) == 0


_MOMENTS = st.one_of(st.none(), st.integers(0, 800))


@pytest.mark.database("sqlite", "postgresql")
@given(
    kinds=st.lists(
        st.tuples(st.integers(1, 800), _MOMENTS, _MOMENTS, _MOMENTS, st.booleans(), st.booleans()),
        min_size=1,
        max_size=4,
    ),
    seen=st.integers(0, 1700),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_rule_agree(app: Flask, kinds: list[Any], seen: int) -> None:
    start = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    now = start + seen * DAY
    due: set[uuid.UUID] = set()
    for expires, revoked, decided, withdrawn, agreed, _hired in kinds:
        person = make_candidate()
        invitation = Invitation(
            id=new_id(),
            person_id=person.id,
            position=POSITION,
            nonce="n",
            token_hash=hash_token(str(person.id)),
            created_at=start,
            expires_at=start + expires * DAY,
            revoked_at=_day(start, revoked),
            withdrawn_at=_day(start, withdrawn),
            agreed_to_more=agreed,
            consented_at=start if agreed else None,
        )
        db.session.add(invitation)
        if decided is not None:
            for offset in (0, decided):
                invitation.decisions.append(
                    Decision(
                        person_id=person.id,
                        outcome="declined",
                        reason=REASON,
                        decided_at=start + offset * DAY,
                    )
                )
        db.session.flush()
        if kept_until(invitation, days=180) <= now:
            due.add(person.id)

    found = preview(now)

    assert (found.candidates, found.hired) == (len(due), 0)
    assert (found.first_due_at is None) == (not due)
    assert (found.next_due_at is None) == (len(due) == len(kinds))
    db.session.rollback()


def _day(start: datetime, offset: int | None) -> datetime | None:
    return None if offset is None else start + offset * DAY


# The command line.


@pytest.mark.database("sqlite")
def test_the_command_says_how_many_and_deletes_nobody(
    app: Flask, shelf: Library, runner: FlaskCliRunner
) -> None:
    old = make_invited("周玉兰", now=utcnow() - 400 * DAY)
    make_invited("马俊")

    told = runner.invoke(args=["privacy", "sweep"])

    assert told.exit_code == 0
    assert "Candidates to be deleted with everything of theirs: 1" in told.output
    assert f"{old.expires_at + 180 * DAY:%Y-%m-%d}" in told.output
    assert "Nothing was deleted." in told.output
    assert "周玉兰" not in told.output
    assert people_named("周玉兰") == 1


def test_it_deletes_when_it_is_told_to_and_bears_being_run_twice(
    app: Flask, shelf: Library, runner: FlaskCliRunner
) -> None:
    for number in range(3):
        make_invited(f"周{number}", now=utcnow() - 400 * DAY)
    make_invited("马俊")

    first = runner.invoke(args=["privacy", "sweep", "--delete"])
    second = runner.invoke(args=["privacy", "sweep", "--delete"])

    assert "Deleted: 3 " in first.output
    assert "Deleted: 0 " in second.output
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1
    assert people_named("马俊") == 1


@pytest.mark.database("sqlite")
def test_it_works_before_there_is_a_company(app: Flask, runner: FlaskCliRunner) -> None:
    told = runner.invoke(args=["privacy", "sweep"])
    assert told.exit_code == 0
    assert "Nothing was deleted" not in told.output


@pytest.mark.database("sqlite")
def test_one_that_fails_does_not_undo_the_others(
    app: Flask, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [make_invited(f"周{n}", now=utcnow() - 400 * DAY) for n in range(3)]
    last = max(each.person_id for each in made)

    def fail(verb: str, kind: str, object_id: object, **rest: Any) -> None:
        if object_id == last:
            raise RuntimeError

    monkeypatch.setattr(privacy, "record", fail)
    with pytest.raises(RuntimeError):
        sweep_candidates(utcnow())
    db.session.rollback()

    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1
    monkeypatch.undo()
    assert sweep_candidates(utcnow()) == 1


def test_decisions_after_the_first_move_the_day(client: FlaskClient, shelf: Library) -> None:
    invitation = make_decided(client, "declined")
    later = utcnow() + 10 * DAY
    decide(invitation, "accepted", REASON, now=later, by_id=None)
    db.session.commit()
    assert sweep_candidates(later + 179 * DAY) == 0
    assert sweep_candidates(later + 180 * DAY) == 1
