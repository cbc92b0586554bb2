"""What is tried against quizzes: openings, papers, marks, new scores, statistics, answers.

Nothing is an error of the program, nothing is changed, and what is shown is shown as text.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.attempts.models import Attempt, Mark, Rescoring
from app.db import db, utcnow
from app.enrolments.models import QuizOpening
from app.library.queries import Library, current_library
from tests.attempts.phone import Phone, ledger
from tests.attempts.sitting import start
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_company, make_person, make_unit, sign_in
from tests.marking.essays import BEST, ESSAY, give_mark, publish_letters, write_letter
from tests.screening.candidate_visits import publish_screening
from tests.screening.desk import make_finished

OPENINGS = "/quizzes/telephone/openings"
HUGE = "9" * 5000
#: What would be markup, a script, a template or a format where it is not taken for words.
MISCHIEF = "\"'><script>alert(1)</script><img src=x onerror=y>]]>{{7*7}}{% raw %}%(x)s%s{0}"
#: What no database or no terminal likes: nothing, directions, unseen ones, a pile of accents.
ODD = ("\0", "x\0y", "\u202eabc", "\u200b\ufeff", "e" + "\u0301" * 5000, "\U0010ffff", "\ufffe")

# Most is refused before the database hears of it. What reaches it is tried on both: words that are
# looked for or kept, times that are kept.
pytestmark = pytest.mark.database("sqlite")
on_both = pytest.mark.database("sqlite", "postgresql")


@pytest.fixture
def letters(published: Library, content: ContentTree) -> Library:
    """A quiz with an essay beside the other one."""
    publish_letters(content)
    return current_library()


@pytest.fixture
def team(letters: Library) -> Unit:
    """A unit, its leader and one of its people."""
    leader = make_person(name="黄主管", language="en", roles=(Role.SUPERVISOR,))
    unit = make_unit(leader_id=leader.id)
    make_person(
        name="陈丽华",
        language="en",
        supervisor_id=leader.id,
        unit_id=unit.id,
        employee_number="T-1",
    )
    return unit


@pytest.fixture
def learner(team: Unit) -> Person:
    """One of the leader's people."""
    return db.session.scalars(select(Person).where(Person.unit_id == team.id)).one()


@pytest.fixture
def leader(app: Flask, team: Unit) -> FlaskClient:
    """The leader's browser."""
    return browser(app, db.session.get_one(Person, team.leader_id))


def browser(app: Flask, person: Person) -> FlaskClient:
    """A device of her own."""
    client = app.test_client()
    sign_in(client, person)
    return client


def officer(app: Flask, role: Role) -> FlaskClient:
    """Somebody of an office."""
    return browser(app, make_person(language="en", roles=(role,)))


def count(model: Any) -> int:
    """How many rows there are."""
    found = db.session.scalar(select(func.count()).select_from(model))
    db.session.rollback()
    return found or 0


# Openings.


BAD_TIMES = (
    {"opens_at": "0001-01-01T00:00"},
    {"opens_at": "9999-12-31T23:59"},
    {"opens_at": "9999-12-31T23:59:59", "closes_at": "9999-12-31T23:59:59"},
    {"closes_at": "0001-01-01T00:00"},
    {"closes_at": "9999-12-31T23:59"},
    {"opens_at": "2030-01-02T08:00", "closes_at": "2030-01-01T08:00"},
    {"opens_at": "2026-01-02T08:00", "closes_at": "2026-01-02T08:00"},
    {"opens_at": "2026-02-30T08:00"},
    {"opens_at": HUGE},
    {"opens_at": ""},
    {"closes_at": "2026-11-20T08:00Z\0"},
)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_quiz_is_not_opened_at_impossible_times(
    leader: FlaskClient, team: Unit, zone: str
) -> None:
    make_company(zone=zone)
    good = {"unit_id": str(team.id), "opens_at": "2026-11-20T08:00", "closes_at": ""}

    answers = [leader.post(OPENINGS, data=good | times) for times in BAD_TIMES]

    assert [each.status_code for each in answers] == [422] * len(BAD_TIMES)
    assert count(QuizOpening) == 0
    assert leader.post(OPENINGS, data=good).status_code == 302


