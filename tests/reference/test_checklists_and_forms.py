"""Checklists and forms, through the front door."""

from __future__ import annotations

import io

import openpyxl
import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.learning.pages import links_in, main_of, words_of
from tests.reference.conftest import signed_in

pytestmark = pytest.mark.database("sqlite")

MOST_STATEMENTS = 2


def test_the_list_has_the_checklists_by_what_they_are_of(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, "/checklists")

    assert "/checklists/front-desk" in links_in(page)
    assert "Of a person at work" in page
    assert "Of a place" not in page
    assert "Front desk checklist 3 lines" in words_of(client, "/checklists")


def test_a_checklist_shows_its_lines_and_the_rules_that_they_come_from(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, "/checklists/front-desk")
    words = words_of(client, "/checklists/front-desk")

    assert "3 lines · 1 of them is a key line" in words
    assert "1 Picks up within three rings key line" in words
    assert "3 Speaks first" in words
    assert links_in(page).count("/standards/touchpoint-17-three-rings") == 1
    assert {"/standards/touchpoint-1-greet-first", "/standards/lobby-lamp"} <= set(links_in(page))


def test_on_paper_there_are_boxes_and_room_for_names(client: FlaskClient, learner: Person) -> None:
    words = words_of(client, "/checklists/front-desk")

    assert words.count("Done Not done Not seen") == 3
    assert "Name Date Observer" in words
    assert words.count("Signature and date") == 2


def test_what_is_not_there_is_not_found(client: FlaskClient, learner: Person) -> None:
    for address in ("/checklists/none", "/forms/none", "/forms/none.xlsx"):
        assert client.get(address).status_code == 404


def test_empty_lists_say_where_else_to_look(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    for name in ("checklists/front-desk.yaml", "forms/shift-handover.yaml", "glossary.yaml"):
        content.remove(f"courses/{name}")
    publish_tree(content)

    for address in ("/checklists", "/forms", "/glossary"):
        assert "published yet" in words_of(client, address)
        assert "/standards" in links_in(main_of(client, address))


def test_a_form_has_its_fields_its_empty_table_and_its_signatures(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, "/forms/shift-handover")
    words = words_of(client, "/forms/shift-handover")

    assert "Shift handover record" in words
    assert "Hand over face to face." in words
    assert "Date Shift" in words
    assert page.count("<td></td>") == 6 * 3
    assert "Handed over by Signature and date Taken over by Signature and date" in words
    assert "/forms/shift-handover.xlsx" in links_in(page)
    assert "/forms/shift-handover" in links_in(main_of(client, "/forms"))


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [
        ("en", "Shift handover record", "What happened"),
        ("zh-Hans", "交接班记录表", "事情"),
        ("zh-Hant", "交接班記錄表", "事情"),
    ],
)
def test_a_workbook_has_the_same_ruled_for_one_sheet_of_a4(
    client: FlaskClient, published: Library, language: str, title: str, heading: str
) -> None:
    signed_in(client, language=language)

    answer = client.get("/forms/shift-handover.xlsx")

    assert answer.mimetype.endswith("spreadsheetml.sheet")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    assert {title, heading} <= cells.keys()
    assert sheet.title == title
    assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
    below = [sheet.cell(cells[heading].row + row, cells[heading].column) for row in range(1, 7)]
    assert all(cell.border.left.style == "thin" and cell.value is None for cell in below)
    assert sheet.cell(cells[heading].row + 7, 1).border.left.style is None


@pytest.mark.parametrize(
    "address",
    ["/checklists", "/checklists/front-desk", "/forms", "/forms/shift-handover", "/glossary"],
)
def test_a_page_costs_no_more_than_knowing_who_asks(
    client: FlaskClient, learner: Person, statements: Statements, address: str
) -> None:
    client.get(address)
    statements.clear()

    assert client.get(address).status_code == 200
    assert len(statements) <= MOST_STATEMENTS
