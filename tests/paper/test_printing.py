"""Printing a quiz: its papers, their answer cards, and the key apart."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.roles import Role
from app.library.queries import Library
from app.paper.codes import Drawn, code_of
from tests.attempts.sitting import words
from tests.content_tree import QUIZ, ContentTree, publish_tree
from tests.factories import make_person, sign_in

pytestmark = pytest.mark.database("sqlite")

PAGE = "/quizzes/telephone/paper"
CODE = code_of("telephone", Drawn(1, 4821))
SCENARIO = """
## leak {type=scenario start=a max=5 steps=6}
有人来电说漏水。
::: en
Somebody calls about a leak.
:::

### a {mood=angry}
漏水了！
::: en
Water comes through!
:::
- -> end:calm (+5) 我马上来
  en: I am coming
- -> end:calm (0) 等一下
  en: Wait

### end:calm {mood=calm}
好。
::: en
Good.
:::
"""


@pytest.fixture
def supervisor(client: FlaskClient, published: Library) -> Person:
    """Somebody who leads people and reads English, signed in."""
    supervisor = make_person(language="en", roles=(Role.LEARNER, Role.SUPERVISOR))
    sign_in(client, supervisor)
    return supervisor


def drawn(client: FlaskClient, **asked: str) -> TestResponse:
    """New papers, as asked for."""
    return client.get(client.get(PAGE, query_string=asked).location)


def sheet_of(page: TestResponse) -> str:
    """What is printed, without the page around it."""
    return page.text.partition('<section class="tp-sheet-a4"')[2].rpartition("</section>")[0]


@pytest.mark.usefixtures("supervisor")
def test_a_paper_is_drawn_and_keeps_its_address(client: FlaskClient) -> None:
    address = client.get(PAGE).location

    first, again = client.get(address), client.get(address)

    assert first.status_code == 200
    assert sheet_of(first) == sheet_of(again)
    assert re.search(r"P1-\d{4}-\d{2}", words(first))


@pytest.mark.usefixtures("supervisor")
def test_several_papers_differ(client: FlaskClient) -> None:
    page = drawn(client, count="3", language="en")

    assert page.text.count('<section class="tp-sheet-a4"') == 6
    assert len(set(re.findall(r"<b>(P1-[0-9-]+)</b>", page.text))) == 3


@pytest.mark.usefixtures("supervisor")
@pytest.mark.parametrize(("asked", "papers"), [("99", 5), ("0", 1), ("-3", 1), ("many", 1)])
def test_an_odd_number_of_papers_is_brought_in_bounds(
    client: FlaskClient, asked: str, papers: int
) -> None:
    page = drawn(client, count=asked)

    assert page.text.count('<section class="tp-sheet-a4"') == 2 * papers


@pytest.mark.usefixtures("supervisor")
def test_a_paper_speaks_its_own_language(client: FlaskClient) -> None:
    page = client.get(PAGE, query_string={"paper": CODE, "language": "zh-Hant"})

    sheet = sheet_of(page)
    assert 'lang="zh-Hant"' in sheet
    assert "電話最晚響幾聲接起" in sheet
    assert "By which ring" not in sheet
    assert "Enter what was answered" in words(page)
    assert "First name" not in page.text


@pytest.mark.usefixtures("supervisor")
def test_all_types_are_asked_and_on_the_card(client: FlaskClient) -> None:
    page = client.get(PAGE, query_string={"paper": CODE, "language": "en"})

    said = words(page)
    for asked in (
        "Write a number.",
        "Choose one.",
        "Choose all that are right.",
        "True or false?",
        "Number the steps in their order: 1 for the first.",
        "Write the letter that belongs to each number.",
    ):
        assert asked in said
    card = page.text.partition('<ol class="tp-sheet-card">')[2].partition("</ol>")[0]
    assert card.count("<li") == 6
    assert card.count("tp-sheet-ring") == 3 + 3 + 2
    assert card.count("tp-sheet-box") == 3 + 2


@pytest.mark.usefixtures("supervisor")
def test_the_source_of_a_paper_gives_nothing_away(client: FlaskClient) -> None:
    page = client.get(PAGE, query_string={"paper": CODE, "language": "en"})

    sheet = sheet_of(page)
    for hidden in (
        "is_right",
        "The form can wait",
        "Within three rings",
        "checked",
        "form-or-phone",
    ):
        assert hidden not in sheet
    assert not re.search(r"\b[crsl][1-4]\b", sheet)


@pytest.mark.usefixtures("supervisor")
def test_the_key_stands_on_a_page_of_its_own(client: FlaskClient) -> None:
    paper = client.get(PAGE, query_string={"paper": CODE, "language": "en"})
    key = client.get(f"{PAGE}/key", query_string={"paper": CODE})

    assert f"{PAGE}/key?paper={CODE}" in paper.text
    said = words(key)
    assert "3 rings" in said
    assert "✗" in said
    assert "Wait → One moment, please" in said
    assert key.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("supervisor")
@pytest.mark.parametrize("code", ["", "P1-4821-00", code_of("telephone", Drawn(9, 4821))])
def test_a_paper_that_never_was_is_not_found(client: FlaskClient, code: str) -> None:
    assert client.get(PAGE, query_string={"paper": code}).status_code == 404
    assert client.get(f"{PAGE}/key", query_string={"paper": code}).status_code == 404


@pytest.mark.usefixtures("supervisor")
def test_an_old_paper_is_printed_from_its_own_version(
    client: FlaskClient, content: ContentTree
) -> None:
    content.replace(QUIZ, "By which ring at the latest do you pick up?", "When do you pick up?")
    publish_tree(content)

    old = client.get(PAGE, query_string={"paper": CODE, "language": "en"})
    new = drawn(client, language="en")

    assert "By which ring at the latest" in old.text
    assert "When do you pick up?" in new.text
    assert re.search(r"P2-\d{4}-\d{2}", words(new))


@pytest.mark.usefixtures("supervisor")
def test_a_quiz_with_a_talk_needs_a_screen(client: FlaskClient, content: ContentTree) -> None:
    content.write(QUIZ, content.read(QUIZ) + SCENARIO)
    publish_tree(content)

    page = client.get(PAGE)

    assert page.status_code == 200
    assert "cannot be printed: a talk with a customer needs a screen" in words(page)
    asked_for = client.get(PAGE, query_string={"paper": code_of("telephone", Drawn(2, 1))})
    assert "cannot be printed" in words(asked_for)


def test_learners_print_nothing(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person())

    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}/key", query_string={"paper": CODE}).status_code == 403