def test_an_opening_does_not_end_at_impossible_times(leader: FlaskClient, team: Unit) -> None:
    leader.post(OPENINGS, data={"unit_id": str(team.id), "opens_at": "2026-11-20T08:00"})
    opening = db.session.scalars(select(QuizOpening)).one()

    for times in BAD_TIMES:
        if times.get("closes_at", "").startswith(("0", "9", "2026")):
            end = {"closes_at": times["closes_at"]}
            answer = leader.post(f"{OPENINGS}/{opening.id}/end", data=end)
            assert (answer.status_code, answer.location) == (302, OPENINGS), times

    assert db.session.scalars(select(QuizOpening.closes_at)).one() is None
    assert leader.get(OPENINGS).status_code == 200


@on_both
def test_a_quiz_is_opened_for_nobody_strange(
    app: Flask, leader: FlaskClient, team: Unit, learner: Person
) -> None:
    alien, candidate = make_unit(), make_person(name="候选", is_candidate=True, roles=())
    whom = [
        {"unit_id": str(alien.id)},
        {"unit_id": "x"},
        {"unit_id": "\0"},
        {"unit_id": str(team.id), "person": "T-1"},
        {"person": candidate.name},
        {"person": "黄主管"},
        {},
        *({"person": words} for words in (*ODD, MISCHIEF, "x" * 100_000)),
    ]

    answers = [leader.post(OPENINGS, data={"opens_at": "2026-11-20T08:00"} | w) for w in whom]

    assert [each.status_code for each in answers] == [422] * len(whom)
    assert count(QuizOpening) == 0
    assert all(MISCHIEF[:10] not in each.text for each in answers)


@on_both
def test_what_the_staff_do_not_sit_has_no_pages(leader: FlaskClient, content: ContentTree) -> None:
    publish_screening(content)

    for quiz in ("first-look", "no-such", "x%00", "%F0%9F%92%A9", "service-aptitude"):
        for page in ("openings", "paper", "paper/key?paper=P1-0000-00", "paper/entry"):
            assert leader.get(f"/quizzes/{quiz}/{page}").status_code == 404, (quiz, page)


# Papers.


CODES = (
    "",
    "P",
    "P999999-9999-99",
    "P1-0000-00",
    "P0-0000-00",
    HUGE,
    *ODD,
    MISCHIEF,
    "Ｐ１－００００－００",
)


@on_both
def test_a_code_out_of_range_is_no_paper(leader: FlaskClient, learner: Person) -> None:
    card = f"/team/{learner.id}/quizzes/telephone/paper"
    for code in CODES:
        asked = {"paper": code}
        assert leader.get(card, query_string=asked).status_code == 422, code
        assert leader.post(card, query_string=asked, data={"press": "enter"}).status_code == 404
        key = leader.get("/quizzes/telephone/paper/key", query_string=asked)
        assert key.status_code == 404
        if code:
            printed = leader.get("/quizzes/telephone/paper", query_string=asked)
            assert printed.status_code == 404
    assert count(Attempt) == 0


@on_both
def test_strange_things_are_asked_of_paper(leader: FlaskClient) -> None:
    for asked in ("count=-1", f"count={HUGE}", "count=x", "count=0", "language=x%00", "language="):
        assert leader.get(f"/quizzes/telephone/paper?{asked}").status_code == 302
    for words in (*ODD, MISCHIEF, "x" * 5000):
        named = {"person": words, "paper": "P1-0000-00"}
        answer = leader.get("/quizzes/telephone/paper/entry", query_string=named)
        assert answer.status_code == 422
        assert "<script>alert" not in answer.text


def paper_of(client: FlaskClient, quiz: str) -> str:
    """The code of a newly drawn paper."""
    return str(re.findall("paper=([^&]+)", client.get(f"/quizzes/{quiz}/paper").location)[0])


