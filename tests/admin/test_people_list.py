"""The list of people: finding somebody among thousands, page by page."""

from __future__ import annotations

import re
import uuid

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from tests.conftest import Statements
from tests.factories import NOON, make_person, make_unit, sign_in


def names_on(client: FlaskClient, address: str = "/admin/people") -> list[str]:
    """The names of the list, in order."""
    return re.findall(r"</span><span>([^<]+)<small>", client.get(address).text)


def test_everybody_employed_is_there_in_order_of_the_numbers(
    client: FlaskClient, admin: Person
) -> None:
    make_person(name="Second", employee_number="N2")
    make_person(name="First", employee_number="N1")
    make_person(name="Candidate", employee_number=None, is_candidate=True, roles=())
    make_person(name="Gone", deactivated_at=NOON)

    assert names_on(client) == ["周建国", "First", "Second"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("王", ["王芳"]),
        ("w00", ["王芳"]),
        ("138 0000", ["王芳"]),
        ("0000-5501", ["王芳"]),
        ("FANG@", ["王芳"]),
        ("100%", []),
        ("_", []),
        ("\x00王\x00", ["王芳"]),
        ("nobody", []),
    ],
)
def test_words_find_by_name_number_mobile_and_mail(
    client: FlaskClient, admin: Person, words: str, found: list[str]
) -> None:
    make_person(name="王芳", employee_number="W007", mobile="13800005501", email="fang@x.example")

    answer = client.get("/admin/people", query_string={"q": words})

    assert answer.status_code == 200
    assert re.findall(r"</span><span>([^<]+)<small>", answer.text) == found


def test_a_unit_is_found_with_those_below_it(client: FlaskClient, admin: Person) -> None:
    site = make_unit(name="Site", kind="site")
    team = make_unit(name="Team", parent_id=site.id)
    make_person(name="Above", employee_number="N1", unit_id=site.id)
    make_person(name="Below", employee_number="N2", unit_id=team.id)

    assert names_on(client, f"/admin/people?unit={site.id}") == ["Above", "Below"]
    assert names_on(client, f"/admin/people?unit={team.id}") == ["Below"]


def test_roles_and_leavers_are_filters(client: FlaskClient, admin: Person) -> None:
    make_person(name="Lead", employee_number="N1", roles=(Role.SUPERVISOR, Role.LEARNER))
    make_person(name="Gone", employee_number="N2", deactivated_at=NOON)

    assert names_on(client, "/admin/people?role=supervisor") == ["Lead"]
    assert names_on(client, "/admin/people?state=left") == ["Gone"]
    assert names_on(client, "/admin/people?state=all") == ["周建国", "Lead", "Gone"]


@pytest.mark.parametrize(
    "question", ["unit=x", "role=king", "state=odd", "after=1", "before=%00", "q=" + "9" * 5000]
)
def test_an_address_that_makes_no_sense_is_no_trouble(
    client: FlaskClient, admin: Person, question: str
) -> None:
    assert client.get(f"/admin/people?{question}").status_code == 200


def test_pages_of_fifty_lead_forwards_and_back(client: FlaskClient, admin: Person) -> None:
    for number in range(120):
        # Some have no number: they come last, and no two of them are the same place.
        make_person(
            name=f"P{number:03d}", employee_number=f"N{number:03d}" if number < 90 else None
        )
    everybody = ["周建国", *(f"P{number:03d}" for number in range(120))]
    seen, addresses, address = [], [], "/admin/people"
    while address:
        text = client.get(address).text
        addresses.append(address)
        seen.append(re.findall(r"</span><span>([^<]+?)(?:<small>|</span>)", text))
        address = _link(text, "next")

    assert [len(page) for page in seen] == [50, 50, 21]
    assert [name for page in seen for name in page] == everybody
    back = client.get(_link(client.get(addresses[2]).text, "prev")).text
    assert re.findall(r"</span><span>([^<]+?)(?:<small>|</span>)", back) == seen[1]
    first = client.get(_link(back, "prev")).text
    assert 'rel="prev"' not in first


def test_filters_stay_when_pages_are_turned(client: FlaskClient, admin: Person) -> None:
    for number in range(60):
        make_person(name="王芳", employee_number=f"W{number:03d}")

    following = _link(client.get("/admin/people?q=王&role=learner").text, "next")

    assert "role=learner" in following
    assert len(names_on(client, following)) == 10


def test_a_place_that_is_gone_leads_back_to_the_beginning(
    client: FlaskClient, admin: Person
) -> None:
    answer = client.get(f"/admin/people?after={uuid.uuid4()}")

    assert "From the beginning" in answer.text


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_costs_the_same_for_few_and_many(
    client: FlaskClient, admin: Person, statements: Statements, count: int
) -> None:
    units = [make_unit(name=f"U{number}") for number in range(5)]
    for number in range(count):
        make_person(unit_id=units[number % 5].id, supervisor_id=admin.id)
    client.get("/admin/people")
    statements.clear()

    client.get("/admin/people")

    assert len(statements) <= 4, statements


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [Role.LEARNER, Role.SUPERVISOR, Role.HR, Role.AUTHOR])
def test_the_list_is_for_administrators(client: FlaskClient, admin: Person, role: Role) -> None:
    sign_in(client, make_person(roles=(role,)))

    assert client.get("/admin/people").status_code == 403


def _link(text: str, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', text)
    return found[1].replace("&amp;", "&") if found else ""
