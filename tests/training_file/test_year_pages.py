"""The yearly list of a unit: page, document, workbook, and who reads it."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.accounts.models import Company
from app.audit.models import Event
from app.db import db
from app.enrolments.operations import assign_path
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_enrolment, make_person, sign_in
from tests.learning.pages import main_of, words_in, words_of
from tests.training_file.evidence import (
    POSITION,
    House,
    certify,
    complete_in,
    hold,
    moment,
    sign_policy,
)
from tests.training_file.test_person_file import text_of

pytestmark = pytest.mark.database("sqlite")


def train(house: House, library: Library) -> None:
    """A course that two were to take, one did; two sessions; nine minutes of learning."""
    for person, day in ((house.learner, 18), (house.leader, 18), (house.stranger, 18)):
        make_enrolment(person, "telephone", date(2026, 11, day))
    make_enrolment(house.learner, "etiquette", date(2027, 1, 5))
    complete_in(house.learner, library, "course", "telephone", days_ago=3)
    complete_in(house.learner, library, "lesson", "etiquette/10-greeting", minutes=3)
    complete_in(house.learner, library, "quiz", "telephone", minutes=6, score=0.9)
    complete_in(house.learner, library, "quiz", "telephone", minutes=60, days_ago=400, **_GONE)
    hold(house.learner, house.leader, house.stranger)
    hold(house.learner, kind="safety", topic="灭火器", minutes=60)
    hold(house.learner, starts_at=moment(2025, 3, 1))


_GONE = {"withdrawn_at": NOON, "withdrawn_reason": "Twice"}


@pytest.mark.database("sqlite", "postgresql")
def test_the_list_holds_plan_and_done_sessions_months_and_people(
    client: FlaskClient, house: House, published: Library
) -> None:
    train(house, published)
    sign_in(client, house.leader)

    words = words_of(client, f"/units/{house.unit.id}/year")

    for expected in (
        "Yearly training list Unit 翠湖花园客服组 Year 2026 People 2 Printed on 2026-11-20",
        "On the telephone Course 2 1 1 50%",
        "2 planned, 1 done, 1 of them in time",
        "Weekly training 1 2 1 h",
        "Safety training 1 1 1 h",
        "Training sessions 0 0 0 0 0 0 0 0 0 0 2 0",
        "documents 0 0 0 0 0 0 0 0 0 0 2 0",
        "张晓雯 · H0128 9 min 1 h 30 min 1 h 39 min 60 of 480 min",
    ):
        assert expected in words, expected
    assert "吴晓玲" not in words
    assert "何建国" not in words


def test_another_year_has_other_figures(
    client: FlaskClient, house: House, published: Library
) -> None:
    train(house, published)
    sign_in(client, house.hr)

    before = words_of(client, f"/units/{house.unit.id}/year?year=2025")
    after = words_of(client, f"/units/{house.unit.id}/year?year=2027")

    assert "Nothing is due in this year." in before
    # Nobody but the leader, of whom no day is known, was there; the learner was hired in 2026.
    assert "People 1" in before
    assert "Etiquette" in after
    assert "1 planned, 0 done, 0 of them in time; 1 is not due yet" in after
    assert "No training session was held in this year." in after


def test_hr_also_counts_who_left_in_the_year_and_the_units_below(
    client: FlaskClient, house: House, published: Library
) -> None:
    hold(house.leaver)
    sign_in(client, house.hr)

    words = words_of(client, f"/units/{house.site.id}/year")

    assert "People 3" in words
    assert "何建国" in words
    assert "and who left it in the year" in words
    assert "何建国" not in words_of(client, f"/units/{house.site.id}/year?year=2027")


def test_plans_ask_for_quizzes_checklists_and_documents(
    client: FlaskClient, house: House, published: Library, content: ContentTree
) -> None:
    content.replace(
        f"courses/paths/{POSITION}.yaml",
        "      - instrument: service-aptitude\n",
        "      - checklist: front-desk\n      - quiz: telephone\n",
    )
    library = publish_tree(content)
    path = library.get("path", POSITION)
    assert path is not None
    assign_path(house.learner.id, path.body, anchored_on=date(2026, 11, 12), now=NOON)
    complete_in(house.learner, library, "checklist", "front-desk")
    sign_policy(house.learner)
    sign_in(client, house.leader)

    words = words_of(client, f"/units/{house.unit.id}/year")

    assert "Front desk checklist Seen on site 1 1 1 100%" in words
    assert "Quiz 1 0 0 0%" in words
    assert "Service aptitude" not in words


def test_a_certificate_that_a_post_needs_and_somebody_lacks_is_named(
    client: FlaskClient, house: House, content: ContentTree
) -> None:
    name = f"courses/positions/{POSITION}.yaml"
    content.write(name, content.read(name) + "certificates: [guard]\n")
    publish_tree(content)
    sign_in(client, house.leader)
    url = f"/units/{house.unit.id}/year"

    assert "0 of 480 min Security guard certificate" in words_of(client, url)
    certify(house.learner)
    assert "0 of 480 min Security guard certificate" not in words_of(client, url)


def test_without_a_company_figure_safety_minutes_stand_alone(
    client: FlaskClient, house: House
) -> None:
    db.session.get_one(Company, 1).safety_minutes = None
    hold(house.learner, kind="fire-drill")
    sign_in(client, house.leader)

    assert "30 min 30 min 30 min –" in words_of(client, f"/units/{house.unit.id}/year")


def test_the_document_and_the_workbook_say_the_same(
    client: FlaskClient, house: House, published: Library
) -> None:
    train(house, published)
    house.learner.name = "=1+1"
    sign_in(client, house.leader)
    url = f"/units/{house.unit.id}/year"

    text = text_of(client, f"{url}.pdf?year=2026")
    for expected in ("翠湖花园客服组", "Plan against done", "50%", "=1+1", "Page 1 of 1"):
        assert expected in text, expected

    response = client.post(f"{url}.xlsx?year=2026")
    book = load_workbook(io.BytesIO(response.data))
    plan, sessions, months, people, _counting = (list(sheet.values) for sheet in book)
    assert plan[1][2:] == (2, 1, 1, 0, 0.5)
    assert sessions[1][1:] == (1, 2, 60)
    assert months[11] == (11, 2, 2)
    row = next(row for row in people if row[1] == "H0128")
    assert row == ("=1+1", "H0128", 9, 90, 99, 60, 480, None)
    assert book.worksheets[3].cell(people.index(row) + 1, 1).data_type == "s"
    assert response.headers["Cache-Control"] == "no-store"
    event = db.session.scalars(select(Event).where(Event.verb == "exported")).one()
    assert (event.actor_id, event.object_id) == (house.leader.id, str(house.unit.id))


def test_a_unit_that_one_does_not_lead_is_not_found(client: FlaskClient, house: House) -> None:
    def answers(*units: uuid.UUID) -> set[int]:
        pages = [f"/units/{unit}/year" for unit in units]
        found = [client.get(page + ending) for page in pages for ending in ("", ".pdf")]
        found += [client.post(f"{page}.xlsx") for page in pages]
        return {response.status_code for response in found}

    sign_in(client, house.leader)
    assert answers(house.unit.id) == {200}
    assert answers(house.other_unit.id, house.site.id, house.learner.id) == {404}
    sign_in(client, house.hr)
    assert answers(house.other_unit.id) == {200}


def test_one_chooses_unit_and_year_among_ones_own(client: FlaskClient, house: House) -> None:
    sign_in(client, house.leader)
    own, other = house.unit.id, house.other_unit.id

    for query, year in (("", 2026), (f"?unit={other}", 2026), ("?unit=x&year=2025", 2025)):
        response = client.get(f"/units/year{query}")
        assert response.headers["Location"] == f"/units/{own}/year?year={year}"
    page = main_of(client, f"/units/{own}/year")
    assert "翠湖花园 / 翠湖花园客服组" in page
    assert str(other) not in page


@pytest.mark.database("sqlite", "postgresql")
def test_a_list_costs_the_same_whatever_the_number_of_people(
    client: FlaskClient, house: House, published: Library, statements: Statements
) -> None:
    train(house, published)
    people = [
        make_person(name="林", unit_id=house.unit.id, position=POSITION) for _number in range(60)
    ]
    hold(*people, starts_at=NOON - timedelta(days=9))
    sign_in(client, house.hr)
    url = f"/units/{house.site.id}/year"
    client.get(url)
    statements.clear()

    page = main_of(client, url)

    assert len(statements) <= 10, statements
    assert page.count("· T") + page.count("· H") == 50
    assert "Page 1 of 2" in words_in(page)
    assert main_of(client, f"{url}?page=99").count("· T") == 13
