"""Who reads which observation, the lists, the map, and what waits on the page of today."""

from __future__ import annotations

import io

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.accounts.models import Person, RoleGrant
from app.accounts.queries import leaders_of, people_led_by
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.library.queries import Library
from app.observations.models import Observation
from app.observations.queries import practice_of, visible_observations
from app.observations.waiting import waiting_for
from app.photos.models import Photo
from tests.conftest import Statements
from tests.factories import make_person, make_unit
from tests.observations.scenes import ALL_MET, Scene, address, day, make_scene, moment, read_again

sqlite = pytest.mark.database("sqlite")


@pytest.fixture
def scene(app: Flask, published: Library) -> Scene:
    """The people, with the small library."""
    return make_scene(app, published)


def viewer_of(person: Person, *, is_named: bool = False) -> Viewer:
    """Somebody as she is signed in."""
    roles = frozenset(Role(grant.role) for grant in person.grants)
    return Viewer(person.id, person.name, "", roles, is_named_observer=is_named)


def status(scene: Scene, person: Person, observation: Observation) -> int:
    """What somebody gets who asks for an observation."""
    return scene.browser(person).get(address(observation)).status_code


def waits(scene: Scene, person: Person, *, is_named: bool = False) -> set[tuple[str, str]]:
    """What waits for somebody today: its kind and record."""
    selects = waiting_for(viewer_of(person, is_named=is_named), today=day())
    return {(row.kind, str(row.record_id)) for each in selects for row in db.session.execute(each)}


def test_an_observation_is_read_by_its_person_hr_her_leaders_and_who_wrote_it(
    scene: Scene,
) -> None:
    other = make_person(name="另一个师傅")
    scene.appoint(other)
    hr, above = make_person(roles=(Role.HR,)), make_person(roles=(Role.SUPERVISOR,))
    scene.person.supervisor_id, scene.leader.supervisor_id = scene.leader.id, above.id
    learner = make_person(unit_id=scene.unit.id)
    seen = scene.seen()

    readers = (scene.person, scene.leader, scene.observer, hr, above)
    assert [status(scene, each, seen) for each in readers] == [200] * 5
    others = (other, scene.stranger, learner, make_person(roles=(Role.AUTHOR, Role.ADMIN)))
    assert [status(scene, each, seen) for each in others] == [404] * 4
    assert scene.app.test_client().get(address(seen)).status_code == 302


@sqlite
def test_who_lost_the_team_or_left_reads_no_more(scene: Scene) -> None:
    seen, other = scene.seen(), make_unit(name="远方")
    leader = scene.leader
    role = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == leader.id)).one()
    changes = [
        (scene.unit, "leader_id", scene.stranger.id),
        (scene.person, "unit_id", other.id),
        (scene.person, "deactivated_at", moment(0)),
        (role, "role", "learner"),
    ]
    for record, name, value in changes:
        before = getattr(record, name)
        setattr(record, name, value)
        assert status(scene, leader, seen) == 404, name
        assert scene.browser(leader).get("/practice").text.count(str(seen.id)) == 0
        setattr(record, name, before)
    assert status(scene, leader, seen) == 200


@sqlite
def test_an_appointment_holds_on_its_days_in_the_observers_zone(
    app: Flask, published: Library
) -> None:
    # 15:30 UTC is still the 22nd in Shanghai and long the 23rd in Auckland.
    with time_machine.travel("2026-11-22T15:30:00Z", tick=False):
        scene = make_scene(app, published)
        seen = scene.seen()
        far = make_unit(name="Auckland", zone="Pacific/Auckland")
        cases = [
            ("2026-11-21", None, 404, 404),
            ("2026-11-22", None, 200, 404),
            (None, "2026-11-23", 404, 200),
            (None, "2026-11-24", 404, 404),
        ]
        for last, first, at_home, far_away in cases:
            for row in db.session.scalars(select(type(scene.appoint(scene.observer)))):
                db.session.delete(row)
            days = {"starts_on": day(7), "ends_on": None}
            days |= {"ends_on": day(0).fromisoformat(last)} if last else {}
            days |= {"starts_on": day(0).fromisoformat(first)} if first else {}
            scene.appoint(scene.observer, **days)
            for unit_id, expected in ((None, at_home), (far.id, far_away)):
                scene.observer.unit_id = unit_id
                assert status(scene, scene.observer, seen) == expected, (last, first, unit_id)


