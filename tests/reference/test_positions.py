"""Positions and plans, through the front door."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from app.courses.model import Routine
from app.db import db
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.markup.texts import Text
from app.reference.periods import by_period
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_company
from tests.learning.pages import links_in, main_of, words_in, words_of
from tests.policies.texts import publish_policy
from tests.reference.conftest import POSITION, signed_in

pytestmark = pytest.mark.database("sqlite")

MORE = """\
requirements:
  - {kind: must, zh: 听得清, en: Listens., standards: [message-ask]}
  - {kind: wish, zh: 会画画, en: Draws.}
duties:
  - {zh: 接电话, en: Takes calls., standards: [touchpoint-17-three-rings]}
  - {zh: 收拾前台, en: Keeps the desk tidy.}
routines:
  - {period: year, zh: 盘点, en: Counts keys.}
  - {period: day, zh: 看记录, en: Reads the record., standards: [message-ask]}
competencies:
  - zh: 顾客意识
    en: Customer focus
    core: yes
    level: D
    behaviours: [{zh: 先听, en: Listens first.}]
  - {zh: 学习, en: Learning, level: 2}
conditions:
  - {id: rings, zh: 三声接起, en: Picks up within three rings., standards: [message-ask]}
certificates: [health, dancing]
"""
PLAN = "courses/paths/customer-service-assistant.yaml"


@pytest.fixture
def full(published: Library, content: ContentTree) -> None:
    """The position has everything that a position may have."""
    file = f"courses/positions/{POSITION}.yaml"
    content.write(file, content.read(file) + MORE)
    content.write(
        "courses/positions/guard.yaml",
        "title: {zh: 安全员, en: Guard}\nsummary: {zh: 守门。, en: Keeps the gate.}\n",
    )
    publish_tree(content)


@pytest.mark.usefixtures("full")
def test_somebody_reads_what_her_position_does_and_takes(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, f"/positions/{POSITION}")
    words = words_of(client, f"/positions/{POSITION}")

    assert "My position Customer-service assistant" in words
    assert words.index("Takes calls.") < words.index("Every day") < words.index("Every year")
    assert "Customer focus core · level D" in words
    assert "Listens first." in words
    assert "level 2" in words
    assert "Listens. must" in words
    assert "What is looked at before probation ends 1 condition Picks up within" in words
    assert "Certificates it needs Health certificate dancing" in words
    assert "/standards/touchpoint-17-three-rings" in links_in(page)
    assert f"/paths/{POSITION}" in links_in(page)


@pytest.mark.usefixtures("full")
def test_other_positions_are_not_found_by_a_learner(client: FlaskClient, learner: Person) -> None:
    assert client.get("/positions/guard").status_code == 404
    assert "/positions/guard" not in links_in(main_of(client, "/positions"))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.HR, Role.AUTHOR, Role.ADMIN])
@pytest.mark.usefixtures("full")
def test_who_plans_the_work_of_others_reads_all(
    client: FlaskClient, published: Library, role: Role
) -> None:
    make_company()
    signed_in(client, role)

    assert "Keeps the gate." in words_of(client, "/positions/guard")
    assert links_in(main_of(client, "/positions"))[1:3] == [
        f"/positions/{POSITION}",
        "/positions/guard",
    ]


def test_without_a_position_the_list_says_whom_to_ask(
    client: FlaskClient, published: Library
) -> None:
    signed_in(client, position=None)

    assert "Your supervisor tells you" in words_of(client, "/positions")


def test_today_leads_to_ones_own_position_and_plan(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    follow(learner, published)

    links = links_in(main_of(client, "/"))

    assert f"/positions/{POSITION}" in links
    assert f"/paths/{POSITION}" in links


def test_a_plan_says_what_each_stage_asks_and_how_long_it_takes(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    content.write(
        PLAN,
        content.read(PLAN) + "      - checklist: front-desk\n"
        "  - {id: later, title: {zh: 以后, en: Later}, before: probation,\n"
        "     items: [{lesson: telephone/20-messages}]}\n",
    )
    publish_tree(content)

    words = words_of(client, f"/paths/{POSITION}")

    assert "First day by day 1 · 3 min · at most 18 min in one week" in words
    assert "On the telephone Course · 13 min" in words
    assert "Front desk checklist Observed on site" in words
    assert "before probation ends" in words
    assert "Messages Lesson · asked for above" in words
    assert "In all 18 min" in words


def test_a_plan_that_asks_too_much_says_so(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    for number in range(12):
        for language in ("zh", "en"):
            text = content.read(f"courses/telephone/10-three-rings.{language}.md")
            more = text.replace("minutes: 4", "minutes: 15")
            content.write(f"courses/telephone/{30 + number}-more.{language}.md", more)
    names = ", ".join(f"{30 + number}-more" for number in range(12))
    content.replace("courses/telephone/course.yaml", "20-messages]", f"20-messages, {names}]")
    publish_tree(content)

    assert "more than 2 h 30 min in a week" in words_of(client, f"/paths/{POSITION}")


def test_a_plan_is_read_by_who_follows_it_whatever_her_position(
    client: FlaskClient, published: Library
) -> None:
    make_company()
    person = signed_in(client, position="guard")
    assert client.get(f"/paths/{POSITION}").status_code == 404

    follow(person, published)

    assert client.get(f"/paths/{POSITION}").status_code == 200
    assert client.get("/paths/none").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"),
    [("/positions", 2), (f"/positions/{POSITION}", 2), (f"/paths/{POSITION}", 3)],
)
def test_a_page_costs_few_statements(
    client: FlaskClient, published: Library, statements: Statements, address: str, most: int
) -> None:
    person = signed_in(client)
    follow(person, published)
    client.get(address)
    statements.clear()

    assert client.get(address).status_code == 200
    assert len(statements) <= most


def test_routines_stand_in_the_order_of_how_often_they_come() -> None:
    words = Text("", "", "")
    year, day, other = Routine("year", words), Routine("day", words), Routine("day", words, ("a",))

    assert by_period([year, day, other]) == [("day", [day, other]), ("year", [year])]
    assert by_period([]) == []


def follow(person: Person, library: Library) -> None:
    path = library.get("path", POSITION)
    assert path is not None
    assign_path(person.id, path.body, anchored_on=date(2026, 11, 16), now=NOON)
    db.session.commit()


@pytest.mark.usefixtures("published")
def test_a_plan_shows_what_is_to_be_signed_and_how_long_it_takes(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    publish_policy(content, in_plan=True)

    page = main_of(client, f"/paths/{POSITION}")

    assert "Rules of desk-rules To read and sign · 2 min" in words_in(page)
    assert "/policies/desk-rules" in links_in(page)
