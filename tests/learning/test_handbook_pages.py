"""The handbook, through the front door."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.enrolments.operations import complete_lesson
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON
from tests.learning.pages import links_in, main_of, words_in, words_of

#: What these pages ask of the database is asked in the tests of other pages on both.
pytestmark = pytest.mark.database("sqlite")


def test_standards_stand_under_their_topics(client: FlaskClient, learner: Person) -> None:
    page = main_of(client, "/standards")

    assert "5 standards" in words_in(page)
    assert words_in(page).index("Greet customers") < words_in(page).index("Pick up the telephone")
    assert "/standards/touchpoint-17-three-rings" in links_in(page)


@pytest.mark.parametrize("query", ["17", "RINGS", "铃响", "ｒｉｎｇｓ"])
def test_a_search_finds_what_has_the_words(
    client: FlaskClient, learner: Person, query: str
) -> None:
    page = main_of(client, f"/standards?q={query}")

    assert "Pick up the telephone within 3 rings." in words_in(page)
    assert "Greet customers" not in words_in(page)
    assert f'value="{query}"' in page


def test_a_search_without_a_find_says_what_to_do(client: FlaskClient, learner: Person) -> None:
    page = main_of(client, "/standards?q=nowhere")

    assert "No standard fits. Try one word only, or a touchpoint's number." in words_in(page)
    assert "See all standards" in words_in(page)


def test_places_can_be_looked_at_apart(client: FlaskClient, learner: Person) -> None:
    words = words_of(client, "/standards?about=place")

    assert "lamp in the lobby" in words
    assert "Greet customers" not in words


@pytest.mark.parametrize("query", ["page=abc", "page=0", "page=99", "about=nobody", "q=%00%FF"])
def test_strange_addresses_break_nothing(client: FlaskClient, learner: Person, query: str) -> None:
    assert client.get(f"/standards?{query}").status_code == 200


def test_large_registers_are_cut_into_pages_that_keep_the_search(
    client: FlaskClient, learner: Person, content: ContentTree, statements: Statements
) -> None:
    rules = "".join(
        f"  - {{id: r-{n:03}, revision: 1, about: person, kind: rule, zh: 规, en: Rule {n:03}.}}\n"
        for n in range(120)
    )
    content.write(
        "courses/standards/many.yaml", f"title: {{zh: 多, en: Many}}\nstandards:\n{rules}"
    )
    publish_tree(content)

    page = main_of(client, "/standards?q=rule&topic=many&page=2")

    assert "Page 2 of 3" in words_in(page)
    assert "Rule 050." in page
    assert "Rule 099." in page
    assert "Rule 100." not in page
    assert "/standards?q=rule&topic=many&page=3" in links_in(page)
    statements.clear()
    client.get("/standards?q=rule&page=2")
    assert len(statements) == 2


def test_a_standard_tells_all_that_is_known_of_it(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    lesson = published.get("lesson", "telephone/10-three-rings")
    assert lesson is not None
    complete_lesson(learner.id, lesson, published, now=NOON)

    page = main_of(client, "/standards/touchpoint-17-three-rings")

    assert 'aria-label="learned · not answered right yet · not seen on site yet"' in page
    assert "Figure 3 rings" in words_in(page)
    assert "revision 1" in words_in(page)
    assert "Why three On the telephone · Within three rings" in words_in(page)
    assert "/courses/telephone/10-three-rings#why-three" in links_in(page)
    assert "/quizzes/telephone" in links_in(page)
    assert "/touchpoints/17" in links_in(page)


def test_an_internal_rule_says_that_it_is_not_promised(
    client: FlaskClient, learner: Person
) -> None:
    words = words_of(client, "/standards/lobby-lamp")

    assert "Company rule, not promised to customers" in words
    assert "revision 2" in words


def test_a_touchpoint_has_its_standards_and_lessons(client: FlaskClient, learner: Person) -> None:
    page = main_of(client, "/touchpoints/17")

    assert "2 standards" in words_in(page)
    assert "Pick up the telephone within 3 rings." in words_in(page)
    assert "/courses/telephone/10-three-rings" in links_in(page)
    assert "Greet customers" not in words_in(page)


@pytest.mark.parametrize(
    "url",
    ["/touchpoints/0", "/touchpoints/21", "/touchpoints/5", "/touchpoints/x", "/standards/none"],
)
def test_what_is_not_in_the_register_is_not_there(
    client: FlaskClient, learner: Person, url: str
) -> None:
    assert client.get(url).status_code == 404


def test_a_code_on_the_wall_leads_back_after_signing_in(
    client: FlaskClient, published: Library
) -> None:
    response = client.get("/touchpoints/17")

    assert response.status_code == 302
    assert response.headers["Location"].endswith("next=/touchpoints/17")
