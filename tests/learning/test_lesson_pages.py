"""Reading and finishing lessons, through the front door."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from app.accounts.models import Company, Person
from app.audit.models import Event
from app.db import db
from app.enrolments.models import Completion
from app.evidence.models import Evidence
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import sign_in
from tests.learning.pages import form_of, links_in, main_of, words_in, words_of

MOST_STATEMENTS_OF_A_LESSON = 3
FIRST = "/courses/telephone/10-three-rings"
LAST = "/courses/telephone/20-messages"


def finish(client: FlaskClient, url: str) -> str:
    """Read the lesson, press its button; gives the address that this leads to."""
    action = f"{url}/completion"
    response = client.post(action, data=form_of(main_of(client, url), action))
    assert response.status_code == 302
    return response.headers["Location"]


def count(model: type[db.Model]) -> int:  # type: ignore[name-defined]
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.database("sqlite")
def test_a_lesson_has_its_place_its_sections_and_its_rules(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, LAST)

    assert "Lesson 2 of 2" in words_in(page)
    assert "about 5 min · teaches 1 standard" in words_in(page)
    assert '<h2 id="ask">Ask for two things</h2>' in page
    assert "/standards/message-ask" in links_in(page)
    assert "Ask for name and number when you take a message." in words_in(page)
    assert 'aria-label="Previous lesson: Within three rings"' in page


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("language", "title", "rule"),
    [
        ("zh-Hans", "三声之内", "电话铃响 3 声之内接起。"),
        ("zh-Hant", "三聲之內", "電話鈴響 3 聲之內接起。"),
        ("en", "Within three rings", "Pick up the telephone within 3 rings."),
    ],
)
def test_a_lesson_is_read_in_the_language_of_the_interface(
    client: FlaskClient, learner: Person, language: str, title: str, rule: str
) -> None:
    learner.language = language

    response = client.get(FIRST)

    assert f'<html lang="{language}"' in response.text
    assert f"<h1>{title}</h1>" in response.text
    assert rule in response.text


@pytest.mark.database("sqlite")
def test_the_company_s_figures_stand_in_the_lesson(client: FlaskClient, learner: Person) -> None:
    assert "by when you ring back: set by the company ." in words_of(client, LAST)

    company = db.session.get_one(Company, 1)
    company.figures = {"ring_back_hours": "<4 h>"}

    assert "by when you ring back: <4 h> ." in words_of(client, LAST)


def test_finishing_leads_to_the_next_lesson_the_quiz_and_the_course(
    client: FlaskClient, learner: Person
) -> None:
    assert "Done, next lesson" in words_of(client, FIRST)
    assert finish(client, FIRST) == LAST
    assert "Done, to the quiz" in words_of(client, LAST)
    assert finish(client, LAST) == "/quizzes/telephone"
    assert finish(client, "/courses/etiquette/10-greeting") == "/courses/etiquette"


def test_finishing_leaves_a_completion_and_what_was_learned(
    client: FlaskClient, learner: Person
) -> None:
    finish(client, FIRST)

    completion = db.session.scalars(select(Completion)).one()
    learned = db.session.scalars(select(Evidence.standard_id).order_by(Evidence.standard_id))
    assert (completion.person_id, completion.slug) == (learner.id, "telephone/10-three-rings")
    assert completion.minutes == 4
    assert learned.all() == ["touchpoint-17-identify", "touchpoint-17-three-rings"]


def test_finishing_twice_changes_nothing(client: FlaskClient, learner: Person) -> None:
    finish(client, FIRST)
    before = [count(model) for model in (Completion, Evidence, Event)]

    again = client.post(f"{FIRST}/completion")

    assert again.headers["Location"] == LAST
    assert [count(model) for model in (Completion, Evidence, Event)] == before


@pytest.mark.database("postgresql")
def test_presses_that_arrive_together_count_once(
    app: Flask, client: FlaskClient, learner: Person
) -> None:
    clients = [FlaskClient(app, app.response_class) for _ in range(2)]
    for each in clients:
        sign_in(each, learner)
    with _both_read_before_one_writes(), ThreadPoolExecutor() as pool:
        presses = [pool.submit(each.post, f"{FIRST}/completion") for each in clients]
        statuses = [press.result().status_code for press in presses]

    assert statuses == [302, 302]
    assert count(Completion) == 1


@contextmanager
def _both_read_before_one_writes() -> Iterator[None]:
    """Whoever is about to write a completion waits a moment for another who read the same."""
    together = threading.Barrier(2, timeout=1)

    def wait(conn, cursor, statement, parameters, context, executemany):  # type: ignore[no-untyped-def]
        if statement.startswith("INSERT INTO completion"):
            with suppress(threading.BrokenBarrierError):
                together.wait()

    event.listen(db.engine, "before_cursor_execute", wait)
    yield
    event.remove(db.engine, "before_cursor_execute", wait)


def test_a_completed_lesson_says_when_and_offers_the_next(
    client: FlaskClient, learner: Person
) -> None:
    finish(client, FIRST)

    page = main_of(client, FIRST)

    assert "Completed on 20 November" in words_in(page)
    assert links_in(page)[-1] == LAST
    assert "Next lesson" in words_in(page)
    assert "/completion" not in page


def test_a_changed_rule_asks_to_read_the_lesson_again(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    finish(client, FIRST)
    content.replace(
        "courses/standards/telephone.yaml",
        "    touchpoint: 17\n    revision: 1\n    about: person\n    kind: figure",
        "    touchpoint: 17\n    revision: 2\n    about: person\n    kind: figure",
    )
    publish_tree(content)

    page = main_of(client, FIRST)

    assert "Changed since you completed it on 20 November" in words_in(page)
    assert "to be read again" in page
    assert "Read again, go on" in words_in(page)


def test_reading_a_changed_lesson_again_sets_it_right(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    finish(client, FIRST)
    content.replace(
        "courses/standards/telephone.yaml",
        "    touchpoint: 17\n    revision: 1\n    about: person\n    kind: figure",
        "    touchpoint: 17\n    revision: 2\n    about: person\n    kind: figure",
    )
    for language, word in (("zh", "第四声"), ("en", "The fourth ring")):
        content.replace(f"courses/telephone/10-three-rings.{language}.md", word, f"{word}!")
    publish_tree(content)

    finish(client, FIRST)

    assert "Changed since" not in words_of(client, FIRST)
    assert count(Completion) == 2


def test_a_lesson_that_was_published_anew_meanwhile_is_shown_before_it_counts(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    seen = form_of(main_of(client, FIRST), f"{FIRST}/completion")
    for language, word in (("zh", "第四声"), ("en", "The fourth ring")):
        content.replace(f"courses/telephone/10-three-rings.{language}.md", word, f"{word}!")
    publish_tree(content)

    response = client.post(f"{FIRST}/completion", data=seen)

    assert response.headers["Location"] == FIRST
    assert count(Completion) == 0
    assert "has just been changed" in words_of(client, FIRST)


def test_a_lesson_costs_few_statements(
    client: FlaskClient, learner: Person, statements: Statements
) -> None:
    finish(client, FIRST)
    statements.clear()

    client.get(FIRST)

    assert len(statements) <= MOST_STATEMENTS_OF_A_LESSON


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    "url", ["/courses/telephone/nothing", "/courses/nothing/10-three-rings", "/courses/x/y/z"]
)
def test_what_is_not_published_is_not_there(client: FlaskClient, learner: Person, url: str) -> None:
    assert client.get(url).status_code == 404
    assert client.post(f"{url}/completion").status_code == 404


def test_strangers_sign_in_first(client: FlaskClient, published: Library) -> None:
    assert client.get(FIRST).status_code == 302
    assert client.post(f"{FIRST}/completion").status_code == 302
    assert count(Completion) == 0
