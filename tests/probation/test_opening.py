"""Who gets a review, how it follows what HR changes, and the list of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.people import update_person
from app.accounts.roles import Role
from app.db import db, utcnow
from app.enrolments.models import Enrolment
from app.enrolments.operations import assign_path
from app.probation.models import ProbationReview
from app.probation.opening import keep_probation_end, open_reviews
from app.probation.queries import reviews_of
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.probation.cast import (
    POSITION,
    Cast,
    make_cast,
    publish_conditions,
    the_review,
    today,
    words,
)

GUARD = """\
title: {zh: 门岗, en: Gate guard}
summary: {zh: 看好大门。, en: Watches the gate.}
conditions:
  - {id: greets, zh: 先开口, en: Speaks first}
"""


def all_reviews() -> list[ProbationReview]:
    return list(db.session.scalars(select(ProbationReview).order_by(ProbationReview.id)))


def test_the_sweep_opens_one_review_for_whoever_is_on_probation(cast: Cast) -> None:
    day = today()
    begun = {"hired_on": day - timedelta(days=9), "position": POSITION}
    make_person(**begun)
    make_person(**begun, probation_ends_on=day - timedelta(days=3))
    make_person(**begun | {"position": None}, probation_ends_on=day)
    make_person(**begun, probation_ends_on=day, deactivated_at=utcnow())
    db.session.commit()

    assert (open_reviews(utcnow()), open_reviews(utcnow())) == (1, 0)
    (review,) = all_reviews()
    assert (review.person_id, review.position) == (cast.newcomer.id, POSITION)
    assert (review.begins_on, review.ends_on) == (
        cast.newcomer.hired_on,
        cast.newcomer.probation_ends_on,
    )
    review.decision, review.decided_at = "confirmed", utcnow()
    assert open_reviews(utcnow()) == 0


def test_an_open_review_follows_its_person_and_asks_again_only_for_another_position(
    cast: Cast, content: ContentTree
) -> None:
    content.write("courses/positions/gate-guard.yaml", GUARD)
    review = cast.review(conditions_confirmed_at=utcnow())
    cast.library = publish_tree(content)
    by = {"now": utcnow(), "by_id": cast.hr.id}
    later = cast.newcomer.probation_ends_on + timedelta(days=7)

    keep_probation_end(cast.newcomer, cast.library, ends_on=later, **by)
    db.session.commit()
    kept = the_review(review.id)
    assert (kept.ends_on, kept.conditions_confirmed_at is not None) == (later, True)
    update_person(cast.newcomer, position="gate-guard", **by)
    assert open_reviews(utcnow()) == 1

    kept = the_review(review.id)
    assert (kept.position, kept.conditions_confirmed_at) == ("gate-guard", None)
    guard = cast.library.get("position", "gate-guard")
    assert guard is not None
    assert kept.version_id == guard.version_id


@pytest.mark.database("sqlite")
def test_what_is_due_before_probation_ends_moves_with_the_day(
    app: object, content: ContentTree
) -> None:
    content.replace(
        "courses/paths/customer-service-assistant.yaml", "    due: 7\n", "    before: probation\n"
    )
    cast = make_cast(publish_conditions(content))
    path = cast.library.path_of_position(POSITION)
    assert path is not None
    hired_on, ends_on = cast.newcomer.hired_on, cast.newcomer.probation_ends_on
    assert hired_on is not None
    assert ends_on is not None
    assign_path(cast.newcomer.id, path, anchored_on=hired_on, now=utcnow())

    def due() -> dict[str, date | None]:
        return {each.course: each.due_on for each in db.session.scalars(select(Enrolment))}

    assert due() == {"etiquette": hired_on + timedelta(days=1), "telephone": ends_on}
    later = ends_on + timedelta(days=30)
    keep_probation_end(cast.newcomer, cast.library, ends_on=later, now=utcnow(), by_id=cast.hr.id)
    assert due() == {"etiquette": hired_on + timedelta(days=1), "telephone": later}


@pytest.mark.database("sqlite")
def test_hr_keeps_the_last_day_and_a_supervisor_only_opens(client: FlaskClient, cast: Cast) -> None:
    ends_on = cast.newcomer.probation_ends_on
    cast.newcomer.probation_ends_on = None
    db.session.commit()
    page = f"/probation/people/{cast.newcomer.id}"

    sign_in(client, cast.supervisor)
    assert "No probation end is kept." in words(client.get("/probation"))
    assert "Human resources enter it." in words(client.get(page))
    assert client.post(page, data={"probation_ends_on": str(ends_on)}).status_code == 403
    assert client.post(f"{page}/review").location == page
    sign_in(client, cast.stranger)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}/review").status_code == 404
    assert "陈新" not in client.get("/probation").text
    sign_in(client, cast.mentor)
    assert client.get(page).status_code == 403

    sign_in(client, cast.hr)
    early = client.post(page, data={"probation_ends_on": "2020-01-01"})
    assert (early.status_code, "2020-01-01" in early.text) == (422, True)
    assert "cannot end before the first day" in words(early)
    assert client.post(page, data={"probation_ends_on": "soon"}).status_code == 422
    assert client.post(page, data={"probation_ends_on": str(ends_on)}).location == page
    assert db.session.get_one(Person, cast.newcomer.id).probation_ends_on == ends_on
    sign_in(client, cast.supervisor)
    opened = client.post(f"{page}/review").location
    (review,) = all_reviews()
    assert opened == f"/probation/{review.id}"
    assert client.post(f"{page}/review").location == opened


def test_the_list_shows_each_reader_hers_in_order(
    client: FlaskClient, cast: Cast, statements: Statements
) -> None:
    others = [
        make_person(
            name=f"新人{number}",
            hired_on=today() - timedelta(days=30),
            probation_ends_on=today() + timedelta(days=40 - number),
            position=POSITION,
        )
        for number in range(35)
    ]
    db.session.commit()
    assert open_reviews(utcnow()) == 36
    db.session.commit()

    sign_in(client, cast.hr)
    statements.clear()
    first = client.get("/probation")
    assert len(statements) <= 4
    assert first.text.index(others[34].name) < first.text.index(others[20].name)
    onward = words_of_next(first.text)
    second = client.get(onward)
    assert others[0].name in second.text
    assert others[34].name not in second.text
    assert others[34].name in client.get("/probation?q=新人34").text
    soon = client.get("/probation?state=soon").text
    assert (others[34].name in soon, others[0].name in soon) == (True, False)
    assert client.get("/probation?state=nonsense&after=x&q=%00").status_code == 200
    for person, count in ((cast.supervisor, 1), (cast.mentor, 1), (cast.newcomer, 1)):
        sign_in(client, person)
        assert client.get("/probation").text.count('href="/probation/0') == count


def words_of_next(text: str) -> str:
    """Where the page leads on."""
    after = text.index("/probation?after=")
    return text[after : text.index('"', after)]


@pytest.mark.database("sqlite")
def test_the_decided_are_listed_and_a_mentor_does_not_learn_how(
    client: FlaskClient, cast: Cast
) -> None:
    review = cast.review(decision="not-confirmed", reasons="x", decided_at=utcnow())

    for person, is_told in ((cast.hr, True), (cast.newcomer, True), (cast.mentor, False)):
        sign_in(client, person)
        assert client.get("/probation").text.count(str(review.id)) == 0
        page = client.get("/probation?state=decided")
        assert ("Not confirmed" in words(page)) is is_told
        assert ("Not confirmed" in words(client.get(f"/probation/{review.id}"))) is is_told


@pytest.mark.database("sqlite")
def test_all_reviews_of_a_person_come_with_their_voices_in_one_statement(
    cast: Cast, statements: Statements
) -> None:
    cast.review()
    statements.clear()

    (review,) = reviews_of(cast.newcomer.id)

    assert review.opinions == []
    assert len(statements) == 1


@pytest.mark.database("sqlite")
def test_an_administrator_keeps_the_last_day_with_the_person(
    client: FlaskClient, cast: Cast
) -> None:
    review = cast.review()
    admin = make_person(roles=(Role.LEARNER, Role.ADMIN), language="en")
    sign_in(client, admin)
    address = f"/admin/people/{cast.newcomer.id}"
    form = {
        "name": "陈新",
        "employee_number": cast.newcomer.employee_number,
        "position": POSITION,
        "unit_id": str(cast.team.id),
        "hired_on": str(cast.newcomer.hired_on),
        "language": "en",
        "extra_time": "0",
    }
    early = client.post(address, data=form | {"probation_ends_on": "2020-01-01"})
    assert "cannot end before the first day" in words(early)
    later = today() + timedelta(days=44)
    client.post(address, data=form | {"probation_ends_on": str(later)})

    assert the_review(review.id).ends_on == later
