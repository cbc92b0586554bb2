"""Opening a quiz for a unit or a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import QuizOpening
from app.library.queries import Library
from tests.attempts.sitting import words
from tests.factories import make_person, make_unit, sign_in

PAGE = "/quizzes/telephone/openings"
SUPERVISOR = (Role.LEARNER, Role.SUPERVISOR)


@pytest.fixture
def supervisor(client: FlaskClient, published: Library) -> Person:
    """Somebody who leads a team and reads English, signed in."""
    supervisor = make_person(name="李主管", language="en", roles=SUPERVISOR)
    sign_in(client, supervisor)
    return supervisor


@pytest.fixture
def team(supervisor: Person) -> Unit:
    """Her team."""
    team = make_unit(name="湖畔前台班", leader_id=supervisor.id)
    db.session.commit()
    return team


def given(**fields: Any) -> dict[str, Any]:
    """What the form sends: an opening from tomorrow to the day after, unless said otherwise."""
    return {"unit_id": "", "person": "", "opens_at": local(1), "closes_at": local(2)} | fields


def local(days: float) -> str:
    """A moment in so many days, as a browser in Shanghai sends it."""
    return (datetime.now(UTC) + timedelta(days=days, hours=8)).strftime("%Y-%m-%dT%H:%M")


def openings() -> list[QuizOpening]:
    """All openings."""
    return list(db.session.scalars(select(QuizOpening)))


def test_a_quiz_is_opened_for_a_team(client: FlaskClient, team: Unit) -> None:
    page = words(client.get(PAGE))
    assert "This quiz is opened for nobody in particular" in page
    assert "湖畔前台班" in page

    sent = client.post(PAGE, data=given(unit_id=str(team.id)))

    assert sent.location == PAGE
    (opening,) = openings()
    assert (opening.quiz, opening.unit_id, opening.person_id) == ("telephone", team.id, None)
    expected = utcnow() + timedelta(days=1)
    assert timedelta(0) <= expected - opening.opens_at < timedelta(minutes=1, seconds=5)
    page = words(client.get(PAGE))
    assert "opens later" in page
    assert "The quiz is opened." in page
    event = db.session.scalars(select(Event).where(Event.verb == "opened")).one()
    assert (event.object_kind, event.object_id) == ("quiz", "telephone")


def test_a_person_is_found_by_name_or_number_among_her_own(
    client: FlaskClient, supervisor: Person, team: Unit
) -> None:
    mine = make_person(name="陈丽华", unit_id=team.id)
    make_person(name="别人")
    db.session.commit()

    assert client.post(PAGE, data=given(person="陈丽华", closes_at="")).location == PAGE
    assert [(each.person_id, each.closes_at) for each in openings()] == [(mine.id, None)]
    other = client.post(PAGE, data=given(person="别人"))
    assert other.status_code == 422
    assert "Nobody of yours has this name or number" in words(other)
    assert 'value="别人"' in other.text


def test_namesakes_are_told_apart_by_number(client: FlaskClient, team: Unit) -> None:
    one = make_person(name="王芳", unit_id=team.id)
    make_person(name="王芳", unit_id=team.id)
    db.session.commit()

    page = client.post(PAGE, data=given(person="王芳"))
    assert page.status_code == 422
    assert "Several people have this name" in words(page)
    assert client.post(PAGE, data=given(person=one.employee_number)).location == PAGE


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"opens_at": ""}, "Say from when it is open."),
        ({"closes_at": "tomorrow"}, "Not a valid datetime value."),
        ({"opens_at": "2026-13-45T99:99"}, "Not a valid datetime value."),
        ({"person": "x"}, "one of the two"),
        ({"unit_id": ""}, "one of the two"),
        ({"unit_id": "not-a-unit"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_kept(
    client: FlaskClient, team: Unit, fields: dict[str, str], told: str
) -> None:
    page = client.post(PAGE, data=given(unit_id=str(team.id)) | fields)

    assert page.status_code == 422
    assert told in words(page)
    assert openings() == []


def test_an_end_before_the_beginning_or_past_is_refused(client: FlaskClient, team: Unit) -> None:
    unit = str(team.id)
    backwards = client.post(PAGE, data=given(unit_id=unit, opens_at=local(2), closes_at=local(1)))
    past = client.post(PAGE, data=given(unit_id=unit, opens_at=local(-2), closes_at=local(-1)))

    assert "The end must be later than the beginning." in words(backwards)
    assert "This end is past already" in words(past)
    assert openings() == []


def test_the_end_is_moved_and_taken_away(client: FlaskClient, team: Unit) -> None:
    client.post(PAGE, data=given(unit_id=str(team.id)))
    (opening,) = openings()

    client.post(f"{PAGE}/{opening.id}/end", data={"closes_at": ""})
    assert openings()[0].closes_at is None
    client.post(f"{PAGE}/{opening.id}/end", data={"closes_at": local(0.5)})
    assert "Not changed: The end must be later" in words(client.get(PAGE))
    client.post(f"{PAGE}/{opening.id}/end", data={"closes_at": "x"})
    assert "Not changed: Not a valid datetime value." in words(client.get(PAGE))
    assert openings()[0].closes_at is None
    client.post(f"{PAGE}/{opening.id}/removal")
    assert openings() == []


def test_units_and_openings_of_others_are_not_there(
    client: FlaskClient, supervisor: Person, team: Unit
) -> None:
    theirs = make_unit(name="江岸前台班")
    opening = QuizOpening(
        quiz="telephone", unit_id=theirs.id, opens_at=utcnow(), created_at=utcnow()
    )
    db.session.add(opening)
    db.session.commit()

    assert "江岸前台班" not in client.get(PAGE).text
    assert client.post(PAGE, data=given(unit_id=str(theirs.id))).status_code == 422
    assert client.post(f"{PAGE}/{opening.id}/end", data={"closes_at": ""}).status_code == 404
    assert client.post(f"{PAGE}/{opening.id}/removal").status_code == 404
    assert len(openings()) == 1


def test_hr_opens_it_for_everybody(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person(name="人事", language="en", roles=(Role.LEARNER, Role.HR)))
    unit = make_unit(name="江岸前台班")
    db.session.commit()

    assert client.post(PAGE, data=given(unit_id=str(unit.id))).location == PAGE
    assert "江岸前台班" in client.get(PAGE).text


def test_learners_do_not_open_quizzes(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person())

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=given()).status_code == 403


def test_a_quiz_that_is_not_there_is_not_opened(client: FlaskClient, supervisor: Person) -> None:
    assert client.get("/quizzes/nothing/openings").status_code == 404
    assert client.post("/quizzes/nothing/openings", data=given()).status_code == 404