def test_what_is_typed_on_a_card_is_read_or_refused(leader: FlaskClient, learner: Person) -> None:
    today = f"{utcnow():%Y-%m-%d}"
    for quiz in ("telephone", "letters"):
        place = f"/team/{learner.id}/quizzes/{quiz}/paper?paper={paper_of(leader, quiz)}"
        names = set(re.findall(r'name="(q\d+_\d+)"', leader.get(place).text))
        assert names
        for typed in (*ODD, HUGE, "A" * 400_000, "A" * 2_000_000, "²③", MISCHIEF * 300):
            data = dict.fromkeys(names, typed) | {"day": today}
            answer = leader.post(place, data=data | {"press": "check"})
            # What has no sign that somebody can see is nothing, and nothing is an answer too.
            assert answer.status_code in (200, 413, 422), (quiz, typed[:10])
            assert "<script>alert" not in answer.text
        for other in (
            {"day": "0001-01-01"},
            {"day": "9999-12-31"},
            {"day": ""},
            {"minutes": HUGE},
            {"minutes": "-1"},
            {"help_kind": "x"},
            {"help_kind": "read", "helper_name": ""},
            {"help_kind": "read", "helper_name": "x" * 100},
        ):
            data = {"day": today, "press": "enter"} | other
            assert leader.post(place, data=data).status_code == 422, other
    assert count(Attempt) == 0


# Marks.


BAD_MARKS: list[dict[str, Any]] = [
    {},
    BEST | {"level-tone": "nothing"},
    BEST | {"level-tone": ""},
    BEST | {"level-tone": "\0"},
    BEST | {"level-tone": "all"},
    {"level-tone": "good"},
    BEST | {"comment": "x" * 2001},
]


def test_marks_that_do_not_exist_are_not_given(
    app: Flask, leader: FlaskClient, learner: Person
) -> None:
    attempt = write_letter(app.test_client(), learner)

    answers = [give_mark(leader, attempt, mark) for mark in BAD_MARKS]
    large = give_mark(leader, attempt, BEST | {"comment": "x" * 1_500_000})

    assert [each.status_code for each in answers] == [422] * len(BAD_MARKS)
    assert large.status_code in (413, 422)
    assert count(Mark) == 0


def test_one_marks_neither_oneself_nor_what_is_not_handed_in_nor_anothers(
    app: Flask, leader: FlaskClient, learner: Person
) -> None:
    hr = make_person(language="en", roles=(Role.HR,))
    own = write_letter(app.test_client(), hr)
    assert give_mark(browser(app, hr), own).status_code == 404

    phone = browser(app, learner)
    sitting = start(phone, "letters")
    sitting.answer(ESSAY, {"answer": "x"})
    place = f"/marking{sitting.address.removeprefix('/attempts')}/{ESSAY}"
    assert leader.post(place, data=BEST).status_code == 404
    sitting.hand_in()
    assert phone.post(place, data=BEST).status_code == 403
    assert leader.post(place, data=BEST).status_code == 302
    assert browser(app, hr).post(place, data=BEST).status_code == 409
    assert count(Mark) == 1


@on_both
def test_a_place_of_the_queue_that_is_none_begins_it(
    app: Flask, leader: FlaskClient, learner: Person
) -> None:
    attempt = write_letter(app.test_client(), learner)

    places = ("x", f"{attempt.id}:\0", f"{attempt.id}", f"{attempt.id}:{MISCHIEF}", HUGE, "\0")
    for place in places:
        assert leader.get("/marking", query_string={"after": place}).status_code == 200, place
        assert leader.get("/marking/late", query_string={"after": place}).status_code == 200


