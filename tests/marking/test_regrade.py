"""A mended key: what it would change is shown, one deed does it, and a pass is HR's to take."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.models import Attempt, Rescoring
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import Completion
from app.enrolments.operations import complete_lesson
from app.enrolments.queries import completed_names
from app.evidence.models import Evidence
from app.library.queries import Library, current_library
from tests.attempts.sitting import RIGHT, WRONG, Fields, start, words
from tests.content_tree import QUIZ, ContentTree, publish_tree
from tests.factories import make_person, sign_in

REGRADE = "/quizzes/telephone/regrade"
#: What the mended key says: the form comes first, not the telephone.
_KEY = (
    "- ({}) 先接电话\n  en: The telephone\n  > 单子可以等。\n  en> The form can wait.\n"
    "- ({}) 先填单子"
)
MENDED = (_KEY.format("x", " "), _KEY.format(" ", "x"))
#: Four of six are right by the old key, five by the mended one; and the other way round.
RISES = RIGHT | {i: WRONG[i] for i in ("form-or-phone", "message-slip")}
FALLS = RIGHT | {"message-slip": WRONG["message-slip"]}


@pytest.fixture
def hr(published: Library) -> Person:
    """Somebody of HR who reads English."""
    return make_person(name="人事", language="en", roles=(Role.HR,))


def sit(app: Flask, answers: dict[str, Fields], **values: Any) -> Person:
    """Somebody new sits the quiz and hands in."""
    person, phone = make_person(language="en", **values), app.test_client()
    sign_in(phone, person)
    sitting = start(phone)
    sitting.answer_all(answers)
    sitting.hand_in()
    return person


def mend(content: ContentTree) -> Library:
    """The key is mended and published."""
    content.replace(QUIZ, *MENDED)
    return publish_tree(content)


def score_of(person: Person) -> float | None:
    """The score of the one attempt of a person."""
    return db.session.scalars(select(Attempt).where(Attempt.person_id == person.id)).one().score


def apply(client: FlaskClient) -> Any:
    """Look, and press the button."""
    mark = re.search(r'name="fingerprint" value="(\w+)"', client.get(REGRADE).text)
    assert mark is not None
    return client.post(REGRADE, data={"fingerprint": mark[1]})


def test_the_preview_tells_what_would_change_and_writes_nothing(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    rises, falls = sit(app, RISES, name="升"), sit(app, FALLS, name="降")
    sign_in(client, hr)
    assert "All attempts are scored by the newest version." in words(client.get(REGRADE))
    mend(content)

    page = words(client.get(REGRADE))

    assert "Against version 1 2 attempts" in page
    assert "the key was mended" in page
    assert "2 scores 1 newly passed 1 passes lost" in page
    assert "升 1 66 → 83 points Newly passed" in page
    assert "降 1 83 → 66 points HR decides" in page
    assert (score_of(rises), score_of(falls)) == (0.666667, 0.833333)
    assert db.session.scalars(select(Rescoring)).all() == []


def test_applying_gives_passes_and_holds_those_that_would_be_lost(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    rises, falls, same = sit(app, RISES), sit(app, FALLS), sit(app, {})
    mend(content)
    sign_in(client, hr)

    assert apply(client).status_code == 302

    assert (score_of(rises), score_of(falls), score_of(same)) == (0.833333, 0.833333, 0)
    assert ("quiz", "telephone") in completed_names(rises.id)
    rows = db.session.scalars(select(Rescoring).order_by(Rescoring.state)).all()
    assert [(row.state, row.old_score, row.new_score) for row in rows] == [
        ("applied", 0.666667, 0.833333),
        ("held", 0.833333, 0.666667),
    ]
    assert "Nobody's score would change." in words(client.get(REGRADE))
    verbs = db.session.scalars(select(Event.verb)).all()
    assert verbs.count("rescored") == 2
    assert verbs.count("regraded") == 1


def test_evidence_is_put_right_at_its_own_day(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    rises = sit(app, RISES)
    for language in ("zh", "en"):
        name, greeting = f"courses/telephone/20-messages.{language}.md", "touchpoint-1-greet-first"
        content.replace(name, "  - message-ask\n", f"  - message-ask\n  - {greeting}\n")
        content.replace(name, "[[message-ask]]", f"[[{greeting}]]\n\n.\n\n[[message-ask]]")
    content.replace(
        QUIZ,
        "## form-or-phone {type=single std=touchpoint-17-three-rings}",
        "## form-or-phone {type=single std=message-ask,touchpoint-1-greet-first}",
    )
    mend(content)
    sign_in(client, hr)
    apply(client)

    rows = db.session.scalars(select(Evidence).where(Evidence.person_id == rises.id)).all()
    assert {row.standard_id: row.value for row in rows} == {
        "touchpoint-17-three-rings": 1,
        "touchpoint-17-identify": 1,
        "message-ask": 0,
        "touchpoint-1-greet-first": 1,
    }
    assert len({row.at for row in rows}) == 1


def test_the_result_shows_the_mended_key_and_says_so(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    person, phone = make_person(language="en"), app.test_client()
    sign_in(phone, person)
    sitting = start(phone)
    sitting.answer_all(RISES)
    sitting.hand_in()
    mend(content)
    sign_in(client, hr)
    apply(client)

    page = words(sitting.result())

    assert "because the key of a question was mended" in page
    assert "Before that it was 66 points." in page
    assert "Scored by version 2 of the quiz." in page
    assert "The form right" in page
    assert "Passed" in page


def test_authors_see_numbers_and_no_names(
    app: Flask, client: FlaskClient, published: Library, content: ContentTree
) -> None:
    sit(app, RISES, name="升升升")
    mend(content)
    author = make_person(language="en", roles=(Role.AUTHOR,))
    sign_in(client, author)

    page = client.get(REGRADE)

    assert "1 scores 1 newly passed" in words(page)
    assert "升升升" not in page.text
    assert "Names are shown to HR only." in page.text


def test_supervisors_and_learners_do_not_regrade(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person(roles=(Role.SUPERVISOR,)))

    assert client.get(REGRADE).status_code == 403
    assert client.post(REGRADE).status_code == 403


@pytest.mark.parametrize("mark", ["", "nonsense", "0" * 64])
def test_what_was_not_seen_is_not_applied(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree, mark: str
) -> None:
    rises = sit(app, RISES)
    mend(content)
    sign_in(client, hr)

    answer = client.post(REGRADE, data={"fingerprint": mark})

    assert answer.status_code == 409
    assert "Attempts came in since you opened this page." in words(answer)
    assert score_of(rises) == 0.666667
    assert db.session.scalars(select(Rescoring)).all() == []


def test_an_attempt_that_came_in_between_makes_her_look_again(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    sit(app, RISES)
    person, phone = make_person(language="en"), app.test_client()
    sign_in(phone, person)
    going = start(phone)
    going.answer_all(RISES)
    mend(content)
    sign_in(client, hr)
    mark = re.search(r'name="fingerprint" value="(\w+)"', client.get(REGRADE).text)
    assert mark is not None
    going.hand_in()

    assert client.post(REGRADE, data={"fingerprint": mark[1]}).status_code == 409
    assert apply(client).status_code == 302
    assert score_of(person) == 0.833333


def test_what_offers_other_parts_keeps_its_score(
    app: Flask, client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    rises = sit(app, RISES)
    content.replace(
        QUIZ, "- [ ] 年龄\n  en: Age\n", "- [ ] 年龄\n  en: Age\n- [ ] 属相\n  en: Zodiac\n"
    )
    mend(content)
    sign_in(client, hr)

    page = words(client.get(REGRADE))
    assert "message-slip · offers something else now: keeps its score" in page
    apply(client)
    assert score_of(rises) == 0.833333


# HR decides.


def held(client: FlaskClient) -> str:
    """The address of the one pass that waits for HR."""
    found = re.search(r'href="(/marking/passes/[^"]+)"', client.get("/marking/passes").text)
    assert found is not None
    return found[1]


@pytest.fixture
def falling(app: Flask, client: FlaskClient, hr: Person, content: ContentTree) -> Person:
    """Somebody with a certified course whose pass the mended key would take."""
    person = sit(app, FALLS, name="降")
    library = current_library()
    for slug in ("telephone/10-three-rings", "telephone/20-messages"):
        lesson = library.get("lesson", slug)
        assert lesson is not None
        complete_lesson(person.id, lesson, library, now=utcnow())
    db.session.commit()
    assert ("course", "telephone") in completed_names(person.id)
    mend(content)
    sign_in(client, hr)
    apply(client)
    return person


def test_hr_lets_a_pass_stand(client: FlaskClient, falling: Person) -> None:
    assert "降" in words(client.get("/marking/passes"))

    answer = client.post(held(client), data={"decision": "stand", "reason": "题目当时不清楚"})

    assert answer.status_code == 302
    assert score_of(falling) == 0.833333
    assert ("course", "telephone") in completed_names(falling.id)
    page = words(client.get("/marking/passes"))
    assert "No pass waits for your decision." in page
    assert "题目当时不清楚" in page
    # The same key asks nobody again.
    assert "Nobody's score would change." in words(client.get(REGRADE))


def test_hr_withdraws_a_pass_with_the_course_that_rested_on_it(
    app: Flask, client: FlaskClient, falling: Person
) -> None:
    client.post(held(client), data={"decision": "withdraw", "reason": "重考"})

    assert score_of(falling) == 0.666667
    assert completed_names(falling.id) == {
        ("lesson", "telephone/10-three-rings"),
        ("lesson", "telephone/20-messages"),
    }
    gone = db.session.scalars(select(Completion).where(Completion.withdrawn_at.is_not(None))).all()
    assert {(row.kind, row.withdrawn_reason) for row in gone} == {
        ("quiz", "重考"),
        ("course", "重考"),
    }
    verbs = db.session.scalars(select(Event.verb)).all()
    assert {"took", "withdrew"} <= set(verbs)
    leader = make_person(language="en", roles=(Role.SUPERVISOR,))
    falling.supervisor_id = leader.id
    desk = app.test_client()
    sign_in(desk, leader)
    file = words(desk.get(f"/files/{falling.id}"))
    assert "Withdrawn by HR" in file
    assert "重考" in file
    assert desk.get("/team").status_code == 200


def test_what_was_withdrawn_can_be_reached_again(
    app: Flask, client: FlaskClient, falling: Person
) -> None:
    client.post(held(client), data={"decision": "withdraw", "reason": "重考"})
    phone = app.test_client()
    sign_in(phone, falling)
    again = start(phone)
    again.answer_all(RIGHT | {"form-or-phone": WRONG["form-or-phone"]})
    again.hand_in()

    assert ("course", "telephone") in completed_names(falling.id)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"decision": "stand"},
        {"decision": "withdraw", "reason": "   "},
        {"decision": "other", "reason": "x"},
    ],
)
def test_a_decision_needs_a_reason(
    client: FlaskClient, falling: Person, fields: dict[str, str]
) -> None:
    assert client.post(held(client), data=fields).status_code == 422
    assert score_of(falling) == 0.833333
    assert db.session.scalars(select(Rescoring.state)).all() == ["held"]


def test_a_pass_is_decided_once(client: FlaskClient, falling: Person) -> None:
    address = held(client)
    client.post(address, data={"decision": "stand", "reason": "好"})

    assert client.get(address).status_code == 404
    again = client.post(address, data={"decision": "withdraw", "reason": "坏"})
    assert again.status_code == 404
    assert score_of(falling) == 0.833333


def test_only_hr_decides(app: Flask, client: FlaskClient, falling: Person) -> None:
    address = held(client)
    other = app.test_client()
    sign_in(other, make_person(roles=(Role.SUPERVISOR, Role.AUTHOR, Role.ADMIN)))

    assert other.get("/marking/passes").status_code == 403
    assert other.post(address, data={"decision": "stand", "reason": "好"}).status_code == 403


def test_a_key_that_is_mended_back_gives_up_what_waits(
    client: FlaskClient, falling: Person, content: ContentTree
) -> None:
    content.replace(QUIZ, *MENDED[::-1])
    publish_tree(content)

    assert "1 pass that waits for HR would no longer be lost" in words(client.get(REGRADE))
    assert apply(client).status_code == 302

    assert "No pass waits for your decision." in words(client.get("/marking/passes"))
    assert score_of(falling) == 0.833333
