"""One person or one round written down, through the front door."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import ObserverAppointment, Person
from app.accounts.roles import Role
from app.db import db, utcnow
from app.enrolments.models import Assignment
from app.library.queries import Library
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person, make_unit, sign_in
from tests.learning.pages import links_in, main_of, words_in, words_of
from tests.observations.desk import (
    Desk,
    desk_led_by,
    hidden_of,
    kept,
    make_desk,
    marks_of,
    seen_on_of,
    send,
    with_round,
)

pytestmark = pytest.mark.database("sqlite")

SHEET = {
    "mark-rings": "met",
    "mark-name": "not-met",
    "note-name": "no name",
    "verdict": "competent",
    "place": "Gate 1",
    "note": "Well done",
}


@pytest.fixture
def desk(client: FlaskClient, published: Library) -> Desk:
    """A team whose leader is signed in."""
    return desk_led_by(client)


def address_of(person: Person) -> str:
    return f"/practice/new/front-desk?person={person.id}"


def test_a_sheet_has_every_line_and_nothing_is_preset(client: FlaskClient, desk: Desk) -> None:
    page = main_of(client, address_of(desk.li))
    words = words_in(page)

    assert "1. Picks up within three rings key line" in words
    assert words.count("Met Not met Not seen") == 3
    assert "checked" not in page
    assert words.index("Lines left blank count as not seen") < words.index("Save")


def test_what_was_seen_is_kept_as_it_was_sent(client: FlaskClient, desk: Desk) -> None:
    answer = send(client, address_of(desk.li), SHEET)

    (found,) = kept()
    assert answer.location == f"/practice/{found.id}"
    assert (found.person_id, found.observer_id) == (desk.li.id, desk.leader.id)
    assert (found.verdict, found.place, found.note) == ("competent", "Gate 1", "Well done")
    assert marks_of(found) == {
        "rings": ("met", ""),
        "name": ("not-met", "no name"),
        "greets": ("not-seen", ""),
    }


def test_two_fast_taps_leave_one_record(client: FlaskClient, desk: Desk) -> None:
    address = address_of(desk.li)
    sent = hidden_of(client.get(address).text) | {"seen_on": seen_on_of(client, address)} | SHEET

    first, second = client.post(address, data=sent), client.post(address, data=sent)

    assert len(kept()) == 1
    assert first.location == second.location == f"/practice/{kept()[0].id}"


WRONG = [
    ({"verdict": ""}, "Say how it is on the whole"),
    ({"mark-rings": "", "mark-name": ""}, "Mark what you saw, one line at least."),
    ({"mark-rings": "well"}, "Line 1: Choose one of the three."),
    ({"mark-other": "met"}, "The checklist has other lines now."),
    ({"seen_on": "yesterday"}, "Not a valid date"),
    ({"seen_on": ""}, "Say on which day you saw it."),
    ({"recheck_on": "2020-01-01"}, "Choose a day after that"),
    ({"place": "x" * 101}, "Field cannot be longer than 100 characters."),
    ({"version_id": str(uuid.uuid4())}, "The checklist has just been changed."),
    ({"record_id": "mine"}, "This page was too old."),
    ({"record_id": str(uuid.uuid4())}, "This page was too old."),
]


def test_bad_input_keeps_everything_that_was_chosen(client: FlaskClient, desk: Desk) -> None:
    blank = hidden_of(client.get(address_of(desk.li)).text)
    blank["seen_on"] = seen_on_of(client, address_of(desk.li))

    for changed, words in WRONG:
        answer = client.post(address_of(desk.li), data=blank | SHEET | changed)

        assert answer.status_code == 422
        assert words in words_in(answer.text)
        for name in ("mark-rings", "mark-name"):
            chosen = changed.get(name, SHEET[name])
            pattern = rf'id="{name}-{chosen}"[^>]* checked'
            assert bool(re.search(pattern, answer.text)) is (chosen in ("met", "not-met"))
        assert "no name</textarea>" in answer.text
        assert "Well done</textarea>" in answer.text
    assert kept() == []


def test_it_may_be_written_down_for_a_month_and_never_before(
    client: FlaskClient, desk: Desk
) -> None:
    today = date.fromisoformat(seen_on_of(client, address_of(desk.li)))

    for days, status in ((-1, 302), (-30, 302), (-31, 422), (1, 422)):
        day = (today + timedelta(days=days)).isoformat()
        answer = send(client, address_of(desk.li), SHEET | {"seen_on": day})
        assert answer.status_code == status, days
        told = "both stand beside it" in words_of(client, "/practice/new")
        assert told is (status == 302)

    assert sorted((found.seen_on - today).days for found in kept()) == [-30, -1]


def test_nobody_observes_herself_or_another_team(client: FlaskClient, desk: Desk) -> None:
    stranger = make_person(unit_id=make_unit().id)
    left = make_person(unit_id=desk.unit.id, deactivated_at=NOON)

    for person in (desk.leader, stranger, left):
        assert client.get(address_of(person)).status_code == 404
        assert client.post(address_of(person), data=SHEET).status_code == 404
        assert client.get(f"/practice/new?person={person.id}").status_code == 404
    assert kept() == []


def test_a_named_observer_observes_while_she_is_named(
    client: FlaskClient, published: Library
) -> None:
    desk = make_desk()
    today = utcnow().date()
    named = ObserverAppointment(
        observer_id=desk.wang.id,
        kind="mentor",
        person_id=desk.li.id,
        starts_on=today - timedelta(days=9),
        created_at=NOON,
    )
    db.session.add(named)
    sign_in(client, desk.wang)

    assert send(client, address_of(desk.li), SHEET).status_code == 302
    assert client.get(address_of(desk.leader)).status_code == 404
    db.session.merge(named).ended_at = NOON
    assert client.get(address_of(desk.li)).status_code == 403
    assert client.get(f"/practice/{kept()[0].id}/correct").status_code == 404


def test_learners_observe_nobody(client: FlaskClient, published: Library) -> None:
    desk = make_desk()
    sign_in(client, desk.li)

    for address in ("/practice/new", address_of(desk.wang), "/practice/many/front-desk"):
        assert client.get(address).status_code == 403
    words = words_of(client, "/checklists/front-desk")
    assert "Observe somebody" not in words
    assert "Observe somebody" not in words_of(client, "/touchpoints/17")


def test_whom_and_what_is_chosen_on_the_way(client: FlaskClient, desk: Desk) -> None:
    person, both = f"/practice/new?person={desk.li.id}", f"person={desk.li.id}"

    assert person in links_in(main_of(client, "/practice/new"))
    assert f"/practice/new/front-desk?{both}" in links_in(main_of(client, person))
    chosen = main_of(client, "/practice/new?checklist=front-desk")
    assert f"/practice/new/front-desk?{both}" in links_in(chosen)
    assert "/practice/many/front-desk" in links_in(chosen)
    answer = client.get(f"/practice/new?checklist=front-desk&{both}")
    assert answer.location == f"/practice/new/front-desk?{both}"
    assert client.get("/practice/new/front-desk").location == "/practice/new?checklist=front-desk"
    assert client.get("/practice/new?checklist=none").status_code == 404


def test_of_a_large_team_one_finds_a_person_by_name(client: FlaskClient, desk: Desk) -> None:
    for number in range(60):
        make_person(name=f"Somebody {number:02}", unit_id=desk.unit.id)
    make_person(name="古丽巴哈尔·阿卜杜热西提", unit_id=desk.unit.id)

    first = words_of(client, "/practice/new")
    assert "Somebody 10" in first
    assert "Somebody 55" not in first
    assert "Somebody 55" in words_of(client, "/practice/new?page=2")
    found = words_of(client, "/practice/new?q=阿卜杜")
    assert "古丽巴哈尔·阿卜杜热西提" in found
    assert "Somebody" not in found
    assert "Nobody fits" in words_of(client, "/practice/new?q=%25")
    assert client.get("/practice/new?page=99999999999999999999&person=me").status_code == 200


def test_the_plan_and_those_seen_last_come_first(
    client: FlaskClient, desk: Desk, content: ContentTree
) -> None:
    content.replace(
        "courses/paths/customer-service-assistant.yaml",
        "      - course: etiquette\n",
        "      - course: etiquette\n      - checklist: front-desk\n",
    )
    publish_tree(content)
    plan = Assignment(
        person_id=desk.wang.id,
        path="customer-service-assistant",
        anchored_on=date(2026, 11, 12),
        assigned_at=NOON,
    )
    db.session.add(plan)
    send(client, address_of(desk.li), SHEET)

    words = words_of(client, "/practice/new?checklist=front-desk")

    assert re.search(r"Asked for by the plan W Wang .* Seen by you lately L Li ", words)
    wangs = words_of(client, f"/practice/new?person={desk.wang.id}")
    assert "Asked for by the plan 17 Front desk checklist" in wangs


def test_a_touchpoint_leads_observers_to_its_checklists(client: FlaskClient, desk: Desk) -> None:
    start = "/practice/new?checklist=front-desk"

    assert start in links_in(main_of(client, "/touchpoints/17"))
    assert start in links_in(main_of(client, "/checklists/front-desk"))


def test_a_round_is_walked_by_anybody_and_a_find_says_who_was_told(
    client: FlaskClient, published: Library, content: ContentTree
) -> None:
    desk = make_desk(language="en")
    with_round(content)
    sign_in(client, desk.li)

    assert "/rounds/lobby" in links_in(main_of(client, "/checklists/lobby"))
    assert "In order Not in order Not seen" in words_of(client, "/rounds/lobby")
    refused = send(client, "/rounds/lobby", {"mark-lamp": "not-met"})
    assert refused.status_code == 422
    assert "Line 1: Write what you found, and whom you told." in words_in(refused.text)
    sheet = {"mark-lamp": "not-met", "note-lamp": "dark, told Wang", "verdict": "competent"}
    send(client, "/rounds/lobby", sheet)

    (found,) = kept()
    assert (found.kind, found.person_id, found.observer_id) == ("round", desk.li.id, desk.li.id)
    assert marks_of(found)["lamp"] == ("not-met", "dark, told Wang")
    assert found.verdict is None
    assert client.get("/rounds/front-desk").status_code == 404


def test_a_round_is_no_checklist_of_people(
    client: FlaskClient, desk: Desk, content: ContentTree
) -> None:
    with_round(content)

    assert client.get(f"/practice/new/lobby?person={desk.li.id}").status_code == 404
    assert client.get("/practice/many/lobby").status_code == 404
    assert client.get("/practice/new?checklist=lobby").location == "/rounds/lobby"


def test_a_correction_stands_beside_what_it_corrects(client: FlaskClient, desk: Desk) -> None:
    send(client, address_of(desk.li), SHEET)
    address = f"/practice/{kept()[0].id}/correct"

    page = main_of(client, address)
    assert re.search(r'id="mark-name-not-met"[^>]* checked', page)
    assert "no name</textarea>" in page
    assert "is not changed" in words_in(page)
    send(client, address, SHEET | {"mark-name": "met", "verdict": "not-yet"})

    old, new = kept()
    assert (new.corrects_id, new.verdict) == (old.id, "not-yet")
    assert (marks_of(old)["name"][0], marks_of(new)["name"][0]) == ("not-met", "met")
    assert client.get(address).location == f"/practice/{new.id}/correct"
    late = client.post(address, data=SHEET | hidden_of(page))
    assert late.location == f"/practice/{new.id}"
    assert len(kept()) == 2


def test_a_correction_keeps_the_list_that_was_marked(
    client: FlaskClient, desk: Desk, content: ContentTree
) -> None:
    send(client, address_of(desk.li), SHEET)
    content.replace("courses/checklists/front-desk.yaml", "Says who it is", "Says the name")
    publish_tree(content)

    words = words_of(client, f"/practice/{kept()[0].id}/correct")

    assert "Says who it is" in words


def test_only_who_wrote_it_corrects_it_while_she_may_observe(
    client: FlaskClient, desk: Desk
) -> None:
    send(client, address_of(desk.li), SHEET)
    address = f"/practice/{kept()[0].id}/correct"
    other = make_person(roles=(Role.LEARNER, Role.SUPERVISOR, Role.HR))
    # Somebody else who may observe her as well.
    desk.li.supervisor_id = other.id

    for person in (desk.li, other):
        sign_in(client, person)
        assert client.get(address).status_code == 404
        assert client.post(address, data=SHEET).status_code == 404
    desk.unit.leader_id = None
    sign_in(client, desk.leader)
    assert client.get(address).status_code == 404
