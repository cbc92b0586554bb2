"""What the person says to an observation, and what it means from then on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import Completion
from app.enrolments.queries import completed_names
from app.evidence.models import Evidence
from app.evidence.queries import triads_of
from app.library.queries import Library
from app.observations.answering import confirm_unanswered
from app.observations.models import Observation
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person
from tests.observations.desk import hidden_of
from tests.observations.scenes import (
    ALL_MET,
    GREET,
    IDENTIFY,
    LAMP,
    LOBBY,
    RINGS,
    Scene,
    address,
    day,
    make_scene,
    moment,
    read_again,
)

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def scene(app: Flask, published: Library) -> Scene:
    """The people, with the small library."""
    return make_scene(app, published)


@pytest.fixture
def round_scene(app: Flask, published: Library, content: ContentTree) -> Scene:
    """The same, with a checklist for a round."""
    content.write("courses/checklists/lobby.yaml", LOBBY)
    return make_scene(app, publish_tree(content, now=moment(9)))


def shown(scene: Scene) -> dict[str, str]:
    """What the person has shown, by standard."""
    triads = triads_of(scene.person.id, scene.library.standards)
    return {name: triad.shown for name, triad in triads.items()}


def evidence() -> int:
    """How many rows of evidence there are."""
    return len(db.session.scalars(select(Evidence)).all())


def test_the_person_reads_what_was_seen_and_confirms_it_with_a_word(scene: Scene) -> None:
    seen = scene.seen({"rings": "met", "name": "not-met", "greets": "not-seen"}, {"name": "只说喂"})
    her = scene.browser(scene.person)

    page = her.get(address(seen)).text
    assert "Picks up within three rings" in page
    assert "只说喂" in page
    assert "Read again: Within three rings" in page
    assert "/courses/telephone/10-three-rings#identify" in page
    assert evidence() == 0
    answer = her.post(address(seen, "confirmation"), data={"word": "下次先报家门"})

    assert answer.status_code == 302
    kept = read_again(seen)
    assert (kept.confirmed_by_id, kept.word) == (scene.person.id, "下次先报家门")
    assert shown(scene) == {RINGS: "yes", IDENTIFY: "no"}
    assert "下次先报家门" in her.get(address(seen)).text


def test_evidence_is_dated_noon_of_the_day_it_was_seen_where_it_was_seen(scene: Scene) -> None:
    scene.unit.zone = "Asia/Urumqi"
    seen = scene.seen({"rings": "met"}, seen_on=datetime(2026, 11, 18, tzinfo=UTC).date())

    scene.browser(scene.person).post(address(seen, "confirmation"))

    row = db.session.scalars(select(Evidence)).one()
    assert row.at == datetime(2026, 11, 18, 6, tzinfo=UTC)
    assert (row.source_id, row.version_id) == (f"{seen.id}:rings", seen.version_id)


def test_two_days_make_it_steady(scene: Scene) -> None:
    her = scene.browser(scene.person)
    for back in (1, 3):
        her.post(address(scene.seen(seen_on=day(back)), "confirmation"))

    # The lamp is a place's: conduct says nothing of it.
    assert shown(scene) == {RINGS: "steady", IDENTIFY: "steady", GREET: "steady"}


@pytest.mark.parametrize(("verdict", "is_done"), [("competent", True), ("not-yet", False)])
def test_a_competent_verdict_completes_the_checklist(
    scene: Scene, verdict: str, is_done: bool
) -> None:
    scene.browser(scene.person).post(address(scene.seen(verdict=verdict), "confirmation"))

    assert (("checklist", "front-desk") in completed_names(scene.person.id)) is is_done


def test_an_objection_needs_a_reason_and_keeps_what_was_typed(scene: Scene) -> None:
    seen = scene.seen()
    her = scene.browser(scene.person)

    empty = her.post(address(seen, "objection"), data={"reason": "   "})
    long = her.post(address(seen, "objection"), data={"reason": "那天" * 600})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Write in a sentence what was different." in empty.text
    assert "那天那天" in long.text
    assert read_again(seen).objected_at is None


def test_an_objection_counts_for_nothing_until_another_has_looked(scene: Scene) -> None:
    second = make_person(name="品质员乙", language="en")
    scene.appoint(second)
    seen = scene.seen({"rings": "not-met"}, verdict="not-yet")
    her, leader = scene.browser(scene.person), scene.browser(scene.leader)
    her.post(address(seen, "objection"), data={"reason": "那天我不当班"})
    assert evidence() == 0

    page = leader.get(address(seen)).text
    assert "那天我不当班" in page
    assert f'value="{second.id}"' in page
    assert f'value="{scene.observer.id}"' not in page
    leader.post(address(seen, "second-look"), data={"asked": str(second.id)})
    assert read_again(seen).asked_id == second.id
    assert "You were asked to look again" in scene.browser(second).get("/practice").text

    again = scene.seen({"rings": "met"}, by=second, corrects_id=seen.id)
    her.post(address(again, "confirmation"))

    assert shown(scene) == {RINGS: "yes"}
    both = [leader.get(address(each)).text for each in (seen, again)]
    assert all("师傅甲" in page and "品质员乙" in page for page in both)
    assert "Another one stands for this" in both[0]


def test_who_was_asked_begins_with_a_blank_sheet_and_writes_another(scene: Scene) -> None:
    second = make_person(name="再看一次", language="en")
    scene.appoint(second)
    seen = scene.seen(ALL_MET, objected_at=moment(0), word="不是", asked_id=second.id)
    browser = scene.browser(second)

    page = browser.get(address(seen, "correct")).text
    assert "is not filled in here" in page
    assert "checked" not in page.partition("<main")[2].partition("</main>")[0]
    sent = {f"mark-{line}": "met" for line in ALL_MET} | {"verdict": "competent"}
    browser.post(address(seen, "correct"), data=hidden_of(page) | sent | {"seen_on": str(day())})

    (new,) = db.session.scalars(select(Observation).where(Observation.corrects_id == seen.id))
    assert (new.observer_id, new.verdict) == (second.id, "competent")
    assert scene.browser(scene.stranger).get(address(seen, "correct")).status_code == 404


def test_a_confirmed_correction_takes_the_place_of_the_old_one(scene: Scene) -> None:
    her = scene.browser(scene.person)
    old = scene.seen()
    her.post(address(old, "confirmation"))
    middle = scene.seen({"rings": "not-met"}, corrects_id=old.id, verdict="not-yet")
    assert shown(scene)[RINGS] == "yes", "nothing changes before she has had her word"
    her.post(address(middle, "objection"), data={"reason": "不是这样"})
    new = scene.seen(ALL_MET | {"name": "not-met"}, corrects_id=middle.id, verdict="not-yet")

    her.post(address(new, "confirmation"))

    assert shown(scene) == {RINGS: "yes", IDENTIFY: "no", GREET: "yes"}
    assert {row.source_id.partition(":")[0] for row in db.session.scalars(select(Evidence))} == {
        str(new.id)
    }
    withdrawn = db.session.scalars(select(Completion)).one()
    assert withdrawn.withdrawn_at is not None
    assert withdrawn.withdrawn_reason == "The observation was corrected: not yet competent."
    assert completed_names(scene.person.id) == set()


def test_a_correction_leaves_what_another_found_competent(scene: Scene) -> None:
    her = scene.browser(scene.person)
    old, other = scene.seen(seen_on=day(3)), scene.seen(by=scene.leader)
    for each in (old, other):
        her.post(address(each, "confirmation"))

    her.post(address(scene.seen(corrects_id=old.id, verdict="not-yet"), "confirmation"))

    assert completed_names(scene.person.id) == {("checklist", "front-desk")}


def test_what_was_answered_is_never_answered_again(scene: Scene) -> None:
    her = scene.browser(scene.person)
    confirmed, objected, corrected = scene.seen(), scene.seen(), scene.seen()
    scene.seen(corrects_id=corrected.id)
    her.post(address(confirmed, "confirmation"), data={"word": "first"})
    her.post(address(objected, "objection"), data={"reason": "first"})
    rows = evidence()

    for each in (confirmed, objected, corrected):
        for deed in ("confirmation", "objection"):
            late = her.post(address(each, deed), data={"word": "later", "reason": "later"})
            assert late.status_code == 302
            assert "it looks different by now" in her.get(late.location).text

    assert (read_again(confirmed).word, read_again(confirmed).objected_at) == ("first", None)
    assert (read_again(objected).word, read_again(objected).confirmed_at) == ("first", None)
    assert read_again(corrected).word == ""
    assert evidence() == rows


def test_nobody_signs_for_another(scene: Scene) -> None:
    seen = scene.seen()
    hr = make_person(roles=(Role.HR,))
    for other in (scene.observer, scene.leader, hr, scene.stranger):
        browser = scene.browser(other)
        assert browser.post(address(seen, "confirmation")).status_code == 404
        assert browser.post(address(seen, "objection"), data={"reason": "x"}).status_code == 404
        typed = {"reason": "x" * 2000, "word": "x" * 2000}
        assert browser.post(address(seen, "objection"), data=typed).status_code == 404

    for deed in ("confirmation", "objection", "second-look"):
        assert scene.browser(scene.person).get(address(seen, deed)).status_code == 405
        assert scene.app.test_client().post(address(seen, deed)).status_code == 302
    kept = read_again(seen)
    assert (kept.confirmed_at, kept.objected_at) == (None, None)
    assert evidence() == 0


def test_only_who_may_asks_and_only_who_may_is_asked(scene: Scene) -> None:
    seen = scene.seen()
    scene.browser(scene.person).post(address(seen, "objection"), data={"reason": "不是"})
    over = make_person(name="以前的")
    scene.appoint(over, ends_on=day(1))
    her, leader = scene.browser(scene.person), scene.browser(scene.leader)

    assert (
        her.post(address(seen, "second-look"), data={"asked": str(scene.leader.id)}).status_code
        == 404
    )
    for who in (scene.observer, scene.person, scene.stranger, over):
        page = leader.post(address(seen, "second-look"), data={"asked": str(who.id)})
        assert page.status_code == 422
    assert leader.post(address(seen, "second-look")).status_code == 422
    assert read_again(seen).asked_id is None
    assert (
        scene.browser(scene.observer)
        .post(address(seen, "second-look"), data={"asked": str(scene.leader.id)})
        .status_code
        == 302
    )
    assert read_again(seen).asked_id == scene.leader.id


def test_what_was_not_answered_in_seven_days_counts_and_says_so(scene: Scene) -> None:
    late, early = scene.seen(recorded_at=moment(8)), scene.seen(recorded_at=moment(6))
    objected = scene.seen(recorded_at=moment(9), objected_at=moment(8), word="不是")
    corrected = scene.seen(recorded_at=moment(9))
    scene.seen(recorded_at=moment(1), corrects_id=corrected.id)

    assert [confirm_unanswered(utcnow()) for _twice in range(2)] == [1, 0]

    kept = read_again(late)
    assert (kept.confirmed_at is not None, kept.confirmed_by_id) == (True, None)
    for each in (early, objected, corrected):
        assert read_again(each).confirmed_at is None
    assert shown(scene)[RINGS] == "yes"
    page = scene.browser(scene.person).get(address(late)).text
    assert "not answered within 7 days" in page


def test_a_round_counts_for_what_was_found_and_told(round_scene: Scene) -> None:
    scene = round_scene
    told = {"lamp": "not-met", "floor": "met"}
    seen = scene.seen(
        told,
        {"lamp": "两盏不亮，报给了工程部"},
        checklist="lobby",
        by=scene.person,
        recorded_at=moment(8),
    )
    assert confirm_unanswered(utcnow()) == 0, "a round waits for an observer"
    assert "Add a photo" in scene.browser(scene.person).get(address(seen)).text
    assert scene.browser(scene.person).post(address(seen, "confirmation")).status_code == 404
    assert scene.browser(scene.stranger).post(address(seen, "confirmation")).status_code == 404

    observer = scene.browser(scene.observer)
    assert "A round to confirm" in observer.get("/practice").text
    assert observer.post(address(seen, "confirmation")).status_code == 302

    assert shown(scene) == {LAMP: "yes"}
    assert [row.source_id for row in db.session.scalars(select(Evidence))] == [f"{seen.id}:lamp"]
    assert ("checklist", "lobby") in completed_names(scene.person.id)
    assert read_again(seen).confirmed_by_id == scene.observer.id
    assert observer.get(address(seen)).status_code == 200


def test_an_observer_may_leave_a_round_unconfirmed_with_a_reason(round_scene: Scene) -> None:
    scene = round_scene
    seen = scene.seen({"lamp": "not-met"}, {"lamp": "说了"}, checklist="lobby", by=scene.person)

    observer = scene.browser(scene.observer)
    observer.post(address(seen, "objection"), data={"reason": "工程部没收到"})

    page = scene.browser(scene.person).get(address(seen)).text
    assert "Not confirmed: it does not count" in page
    assert "工程部没收到" in page
    assert evidence() == 0
    assert "Let somebody else look" not in scene.browser(scene.leader).get(address(seen)).text


def test_the_page_and_the_answer_cost_few_statements(scene: Scene, statements: Statements) -> None:
    seen = scene.seen(objected_at=moment(0), word="不是")
    leader, her = scene.browser(scene.leader), scene.browser(scene.person)
    leader.get(address(seen))
    statements.clear()
    leader.get(address(seen))
    assert len(statements) <= 10

    fresh = scene.seen()
    her.get("/my-practice")
    statements.clear()
    her.post(address(fresh, "confirmation"))
    assert len(statements) <= 20


def test_who_met_the_old_wording_has_not_shown_the_new_one(
    scene: Scene, content: ContentTree
) -> None:
    seen = scene.seen({"rings": "met"}, recorded_at=moment(1))
    content.replace(
        "courses/standards/telephone.yaml",
        "touchpoint: 17\n    revision: 1\n    about: person\n    kind: figure",
        "touchpoint: 17\n    revision: 2\n    about: person\n    kind: figure",
    )
    scene.library = publish_tree(content, now=utcnow())

    scene.browser(scene.person).post(address(seen, "confirmation"))

    assert shown(scene) == {RINGS: "old"}


def test_what_was_written_down_later_says_so(scene: Scene) -> None:
    seen = scene.seen(seen_on=day(5))

    for reader in (scene.person, scene.leader):
        assert "written down 5 days later" in scene.browser(reader).get(address(seen)).text


def test_events_name_ids_and_no_words(scene: Scene) -> None:
    seen = scene.seen()
    scene.browser(scene.person).post(address(seen, "objection"), data={"reason": "悄悄话"})

    event = db.session.scalars(select(Event).where(Event.verb == "objected")).one()
    assert (event.object_id, event.person_id) == (str(seen.id), scene.person.id)
    assert "悄悄话" not in str(event.details)
    assert db.session.get_one(Observation, seen.id).word == "悄悄话"
