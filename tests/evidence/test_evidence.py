"""Rows of evidence: written once for each source, read for one person in one statement."""

from __future__ import annotations

import uuid
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.db import db
from app.evidence.mastery import Triad
from app.evidence.models import Evidence
from app.evidence.operations import forget_shown, record_answers, record_learned, record_shown
from app.evidence.queries import shown_by, triads_of
from app.library.queries import Library
from tests.conftest import Statements
from tests.factories import NOON, make_person

RINGS, IDENTIFY = "touchpoint-17-three-rings", "touchpoint-17-identify"


@pytest.fixture
def person(published: Library) -> Person:
    """Somebody without evidence."""
    return make_person()


def version_of(library: Library, kind: str, slug: str) -> uuid.UUID:
    """The id of a document's current version."""
    found = library.get(kind, slug)
    assert found is not None
    return found.version_id


def learn(person: Person, library: Library, *standards: str, day: int = 0) -> None:
    """Read the lesson on the telephone."""
    record_learned(
        person.id,
        [library.standards[each] for each in standards],
        version_id=version_of(library, "lesson", "telephone/10-three-rings"),
        now=NOON + timedelta(days=day),
    )


def answer(
    person: Person, library: Library, score: float, *, attempt: uuid.UUID, day: int = 0
) -> None:
    """Answer a question on the three rings."""
    record_answers(
        person.id,
        {library.standards[RINGS]: score},
        attempt_id=attempt,
        version_id=version_of(library, "quiz", "telephone"),
        now=NOON + timedelta(days=day),
    )


def show(
    person: Person, library: Library, *marks: tuple[str, str, bool], by: uuid.UUID, day: int = 0
) -> None:
    """Be seen at the front desk: standard, line, whether it was met."""
    record_shown(
        person.id,
        [(library.standards[standard], line, is_met) for standard, line, is_met in marks],
        observation_id=by,
        version_id=version_of(library, "checklist", "front-desk"),
        at=NOON + timedelta(days=day),
    )


def rows() -> int:
    """How many rows of evidence there are."""
    return db.session.scalar(select(func.count()).select_from(Evidence)) or 0


def test_a_lesson_that_is_read_twice_counts_once(person: Person, published: Library) -> None:
    learn(person, published, RINGS)
    learn(person, published, RINGS, IDENTIFY, day=1)

    found = {row.standard_id: row.at for row in db.session.scalars(select(Evidence))}
    assert found == {RINGS: NOON, IDENTIFY: NOON + timedelta(days=1)}


def test_a_lesson_that_is_read_again_after_a_new_revision_counts_again(
    person: Person, published: Library
) -> None:
    learn(person, published, RINGS)
    revised = {RINGS: msgspec.structs.replace(published.standards[RINGS], revision=2)}
    assert triads_of(person.id, revised) == {RINGS: Triad(learned="old")}

    published.standards.update(revised)
    learn(person, published, RINGS, day=1)
    learn(person, published, RINGS, day=2)

    assert triads_of(person.id, revised) == {RINGS: Triad(learned="yes")}
    assert rows() == 2


def test_a_row_says_what_it_comes_from(person: Person, published: Library) -> None:
    attempt = uuid.uuid4()
    answer(person, published, 0.5, attempt=attempt)

    row = db.session.scalars(select(Evidence)).one()
    assert (row.kind, row.value, row.standard_revision) == ("answered", 0.5, 1)
    assert (row.source, row.source_id) == ("attempt", str(attempt))
    assert row.version_id == version_of(published, "quiz", "telephone")


def test_each_attempt_leaves_its_own_evidence(person: Person, published: Library) -> None:
    answer(person, published, 0, attempt=uuid.uuid4())
    assert triads_of(person.id, published.standards)[RINGS] == Triad()
    answer(person, published, 1, attempt=uuid.uuid4(), day=1)

    assert rows() == 2
    assert triads_of(person.id, published.standards)[RINGS] == Triad(answered="yes")


def test_no_standards_leave_no_evidence(person: Person, published: Library) -> None:
    learn(person, published)

    assert rows() == 0


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_the_database_takes_no_score_beyond_its_ends(
    person: Person, published: Library, score: float
) -> None:
    with pytest.raises(IntegrityError, match="value_is_a_share"):
        answer(person, published, score, attempt=uuid.uuid4())


def test_triads_are_of_one_person_and_of_the_standards_asked_for(
    person: Person, published: Library, statements: Statements
) -> None:
    learn(person, published, RINGS, IDENTIFY)
    learn(make_person(), published, "message-ask")
    statements.clear()

    found = triads_of(person.id, published.standards, [RINGS, "message-ask"])

    assert found == {RINGS: Triad(learned="yes")}
    assert len(statements) == 1
    assert triads_of(person.id, published.standards).keys() == {RINGS, IDENTIFY}
    assert triads_of(person.id, published.standards, []) == {}


def test_evidence_goes_with_its_person(person: Person, published: Library) -> None:
    learn(person, published, RINGS)

    db.session.delete(person)
    db.session.flush()

    assert rows() == 0


def test_each_line_of_an_observation_is_evidence_once(person: Person, published: Library) -> None:
    seen = uuid.uuid4()
    for _twice in range(2):
        show(person, published, (RINGS, "rings", True), (IDENTIFY, "name", False), by=seen)
    show(person, published, (RINGS, "hold", True), by=seen)

    found = db.session.scalars(select(Evidence).order_by(Evidence.source_id)).all()
    assert [(each.standard_id, each.source_id, each.value) for each in found] == [
        (RINGS, f"{seen}:hold", 1),
        (IDENTIFY, f"{seen}:name", 0),
        (RINGS, f"{seen}:rings", 1),
    ]
    assert {(each.kind, each.source, each.at) for each in found} == {("shown", "observation", NOON)}


def test_what_a_corrected_observation_said_is_forgotten_and_nothing_else(
    person: Person, published: Library
) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    show(person, published, (RINGS, "rings", True), by=first)
    show(person, published, (RINGS, "rings", True), by=second, day=1)
    assert triads_of(person.id, published.standards)[RINGS].shown == "steady"

    forget_shown(first, person_id=person.id)

    assert triads_of(person.id, published.standards)[RINGS].shown == "yes"
    assert rows() == 1


def test_what_many_people_have_shown_is_read_in_one_statement(
    person: Person, published: Library, statements: Statements
) -> None:
    other = make_person()
    show(person, published, (RINGS, "rings", True), (IDENTIFY, "name", True), by=uuid.uuid4())
    show(other, published, (RINGS, "rings", False), by=uuid.uuid4())
    statements.clear()

    found = shown_by([person.id, other.id], published.standards, [RINGS])

    assert found == {person.id: {RINGS: Triad(shown="yes")}, other.id: {RINGS: Triad()}}
    assert len(statements) == 1
