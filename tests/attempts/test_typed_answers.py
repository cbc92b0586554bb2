"""Short answers and blanks through the pages: fields in their places, answers kept and told."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from tests.attempts.sitting import Sitting, kept, start, words
from tests.content_tree import ContentTree, publish_tree
from tests.quizzes.samples import BLANKS, HEAD, SHORT

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def night(client: FlaskClient, person: Person, content: ContentTree) -> Sitting:
    """An attempt at a quiz of a short answer (question 1) and a text with blanks (2)."""
    head = HEAD.replace("---\n\n", "shuffle: no\n---\n\n")
    content.write("quizzes/night.md", f"{head}{SHORT}\n{BLANKS}")
    publish_tree(content)
    return start(client, "night")


def test_the_fields_stand_in_the_sentence_and_say_which_they_are(night: Sitting) -> None:
    html = night.page(2).text

    sentence = re.search(r"<p>Hello, (.*?)\. How may I (.*?)\?</p>", html, re.DOTALL)
    assert sentence is not None
    assert 'aria-label="Blank 1 of 2"' in sentence[1]
    assert 'aria-label="Blank 2 of 2"' in sentence[2]
    assert set(re.findall(r'<option value="(o.)">([^<]+)', sentence[2])) == {
        ("o1", "help you"),
        ("o2", "handle you"),
        ("o3", "check you"),
    }


def test_what_was_typed_is_kept_and_shown_again(night: Sitting) -> None:
    night.answer("call-name", {"answer": " 客服部 "})
    night.answer("phrase", {"answer-b1": 'a"b', "answer-b2": "o2"})

    assert kept() == {
        "call-name": {"text": "客服部"},
        "phrase": {"blanks": {"b1": 'a"b', "b2": "o2"}},
    }
    assert 'value="客服部"' in night.page(1).text
    assert 'value="a&#34;b"' in night.page(2).text
    assert '<option value="o2" selected>' in night.page(2).text


@pytest.mark.parametrize(
    ("item", "fields", "told"),
    [
        ("call-name", {"answer": "x" * 501}, "This response is too long."),
        ("call-name", {"answer": "客\0服"}, "This response holds characters that cannot be kept"),
        ("phrase", {"answer-b1": "x" * 501}, "This response is too long."),
        ("phrase", {"answer-b1": "x", "answer-b2": "o9"}, "This choice does not belong"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_typed(
    night: Sitting, item: str, fields: dict[str, str], told: str
) -> None:
    page = night.answer(item, fields)

    assert page.status_code == 422
    assert told in words(page)
    assert f'value="{next(iter(fields.values()))}"' in page.text
    assert kept() == {}


def test_the_result_tells_the_right_words_beside_ones_own(night: Sitting) -> None:
    night.answer("call-name", {"answer": "公司。"})
    night.answer("phrase", {"answer-b1": "customer  SERVICE", "answer-b2": "o3"})
    night.hand_in()

    page = words(night.result())
    assert "the department" in page
    assert "公司。" in page
    assert "Hello, (1) ____. How may I (2) ____?" in page
    assert "Blank 1: Customer Service / customer service unit" in page
    assert "Blank 2: help you Your answer: check you" in page