@pytest.mark.parametrize("comment", [*ODD[:6], MISCHIEF])
@on_both
def test_odd_words_of_a_marker_break_nothing(
    app: Flask, leader: FlaskClient, learner: Person, comment: str
) -> None:
    phone = app.test_client()
    attempt = write_letter(phone, learner, f"x{MISCHIEF}")
    page = leader.get(f"/marking/{attempt.id}/{ESSAY}")
    assert page.status_code == 200

    answer = give_mark(leader, attempt, BEST | {"comment": comment})

    assert answer.status_code in (302, 422)
    result = phone.get(f"/attempts/{attempt.id}/result")
    again = leader.get(f"/marking/{attempt.id}/{ESSAY}")
    for each in (page, result, again):
        assert each.status_code == 200
        assert "<script>alert" not in each.text
        assert "<img src=x" not in each.text
        assert "{{7*7}}" in each.text


# New scores.


def test_scores_are_made_anew_only_as_somebody_saw_it(
    app: Flask, learner: Person, content: ContentTree
) -> None:
    write_letter(app.test_client(), learner)
    content.replace("quizzes/letters.md", "answer: 3", "answer: 4")
    publish_tree(content)
    author = officer(app, Role.AUTHOR)

    for mark in ("", "x", "0" * 64, "\0", MISCHIEF, "f" * 100_000):
        answer = author.post("/quizzes/letters/regrade", data={"fingerprint": mark})
        assert answer.status_code == 409
        assert "<script>alert" not in answer.text
    assert author.post("/quizzes/no-such/regrade").status_code == 404
    assert count(Rescoring) == 0


def test_what_candidates_sat_is_scored_anew_by_hr_alone(
    app: Flask, letters: Library, content: ContentTree
) -> None:
    publish_screening(content)
    make_finished(app.test_client())
    content.replace("quizzes/first-look.md", "answer: true", "answer: false")
    publish_tree(content)
    place = "/quizzes/first-look/regrade"
    page = officer(app, Role.HR).get(place)
    mark = re.search(r'name="fingerprint" value="(\w+)"', page.text)
    assert mark is not None

    for role in (Role.AUTHOR, Role.ADMIN):
        client = officer(app, role)
        assert client.post(place, data={"fingerprint": mark[1]}).status_code == 404
    assert count(Rescoring) == 0
    assert officer(app, Role.HR).post(place, data={"fingerprint": mark[1]}).status_code == 302


@pytest.fixture
def held(app: Flask, learner: Person) -> Rescoring:
    """A pass that waits for a decision."""
    attempt = write_letter(app.test_client(), learner)
    row = Rescoring(
        attempt_id=attempt.id,
        person_id=learner.id,
        cause="regrade",
        version_id=attempt.version_id,
        old_score=1.0,
        new_score=0.0,
        was_passed=True,
        is_passed=False,
        state="held",
        at=utcnow(),
    )
    db.session.add(row)
    db.session.commit()
    return row


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.HR])
def test_only_hr_decides_about_passes(app: Flask, held: Rescoring, role: Role) -> None:
    client, decision = officer(app, role), {"decision": "withdraw", "reason": "x"}

    assert client.get("/marking/passes").status_code == 403
    assert client.get(f"/marking/passes/{held.id}").status_code == 403
    assert client.post(f"/marking/passes/{held.id}", data=decision).status_code == 403
    assert db.session.scalars(select(Rescoring.state)).all() == ["held"]


@pytest.mark.parametrize(
    "decision",
    [
        {},
        {"decision": "withdraw"},
        {"decision": "withdraw", "reason": "\0 "},
        {"decision": "withdraw", "reason": "x" * 1001},
        {"decision": "taken", "reason": "x"},
        {"reason": "x"},
    ],
)
def test_hr_decides_in_the_ways_that_there_are(
    app: Flask, held: Rescoring, decision: dict[str, str]
) -> None:
    answer = officer(app, Role.HR).post(f"/marking/passes/{held.id}", data=decision)

    assert answer.status_code == 422
    assert db.session.scalars(select(Rescoring.state)).all() == ["held"]


# Statistics.


