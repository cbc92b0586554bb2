"""Entering what was answered on paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.models import Attempt, Receipt
from app.audit.models import Event
from app.db import db
from app.enrolments.models import Completion, QuizOpening
from app.evidence.models import Evidence
from app.library.queries import Library
from app.paper.codes import Drawn, code_of
from app.paper.letters import write_answer
from app.paper.queries import paper_called
from app.paper.sheets import Paper
from app.quizzes.responses import Response
from tests.attempts.sitting import KEPT, only_attempt, start, words
from tests.content_tree import QUIZ, ContentTree, publish_tree
from tests.factories import make_person, sign_in

CODE = code_of("telephone", Drawn(1, 4821))
SUPERVISOR = (Role.LEARNER, Role.SUPERVISOR)
#: The tree is published that day; what is entered was sat afterwards.
DAY = "2026-11-20"


@pytest.fixture
def supervisor(client: FlaskClient, published: Library) -> Person:
    """Somebody who leads a person and reads English, signed in."""
    supervisor = make_person(name="李主管", language="en", roles=SUPERVISOR)
    sign_in(client, supervisor)
    return supervisor


@pytest.fixture
def person(supervisor: Person) -> Person:
    """Whom she leads."""
    return make_person(name="陈丽华", supervisor_id=supervisor.id)


def page_of(person: Person, code: str = CODE) -> str:
    """Where a paper of hers is entered."""
    return f"/team/{person.id}/quizzes/telephone/paper?paper={code}"


def made(code: str = CODE) -> Paper:
    """The paper itself."""
    paper = paper_called("telephone", code)
    assert paper is not None
    return paper


def card(answers: dict[str, Response], code: str = CODE, **fields: str) -> dict[str, str]:
    """What is typed into the card for these answers, in the order of the paper."""
    typed = {
        f"q{each.number}_1": write_answer(each.item, each.order, answers.get(each.item.id))[0]
        for each in made(code).questions
    }
    return {"day": DAY, "help_kind": "", "helper_name": "", "press": "enter"} | typed | fields


def send(client: FlaskClient, person: Person, code: str = CODE, **fields: str) -> TestResponse:
    """Type a card on which everything is right, and enter it."""
    return client.post(page_of(person, code), data=card(KEPT, code, **fields))


def field_of(item: str, code: str = CODE) -> str:
    """The name of the field of an item."""
    return next(f"q{each.number}_1" for each in made(code).questions if each.item.id == item)


def count(model: Any) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_paper_counts_as_a_sitting_on_the_screen(
    client: FlaskClient, supervisor: Person, person: Person
) -> None:
    sent = send(client, person, minutes="12")

    assert sent.location == "/quizzes/telephone/paper/entry"
    attempt = only_attempt()
    assert (attempt.person_id, attempt.mode, attempt.entered_by_id) == (
        person.id,
        "paper",
        supervisor.id,
    )
    assert (attempt.number, attempt.seed, attempt.shown) == (1, 4821, made().shown)
    kept = {each.item: each.answer for each in attempt.responses}
    slip = kept.pop("message-slip") or {}
    assert sorted(slip["choices"]) == ["c1", "c2"]
    assert kept == {item: answer for item, answer in KEPT.items() if item != "message-slip"}
    assert attempt.score == 1
    assert attempt.submitted_at == datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert attempt.submitted_at - attempt.started_at == timedelta(minutes=12)
    (completion,) = db.session.scalars(select(Completion).where(Completion.kind == "quiz"))
    assert (completion.person_id, completion.slug, completion.minutes) == (
        person.id,
        "telephone",
        12,
    )
    assert set(db.session.scalars(select(Evidence.source_id))) == {str(attempt.id)}
    receipts = db.session.scalars(select(Receipt).order_by(Receipt.number)).all()
    assert [each.number for each in receipts] == [1, 2, 3, 4, 5, 6]
    assert {each.state for each in receipts} == {"kept"}
    event = db.session.scalars(select(Event).where(Event.verb == "entered")).one()
    assert (event.actor_id, event.object_id) == (supervisor.id, str(attempt.id))
    assert "The paper of 陈丽华 is entered: 100 points, passed." in words(client.get(sent.location))


@pytest.mark.database("sqlite")
def test_what_was_typed_is_shown_in_words_before_it_counts(
    client: FlaskClient, person: Person
) -> None:
    page = client.post(
        page_of(person),
        data=card(KEPT, press="check", help_kind="tapped", helper_name="王芳"),
    )

    assert page.status_code == 200
    said = words(page)
    assert "Is this right?" in said
    for answer in ("3 rings", "The telephone", "✗ False", "Wait → One moment, please"):
        assert answer in said
    assert "王芳 wrote down what was said" in said
    assert "6 of 6" in said
    assert count(Attempt) == 0


@pytest.mark.database("sqlite")
def test_what_was_typed_can_be_changed_after_the_look(client: FlaskClient, person: Person) -> None:
    page = client.post(page_of(person), data=card(KEPT, press="change", minutes="7"))

    assert page.status_code == 200
    assert 'value="2026-11-20"' in page.text
    assert 'value="7"' in page.text
    assert f'name="{field_of("rings")}" type="text" value="3"' in page.text


@pytest.mark.database("sqlite")
def test_a_fault_is_told_at_its_field_and_nothing_is_lost(
    client: FlaskClient, person: Person
) -> None:
    wrong = {field_of("form-or-phone"): "AB", field_of("message-steps"): "1 2", "day": "2031-01-01"}

    page = client.post(page_of(person), data=card(KEPT) | wrong)

    assert page.status_code == 422
    said = words(page)
    assert "Write one letter from A to C, or leave it empty." in said
    assert "Write the numbers from 1 to 3, each once" in said
    assert "This day is still to come." in said
    for typed in ('value="AB"', 'value="1 2"', 'value="2031-01-01"', 'value="✗"'):
        assert typed in page.text
    assert count(Attempt) == 0


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"day": ""}, "Say on which day."),
        ({"day": "yesterday"}, "Not a valid date value."),
        ({"day": "2026-11-18"}, "This paper is made from a version of 2026-11-19."),
        ({"minutes": "0"}, "Number must be between 1 and 600."),
        ({"minutes": "long"}, "Not a valid integer value."),
        ({"help_kind": "read"}, "Write the name of the colleague who helps."),
    ],
)
def test_the_circumstances_are_asked_for_as_well(
    client: FlaskClient, person: Person, fields: dict[str, str], told: str
) -> None:
    page = send(client, person, **fields)

    assert page.status_code == 422
    assert told in words(page)
    assert count(Attempt) == 0


@pytest.mark.database("sqlite")
def test_what_was_left_empty_is_no_answer(client: FlaskClient, person: Person) -> None:
    client.post(page_of(person), data=card({"rings": {"text": "3"}}, helper_name="", help_kind=""))

    attempt = only_attempt()
    assert [each.item for each in attempt.responses] == ["rings"]
    assert attempt.score == pytest.approx(1 / 6, abs=1e-5)
    assert count(Completion) == 0


@pytest.mark.database("sqlite")
def test_the_helper_is_kept(client: FlaskClient, person: Person) -> None:
    send(client, person, help_kind="read", helper_name=" 王 芳 ")

    assert (only_attempt().helper_name, only_attempt().help_kind) == ("王 芳", "read")


@pytest.mark.database("sqlite")
def test_the_same_paper_is_not_entered_twice(client: FlaskClient, person: Person) -> None:
    send(client, person)

    again = send(client, person)

    assert again.status_code == 422
    assert "This paper of 陈丽华 is entered already." in words(again)
    assert "is entered already" in words(client.get(page_of(person)))
    assert count(Attempt) == 1
    other = code_of("telephone", Drawn(1, 17))
    assert send(client, person, other).status_code == 302
    assert count(Attempt) == 2


@pytest.mark.database("sqlite")
def test_an_attempt_on_the_screen_is_handed_in_first(
    app: Any, client: FlaskClient, person: Person
) -> None:
    phone = app.test_client()
    sign_in(phone, person)
    sitting = start(phone)

    refused = send(client, person)

    assert refused.status_code == 422
    assert "has an attempt at this quiz on the screen" in words(refused)
    sitting.hand_in()
    assert send(client, person).status_code == 302


@pytest.mark.database("sqlite")
def test_the_number_of_attempts_holds_on_paper(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    content.set_rules("attempts: 1")
    publish_tree(content)
    first, second = (code_of("telephone", Drawn(2, seed)) for seed in (1, 2))
    assert send(client, person, first).status_code == 302

    refused = send(client, person, second)

    assert refused.status_code == 422
    assert "陈丽华 has used all attempts at this quiz." in words(refused)


@pytest.mark.database("sqlite")
def test_the_delay_holds_by_the_day_it_was_sat(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    content.set_rules("delay: 24")
    publish_tree(content)
    first, second = (code_of("telephone", Drawn(2, seed)) for seed in (1, 2))
    assert send(client, person, first, day="2026-11-20").status_code == 302

    refused = send(client, person, second, day="2026-11-20")

    assert refused.status_code == 422
    assert "another was allowed only from" in words(refused)
    assert send(client, person, second, day="2026-11-21").status_code == 302


@pytest.mark.database("sqlite")
def test_the_opening_holds_by_the_day_it_was_sat(client: FlaskClient, person: Person) -> None:
    noon = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    opening = QuizOpening(
        quiz="telephone",
        person_id=person.id,
        opens_at=noon,
        closes_at=noon + timedelta(hours=1),
        created_at=noon,
    )
    db.session.add(opening)

    refused = send(client, person, day="2026-11-21")

    assert refused.status_code == 422
    assert "On this day the quiz was closed" in words(refused)
    assert send(client, person, day="2026-11-20").status_code == 302


def test_an_old_paper_is_scored_by_its_own_version(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    version_id = made().quiz.version_id
    content.replace(QUIZ, "answer: 3\nunit", "answer: 5\nunit")
    publish_tree(content)

    send(client, person)

    assert (only_attempt().version_id, only_attempt().score) == (version_id, 1)


@pytest.mark.database("sqlite")
def test_nobody_enters_her_own_paper_or_that_of_a_stranger(
    client: FlaskClient, supervisor: Person, person: Person
) -> None:
    stranger = make_person(name="别人")

    for other in (supervisor, stranger):
        assert client.get(page_of(other)).status_code == 404
        assert send(client, other).status_code == 404
        assert client.get(f"/team/{other.id}/paper").status_code == 404
    assert count(Attempt) == 0


@pytest.mark.database("sqlite")
def test_hr_enters_papers_of_everybody_but_herself(client: FlaskClient, published: Library) -> None:
    hr = make_person(name="周人事", language="en", roles=(Role.LEARNER, Role.HR))
    anybody = make_person(name="别人")
    sign_in(client, hr)

    assert send(client, anybody).status_code == 302
    assert send(client, hr).status_code == 404


@pytest.mark.database("sqlite")
def test_the_code_leads_to_the_person_and_to_her_card(client: FlaskClient, person: Person) -> None:
    entry = "/quizzes/telephone/paper/entry"
    assert f'value="{CODE}"' in client.get(entry, query_string={"paper": CODE}).text

    found = client.get(entry, query_string={"paper": CODE, "person": "陈丽华"})
    wrong = client.get(entry, query_string={"paper": "P1-4821-00", "person": "谁"})

    assert found.location == page_of(person)
    assert wrong.status_code == 422
    assert "No paper of this quiz has this code" in words(wrong)
    assert "Nobody of yours has this name or number" in words(wrong)


@pytest.mark.database("sqlite")
def test_from_her_page_the_quiz_is_chosen_then_the_code_typed(
    client: FlaskClient, person: Person
) -> None:
    chosen = client.get(f"/team/{person.id}/paper")
    asked = client.get(f"/team/{person.id}/quizzes/telephone/paper")
    wrong = client.get(page_of(person, "P1-4821-00"))

    assert f"/team/{person.id}/quizzes/telephone/paper" in chosen.text
    assert "Code on the paper" in words(asked)
    assert wrong.status_code == 422
    assert "No paper of this quiz has this code" in words(wrong)


def test_a_paper_costs_the_same_number_of_statements_however_long_it_is(
    client: FlaskClient, person: Person, statements: list[str]
) -> None:
    send(client, person, "P1-0001-" + code_of("telephone", Drawn(1, 1))[-2:])
    long = statements.copy()
    statements.clear()
    other = code_of("telephone", Drawn(1, 2))
    client.post(page_of(person, other), data=card({"rings": {"text": "5"}}, other))

    assert len(long) - len(statements) <= 12
    assert len(long) <= 45


@pytest.mark.database("sqlite")
def test_everywhere_it_says_who_entered_it(app: Any, client: FlaskClient, person: Person) -> None:
    person.language = "en"
    send(client, person, help_kind="tapped", helper_name="王芳")
    phone = app.test_client()
    sign_in(phone, person)

    result = words(phone.get(f"/attempts/{only_attempt().id}/result"))

    assert "Answered on paper, entered by 李主管." in result
    assert "王芳 wrote down what you said." in result
    assert "on paper" in words(phone.get("/quizzes/telephone"))
    assert "on paper, entered by 李主管" in words(client.get(f"/team/{person.id}"))
    assert "on paper, entered by 李主管" in words(client.get(f"/files/{person.id}"))
    assert f"/team/{person.id}/paper" in client.get(f"/team/{person.id}").text


def test_odd_characters_are_refused_at_their_field(client: FlaskClient, person: Person) -> None:
    entry = client.get(f"/quizzes/telephone/paper/entry?paper={CODE}&person=%00")
    helped = send(client, person, help_kind="read", helper_name="\0")

    assert (entry.status_code, helped.status_code) == (422, 422)
    assert count(Attempt) == 0
