"""The page of the team and its files, through the front door."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.scoring import submit_attempt
from app.attempts.starting import start_attempt
from app.audit.models import Event
from app.courses.model import Path
from app.db import db
from app.enrolments.operations import assign_path, complete_lesson
from app.library.queries import Library, Published
from tests.conftest import Statements
from tests.factories import NOON, make_company, make_person, make_unit, sign_in
from tests.learning.pages import links_in, main_of, words_in, words_of

# What SQL of its own reads is asked of both databases in test_team_records.py.
pytestmark = pytest.mark.database("sqlite")

MOST_STATEMENTS = 5
MOST_BYTES = 60_000


@pytest.fixture
def leader(client: FlaskClient, published: Library) -> object:
    """A supervisor who is signed in at noon of a Friday and reads English."""
    with time_machine.travel(NOON, tick=False):
        make_company()
        person = make_person(name="黄志强", roles=(Role.SUPERVISOR,), language="en")
        sign_in(client, person)
        yield person


def document(library: Library, kind: str, slug: str) -> Published:
    found = library.get(kind, slug)
    assert found is not None
    return found


def learner(leader: Person, name: str, **values: Any) -> Person:
    return make_person(name=name, supervisor_id=leader.id, **values)


def assign(person: Person, library: Library, *, days_ago: int) -> None:
    """Of two courses and a self-assessment, the first is due after 1 day, the rest after 7."""
    path: Path = document(library, "path", "customer-service-assistant").body
    moment = NOON - timedelta(days=days_ago)
    assign_path(person.id, path, anchored_on=moment.date(), now=moment)


def read(person: Person, library: Library, slug: str, *, days_ago: int) -> None:
    lesson = document(library, "lesson", slug)
    complete_lesson(person.id, lesson, library, now=NOON - timedelta(days=days_ago))


def fail(person: Person, library: Library, *, times: int) -> None:
    for number in range(times):
        quiz = document(library, "quiz", "telephone")
        at = NOON - timedelta(days=5 - number)
        submit_attempt(start_attempt(person.id, quiz, now=at), library, now=at)


def needs(page: str) -> str:
    """The words of what stands above everybody."""
    return words_in(page.split('id="everyone"')[0])


def people(page: str) -> list[str]:
    """The names in the table, in their order."""
    return re.findall(r'rowheader".*?</span><span>(.*?)<', page, re.DOTALL)


def test_who_is_late_stuck_or_failed_stands_above_all_with_reason_and_one_act(
    client: FlaskClient, leader: Person, published: Library
) -> None:
    late, stuck = learner(leader, "晚"), learner(leader, "停", hired_on=date(2026, 1, 1))
    failed, fine = learner(leader, "败"), learner(leader, "好")
    assign(late, published, days_ago=3)
    read(stuck, published, "etiquette/10-greeting", days_ago=12)
    assign(stuck, published, days_ago=12)
    assign(fine, published, days_ago=0)
    fail(failed, published, times=2)

    page = main_of(client, "/team")

    words = needs(page)
    assert "Team: 4 people" in words
    assert "Who needs you 3" in words
    assert (
        "停 5 days overdue: On the telephone · 1 more overdue · 12 days without learning" in words
    )
    assert "晚 2 days overdue: Etiquette" in words
    assert "败 On the telephone: failed 2 times" in words
    assert "好" not in words
    assert [url for url in links_in(page.split('id="everyone"')[0]) if str(late.id) in url] == [
        f"/team/{late.id}/reminder"
    ]
    assert f"/team/{failed.id}" in links_in(page.split('id="everyone"')[0])
    assert people(page) == ["停", "晚", "败", "好"]


def test_a_line_says_what_is_done_scored_and_due(
    client: FlaskClient, leader: Person, published: Library
) -> None:
    person = learner(leader, "陈丽华", position="customer-service-assistant")
    assign(person, published, days_ago=6)
    read(person, published, "etiquette/10-greeting", days_ago=1)
    fail(person, published, times=1)

    words = words_of(client, "/team")

    assert "陈丽华 Customer-service assistant · day 9" in words
    assert "1 of 3 done 0 in 1 quiz active yesterday Due tomorrow" in words
    assert "Nobody is waiting for you." in words


def test_nobody_but_ones_own_people_is_there(client: FlaskClient, leader: Person) -> None:
    learner(leader, "组员")
    learner(leader, "走了", deactivated_at=NOON)
    learner(leader, "应聘", is_candidate=True)
    make_person(name="别人的")

    words = words_of(client, "/team")

    assert "Team: 1 person" in words
    assert "组员" in words
    assert not re.search("走了|应聘|别人的|黄志强", words)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.HR, Role.AUTHOR, Role.ADMIN])
def test_the_team_is_for_supervisors(client: FlaskClient, leader: Person, role: Role) -> None:
    sign_in(client, make_person(roles=(role,)))

    assert client.get("/team").status_code == 403
    assert client.post("/team/export/csv").status_code == 403


def test_without_people_the_page_says_who_can_change_that(
    client: FlaskClient, leader: Person
) -> None:
    words = words_of(client, "/team")

    assert "Nobody is in your team yet." in words
    assert "Everyone" not in words


def test_twelve_stand_on_a_page_and_the_address_keeps_what_was_asked(
    client: FlaskClient, leader: Person
) -> None:
    for number in range(14):
        learner(leader, f"人{number:02}", employee_number=f"A{number:02}")
    learner(leader, "别")

    first = main_of(client, "/team?sort=name&q=a")
    second = main_of(client, "/team?sort=name&q=a&page=2")

    assert people(first) == [f"人{number:02}" for number in range(12)]
    assert people(second) == ["人12", "人13"]
    assert "/team?q=a&sort=name&page=2#everyone" in links_in(first)
    assert 'value="a"' in first
    assert '<option value="name" selected>' in first
    assert "Who needs you" not in first, "who searches wants to see what was found"


def test_only_those_who_need_help_and_only_one_unit_can_be_shown(
    client: FlaskClient, leader: Person, published: Library
) -> None:
    units = [make_unit(name=name, leader_id=leader.id) for name in ("翠湖", "江畔")]
    for unit in units:
        for days_ago in (0, 3):
            person = learner(leader, f"{unit.name}{days_ago}", unit_id=unit.id)
            assign(person, published, days_ago=days_ago)

    assert people(main_of(client, "/team?needs=1")) == ["翠湖3", "江畔3"]
    page = main_of(client, f"/team?unit={units[0].id}")
    assert people(page) == ["翠湖3", "翠湖0"]
    assert "江畔3" not in needs(page)
    assert people(main_of(client, f"/team?unit={units[0].id}&needs=1")) == ["翠湖3"]
    assert len(people(main_of(client, "/team?unit=nonsense&sort=nonsense&page=x"))) == 4


def test_a_search_that_finds_nobody_says_so(client: FlaskClient, leader: Person) -> None:
    learner(leader, "陈丽华")

    words = words_of(client, "/team?q=%3Cscript%3E")

    assert "Nobody fits." in words
    assert "See everyone" in words


def test_where_nobody_needs_help_the_filter_says_that_nobody_waits(
    client: FlaskClient, leader: Person
) -> None:
    learner(leader, "陈丽华")

    assert "Nobody is waiting for you. See everyone" in words_of(client, "/team?needs=1")


def test_namesakes_are_told_apart_by_their_numbers(client: FlaskClient, leader: Person) -> None:
    learner(leader, "王芳", employee_number="H0101")
    learner(leader, "王芳", employee_number="H0119")

    assert people(main_of(client, "/team")) == ["王芳 (H0101)", "王芳 (H0119)"]


def test_the_first_six_who_wait_are_shown_and_the_rest_is_a_press_away(
    client: FlaskClient, leader: Person, published: Library
) -> None:
    for number in range(8):
        assign(learner(leader, f"人{number}"), published, days_ago=3)

    page = main_of(client, "/team")

    assert "Who needs you 8 See all" in needs(page)
    assert len(re.findall(r"/team/[0-9a-f-]+/reminder", page)) == 6
    assert "/team?needs=1#everyone" in links_in(page)


def test_five_hundred_cost_as_many_statements_as_ten_and_little_more_to_send(
    client: FlaskClient, leader: Person, published: Library, statements: Statements
) -> None:
    costs = []
    for count in (10, 490):
        for number in range(count):
            person = learner(leader, f"古丽巴哈尔·阿卜杜热西提{number}")
            assign(person, published, days_ago=number % 20)
        client.get("/team")
        statements.clear()
        page = client.get("/team?sort=name")
        costs.append(len(statements))
        assert len(page.data) <= MOST_BYTES
        assert len(client.get("/team").data) <= MOST_BYTES

    assert costs == [MOST_STATEMENTS, MOST_STATEMENTS]


def exported(client: FlaskClient, url: str) -> list[dict[str, str]]:
    response = client.post(url)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def test_the_csv_holds_everybody_who_is_shown_on_all_pages(
    client: FlaskClient, leader: Person, published: Library
) -> None:
    for number in range(14):
        assign(learner(leader, f"人{number:02}"), published, days_ago=number)

    assert len(exported(client, "/team/export/csv")) == 14
    rows = exported(client, "/team/export/csv?needs=1&sort=name")
    assert [row["Name"] for row in rows] == [f"人{number:02}" for number in range(2, 14)]
    assert rows[0]["Needs help because"] == "1 day overdue: Etiquette"
    assert rows[0]["Due on"] == "2026-11-19"


def test_the_workbook_has_typed_cells(
    client: FlaskClient, leader: Person, published: Library
) -> None:
    person = learner(leader, "=cmd|' /C calc'!A0", employee_number="0042")
    assign(person, published, days_ago=3)
    fail(person, published, times=2)

    response = client.post("/team/export/xlsx")

    assert "Team-2026-11-20.xlsx" in response.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
    assert sheet is not None
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["Name"].value, cells["Name"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert cells["Employee number"].value == "0042"
    assert cells["Hired on"].value.date() == date(2026, 11, 12)
    assert [cells[head].value for head in ("Done", "Asked for", "Mean score")] == [0, 3, 0]
    assert cells["Due on"].value.date() == date(2026, 11, 18)
    assert [cells[head].data_type for head in ("Done", "Due on", "State")] == ["n", "d", "s"]


def test_no_name_becomes_a_formula_in_the_csv(client: FlaskClient, leader: Person) -> None:
    learner(leader, "=cmd|' /C calc'!A0")

    assert exported(client, "/team/export/csv")[0]["Name"] == "'=cmd|' /C calc'!A0"


def test_an_export_is_noted_without_names(client: FlaskClient, leader: Person) -> None:
    learner(leader, "陈丽华")

    client.post("/team/export/csv?q=陈")

    event = db.session.scalars(select(Event).where(Event.verb == "exported")).one()
    assert (event.object_kind, event.actor_id) == ("team", leader.id)
    assert event.details == {"format": "csv"}


def test_other_formats_are_not_found_and_looking_exports_nothing(
    client: FlaskClient, leader: Person
) -> None:
    assert client.post("/team/export/pdf").status_code == 404
    assert client.get("/team/export/csv").status_code in (404, 405)