def test_statistics_take_no_nonsense(app: Flask, letters: Library, learner: Person) -> None:
    write_letter(app.test_client(), learner)
    author = officer(app, Role.AUTHOR)
    pages = ("statistics", "statistics/questions/rings-again", "statistics/items.csv")
    for name in ("attempts", "version", "order"):
        for value in (HUGE, "-1", "0", "x", *ODD, MISCHIEF, "٣", "²", "1e9", str(2**63)):
            for page in pages:
                address = f"/quizzes/letters/{page}"
                answer = author.get(address, query_string={name: value})
                assert answer.status_code in (200, 404), (name, value[:9], page)
                assert "<script>alert" not in answer.text
    assert author.get("/quizzes/manage", query_string={"q": MISCHIEF}).status_code == 200
    for path in ("statistics/questions/x%00", "statistics/questions/..%2f", "statistics/x.csv"):
        assert author.get(f"/quizzes/letters/{path}").status_code == 404


# Answers; most of what is tried there stands in tests/attempts/test_answers_refused.py.


@pytest.mark.parametrize(
    "given_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"]
)
@on_both
def test_a_clock_at_the_end_of_the_calendar_loses_no_answer(
    app: Flask, learner: Person, given_at: str
) -> None:
    phone = browser(app, learner)
    sender = Phone(phone, start(phone).address)

    assert sender.give("rings", {"answer": "3"}, given_at=given_at).status_code in (200, 400)
    assert sender.give("rings", {"answer": "4"}).status_code == 200


def test_what_is_said_twice_in_a_message_counts_once(app: Flask, learner: Person) -> None:
    phone = browser(app, learner)
    sender = Phone(phone, start(phone).address)
    body = json.dumps(sender.message("rings", {"answer": "3"}))

    twice = body[:-1] + ', "item": "no-such"}'
    assert sender.post(twice.encode()).status_code == 404
    assert sender.post((body[:-1] + ', "item": "rings"}').encode()).status_code == 200
    assert [(each.item, each.number) for each in ledger()] == [("rings", 1)]


@pytest.mark.parametrize("text", [each for each in ODD if "\0" not in each] + [MISCHIEF])
@on_both
def test_odd_words_of_an_essay_are_kept_as_they_are(app: Flask, learner: Person, text: str) -> None:
    phone = browser(app, learner)
    sender = Phone(phone, start(phone, "letters").address)

    assert sender.give(ESSAY, {"answer": text}).status_code == 200
    assert [each.answer for each in ledger()] == [{"text": text.strip()} if text.strip() else None]
    assert phone.get(sender.address).status_code == 200


@on_both
def test_a_form_with_a_null_begins_no_attempt_that_breaks(app: Flask, learner: Person) -> None:
    phone = browser(app, learner)
    helped = {"help_kind": "read", "helper_name": "Li\0 Min", "told_end": "0001-01-01T00:00\0"}

    begun = phone.post("/quizzes/letters/attempts", data=helped)

    assert begun.status_code == 302
    assert db.session.scalars(select(Attempt.helper_name)).all() == ["Li Min"]
    for item, fields in ((ESSAY, {"answer": "\0"}), ("rings-again", {"answer": "3\0"})):
        assert phone.post(f"{begun.location}/responses/{item}", data=fields).status_code == 422
    for told in ("2026-11-22T10:00:00", "x", HUGE, "9999-12-31T23:59:59-14:00"):
        answer = phone.post("/quizzes/telephone/attempts", data={"told_end": told})
        assert answer.status_code == 302


def test_a_similar_question_takes_any_number_and_any_answer(app: Flask, learner: Person) -> None:
    phone = app.test_client()
    attempt = write_letter(phone, learner)
    place = f"/attempts/{attempt.id}/similar/{ESSAY}"

    for number in ("0", "-7", HUGE, "x", "\0", str(2**70)):
        asked = {"number": number}
        assert phone.get(place, query_string=asked).status_code == 200
        for words in ("\0", HUGE, MISCHIEF, *ODD):
            answer = phone.post(place, query_string=asked, data={"answer": words})
            assert answer.status_code in (200, 422)
            assert "<script>alert" not in answer.text
    assert phone.get(f"/attempts/{attempt.id}/similar/x%00").status_code == 404
    assert count(Attempt) == 1
