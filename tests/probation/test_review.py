"""One review from the first day to the decision, as each of its people meets it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.notices.models import Notice
from app.probation.models import ProbationOpinion, ProbationReview
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.probation.cast import POSITION_FILE, Cast, the_review, today, words

pytestmark = pytest.mark.database("sqlite")

SAID = {"mentor-words": "电话接得稳。", "mentor-advice": "confirm"}
LED = {"supervisor-words": "三次检查都做到。", "supervisor-advice": "extend"}


def page_of(review: ProbationReview, more: str = "") -> str:
    return f"/probation/{review.id}{more}"


def test_the_person_confirms_the_conditions_that_were_agreed_on(
    client: FlaskClient, cast: Cast, content: ContentTree
) -> None:
    review = cast.review()
    content.replace(POSITION_FILE, "Picks up within three rings.", "Picks up at once.")
    publish_tree(content)
    sign_in(client, cast.newcomer)

    page = words(client.get(page_of(review)))
    assert "Picks up within three rings." in page
    assert "Picks up at once." not in page
    assert "I know these conditions" in page
    assert client.post(page_of(review, "/conditions")).location == page_of(review)
    first = the_review(review.id).conditions_confirmed_at
    assert first is not None
    client.post(page_of(review, "/conditions"))

    assert the_review(review.id).conditions_confirmed_at == first
    assert "I know these conditions" not in words(client.get(page_of(review)))
    event = db.session.scalars(select(Event).where(Event.verb == "confirmed_conditions")).one()
    assert (event.actor_id, event.person_id) == (cast.newcomer.id, cast.newcomer.id)


@pytest.mark.database("sqlite", "postgresql")
def test_each_says_her_word_and_may_change_it(client: FlaskClient, cast: Cast) -> None:
    review = cast.review()
    for person, voice, said in (
        (cast.mentor, "mentor", SAID),
        (cast.supervisor, "supervisor", LED),
        (cast.newcomer, "self", {"self-words": "学到很多。\n  还想多练。"}),
    ):
        sign_in(client, person)
        sent = client.post(page_of(review, f"/voices/{voice}"), data=said)
        assert sent.location == page_of(review)
    sign_in(client, cast.mentor)
    client.post(page_of(review, "/voices/mentor"), data=SAID | {"mentor-words": "更稳了。"})

    rows = db.session.scalars(select(ProbationOpinion).order_by(ProbationOpinion.voice)).all()
    assert [(row.voice, row.words, row.advice, row.by_name) for row in rows] == [
        ("mentor", "更稳了。", "confirm", "王师傅"),
        ("self", "学到很多。 还想多练。", None, "陈新"),
        ("supervisor", "三次检查都做到。", "extend", "李主管"),
    ]


def test_nobody_reads_the_others_before_the_decision_but_who_leads_and_hr(
    client: FlaskClient, cast: Cast
) -> None:
    review = cast.review()
    said = {"mentor": SAID, "supervisor": LED, "self": {"self-words": "学到很多。"}}
    by = {"mentor": cast.mentor, "supervisor": cast.supervisor, "self": cast.newcomer}
    for voice, person in by.items():
        sign_in(client, person)
        client.post(page_of(review, f"/voices/{voice}"), data=said[voice])

    texts = ("电话接得稳。", "三次检查都做到。", "学到很多。")
    reads = {}
    for person in cast:
        sign_in(client, person)
        page = client.get(page_of(review)).text
        reads[person.name] = [text in page for text in texts]
    assert reads == {
        "陈新": [False, False, True],
        "王师傅": [True, False, False],
        "李主管": [True, True, True],
        "赵人事": [True, True, True],
        "周主管": [False, False, False],
    }


def decide(client: FlaskClient, cast: Cast, review: ProbationReview, **fields: object) -> Any:
    sign_in(client, cast.hr)
    return client.post(page_of(review, "/decision"), data={"decision": "confirmed"} | fields)


def test_hr_confirms_the_person_is_told_and_answers_once(client: FlaskClient, cast: Cast) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())
    assert decide(client, cast, review).location == page_of(review)

    kept = the_review(review.id)
    assert (kept.decision, kept.decided_by_id, kept.failed) == ("confirmed", cast.hr.id, [])
    assert [each["condition"] for each in kept.known["proofs"]] == ["rings", "punctual"]
    assert kept.known["mentors"] == ["王师傅"]
    mail = db.session.scalars(select(Notice)).one()
    assert mail.recipient == "newcomer@example.com"
    assert not any(word in mail.body + mail.subject for word in ("onfirm", "robation"))

    sign_in(client, cast.newcomer)
    page = words(client.get(page_of(review)))
    assert "Confirmed in the position" in page
    sent = client.post(page_of(review, "/acknowledgement"), data={"word": "谢谢。"})
    assert sent.location == page_of(review)
    client.post(page_of(review, "/acknowledgement"), data={"word": "另外的话"})
    kept = the_review(review.id)
    assert (kept.acknowledged_at is not None, kept.acknowledged_word) == (True, "谢谢。")


def test_after_the_decision_nothing_is_changed(client: FlaskClient, cast: Cast) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())
    decide(client, cast, review)

    assert decide(client, cast, review, decision="extended").location == page_of(review)
    for person, address, data in (
        (cast.mentor, "/voices/mentor", SAID),
        (cast.supervisor, "/voices/supervisor", LED),
        (cast.newcomer, "/voices/self", {"self-words": "等等"}),
        (cast.newcomer, "/conditions", {}),
    ):
        sign_in(client, person)
        assert client.post(page_of(review, address), data=data).status_code == 409
    assert the_review(review.id).decision == "confirmed"
    assert db.session.scalars(select(ProbationOpinion)).all() == []


@pytest.mark.database("sqlite", "postgresql")
def test_an_extension_opens_the_next_review_and_can_be_had_once(
    client: FlaskClient, cast: Cast
) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())
    until = cast.newcomer.probation_ends_on + timedelta(days=30)
    form = {"decision": "extended", "reasons": "电话还要再练。", "extended_until": str(until)}

    refused = decide(client, cast, review, **form)
    assert refused.status_code == 422
    assert "agreed in writing" in words(refused)
    decide(client, cast, review, **form, is_agreed="y")

    following = db.session.scalars(
        select(ProbationReview).where(ProbationReview.decided_at.is_(None))
    ).one()
    assert (following.begins_on, following.ends_on) == (review.begins_on, until)
    assert following.conditions_confirmed_at is not None
    assert db.session.get_one(Person, cast.newcomer.id).probation_ends_on == until
    assert "it cannot be extended once more" in words(client.get(page_of(following, "/decision")))
    again = form | {"extended_until": str(until + timedelta(days=9)), "is_agreed": "y"}
    assert decide(client, cast, following, **again).status_code == 422


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"decision": "dismissed"}, "Choose one of them."),
        ({"decision": "not-confirmed", "reasons": "x"}, "Choose at least one condition"),
        (
            {"decision": "not-confirmed", "failed": "unknown", "reasons": "x"},
            "Choose from the conditions.",
        ),
        ({"decision": "not-confirmed", "failed": "rings"}, "Write the reasons"),
        (
            {"decision": "not-confirmed", "failed": "rings", "reasons": "怀孕了，不方便"},
            "play no part",
        ),
        (
            {"decision": "extended", "reasons": "x", "extended_until": "2020-01-01"},
            "must be later than the present one",
        ),
        ({"decision": "confirmed", "reasons": "长" * 301}, "at most 300 characters"),
    ],
)
def test_a_decision_rests_on_something(
    client: FlaskClient, cast: Cast, fields: dict[str, str], told: str
) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())

    page = decide(client, cast, review, **({"decision": ""} | fields))

    assert page.status_code == 422
    assert told in words(page)
    assert fields.get("reasons", "") in page.text
    assert the_review(review.id).decision is None


def test_without_confirmed_conditions_nobody_is_refused(client: FlaskClient, cast: Cast) -> None:
    review = cast.review()
    refusal = {"decision": "not-confirmed", "failed": "rings", "reasons": "三次没接起。"}

    page = decide(client, cast, review, **refusal)
    assert page.status_code == 422
    assert "The law asks for proof" in words(page)
    review.conditions_confirmed_at = utcnow()
    db.session.commit()
    decide(client, cast, review, **refusal)

    assert the_review(review.id).failed == ["rings"]
    sign_in(client, cast.newcomer)
    page = words(client.get(page_of(review)))
    assert "三次没接起。" in page
    assert page.count("Not fulfilled") == 1


def test_an_opinion_names_nothing_that_plays_no_part(client: FlaskClient, cast: Cast) -> None:
    review = cast.review()
    sign_in(client, cast.mentor)

    page = client.post(page_of(review, "/voices/mentor"), data=SAID | {"mentor-words": "年龄偏大"})
    assert page.status_code == 422
    assert "年龄偏大" in page.text
    assert "play no part" in words(page)
    empty = client.post(page_of(review, "/voices/mentor"), data={"mentor-words": " "})
    assert "Write a sentence or two." in words(empty)
    assert "Choose one of them." in words(empty)


def test_nobody_speaks_for_another(client: FlaskClient, cast: Cast) -> None:
    review = cast.review()
    for person, voices in (
        (cast.newcomer, ("mentor", "supervisor")),
        (cast.mentor, ("self", "supervisor")),
        (cast.supervisor, ("self", "mentor")),
        (cast.hr, ("self", "mentor", "supervisor", "hr")),
        (cast.stranger, ("self", "mentor", "supervisor")),
    ):
        sign_in(client, person)
        for voice in voices:
            data = {f"{voice}-words": "好", f"{voice}-advice": "confirm"}
            assert client.post(page_of(review, f"/voices/{voice}"), data=data).status_code == 404
    assert db.session.scalars(select(ProbationOpinion)).all() == []


def test_another_teams_review_is_not_found_and_only_hr_decides(
    client: FlaskClient, cast: Cast
) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())
    addresses = ("", "/sheet")
    for person, statuses in (
        (cast.stranger, (404, 404)),
        (cast.mentor, (200, 404)),
        (cast.newcomer, (200, 404)),
        (cast.supervisor, (200, 200)),
        (cast.hr, (200, 200)),
    ):
        sign_in(client, person)
        got = tuple(client.get(page_of(review, each)).status_code for each in addresses)
        assert got == statuses, person.name
        if person is not cast.hr:
            posted = client.post(page_of(review, "/decision"), data={"decision": "confirmed"})
            assert posted.status_code == 403
            if person is not cast.newcomer:
                for deed in ("/conditions", "/acknowledgement"):
                    assert client.post(page_of(review, deed)).status_code == 404
    sign_in(client, cast.newcomer)
    assert client.post(page_of(review, "/acknowledgement")).status_code == 409


def test_hr_does_not_decide_on_herself(client: FlaskClient, cast: Cast) -> None:
    cast.newcomer = make_person(
        name="钱人事",
        roles=(Role.LEARNER, Role.HR),
        language="en",
        position=cast.newcomer.position,
        probation_ends_on=today() + timedelta(days=3),
    )
    review = cast.review(conditions_confirmed_at=utcnow())
    sign_in(client, cast.newcomer)

    assert client.get(page_of(review)).status_code == 200
    assert "Decide by" not in words(client.get(page_of(review)))
    decision = page_of(review, "/decision")
    assert client.get(decision).status_code == 404
    assert client.post(decision, data={"decision": "confirmed"}).status_code == 404
    assert client.get(f"/probation/people/{cast.newcomer.id}").status_code == 404
    assert the_review(review.id).decision is None


def test_who_leads_or_mentors_no_more_is_out(client: FlaskClient, cast: Cast) -> None:
    review = cast.review()
    cast.team.leader_id = cast.stranger.id
    cast.appointment.ended_at = utcnow()
    db.session.commit()

    for person, voice in ((cast.supervisor, "supervisor"), (cast.mentor, "mentor")):
        sign_in(client, person)
        assert client.get(page_of(review)).status_code == 404
        data = {f"{voice}-words": "好", f"{voice}-advice": "confirm"}
        assert client.post(page_of(review, f"/voices/{voice}"), data=data).status_code == 404
    sign_in(client, cast.stranger)
    assert client.get(page_of(review)).status_code == 200
