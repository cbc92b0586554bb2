"""The glossary: its search, its letters and its page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.courses.glossary import Term
from app.library.queries import Library
from app.markup.texts import Text
from app.reference.terms import by_letter, terms_found
from tests.learning.pages import main_of, words_of
from tests.reference.conftest import signed_in

pytestmark = pytest.mark.database("sqlite")

DESK = Term(
    "front-desk", Text("前台", "front desk", "前檯"), Text("桌", "A table.", "桌"), ("总台",)
)
FILE = Term("file", Text("档案", "File", "檔案"), Text("纸", "Papers.", "紙"))
THIRD = Term("third", Text("三级", "3-level training", "三級"), Text("训", "Training.", "訓"))
TERMS = (FILE, DESK, THIRD)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [FILE, DESK, THIRD]),
        ("前台", [DESK]),
        ("前檯", [DESK]),
        ("DESK front", [DESK]),
        ("总台", [DESK]),
        ("papers", [FILE]),
        ("ｆｉｌｅ", [FILE]),
        ("desk papers", []),
    ],
)
def test_each_word_is_looked_for_in_all_languages(words: str, found: list[Term]) -> None:
    assert terms_found(TERMS, words) == found


def test_english_terms_stand_under_their_letters_and_chinese_ones_as_in_the_file() -> None:
    assert [(each.letter, each.terms) for each in by_letter(TERMS, "en")] == [
        ("#", (THIRD,)),
        ("F", (FILE, DESK)),
    ]
    assert [(each.letter, each.terms) for each in by_letter(TERMS, "zh-Hans")] == [("", TERMS)]
    assert by_letter((), "zh-Hans") == []


def test_the_page_has_each_term_under_its_anchor(client: FlaskClient, learner: Person) -> None:
    page = main_of(client, "/glossary")

    assert 'id="front-desk"' in page
    assert 'lang="en">front desk' in page
    assert "2 terms" in words_of(client, "/glossary")


def test_the_search_works_without_script(client: FlaskClient, learner: Person) -> None:
    words = words_of(client, "/glossary?q=总台")

    assert "front desk" in words
    assert "Those whom we serve" not in words
    assert "No term fits" in words_of(client, "/glossary?q=zebra")


def test_the_readers_own_language_comes_first(client: FlaskClient, published: Library) -> None:
    signed_in(client, language="zh-Hans")

    page = main_of(client, "/glossary?q=customer")

    assert page.index(">客户<") < page.index(">customer<")
    assert "我们服务的人。" in page


@pytest.mark.parametrize("typed", ["%", "\x00", "<b>", "a" * 5000, "前台 " * 500])
def test_anything_may_be_typed(client: FlaskClient, learner: Person, typed: str) -> None:
    assert client.get("/glossary", query_string={"q": typed}).status_code == 200
