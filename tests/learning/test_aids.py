"""What the page of a lesson brings along for its text."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.courses.glossary import Term
from app.courses.model import LessonBody, Part, Section
from app.learning.aids import aids_of
from app.library.queries import Library
from app.markup.markdown import render
from app.markup.texts import Text
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.learning.pages import main_of

pytestmark = pytest.mark.database("sqlite")

LESSON = "/courses/telephone/20-messages"
FILE = "courses/telephone/20-messages"
GLOSSARY = """\
terms:
  - id: key-customer
    zh: 重点客户
    en: Key customer
    meaning: {zh: 需要特别照看的客户。, en: A customer who needs <special> care.}
"""
CHECK = "\n/// check | Who?\n- (x) She\n- ( ) Nobody\n\nBecause.\n///\n"


def body_of(source: str) -> LessonBody:
    html = render(source, language="en", standard=lambda each: None)
    return LessonBody("t", (Section("", "", (Part(html=html), Part(standard="a"))),))


def term(identifier: str) -> Term:
    words = Text(identifier, identifier, identifier)
    return Term(identifier, words, words)


def test_a_lesson_brings_the_meanings_of_its_words_once_each() -> None:
    glossary = {each: term(each) for each in ("a-b", "c", "d")}

    aids = aids_of(body_of("[x](term:c) [y](term:a-b) [z](term:c) [u](term:unknown)"), glossary)

    assert [each.id for each in aids.terms] == ["c", "a-b"]
    assert not aids.has_checks


def test_a_lesson_with_a_check_says_so() -> None:
    assert aids_of(body_of(CHECK), {}).has_checks
    assert not aids_of(body_of("/// ask | a\nb\n///\n"), {}).has_checks


def add(content: ContentTree, words: str) -> None:
    for language in ("zh", "en"):
        name = f"{FILE}.{language}.md"
        content.write(name, f"{content.read(name)}\n{words}\n")


def test_the_page_has_the_meanings_and_the_scripts_of_its_lesson_alone(
    client: FlaskClient, learner: Person, content: ContentTree, published: Library
) -> None:
    plain = main_page(client)
    assert "js/meaning.js" not in plain
    assert "js/check.js" not in plain
    content.write("courses/glossary.yaml", GLOSSARY)
    add(content, f"Say it to a [key customer](term:key-customer).\n{CHECK}")
    publish_tree(content)

    page = main_page(client)

    assert '<template data-make="term-key-customer">' in page
    assert "A customer who needs &lt;special&gt; care." in page
    assert page.count('href="/glossary#key-customer"') == 2
    assert "js/meaning.js" in page
    assert "js/check.js" in page
    assert '<symbol id="i-cross"' in page


def test_a_lesson_that_holds_everything_asks_no_more_of_the_database(
    client: FlaskClient, learner: Person, content: ContentTree, statements: Statements
) -> None:
    content.write("courses/glossary.yaml", GLOSSARY)
    add(content, f"A [key customer](term:key-customer).\n{CHECK}")
    publish_tree(content)
    main_page(client)
    statements.clear()

    main_page(client)

    assert len(statements) <= 3


def test_without_a_recording_the_page_can_be_read_by_the_phones_voice(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, LESSON)

    assert '<div class="tp-listen" data-listen hidden>' in page
    assert "<audio" not in page


def main_page(client: FlaskClient) -> str:
    response = client.get(LESSON)
    assert response.status_code == 200
    return response.get_data(as_text=True)
