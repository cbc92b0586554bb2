"""What a review knows of a person, gathered from everywhere but from how she rates herself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

import app.probation
from app.appraisals.models import Appraisal
from app.appraisals.operations import rate, start_appraisal, submit_appraisal
from app.db import db, utcnow
from app.enrolments.operations import complete
from app.evidence.operations import record_learned
from app.observations.models import Observation, ObservationMark
from app.probation.gathering import facts_of
from app.sessions.models import Attendance, TrainingSession
from tests.conftest import Statements
from tests.factories import sign_in
from tests.probation.cast import Cast, the_review, today, words

pytestmark = pytest.mark.database("sqlite")


def live(cast: Cast) -> None:
    """Let the newcomer learn, pass, be seen, come to a session, and rate herself."""
    person_id, library, now = cast.newcomer.id, cast.library, utcnow()
    quiz, checklist = library.get("quiz", "telephone"), library.get("checklist", "front-desk")
    instrument = library.get("instrument", "service-aptitude")
    assert quiz is not None
    assert checklist is not None
    assert instrument is not None
    complete(person_id, quiz, now=now, score=0.92)
    rings = library.standards["touchpoint-17-three-rings"]
    record_learned(person_id, [rings], version_id=quiz.version_id, now=now)
    _observe(cast, checklist.version_id)
    session = TrainingSession(
        kind="safety",
        topic="消防",
        starts_at=now - timedelta(hours=2),
        ends_at=now - timedelta(hours=1),
        trainer_name="赵",
        created_at=now,
    )
    session.attendances = [
        Attendance(person_id=person_id, came_by="ticked", noted_at=now, result="passed")
    ]
    db.session.add(session)
    own = start_appraisal(instrument, person_id=person_id, rater_id=person_id, now=now)
    rate(own, {each.id: 7 for each in instrument.body.statements}, now=now)
    submit_appraisal(own, instrument, now=now)
    db.session.commit()


def _observe(cast: Cast, version_id: object) -> None:
    observation = Observation(
        checklist="front-desk",
        version_id=version_id,
        kind="conduct",
        person_id=cast.newcomer.id,
        observer_id=cast.mentor.id,
        observer_name=cast.mentor.name,
        seen_on=today(),
        recorded_at=utcnow(),
        verdict="competent",
    )
    observation.marks = [
        ObservationMark(line="rings", person_id=cast.newcomer.id, mark="met"),
        ObservationMark(line="name", person_id=cast.newcomer.id, mark="not-met"),
    ]
    db.session.add(observation)
    db.session.flush()


def test_everything_that_was_proved_is_gathered_in_few_statements(
    cast: Cast, statements: Statements
) -> None:
    review = cast.review()
    live(cast)
    statements.clear()

    facts = facts_of(review, cast.library, today=today(), zone="Asia/Shanghai")

    assert len(statements) <= 10
    assert [(each.title.en, each.met, each.not_met) for each in facts.practice] == [
        ("Front desk checklist", 1, 1)
    ]
    assert facts.practice[0].verdict == "competent"
    assert (facts.sessions.count, facts.sessions.safety_minutes) == (1, 60)
    assert [proof.learned for proof in facts.proofs] == [1, 0]
    assert facts.mentors == ("王师傅",)
    assert [(quiz.title.en, quiz.score) for quiz in facts.quizzes] == [("On the telephone", 0.92)]
    review.begins_on = today() + timedelta(days=1)
    earlier = facts_of(review, cast.library, today=today(), zone="Asia/Shanghai")
    assert (earlier.quizzes, earlier.practice, earlier.sessions.count) == ((), (), 0)


def test_how_somebody_rates_herself_is_no_part_of_it(client: FlaskClient, cast: Cast) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())
    live(cast)
    assert db.session.scalars(select(Appraisal)).one().total == 21
    address = f"/probation/{review.id}"

    sign_in(client, cast.hr)
    pages = [client.get(address), client.get(f"{address}/sheet"), client.get(f"{address}/decision")]
    client.post(f"{address}/decision", data={"decision": "confirmed"})
    sign_in(client, cast.newcomer)
    pages.append(client.get(address))

    for page in pages:
        assert page.status_code == 200
        assert not any(word in words(page).lower() for word in ("aptitude", "self-assessment"))
    assert "aptitude" not in str(the_review(review.id).known)
    files = Path(app.probation.__path__[0]).glob("*.py")
    assert not any("app.appraisals" in file.read_text("utf-8") for file in files)