def test_leaders_of_a_person_are_those_who_lead_her(scene: Scene) -> None:
    above, over_all = (make_person(roles=(Role.SUPERVISOR,)) for _each in range(2))
    scene.leader.supervisor_id = above.id
    scene.unit.parent_id = make_unit(kind="site", leader_id=over_all.id).id
    # Two who supervise each other lead nobody round in a circle.
    scene.person.supervisor_id = make_person(supervisor_id=scene.person.id).id
    db.session.flush()

    found = set(db.session.scalars(leaders_of(scene.person)))

    # Who leads the leader of a unit leads the leader, not the unit.
    assert found == {scene.leader, over_all}
    for leader in found:
        assert scene.person in db.session.scalars(people_led_by(leader.id)).all()


def test_each_kind_of_waiting_reaches_whom_it_concerns(scene: Scene) -> None:
    hr, asked = make_person(roles=(Role.HR,)), make_person(name="再看一次")
    scene.appoint(asked)
    fresh = scene.seen()
    objected = scene.seen(objected_at=moment(0), word="不是")
    lent = scene.seen(objected_at=moment(0), word="不是", asked_id=asked.id, asked_at=moment(1))
    stale = scene.seen(objected_at=moment(9), word="不是", asked_id=asked.id, asked_at=moment(9))
    due = scene.seen(recheck_on=day(0), seen_on=day(9), confirmed_at=moment(8))
    scene.seen(recheck_on=day(-1), confirmed_at=moment(0), seen_on=day(9))

    assert waits(scene, scene.person) == {("observation-to-confirm", str(fresh.id))}
    objections = {("objection-to-answer", str(each.id)) for each in (objected, stale)}
    assert waits(scene, hr) == objections
    # It was seen again since: nothing is due.
    assert waits(scene, scene.leader) == objections
    for each in (fresh, objected, lent, stale):
        each.seen_on = day(9)
    db.session.flush()
    assert waits(scene, scene.leader) == objections | {("recheck-due", str(due.id))}
    assert waits(scene, asked, is_named=True) == {
        ("observation-asked", str(each.id)) for each in (lent, stale)
    }
    assert waits(scene, scene.stranger) == set()
    assert waits(scene, scene.observer) == set(), "whose appointment is over is told nothing"


def test_the_list_is_searched_narrowed_and_paged(scene: Scene, statements: Statements) -> None:
    other = make_person(name="古丽巴哈尔·阿卜杜热西提", unit_id=scene.unit.id)
    for number in range(22):
        scene.seen(recorded_at=moment(number), verdict="not-yet" if number == 3 else "competent")
    hers = scene.seen(person=other, objected_at=moment(0), word="不是")
    scene.seen(person=scene.leader, by=scene.stranger)
    leader = scene.browser(scene.leader)
    leader.get("/practice")
    statements.clear()

    first = leader.get("/practice").text
    asked = len(statements)
    assert first.count("张晓雯") == 19
    older = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    assert leader.get(older.replace("&amp;", "&")).text.count("张晓雯") == 3

    for query, count in [
        ("q=阿卜杜", 1),
        ("q=张", 20),
        ("q=%25", 0),
        ("state=objected", 1),
        ("state=not-yet", 1),
        ("state=waiting&q=阿卜杜", 0),
        ("checklist=front-desk&q=阿卜杜", 1),
    ]:
        found = leader.get(f"/practice?{query}")
        assert (query, found.text.count('href="/practice/0')) == (query, count)
    assert str(hers.id) in leader.get("/practice?state=objected").text
    for mad in ("before=x", f"before={other.id}", "state=%00", "q=%00", "checklist=nothing"):
        assert leader.get(f"/practice?{mad}").status_code == 200
    assert asked <= 5


@sqlite
def test_practice_is_for_who_observes_or_keeps_records(scene: Scene) -> None:
    for person, expected in [
        (scene.leader, 200),
        (scene.observer, 200),
        (make_person(roles=(Role.HR,)), 200),
        (scene.person, 403),
    ]:
        for page in ("/practice", "/practice/map"):
            assert scene.browser(person).get(page).status_code == expected


