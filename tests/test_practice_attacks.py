"""Who tries to write, sign, read or change what is not hers, of practice and all other records."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import ObserverAppointment
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, new_id, utcnow
from app.enrolments.models import Completion
from app.observations.models import Observation
from app.outside_certificates.models import OutsideCertificate
from app.photos.models import Photo
from app.photos.operations import keep_photo
from app.photos.preparing import prepare
from app.probation.models import ProbationReview
from app.sessions.codes import make_code
from app.sessions.models import Attendance, TrainingSession
from tests.content_tree import ContentTree
from tests.factories import make_person
from tests.observations.desk import hidden_of
from tests.photos.pictures import bomb, picture, upload
from tests.practice_house import House, day, kept, make_house
from tests.sessions.hall import given
from tests.test_walk import everything
from tests.together import run_together
from tests.walk_practice import POLICY

MARKS = {"mark-rings": "met", "mark-name": "met", "mark-greets": "met", "verdict": "competent"}
JPEG = "image/jpeg"


@pytest.fixture
def house(app: Flask, content: ContentTree) -> House:
    """Two teams, with mentor and HR."""
    return make_house(app, content)


def filled(client: FlaskClient, place: str, **fields: Any) -> dict[str, Any]:
    """What a form of this place sends, once somebody has marked every line."""
    hidden = hidden_of(client.get(place).text)
    return hidden | {"seen_on": day().isoformat()} | MARKS | fields


def file(body: bytes, name: str = "photo.jpg", type_: str = JPEG) -> dict[str, Any]:
    """A form with a file."""
    return {"photo": (io.BytesIO(body), name, type_)}


def photo_of(by: Any, **owner: Any) -> Photo:
    """A photo that is there already."""
    made = keep_photo(
        prepare(upload(picture((16, 12)))),
        now=utcnow(),
        by_id=by.id,
        delete_after=day(30),
        **owner,
    )
    return kept(made)


def noted(house: House, *present: Any, **fields: Any) -> dict[str, Any]:
    """What the form of a session sends."""
    return given(house.unit, present) | {"trainer": house.leader.name} | fields


def count(model: type[Any], *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


# Marking oneself.


@pytest.mark.database("sqlite")
def test_nobody_marks_herself_in_any_way(house: House) -> None:
    leader, mentor = house.browser(house.leader), house.browser(house.mentor)
    one, many = "/practice/new/front-desk", "/practice/many/front-desk"
    typed = filled(leader, f"{one}?person={house.person.id}")
    herself = f"{one}?person={house.leader.id}"
    own = house.seen(about=house.mentor, by=house.leader)
    before = everything()

    assert leader.get(herself).status_code == leader.post(herself, data=typed).status_code == 404
    # The id of another form's field counts for nothing: whom it is about stands in the address.
    drill = hidden_of(leader.get(many).text) | MARKS | {"seen_on": day().isoformat()}
    people = [house.person.id, house.leader.id, house.mate.id]
    assert leader.post(many, data=drill | {"person": people}).status_code == 422
    # What was seen of her she neither corrects nor photographs, nor asks another to look at.
    for place in (f"/practice/{own.id}/correct", f"/practice/{own.id}/photos"):
        assert mentor.post(place, data=typed).status_code == 404, place
    assert mentor.post(f"/practice/{own.id}/second-look", data={}).status_code == 404
    assert everything() == before


@pytest.mark.database("sqlite")
def test_who_walks_a_round_does_not_confirm_it_whatever_she_is_named(house: House) -> None:
    boss = make_person(name="Boss", roles=(Role.SUPERVISOR, Role.HR), language="en")
    boss.unit_id, house.unit.leader_id = house.unit.id, boss.id
    kept(
        ObserverAppointment(
            observer_id=boss.id,
            unit_id=house.unit.id,
            kind="observer",
            starts_on=day(-1),
            created_at=utcnow(),
        )
    )
    walked = house.seen(about=boss, by=boss, checklist="lobby")
    browser = house.browser(boss)

    for deed in ("confirmation", "objection"):
        place = f"/practice/{walked.id}/{deed}"
        assert browser.post(place, data={"reason": "x", "word": "x"}).status_code == 404
    assert browser.get(f"/practice/{walked.id}").status_code == 200
    assert db.session.get_one(Observation, walked.id).confirmed_at is None


@pytest.mark.database("sqlite")
def test_hr_names_nobody_to_observe_herself(house: House) -> None:
    hr, typed = house.browser(house.hr), {"starts_on": day().isoformat()}
    named = {"observer": house.mentor.employee_number, "kind": "observer"} | typed
    about_her = kept(
        ObserverAppointment(
            observer_id=house.mate.id,
            person_id=house.hr.id,
            kind="mentor",
            starts_on=day(-1),
            created_at=utcnow(),
        )
    )
    before = everything()

    assert hr.post(f"/team/{house.hr.id}/mentor", data=named).status_code == 404
    assert hr.post(f"/team/observers/{about_her.id}/end").status_code == 404
    person = {"person": house.hr.employee_number, "unit_id": ""}
    assert hr.post("/team/observers", data=named | person).status_code == 422
    assert everything() == before


# What is sent beside the fields of a form, and under the names of other records.


@pytest.mark.database("sqlite")
def test_the_name_of_anothers_record_in_a_form_tells_and_changes_nothing(house: House) -> None:
    secret = house.seen(by=house.leader, note="zz-secret", batch_id=new_id())
    anothers = house.held(topic="zz-secret", created_by_id=house.other_leader.id)
    anothers.unit_id = house.other_unit.id
    mentor, leader = house.browser(house.mentor), house.browser(house.leader)
    one, many = f"/practice/new/front-desk?person={house.person.id}", "/practice/many/front-desk"
    mine = house.seen()
    tries = [
        (mentor, one, filled(mentor, one, record_id=str(secret.id))),
        (mentor, f"/practice/{mine.id}/correct", {}),
        (mentor, many, filled(mentor, many, person=str(house.person.id))),
        (mentor, "/rounds/lobby", {"mark-lamp": "met", "mark-floor": "met"}),
        (leader, "/sessions/new", noted(house, house.person) | {"id": str(anothers.id)}),
    ]
    tries[1][2].update(filled(mentor, tries[1][1], record_id=str(secret.id)))
    tries[2][2]["record_id"] = str(secret.batch_id)
    tries[3][2].update(hidden_of(mentor.get("/rounds/lobby").text))
    tries[3][2].update(record_id=str(secret.id), seen_on=day().isoformat())
    before = everything()

    for browser, place, typed in tries:
        answer = browser.post(place, data=typed)
        assert answer.status_code in (404, 409), (place, answer.status_code)
        assert "zz-secret" not in answer.text, place
    assert everything() == before


@pytest.mark.database("sqlite")
def test_what_no_form_asks_for_is_not_taken(house: House) -> None:
    mentor = house.browser(house.mentor)
    place = f"/practice/new/front-desk?person={house.person.id}"
    other = house.stranger.id
    more = {
        "person_id": other,
        "observer_id": other,
        "observer_name": "zz",
        "confirmed_at": "2026-11-20T08:00",
        "confirmed_by_id": other,
        "kind": "round",
        "batch_id": new_id(),
        "corrects_id": new_id(),
        "unit_id": house.other_unit.id,
        "recorded_at": "2020-01-01",
    }

    assert mentor.post(place, data=filled(mentor, place) | more).status_code == 302

    made = db.session.scalars(select(Observation)).one()
    assert (made.person_id, made.observer_id) == (house.person.id, house.mentor.id)
    assert (made.observer_name, made.kind, made.unit_id) == ("Mentor Wu", "conduct", house.unit.id)
    assert (made.confirmed_at, made.batch_id, made.corrects_id) == (None, None, None)
    assert made.recorded_at.date().year >= 2026

    checked = {"checked": "yes", "checked_by_name": "zz", "person_id": other, "removed_reason": "x"}
    paper = {"kind": "guard-card", "number": "AB12345", "issued_on": day(-9), "lasts": "yes"}
    assert house.browser(house.person).post("/my-certificates", data=paper | checked).status_code
    own = db.session.scalars(select(OutsideCertificate)).one()
    assert (own.person_id, own.checked_at, own.removed_at) == (house.person.id, None, None)

    review = house.review(conditions_confirmed_at=None)
    her = house.browser(house.person)
    deed = {"decision": "confirmed", "decided_at": "2026-11-20", "self-words": "x", "advice": "x"}
    assert her.post(f"/probation/{review.id}/voices/self", data=deed).status_code == 302
    assert her.post(f"/probation/{review.id}/decision", data=deed).status_code == 403
    db.session.expire_all()
    assert (review.decision, review.conditions_confirmed_at) == (None, None)


@pytest.mark.database("sqlite")
def test_nobody_signs_confirms_or_speaks_for_another(house: House) -> None:
    seen, review = house.seen(), house.review(conditions_confirmed_at=None)
    decided = house.review(
        person=house.mate, decision="confirmed", decided_at=utcnow(), decided_by_id=house.hr.id
    )
    version = str(house.library.get("policy", POLICY).version_id)  # type: ignore[union-attr]
    others = (house.mate, house.leader, house.mentor, house.hr, house.stranger, house.other_leader)
    before = everything(about=house.person.id)

    for each in others:
        browser = house.browser(each)
        named = {"person_id": house.person.id, "person": house.person.id, "by_id": house.person.id}
        for place, more in (
            (f"/practice/{seen.id}/confirmation", {"word": "x"}),
            (f"/practice/{seen.id}/objection", {"reason": "x"}),
            (f"/probation/{review.id}/conditions", {}),
            (f"/probation/{review.id}/voices/self", {"self-words": "x"}),
            (f"/probation/{review.id}/acknowledgement", {"word": "x"}),
        ):
            assert browser.post(place, data=named | more).status_code == 404, (each.name, place)
        if each is not house.mate:
            place = f"/probation/{decided.id}/acknowledgement"
            assert browser.post(place, data=named).status_code == 404, each.name
        signature = {"version": version, "has_read": "yes"}
        browser.post(f"/policies/{POLICY}/signature", data=named | signature)

    assert count(Completion, Completion.person_id == house.person.id) == 0
    assert everything(about=house.person.id) == before


# When rights end.


@pytest.mark.database("sqlite")
def test_a_mentor_who_is_ended_while_she_writes_writes_nothing(house: House) -> None:
    mentor, seen = house.browser(house.mentor), house.seen()
    review = house.review()
    place = f"/practice/new/front-desk?person={house.person.id}"
    many, correct = "/practice/many/front-desk", f"/practice/{seen.id}/correct"
    words = {"mentor-words": "Greets everybody.", "mentor-advice": "confirm"}
    written = [
        (place, filled(mentor, place)),
        (correct, filled(mentor, correct)),
        (f"/practice/{seen.id}/photos", file(picture())),
        (f"/probation/{review.id}/voices/mentor", words),
    ]
    drill = filled(mentor, many, person=str(house.person.id))
    house.appointment.ends_on = day(-1)
    db.session.commit()
    before = everything()

    for where, typed in written:
        assert mentor.post(where, data=typed).status_code == 404, where
    # Since yesterday she may be named still where it is yesterday: she finds nobody to choose.
    assert mentor.post(many, data=drill).status_code in (403, 422)
    for where in (place, correct, f"/practice/{seen.id}", f"/probation/{review.id}"):
        assert mentor.get(where).status_code == 404, where
    assert everything() == before


@pytest.mark.database("sqlite")
def test_who_led_the_team_reads_and_changes_nothing_of_it_any_more(house: House) -> None:
    leader = house.browser(house.leader)
    seen = house.seen(by=house.leader, note="zz-secret")
    # She wrote it down, and named herself as the trainer.
    held = house.held(house.person, topic="zz-secret")
    paper, review = house.certified(house.person), house.review()
    house.says(review, house.leader, "zz-secret")
    taken = {
        "observation": photo_of(house.leader, observation_id=seen.id),
        "session": photo_of(house.leader, session_id=held.id),
        "certificate": photo_of(house.leader, certificate_id=paper.id, person_id=house.person.id),
    }
    photos = {
        "practice": f"/practice/{seen.id}/photos/{taken['observation'].id}",
        "session": f"/sessions/{held.id}/photos/{taken['session'].id}",
        "paper": f"/certificates/photos/{taken['certificate'].id}",
    }
    pages = (
        *photos.values(),
        f"/practice/{seen.id}",
        f"/practice/{seen.id}/correct",
        f"/sessions/{held.id}",
        f"/sessions/{held.id}/change",
        f"/sessions/{held.id}/minutes",
        f"/certificates/{house.person.id}",
        f"/probation/{review.id}",
        f"/probation/{review.id}/sheet",
        f"/files/{house.person.id}",
        f"/files/{house.person.id}.pdf",
        f"/units/{house.unit.id}/year",
    )
    lists = ("/practice", "/practice/map", "/sessions", "/certificates", "/probation", "/files")
    assert {page: leader.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)

    house.leave()
    before = everything()

    assert {page: leader.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)
    for page in (*lists, f"/policies/{POLICY}/unsigned", "/team/observers"):
        text = leader.get(page).text
        assert "zz-secret" not in text, page
        assert house.person.name not in text, page
    for deed in (
        f"/practice/{seen.id}/photos",
        f"{photos['practice']}/removal",
        f"{photos['session']}/removal",
        f"/sessions/{held.id}/code",
        f"/sessions/{held.id}/removal",
        f"/sessions/{held.id}/people/{house.person.id}/removal",
        f"/certificates/{house.person.id}/{paper.id}/check",
        f"/certificates/{house.person.id}/{paper.id}/removal",
        f"/probation/{review.id}/voices/supervisor",
        f"/team/observers/{house.appointment.id}/end",
        f"/team/{house.person.id}/mentor",
        f"/units/{house.unit.id}/year.xlsx",
    ):
        assert leader.post(deed, data={"reason": "x"}).status_code == 404, deed
    assert everything() == before


@pytest.mark.database("sqlite")
def test_who_left_or_was_never_hired_comes_in_nowhere(house: House) -> None:
    gone = house.browser(house.mentor)
    house.mentor.deactivated_at = utcnow()
    applicant = make_person(roles=(), is_candidate=True, name="Candidate")
    candidate = house.browser(applicant)
    seen = house.seen()
    pages = (
        f"/practice/{seen.id}",
        "/practice",
        "/my-practice",
        "/my-certificates",
        "/record/file",
    )

    for page in pages:
        assert gone.get(page).location.startswith("/login"), page
        assert candidate.get(page).status_code in (302, 403), page
    # A person who is no employee is nobody to observe, to train or to certify, even for HR.
    hr = house.browser(house.hr)
    for page in (f"/certificates/{applicant.id}", f"/files/{applicant.id}"):
        assert hr.get(page).status_code == 404, page
    assert hr.get(f"/probation/people/{applicant.id}").status_code == 404


@pytest.mark.database("sqlite")
def test_a_trainer_keeps_what_another_wrote_down_that_she_gave(house: House) -> None:
    """HR calls somebody into a team that is not hers: she shows the code there, and its sheets."""
    called = house.held(created_by_id=house.hr.id, trainer_id=house.other_leader.id)
    trainer = house.browser(house.other_leader)

    assert trainer.get(f"/sessions/{called.id}").status_code == 200
    assert trainer.post(f"/sessions/{called.id}/code").status_code == 302
    assert trainer.get(f"/units/{house.unit.id}/year").status_code == 404


# After it was settled.


@pytest.mark.database("sqlite")
def test_what_is_settled_is_not_changed(house: House) -> None:
    mentor, person = house.browser(house.mentor), house.browser(house.person)
    leader, hr = house.browser(house.leader), house.browser(house.hr)
    seen = house.seen(confirmed_at=utcnow(), confirmed_by_id=house.person.id)
    photo = photo_of(house.mentor, observation_id=seen.id)
    session = house.held(house.person, removed_at=utcnow(), removed_reason="twice")
    sheet = photo_of(house.leader, session_id=session.id)
    paper = house.certified(house.person, removed_at=utcnow(), removed_reason="wrong")
    review = house.review(
        decision="not-confirmed",
        reasons="late",
        failed=["punctual"],
        decided_at=utcnow(),
        decided_by_id=house.hr.id,
        acknowledged_at=utcnow(),
        acknowledged_word="first",
    )
    certificate = f"/certificates/{house.person.id}/{paper.id}"
    words = {"supervisor-words": "x", "supervisor-advice": "confirm", "self-words": "x"}
    before = everything()

    for browser, place, typed in (
        (person, f"/practice/{seen.id}/confirmation", {"word": "again"}),
        (person, f"/practice/{seen.id}/objection", {"reason": "again"}),
        (hr, f"/practice/{seen.id}/second-look", {"asked": str(house.leader.id)}),
        (mentor, f"/practice/{seen.id}/photos", file(picture())),
        (mentor, f"/practice/{seen.id}/photos/{photo.id}/removal", {}),
        (leader, f"/sessions/{session.id}/change", noted(house, house.mate)),
        (leader, f"/sessions/{session.id}/photos", file(picture())),
        (leader, f"/sessions/{session.id}/photos/{sheet.id}/removal", {}),
        (leader, f"/sessions/{session.id}/people/{house.person.id}/removal", {}),
        (leader, f"/sessions/{session.id}/code", {}),
        (leader, f"/sessions/{session.id}/removal", {"reason": "another"}),
        (leader, f"{certificate}/check", {}),
        (leader, f"{certificate}/photos", file(picture())),
        (leader, f"{certificate}/removal", {"reason": "another"}),
        (leader, f"/probation/{review.id}/voices/supervisor", words),
        (person, f"/probation/{review.id}/voices/self", words),
        (person, f"/probation/{review.id}/conditions", {}),
        (person, f"/probation/{review.id}/acknowledgement", {"word": "second"}),
        (hr, f"/probation/{review.id}/decision", {"decision": "confirmed"}),
    ):
        assert browser.post(place, data=typed).status_code in (302, 404, 409), place
    assert everything() == before


@pytest.mark.database("sqlite")
def test_what_changes_something_is_not_asked_for_by_a_link(app: Flask, house: House) -> None:
    """A page elsewhere can make a browser open an address, so no address alone does anything."""
    seen, session, review = house.seen(), house.held(house.person), house.review()
    ids = {
        "observation_id": seen.id,
        "session_id": session.id,
        "review_id": review.id,
        "person_id": house.person.id,
        "certificate_id": house.certified(house.person).id,
        "photo_id": photo_of(house.mentor, observation_id=seen.id).id,
        "appointment_id": house.appointment.id,
    }
    texts = {"voice": "self", "slug": POLICY, "kind": "guard-card", "code": "X", "file_type": "csv"}
    features = ("observations", "sessions", "probation", "outside_certificates", "policies")
    browsers = [house.browser(each) for each in (house.person, house.leader, house.hr)]
    before = everything()

    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in features and "POST" in (rule.methods or ())
    ]
    assert len(rules) > 30
    for rule in rules:
        values = {name: (ids | texts).get(name, "front-desk") for name in rule.arguments}
        place = app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
        for browser in browsers:
            answer = browser.get(f"{place}?word=x&reason=x&decision=confirmed&act=save")
            assert answer.status_code < 500, place
            # Another route at the same address may show a page.
            allowed = (200, 403, 404, 405)
            assert "GET" in (rule.methods or ()) or answer.status_code in allowed, place
    assert everything() == before


# Photos.


@pytest.mark.database("sqlite")
def test_whatever_is_sent_for_a_photo_only_a_picture_comes_back(house: House) -> None:
    mentor, seen = house.browser(house.mentor), house.seen()
    place = f"/practice/{seen.id}/photos"
    script = b"<html><script>zz()</script></html>"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>zz()</script></svg>'
    refused = {
        "svg": file(svg, "photo.jpg"),
        "html": file(script, "photo.jpg"),
        "script before it": file(script + picture()),
        "bomb": file(bomb(), "photo.png", "image/png"),
        "pdf": file(b"%PDF-1.7\n%zz", "photo.jpg"),
        "half": file(picture((640, 480))[:300]),
        "empty": file(b""),
        "text": {"photo": "zz"},
        "nothing": {},
    }
    for name, sent in refused.items():
        assert mentor.post(place, data=sent).status_code == 422, name
    assert count(Photo) == 0

    # A picture with a page behind it, called a page, from a phone that notes where it is.
    sent = file(picture(place=True) + script, '../"><b>x.html', "text/html")
    assert mentor.post(place, data=sent).status_code == 302
    photo = db.session.scalars(select(Photo)).one()
    shown = mentor.get(f"{place}/{photo.id}")
    assert shown.data.startswith(b"\xff\xd8\xff")
    for word in (b"<script>", b"Secretphone", b"Exif", b"x.html"):
        assert word not in shown.data, word
    told = {name: shown.headers[name] for name in ("Content-Type", "X-Content-Type-Options")}
    assert told == {"Content-Type": JPEG, "X-Content-Type-Options": "nosniff"}
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["Cache-Control"] == "no-store"
    # Larger than a request may be it is refused before it is read.
    large, form = b"\0" * 1_200_000, "multipart/form-data; boundary=zz"
    assert mentor.post(place, data=large, content_type=form).status_code == 413


@pytest.mark.database("sqlite")
def test_a_photo_is_reached_by_the_address_of_its_record_alone(house: House) -> None:
    leader = house.browser(house.leader)
    seen, again = house.seen(by=house.leader), house.seen(by=house.leader)
    session, paper = house.held(), house.certified(house.person)
    photos = [
        photo_of(house.leader, observation_id=seen.id),
        photo_of(house.leader, session_id=session.id),
        photo_of(house.leader, certificate_id=paper.id, person_id=house.person.id),
    ]
    places = [
        f"/practice/{seen.id}/photos/",
        f"/sessions/{session.id}/photos/",
        "/certificates/photos/",
    ]
    removals = [*places[:2], f"/certificates/{house.person.id}/photos/"]

    for here, place in enumerate(places):
        for there, photo in enumerate(photos):
            expected = 200 if here == there else 404
            assert leader.get(f"{place}{photo.id}").status_code == expected, place
            if here != there:
                gone = leader.post(f"{removals[here]}{photo.id}/removal")
                assert gone.status_code == 404, removals[here]
    assert leader.get(f"/practice/{again.id}/photos/{photos[0].id}").status_code == 404
    for name in ("mate", "stranger", "other_leader", "mentor"):
        browser = house.browser(getattr(house, name))
        for place, photo in zip(places, photos, strict=True):
            assert browser.get(f"{place}{photo.id}").status_code in (403, 404), (name, place)
    her = house.browser(house.person)
    assert her.get(f"{places[0]}{photos[0].id}").status_code == 200
    assert her.get(f"{places[2]}{photos[2].id}").status_code == 200
    assert count(Photo) == 3


# Codes.


@pytest.mark.database("sqlite")
def test_a_code_is_not_found_by_trying(house: House) -> None:
    session = house.held(starts_at=utcnow(), ends_at=utcnow() + timedelta(hours=1))
    key = str(house.app.secret_key)
    code = make_code(session, key, now=utcnow(), by_id=house.leader.id)
    db.session.commit()
    guesser, friend = house.browser(house.stranger), house.browser(house.mate)

    tries = [guesser.post(f"/attend/ABCD{n:04d}").status_code for n in range(2, 12)]

    assert tries[:5] == [404] * 5
    assert set(tries[5:]) == {429}
    # While she waits the right code does not help her either, and nobody else waits with her.
    assert guesser.post(f"/attend/{code}").status_code == 429
    assert friend.post(f"/attend/{code}").status_code == 302
    assert db.session.scalars(select(Attendance.person_id)).all() == [house.mate.id]
    stored = db.session.scalars(select(TrainingSession.code_hash)).one()
    assert code not in str(stored)
    assert code not in str([each.details for each in db.session.scalars(select(Event))])


# Two at once, on both databases.


def press(
    house: House, person: Any, place: str, answers: Counter[int], data: Any
) -> Callable[[], None]:
    """Somebody who presses a button on a device of her own."""
    browser = house.browser(person)

    def deed() -> None:
        answers[browser.post(place, data=data() if callable(data) else data).status_code] += 1

    return deed


def test_of_two_who_decide_at_once_one_decides(house: House) -> None:
    review, answers = house.review(), Counter[int]()
    place = f"/probation/{review.id}/decision"
    longer = {
        "decision": "extended",
        "reasons": "More practice at the desk.",
        "extended_until": day(60).isoformat(),
        "is_agreed": "yes",
    }
    either = [(house.hr, {"decision": "confirmed"}), (house.hr_too, longer), (house.hr, longer)]

    run_together(house.app, [press(house, who, place, answers, typed) for who, typed in either])

    assert set(answers) <= {302, 409}
    assert count(Event, Event.verb == "decided") == 1
    db.session.expire_all()
    extended = review.decision == "extended"
    assert count(ProbationReview) == (2 if extended else 1)
    assert house.person.probation_ends_on == day(60 if extended else 8)


def test_what_is_pressed_twice_at_once_is_there_once(house: House) -> None:
    answers = Counter[int]()
    seen, session = house.seen(), house.held()
    version = str(house.library.get("policy", POLICY).version_id)  # type: ignore[union-attr]
    paper = {"kind": "guard-card", "number": "AB12345", "issued_on": day(-9), "lasts": "yes"}
    named = {
        "observer": house.mate.employee_number,
        "kind": "observer",
        "unit_id": str(house.unit.id),
        "starts_on": day().isoformat(),
    }
    deeds: list[tuple[Any, str, Any]] = [
        (house.mentor, f"/practice/{seen.id}/photos", lambda: file(picture())),
        (house.leader, f"/sessions/{session.id}/photos", lambda: file(picture())),
        (house.leader, f"/sessions/{session.id}/removal", {"reason": "twice"}),
        (house.mate, f"/policies/{POLICY}/signature", {"version": version, "has_read": "yes"}),
        (house.mate, "/my-certificates", paper),
        (house.leader, "/team/observers", named),
        (house.hr, f"/probation/people/{house.person.id}/review", {}),
    ]

    for who, place, typed in deeds:
        run_together(house.app, [press(house, who, place, answers, typed) for _twice in "12"])

    assert set(answers) <= {302, 409, 422}
    assert count(Photo, Photo.observation_id == seen.id) == 1
    assert count(Photo, Photo.session_id == session.id) == 1
    assert count(Event, Event.verb == "removed", Event.object_kind == "session") == 1
    assert count(Completion, Completion.person_id == house.mate.id) == 1
    assert count(OutsideCertificate) == 1
    assert count(ObserverAppointment, ObserverAppointment.unit_id.is_not(None)) == 1
    assert count(ProbationReview) == 1


def test_of_two_who_correct_the_same_list_at_once_both_are_heard(house: House) -> None:
    session, answers = house.held(house.person), Counter[int]()
    place = f"/sessions/{session.id}/change"
    add = noted(house, house.person, house.mate)
    grade = noted(house, house.person) | {f"result-{house.person.id}": "passed"}

    run_together(
        house.app,
        [
            press(house, house.leader, place, answers, add),
            press(house, house.hr, place, answers, grade),
            press(house, house.leader, place, answers, add),
        ],
    )

    assert answers == Counter({302: 3})
    found = select(Attendance.person_id).where(Attendance.session_id == session.id)
    assert set(db.session.scalars(found)) == {house.person.id, house.mate.id}
