"""Writing down what was seen: what is kept, what is refused, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.audit.models import Event
from app.db import db
from app.evidence.models import Evidence
from app.library.queries import Library
from app.observations.models import Observation
from app.observations.recording import (
    AlreadyCorrected,
    AlreadyRecorded,
    NameTaken,
    NotOnThatDay,
    NotOnTheList,
    NotToBeObserved,
    Observer,
    Seen,
    correct_observation,
    record_batch,
    record_observation,
    record_round,
)
from app.observations.sheet import Mark
from tests.conftest import Statements
from tests.content_tree import ContentTree
from tests.factories import NOON, make_person
from tests.observations.desk import Desk, kept, make_desk, marks_of, version7, with_round

TODAY = date(2026, 11, 20)
MARKS = {"rings": Mark("met"), "name": Mark("not-met", "no name")}
only_sqlite = pytest.mark.database("sqlite")


@pytest.fixture
def desk(published: Library) -> Desk:
    return make_desk()


@pytest.fixture
def seen(published: Library) -> Seen:
    document = published.get("checklist", "front-desk")
    assert document
    return Seen(document, MARKS, TODAY, place="Gate 1", note="Good", verdict="competent")


def write(seen: Seen, person: Person, desk: Desk, number: int = 1, **values: Any) -> Observation:
    """Let the leader write down what she saw."""
    by = Observer(desk.leader.id, desk.leader.name)
    given = {"observation_id": version7(number), "by": by, "now": NOON, "today": TODAY}
    return record_observation(seen, person, **given | values)


def test_an_observation_is_whole_by_itself(desk: Desk, seen: Seen) -> None:
    write(replace(seen, recheck_on=date(2026, 12, 1)), desk.li, desk)
    db.session.commit()

    (found,) = kept()
    assert (found.id, found.kind, found.verdict) == (version7(1), "conduct", "competent")
    assert (found.person_id, found.unit_id) == (desk.li.id, desk.unit.id)
    assert (found.observer_id, found.observer_name) == (desk.leader.id, "Huang")
    assert (found.seen_on, found.recorded_at, found.recheck_on) == (TODAY, NOON, date(2026, 12, 1))
    assert (found.place, found.note) == ("Gate 1", "Good")
    assert marks_of(found) == {
        "rings": ("met", ""),
        "name": ("not-met", "no name"),
        "greets": ("not-seen", ""),
    }


@only_sqlite
def test_it_is_noted_by_ids_alone_and_is_no_evidence_yet(desk: Desk, seen: Seen) -> None:
    write(seen, desk.li, desk)

    (event,) = db.session.scalars(select(Event).where(Event.object_kind == "observation"))
    assert (event.verb, event.actor_id, event.person_id) == ("recorded", desk.leader.id, desk.li.id)
    assert event.details == {}
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0


def test_the_same_form_twice_is_one_record(desk: Desk, seen: Seen) -> None:
    write(seen, desk.li, desk)

    with pytest.raises(AlreadyRecorded) as before:
        write(seen, desk.li, desk)

    assert before.value.observation_id == version7(1)
    assert len(kept()) == 1


@only_sqlite
def test_nobody_writes_under_the_name_of_another_record(desk: Desk, seen: Seen) -> None:
    write(seen, desk.li, desk)

    with pytest.raises(NameTaken):
        write(seen, desk.wang, desk)


def _by_herself(seen: Seen, desk: Desk) -> Observation:
    return write(seen, desk.leader, desk)


def _after_she_left(seen: Seen, desk: Desk) -> Observation:
    desk.li.deactivated_at = NOON
    return write(seen, desk.li, desk)


def _of_a_candidate(seen: Seen, desk: Desk) -> Observation:
    return write(seen, make_person(is_candidate=True), desk)


def _changed(**values: Any) -> Callable[[Seen, Desk], Observation]:
    return lambda seen, desk: write(replace(seen, **values), desk.li, desk)


REFUSED = [
    (_by_herself, NotToBeObserved),
    (_of_a_candidate, NotToBeObserved),
    (_changed(marks=MARKS | {"other": Mark("met")}), NotOnTheList),
    (_changed(marks={"rings": Mark("well")}), NotOnTheList),
    (_changed(marks={"rings": Mark("not-seen")}), NotOnTheList),
    (_changed(marks={"rings": Mark("met", "x" * 501)}), NotOnTheList),
    (_changed(verdict="splendid"), NotOnTheList),
    (_changed(seen_on=TODAY + timedelta(days=1)), NotOnThatDay),
    (_changed(seen_on=TODAY - timedelta(days=31)), NotOnThatDay),
    (_changed(recheck_on=TODAY), NotOnThatDay),
    (_changed(recheck_on=TODAY + timedelta(days=400)), NotOnThatDay),
    (_after_she_left, NotToBeObserved),
]


@only_sqlite
def test_what_must_not_be_is_refused(desk: Desk, seen: Seen) -> None:
    for attempt, problem in REFUSED:
        with pytest.raises(problem):
            attempt(seen, desk)

    assert kept() == []


def test_many_are_written_at_once_whatever_their_number(
    desk: Desk, seen: Seen, statements: Statements
) -> None:
    people = [make_person(name=f"P{number}", unit_id=desk.unit.id) for number in range(40)]
    by = Observer(desk.leader.id, "Huang")
    batch: dict[str, Any] = {"by": by, "now": NOON, "today": TODAY}
    statements.clear()

    record_batch(seen, [(each, MARKS) for each in people[:2]], batch_id=version7(1), **batch)
    few = len(statements)
    statements.clear()
    made = record_batch(seen, [(each, MARKS) for each in people], batch_id=version7(2), **batch)

    assert len(statements) == few <= 5
    assert {each.batch_id for each in made} == {version7(2)}
    assert {each.verdict for each in made} == {None}
    with pytest.raises(AlreadyRecorded):
        record_batch(seen, [(people[0], MARKS)], batch_id=version7(2), **batch)


@only_sqlite
def test_one_of_many_who_must_not_be_observed_stops_all(desk: Desk, seen: Seen) -> None:
    by = Observer(desk.leader.id, "Huang")

    with pytest.raises(NotToBeObserved):
        record_batch(
            seen,
            [(desk.li, MARKS), (desk.leader, MARKS)],
            batch_id=version7(1),
            by=by,
            now=NOON,
            today=TODAY,
        )

    db.session.rollback()
    assert kept() == []


@only_sqlite
def test_a_round_is_written_down_by_who_walks_it(desk: Desk, content: ContentTree) -> None:
    document = with_round(content).get("checklist", "lobby")
    assert document
    seen = Seen(document, {"lamp": Mark("not-met", "told Wang")}, TODAY)

    found = record_round(seen, desk.li, observation_id=version7(1), now=NOON, today=TODAY)

    assert (found.kind, found.person_id, found.observer_id) == ("round", desk.li.id, desk.li.id)
    assert found.verdict is None
    with pytest.raises(NotOnTheList):
        write(seen, desk.li, desk, 2)


def test_a_correction_is_a_new_one_that_points_to_the_old(desk: Desk, seen: Seen) -> None:
    old = write(seen, desk.li, desk)
    right = replace(seen, marks={"rings": Mark("not-met")}, verdict="not-yet")
    by = Observer(desk.leader.id, "Huang")
    values: dict[str, Any] = {"by": by, "now": NOON, "today": TODAY + timedelta(days=60)}

    new = correct_observation(old, right, desk.li, observation_id=version7(2), **values)
    db.session.commit()

    assert new.corrects_id == old.id
    assert marks_of(kept()[0])["rings"] == ("met", "")
    assert (old.verdict, new.verdict) == ("competent", "not-yet")
    with pytest.raises(AlreadyCorrected):
        correct_observation(old, right, desk.li, observation_id=version7(3), **values)


@only_sqlite
def test_nobody_corrects_what_another_wrote(desk: Desk, seen: Seen) -> None:
    old = write(seen, desk.li, desk)

    with pytest.raises(NotToBeObserved):
        correct_observation(
            old,
            seen,
            desk.li,
            observation_id=version7(2),
            by=Observer(desk.wang.id, "Wang"),
            now=NOON,
            today=TODAY,
        )
