"""Many people written down at once after a drill, through the front door."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from app.library.queries import Library
from tests.conftest import Statements
from tests.factories import make_person, make_unit
from tests.learning.pages import words_in, words_of
from tests.observations.desk import Desk, desk_led_by, hidden_of, kept, marks_of, seen_on_of, send

pytestmark = pytest.mark.database("sqlite")

MANY = "/practice/many/front-desk"
MOST_STATEMENTS = 9


@pytest.fixture
def desk(client: FlaskClient, published: Library) -> Desk:
    """A team whose leader is signed in."""
    return desk_led_by(client)


def sheet(desk: Desk, **changed: Any) -> dict[str, Any]:
    """Both of the team were seen to pick up in time."""
    people = [str(desk.li.id), str(desk.wang.id)]
    return {"person": people, "mark-rings": "met", "note": "Telephone drill"} | changed


def test_one_choice_a_line_is_written_down_for_everybody(client: FlaskClient, desk: Desk) -> None:
    words = words_of(client, MANY)
    assert words.index("Picks up within three rings") < words.index("The other lines 2 lines")

    answer = send(client, MANY, sheet(desk))

    assert answer.location == "/practice"
    first, second = kept()
    assert {first.person_id, second.person_id} == {desk.li.id, desk.wang.id}
    assert first.batch_id == second.batch_id is not None
    assert first.verdict is second.verdict is None
    assert marks_of(first)["rings"] == marks_of(second)["rings"] == ("met", "")
    assert first.note == "Telephone drill"


def test_who_was_different_has_marks_of_her_own(client: FlaskClient, desk: Desk) -> None:
    different = {
        "who": ["", str(desk.li.id)],
        "line": ["", "rings"],
        "how": ["not-met", "not-met"],
        "why": ["", "too late"],
    }

    send(client, MANY, sheet(desk, **different))

    found = {each.person_id: marks_of(each)["rings"] for each in kept()}
    assert found == {desk.li.id: ("not-met", "too late"), desk.wang.id: ("met", "")}


def test_two_fast_taps_leave_one_batch(client: FlaskClient, desk: Desk) -> None:
    sent = hidden_of(client.get(MANY).text) | {"seen_on": seen_on_of(client, MANY)} | sheet(desk)

    for _ in range(2):
        assert client.post(MANY, data=sent).location == "/practice"
    assert len(kept()) == 2


def test_more_rows_come_for_the_asking_and_keep_what_was_chosen(
    client: FlaskClient, desk: Desk
) -> None:
    different = {"who": [str(desk.li.id)], "line": ["rings"], "how": ["not-seen"], "why": ["away"]}

    answer = send(client, MANY, sheet(desk, **different, go="more"))

    assert answer.status_code == 200
    assert answer.text.count('name="who"') == 4
    assert 'value="away"' in answer.text
    assert answer.text.count('name="person"') == 2
    assert kept() == []


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"person": []}, "Choose who was there."),
    ({"mark-rings": ""}, "Mark what you saw, one line at least."),
    ({"person": ["me"]}, "This page was too old."),
    ({"who": ["x"], "line": ["rings"], "how": ["met"], "why": [""]}, "1 entry needs"),
    ({"seen_on": "2020-01-01"}, "That is too long ago."),
]


def test_bad_input_writes_nothing(client: FlaskClient, desk: Desk) -> None:
    for changed, words in WRONG:
        answer = send(client, MANY, sheet(desk, **changed))

        assert answer.status_code == 422
        assert words in words_in(answer.text)
        assert "Telephone drill</textarea>" in answer.text
    assert kept() == []


def test_one_of_another_team_among_them_stops_all(client: FlaskClient, desk: Desk) -> None:
    stranger = make_person(name="Stranger", unit_id=make_unit().id)

    for person in (stranger, desk.leader):
        people = [str(desk.li.id), str(person.id)]
        answer = send(client, MANY, sheet(desk, person=people))
        assert answer.status_code == 422
        assert "not yours to observe" in words_in(answer.text)
    assert kept() == []
    assert "Stranger" not in words_of(client, MANY)


def test_who_leads_several_teams_chooses_one(client: FlaskClient, desk: Desk) -> None:
    gate = make_unit(name="Gate", parent_id=desk.unit.id)
    make_person(name="Zhao", unit_id=gate.id)

    assert "Zhao Gate" in words_of(client, MANY)
    narrowed = words_of(client, f"{MANY}?unit={gate.id}")
    assert "Zhao" in narrowed
    assert "Wang" not in narrowed
    assert "Nobody fits" in words_of(client, f"{MANY}?q=nobody")


def test_the_number_of_statements_is_that_of_the_page(
    client: FlaskClient, desk: Desk, statements: Statements
) -> None:
    people = [make_person(name=f"P{n}", unit_id=desk.unit.id) for n in range(40)]
    ids = [str(each.id) for each in people]
    sent = hidden_of(client.get(MANY).text) | {"seen_on": seen_on_of(client, MANY)}
    statements.clear()
    client.get(MANY)
    assert len(statements) <= 4
    statements.clear()

    client.post(MANY, data=sent | sheet(desk, person=ids))

    assert len(statements) <= MOST_STATEMENTS
    assert len(kept()) == 40