@sqlite
def test_ones_own_list_says_what_each_line_said_and_who_may_see(scene: Scene) -> None:
    mentor = make_person(name="王师傅")
    scene.appoint(mentor, person_id=scene.person.id, kind="mentor")
    her = scene.browser(scene.person)
    page = her.get("/my-practice").text
    assert "Nobody has written anything down yet. Ask somebody below" in page
    assert page.index("王师傅") < page.index("师傅甲") < page.index("黄志强")

    scene.seen(ALL_MET | {"name": "not-met"}, {"name": "忘了说"})
    scene.seen(person=scene.leader, by=scene.stranger, notes={"rings": "别人的"})

    page = her.get("/my-practice").text
    assert "For you to confirm" in page
    assert "忘了说" in page
    assert "别人的" not in page
    assert her.get("/my-practice?page=99999999999999999999").status_code == 200


def test_the_map_shows_who_has_shown_how_much(scene: Scene, statements: Statements) -> None:
    other = make_person(name="李强", unit_id=scene.unit.id, language="en")
    her = scene.browser(scene.person)
    for back in (1, 2):
        her.post(address(scene.seen(seen_on=day(back)), "confirmation"))
    scene.browser(other).post(address(scene.seen(person=other), "confirmation"))
    leader = scene.browser(scene.leader)
    leader.get("/practice/map")
    statements.clear()

    page = leader.get("/practice/map").text

    assert "张晓雯: 1 of 1 shown, 1 steady" in page
    assert "李强: 1 of 1 shown, 0 steady" in page
    assert len(statements) <= 5
    lines = leader.get("/practice/map?checklist=front-desk").text
    assert "Picks up within three rings" in lines
    assert "Says who it is" not in lines, "only key lines are on the map"
    assert scene.browser(scene.stranger).get("/practice/map").text.count("张晓雯") == 0


def test_practice_of_a_person_for_her_file(scene: Scene, statements: Statements) -> None:
    old = scene.seen(seen_on=day(3), verdict=None)
    new = scene.seen(ALL_MET | {"name": "not-met", "greets": "not-seen"}, corrects_id=old.id)
    practice_of(scene.person.id)
    statements.clear()

    found = practice_of(scene.person.id)

    assert len(statements) == 1
    assert [(each.id, each.state) for each in found] == [(new.id, "waiting"), (old.id, "corrected")]
    assert (found[0].met, found[0].not_met, found[0].not_seen) == (1, 1, 1)
    assert (found[1].verdict, found[0].title.en) == (None, "Front desk checklist")


@sqlite
def test_what_is_visible_in_sql_is_what_the_pages_show(scene: Scene) -> None:
    seen = scene.seen()
    for person, is_named, expected in [
        (scene.person, False, [seen.id]),
        (scene.observer, True, [seen.id]),
        (scene.stranger, False, []),
    ]:
        found = visible_observations(viewer_of(person, is_named=is_named), day())
        assert [each.id for each in db.session.scalars(found)] == expected


def picture() -> dict[str, object]:
    """A photo as a form sends it."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    file.seek(0)
    return {"photo": (file, "desk.jpg")}


@sqlite
def test_photos_are_added_by_the_observer_until_it_is_confirmed(scene: Scene) -> None:
    seen = scene.seen()
    observer = scene.browser(scene.observer)
    assert observer.post(address(seen, "photos"), data=picture()).status_code == 302
    for other, expected in [(scene.person, 404), (scene.leader, 404), (scene.stranger, 404)]:
        answer = scene.browser(other).post(address(seen, "photos"), data=picture())
        assert answer.status_code == expected
    assert observer.post(address(seen, "photos"), data={}).status_code == 422
    photo = db.session.scalars(select(Photo)).one()
    assert (photo.observation_id, photo.person_id) == (seen.id, scene.person.id)
    where = address(seen, f"photos/{photo.id}")

    for reader, expected in [
        (scene.person, 200),
        (scene.leader, 200),
        (scene.stranger, 404),
        (make_person(unit_id=scene.unit.id), 404),
    ]:
        assert scene.browser(reader).get(where).status_code == expected
    other = scene.seen(person=scene.leader, by=scene.stranger)
    assert (
        scene.browser(scene.stranger).get(address(other, f"photos/{photo.id}")).status_code == 404
    )
    assert scene.app.test_client().get(where).status_code == 302

    scene.browser(scene.person).post(address(seen, "confirmation"))
    assert observer.post(address(seen, "photos"), data=picture()).status_code == 404
    assert observer.post(f"{where}/removal").status_code == 404
    assert observer.get(where).status_code == 200
    assert read_again(seen).confirmed_at is not None
