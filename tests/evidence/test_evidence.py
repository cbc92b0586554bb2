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
from app.evidence.operations import record_answers, record_learned
from app.evidence.queries import triads_of
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
