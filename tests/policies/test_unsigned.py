"""Who has signed and who has not: scope, numbers, pages, files."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from flask.testing import FlaskClient

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.policies.operations import sign_policy
from app.policies.unsigned import Asked, asked_of
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person, make_unit, sign_in
from tests.learning.pages import links_in, main_of, words_of
from tests.policies.texts import PATH, SLUG, ask_in_plan, write_policy

PAGE = f"/policies/{SLUG}/unsigned"
only_sqlite = pytest.mark.database("sqlite")


@pytest.fixture
def desk(policy: Library, noon: time_machine.Traveller) -> Unit:
    """A unit whose people have signed or not."""
    return make_unit(name="Front desk team")


@pytest.fixture
def supervisor(client: FlaskClient, desk: Unit) -> Person:
    """Who leads the unit, signed in; she reads English."""
    person = make_person(name="Huang", roles=(Role.SUPERVISOR,), language="en")
    desk.leader_id = person.id
    sign_in(client, person)
    return person


def signed(person: Person, library: Library, *, days_ago: int = 0) -> None:
    document = library.get("policy", SLUG)
    assert document is not None
    sign_policy(person.id, document, now=NOON - timedelta(days=days_ago))


def test_a_supervisor_sees_who_of_her_people_has_signed_which_edition_and_when(
    client: FlaskClient, supervisor: Person, desk: Unit, policy: Library, content: ContentTree
) -> None:
    older, newer, never = (
        make_person(name=name, unit_id=desk.id) for name in ("Older", "Newer", "Never")
    )
    make_person(name="Elsewhere", unit_id=make_unit(name="Another").id)
    make_person(name="Gone", unit_id=desk.id, deactivated_at=NOON)
    signed(older, policy, days_ago=9)
    write_policy(content, edition="2026-2")
    signed(newer, publish_tree(content), days_ago=1)

    told = words_of(client, PAGE)
    assert "1 of 3 have signed this edition" in told
    assert "Older" in told
    assert "signed edition 2026-1 only" in told
    assert "2026-1 · 11 November 12:00" in told
    assert "Never" in told
    for hidden in ("Newer", "Elsewhere", "Gone"):
        assert hidden not in told
    assert "Newer" in words_of(client, f"{PAGE}?show=signed")
    assert "2026-2 · 19 November 12:00" in words_of(client, f"{PAGE}?show=signed")
    everybody = words_of(client, f"{PAGE}?show=all")
    assert all(name in everybody for name in (older.name, newer.name, never.name))


@only_sqlite
def test_the_reminder_names_nobody(client: FlaskClient, supervisor: Person, desk: Unit) -> None:
    make_person(name="Never", unit_id=desk.id)

    text = main_of(client, PAGE).split("<textarea", 1)[1].split("</textarea>")[0]

    assert f"/policies/{SLUG}" in text
    assert "edition 2026-1" in text
    assert "Never" not in text


def test_a_policy_in_a_plan_concerns_those_who_follow_it(
    client: FlaskClient, supervisor: Person, desk: Unit, content: ContentTree
) -> None:
    ask_in_plan(content)
    path = publish_tree(content).get("path", PATH)
    assert path is not None
    follower = make_person(name="Follower", unit_id=desk.id)
    make_person(name="Another", unit_id=desk.id)
    assign_path(follower.id, path.body, anchored_on=NOON.date(), now=NOON)

    told = words_of(client, PAGE)

    assert "0 of 1 have signed this edition" in told
    assert "Follower" in told
    assert "Another" not in told


@only_sqlite
def test_where_it_concerns_nobody_the_page_says_why(
    client: FlaskClient, supervisor: Person, desk: Unit
) -> None:
    assert "This concerns none of the people whose records you keep" in words_of(client, PAGE)


def test_hr_sees_all_units_and_narrows_to_one_with_those_below_it(
    client: FlaskClient, desk: Unit
) -> None:
    site = make_unit(name="Site", kind="site")
    desk.parent_id = site.id
    sign_in(client, make_person(name="HR", roles=(Role.HR,), language="en"))
    make_person(name="Below", unit_id=desk.id, employee_number="A-1")
    make_person(name="Above", unit_id=site.id)
    make_person(name="Elsewhere", unit_id=make_unit(name="Another").id)

    told = words_of(client, PAGE)
    assert "0 of 3 have signed this edition" in told
    assert "By unit 3" in told
    narrowed = main_of(client, f"{PAGE}?unit={site.id}").split("</table>")[0]
    assert "Below" in narrowed
    assert "Above" in narrowed
    assert "Elsewhere" not in narrowed
    found = main_of(client, f"{PAGE}?q=a-1").split("</table>")[0]
    assert "Below" in found
    assert "Above" not in found


@only_sqlite
def test_many_people_come_a_page_at_a_time_with_a_fixed_number_of_statements(
    client: FlaskClient, supervisor: Person, desk: Unit, statements: Statements
) -> None:
    for number in range(31):
        make_person(name=f"Person {number:02}", unit_id=desk.id)
    client.get(PAGE)
    statements.clear()

    first = main_of(client, PAGE)

    assert len(statements) <= 3
    assert "Person 29" in first
    assert "Person 30" not in first
    (onward,) = {link for link in links_in(first) if "page=2" in link}
    assert "Person 30" in words_of(client, onward)
    assert "Nobody fits." in words_of(client, f"{PAGE}?page=9")


@only_sqlite
def test_the_same_list_comes_as_a_workbook_and_on_paper(
    client: FlaskClient, supervisor: Person, desk: Unit, policy: Library
) -> None:
    make_person(name="=1+1", unit_id=desk.id, employee_number="T-7")
    signed(make_person(name="Newer", unit_id=desk.id), policy)

    answer = client.post(f"/policies/{SLUG}/unsigned.xlsx?show=all")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0][:3] == ("Employee number", "Name", "Unit")
    assert ("T-7", "=1+1", "Front desk team") in [row[:3] for row in rows]
    assert [str(row[6]) for row in rows if row[1] == "Newer"] == ["2026-11-20 12:00:00"]
    paper = words_of(client, f"/policies/{SLUG}/unsigned/paper?show=all")
    assert "Signed 1 of 2" in paper
    assert "T-7" in paper


@only_sqlite
@pytest.mark.parametrize("place", ["unsigned", "unsigned/paper", "unsigned.xlsx"])
def test_a_learner_sees_no_lists(client: FlaskClient, reader: Person, place: str) -> None:
    url = f"/policies/{SLUG}/{place}"

    answer = client.post(url) if place.endswith("xlsx") else client.get(url)

    assert answer.status_code == 403
    assert "Who has signed" not in words_of(client, "/policies")


@only_sqlite
def test_a_supervisor_who_left_the_team_sees_nobody_of_it(
    client: FlaskClient, supervisor: Person, desk: Unit
) -> None:
    make_person(name="Never", unit_id=desk.id)
    desk.leader_id = None

    assert "Never" not in words_of(client, f"{PAGE}?unit={desk.id}&show=all")
    assert "Never" not in words_of(client, f"/policies/{SLUG}/unsigned/paper?show=all")
    assert client.get("/policies/nothing/unsigned").status_code == 404


def test_what_an_address_asks_for() -> None:
    for values, asked in (
        ({}, Asked()),
        ({"show": "nonsense", "unit": "x", "page": "-1"}, Asked()),
        ({"show": "signed", "page": "3"}, Asked(show="signed", page=3)),
        ({"page": "0", "q": " \0a "}, Asked(words="a")),
        ({"page": "99999999"}, Asked()),
    ):
        assert asked_of(values) == asked
