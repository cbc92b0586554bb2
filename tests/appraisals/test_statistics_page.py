"""HR's page of what ratings say about an instrument: gates, nobody named, and the workbook."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.accounts.models import Person, RoleGrant
from app.accounts.roles import Role
from app.appraisals.statistics_queries import sheets_on
from app.db import db
from app.library.queries import Published
from tests.appraisals.instruments import SLUG, make_instrument, publish, withdraw
from tests.appraisals.pages import words
from tests.appraisals.sheets import hand_in, hand_in_many, values_of
from tests.conftest import Statements
from tests.factories import NOON, make_person, sign_in

PAGE = "/appraisals/statistics"
FILE = f"{PAGE}.xlsx"


@pytest.fixture
def instrument(app: object) -> Published:
    """Ten statements, published."""
    return publish(make_instrument())


@pytest.fixture
def boss(instrument: Published) -> Person:
    """A supervisor."""
    return make_person(name="黄志强", roles=(Role.LEARNER, Role.SUPERVISOR))


@pytest.fixture
def hr(client: FlaskClient) -> Person:
    """HR, signed in, reading English."""
    person = make_person(name="人事", roles=(Role.LEARNER, Role.HR), language="en")
    sign_in(client, person)
    return person


def cells(client: FlaskClient) -> list[list[Any]]:
    """All rows of all sheets of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(client.get(FILE).data))
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def numbers(rows: list[list[Any]]) -> list[float]:
    """What is a number in a workbook."""
    return [cell for row in rows for cell in row if isinstance(cell, int | float)]


@pytest.mark.database("sqlite")
def test_with_few_sheets_the_page_says_how_many_are_missing_and_no_figure(
    client: FlaskClient, instrument: Published, hr: Person, boss: Person
) -> None:
    hand_in_many(instrument, 9, boss=boss)
    page = client.get(PAGE)
    assert "Not enough yet: 0 of 10" in words(page)
    assert "g-self" not in page.text
    assert "Workbook" not in page.text
    assert numbers(cells(client)) == []

    hand_in_many(instrument, 3, boss=boss, first=9)
    page = client.get(PAGE)
    assert "10 people with a complete sheet" in words(page)
    assert words(page).count("Not enough yet: 10 of 30") == 2
    assert 'max="30" value="10"' in page.text
    assert "Not enough yet: 10 of 20" in words(page)
    # The mean and the spread of ten statements, and how many people.
    assert len(numbers(cells(client))) == 21


def test_with_enough_sheets_every_figure_says_what_it_means(
    client: FlaskClient,
    instrument: Published,
    hr: Person,
    boss: Person,
    statements: Statements,
) -> None:
    people = hand_in_many(instrument, 30, boss=boss)
    statements.clear()
    page = client.get(PAGE)

    # Who asks, the library, the sheets and their ratings.
    assert len(statements) <= 4
    assert "Not enough yet" not in words(page)
    for said in ("the 10 statements", "95% between", "within 1", "Supervisors give lower numbers"):
        assert said in words(page), said
    assert all(each.name not in page.text for each in (*people, boss))
    rows = cells(client)
    assert all(each.name not in str(rows) for each in people)
    assert len(rows) == 7 + 11
    assert all(isinstance(cell, int | float) for row in rows[-10:] for cell in row[1:])


@pytest.mark.database("sqlite")
def test_what_was_said_as_a_candidate_and_by_candidates_is_not_counted(
    client: FlaskClient, instrument: Published
) -> None:
    hired, candidate = make_person(), make_person(is_candidate=True, roles=())
    hand_in(instrument, hired, hired, values_of(1))
    hand_in(instrument, candidate, candidate, values_of(2))
    assert [each.person_id for each in sheets_on(SLUG)] == [hired.id]

    db.session.execute(update(RoleGrant).values(granted_at=NOON + timedelta(days=1)))
    assert sheets_on(SLUG) == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("roles", [(Role.LEARNER,), (Role.SUPERVISOR,), (Role.AUTHOR, Role.ADMIN)])
def test_only_those_who_keep_records_open_the_statistics(
    client: FlaskClient, instrument: Published, roles: tuple[Role, ...]
) -> None:
    sign_in(client, make_person(roles=roles))

    assert client.get(PAGE).status_code == 403
    assert client.get(FILE).status_code == 403


@pytest.mark.database("sqlite")
def test_hr_opens_no_sheet_of_anybody(
    client: FlaskClient, instrument: Published, hr: Person, boss: Person
) -> None:
    (person,) = hand_in_many(instrument, 1, boss=boss)
    own = hand_in(instrument, person, person, values_of(1))
    about = hand_in(instrument, person, boss, values_of(1))

    assert client.get(f"/appraisals/{SLUG}/{own.id}/result").status_code == 404
    place = f"/team/{person.id}/appraisals/{SLUG}"
    assert client.get(f"{place}/{about.id}/result").status_code == 403


@pytest.mark.database("sqlite")
def test_an_instrument_that_is_not_there_has_no_statistics(
    client: FlaskClient, instrument: Published, hr: Person
) -> None:
    assert client.get(f"{PAGE}?instrument=another").status_code == 404
    assert client.get(f"{FILE}?instrument=%00").status_code == 404

    withdraw(SLUG)
    assert "An author adds one as a file" in words(client.get(PAGE))
    assert client.get(FILE).status_code == 404
