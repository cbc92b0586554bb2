"""A candidate's way from the link to the thanks, through the front door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import SignIn
from app.appraisals.models import Appraisal
from app.attempts.models import Attempt, Receipt
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import Completion
from app.enrolments.queries import completed_names
from app.evidence.models import Evidence
from tests.attempts.sitting import words
from tests.conftest import Statements
from tests.content_tree import ContentTree
from tests.factories import make_company
from tests.screening.candidate_visits import RIGHT, Visitor, make_invitation, publish_screening
from tests.together import run_together

# Most of it is what pages say. Where moments, rows of two requests or locks count, both are asked.
pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def visitor(app: Flask, content: ContentTree) -> Visitor:
    """Somebody with a link, in a company that screens."""
    make_company(candidate_days=90)
    publish_screening(content)
    return make_invitation()


def test_the_invitation_says_what_why_how_long_and_who_reads(
    client: FlaskClient, visitor: Visitor
) -> None:
    page = words(visitor.get(client))

    assert "和苑物业 invites you" in page
    assert "Good day, 周玉兰" in page
    assert "the position Customer-service assistant" in page
    assert "about 11 min" in page
    assert "Read a lesson: Speak first" in page
    assert "Answer 3 questions About 8 min" in page
    assert "An offer and no score; HR sees it only as a guide" in page
    assert "90 days after the decision" in page
    assert "Never asked Age, sex, height, looks, marriage" in page
    assert "I am 18 years old or older" in page
    assert 'href="tel:02155500000"' in visitor.get(client).text


def test_opening_the_link_changes_nothing(client: FlaskClient, visitor: Visitor) -> None:
    events = db.session.scalar(select(func.count(Event.id)))

    for page in ("", "/lesson", "/quiz", "/self", "/thanks", "/withdrawn"):
        visitor.get(client, page)

    assert visitor.invitation.consented_at is None
    assert db.session.scalar(select(func.count(Event.id))) == events


@pytest.mark.database("sqlite", "postgresql")
def test_from_consent_to_thanks(client: FlaskClient, visitor: Visitor) -> None:
    assert visitor.consent(client).location == f"{visitor.home}/lesson"
    assert visitor.read(client).location == f"{visitor.home}/quiz"
    assert "8 min from the moment you begin" in words(visitor.get(client, "/quiz"))
    place = str(visitor.post(client, "/quiz").location).removeprefix(visitor.home)
    for item in RIGHT:
        visitor.answer(client, place, item)
    assert "Everything is answered" in words(visitor.get(client, f"{place}/overview"))
    handed_in = visitor.post(client, f"{place}/submission")
    assert handed_in.location == f"{visitor.home}{place}/result"
    assert visitor.get(client, f"{place}/result").location == f"{visitor.home}/self"
    thanks = words(visitor.get(client, "/thanks"))

    assert "Thank you, 周玉兰" in thanks
    assert "100" not in thanks
    assert visitor.attempt.score == 1
    assert visitor.attempt.person_id == visitor.invitation.person_id
    assert visitor.invitation.agreed_to_more is False


@pytest.mark.database("sqlite", "postgresql")
def test_what_she_did_counts_for_her_if_she_is_hired(client: FlaskClient, visitor: Visitor) -> None:
    visitor.finish(client)

    names = completed_names(visitor.invitation.person_id)
    assert {("lesson", "etiquette/10-greeting"), ("quiz", "first-look")} <= names
    kinds = set(db.session.scalars(select(Evidence.kind)))
    assert kinds == {"learned", "answered"}


@pytest.mark.parametrize("missing", ["of_age", "agrees"])
def test_without_both_ticks_nothing_begins(
    client: FlaskClient, visitor: Visitor, missing: str
) -> None:
    ticks = {"of_age": "yes", "agrees": "yes", "agrees_to_more": "yes"}
    del ticks[missing]

    page = visitor.post(client, "/consent", ticks)

    assert page.status_code == 422
    assert "ick this to begin" in words(page) or "Please tick this" in words(page)
    assert page.text.count(" checked") == 2
    assert visitor.invitation.consented_at is None


def test_agreeing_to_more_is_free(client: FlaskClient, visitor: Visitor) -> None:
    visitor.consent(client, agrees_to_more="yes")

    assert visitor.invitation.agreed_to_more is True


def test_a_second_consent_changes_nothing(client: FlaskClient, visitor: Visitor) -> None:
    visitor.consent(client)
    first = visitor.invitation.consented_at

    visitor.consent(client, agrees_to_more="yes")

    assert visitor.invitation.consented_at == first
    assert visitor.invitation.agreed_to_more is False


@pytest.mark.database("sqlite", "postgresql")
def test_a_second_start_goes_on_with_the_first(client: FlaskClient, visitor: Visitor) -> None:
    place = visitor.begin(client)

    assert visitor.post(client, "/quiz").location == visitor.home + place
    visitor.read(client)
    assert db.session.scalar(select(func.count(Attempt.id))) == 1
    assert (
        db.session.scalar(select(func.count(Completion.id)).where(Completion.kind == "lesson")) == 1
    )


@pytest.mark.database("sqlite", "postgresql")
def test_two_starts_at_once_begin_one_attempt(app: Flask, visitor: Visitor) -> None:
    visitor.consent(app.test_client())
    visitor.read(app.test_client())

    places: set[str] = set()

    def begin() -> None:
        places.add(str(visitor.post(app.test_client(), "/quiz").location))

    run_together(app, [begin] * 4)

    assert len(places) == 1
    assert db.session.scalar(select(func.count(Attempt.id))) == 1


def test_one_step_after_the_other(client: FlaskClient, visitor: Visitor) -> None:
    for page in ("/lesson", "/quiz", "/self", "/thanks"):
        assert visitor.get(client, page).location == visitor.home
    assert visitor.post(client, "/quiz").location == visitor.home
    visitor.consent(client)
    for page in ("/quiz", "/self", "/thanks"):
        assert visitor.get(client, page).location == visitor.home
    assert visitor.post(client, "/self").location == visitor.home


def test_the_same_link_leads_back_to_where_she_was(
    app: Flask, client: FlaskClient, visitor: Visitor
) -> None:
    place = visitor.begin(client)
    visitor.answer(client, place, "first")
    phone = app.test_client()

    assert f'href="{visitor.home}/quiz"' in visitor.get(phone).text
    assert visitor.get(phone, "/quiz").location == visitor.home + place
    page = visitor.get(phone, place)
    assert "1 answered" in words(page)


def test_going_back_to_the_lesson_is_fine(client: FlaskClient, visitor: Visitor) -> None:
    visitor.finish(client)

    assert visitor.get(client, "/lesson").status_code == 200


def test_the_lesson_shows_rules_without_a_learners_marks(
    client: FlaskClient, visitor: Visitor
) -> None:
    visitor.consent(client)
    page = visitor.get(client, "/lesson")

    assert "Greet customers before they greet you." in words(page)
    assert "tp-triad" not in page.text
    assert 'href="/standards' not in page.text


def test_a_lesson_that_changed_is_shown_once_more(client: FlaskClient, visitor: Visitor) -> None:
    visitor.consent(client)

    answer = visitor.post(client, "/lesson", {"version": "another"})

    assert answer.location == f"{visitor.home}/lesson?changed=yes"
    assert "just been changed" in words(
        client.get(answer.location, headers={"Accept-Language": "en"})
    )
    assert visitor.invitation.lesson_read_at is None


def test_a_person_may_be_given_more_time(
    app: Flask, client: FlaskClient, content: ContentTree
) -> None:
    publish_screening(content)
    visitor = make_invitation(extra_time=50)
    visitor.begin(client)

    attempt = visitor.attempt
    assert attempt.closes_at == attempt.started_at + timedelta(minutes=12)
    assert "50% more for the questions" in words(visitor.get(client))


# The self-assessment.


def rate_all(client: FlaskClient, visitor: Visitor) -> str:
    """Begin and rate all three statements."""
    place = str(visitor.post(client, "/self").location).removeprefix(visitor.home)
    ratings = {f"rating-{name}": "7" for name in ("calm", "sorry", "strangers")}
    return str(visitor.post(client, f"{place}/submission", ratings).location)


def test_the_self_assessment_is_an_offer_without_a_score(
    client: FlaskClient, visitor: Visitor
) -> None:
    visitor.finish(client)
    offer = words(visitor.get(client, "/self"))
    assert "HR sees what you choose, only as a guide" in offer
    assert "Leave it out" in offer

    where = rate_all(client, visitor)

    assert client.get(where).location == f"{visitor.home}/thanks"
    appraisal = db.session.scalars(select(Appraisal)).one()
    assert visitor.invitation.appraisal_id == appraisal.id
    assert appraisal.total == 21
    assert "Keep learning to deal with people" not in words(visitor.get(client, "/thanks"))
    assert f'href="{visitor.home}/thanks"' in visitor.get(client).text


def test_the_sheet_says_who_sees_it_and_stays_below_the_link(
    client: FlaskClient, visitor: Visitor
) -> None:
    visitor.finish(client)
    place = str(visitor.post(client, "/self").location)

    page = client.get(place, headers={"Accept-Language": "en"})

    assert "HR sees what you choose, only as a guide" in words(page)
    assert "/appraisals/" not in page.text


def test_without_an_instrument_the_quiz_is_the_end(
    client: FlaskClient, app: Flask, content: ContentTree
) -> None:
    publish_screening(content, instrument=False)
    visitor = make_invitation()
    end = visitor.finish(client)

    assert client.get(end.location).location == f"{visitor.home}/thanks"
    assert visitor.get(client, "/self").location == f"{visitor.home}/thanks"
    assert "if you like" not in words(visitor.get(client)).lower().split("how we use")[0]


# The time of the quiz, and of the link.


@pytest.mark.database("sqlite", "postgresql")
def test_a_quiz_begun_in_time_may_be_finished_after_the_last_day(
    client: FlaskClient, visitor: Visitor
) -> None:
    place = visitor.begin(client)
    visitor.invitation.expires_at = utcnow() + timedelta(seconds=1)
    db.session.commit()

    with time_machine.travel(utcnow() + timedelta(minutes=5), tick=False):
        assert visitor.get(client).location == visitor.home + place
        assert visitor.answer(client, place, "first").status_code == 302
        end = visitor.post(client, f"{place}/submission")
        assert client.get(end.location).location == f"{visitor.home}/thanks"
        assert visitor.get(client).location == f"{visitor.home}/thanks"
        assert visitor.get(client, "/lesson").location == visitor.home
        assert visitor.post(client, "/self").location == visitor.home


@pytest.mark.database("sqlite", "postgresql")
def test_after_the_time_nothing_counts_and_handing_in_is_left(
    client: FlaskClient, visitor: Visitor
) -> None:
    place = visitor.begin(client)

    with time_machine.travel(utcnow() + timedelta(minutes=10), tick=False):
        overview = visitor.get(client, place).location
        assert "The time is up" in words(client.get(overview, headers={"Accept-Language": "en"}))
        late = visitor.answer(client, place, "first")
        assert late.location == f"{visitor.home}{place}/result"
        assert visitor.get(client, place).location == late.location
    assert visitor.attempt.submitted_at is not None
    assert [each.state for each in db.session.scalars(select(Receipt))] == ["late"]


def test_for_thirty_days_the_link_says_thanks_and_shows_no_answer(
    client: FlaskClient, visitor: Visitor
) -> None:
    visitor.finish(client)
    place = f"/quiz/{visitor.attempt.id}"

    with time_machine.travel(utcnow() + timedelta(days=29), tick=False):
        assert visitor.get(client).location == f"{visitor.home}/thanks"
        assert visitor.get(client, "/thanks").status_code == 200
        assert visitor.get(client, place).location == f"{visitor.home}{place}/result"
    with time_machine.travel(utcnow() + timedelta(days=30), tick=False):
        assert visitor.get(client, "/thanks").status_code == 404


# Withdrawing.


@pytest.mark.database("sqlite", "postgresql")
def test_she_may_withdraw_and_the_link_ends(client: FlaskClient, visitor: Visitor) -> None:
    visitor.finish(client)

    answer = visitor.post(client, "/withdrawal")

    assert "Your application is withdrawn" in words(
        client.get(answer.location, headers={"Accept-Language": "en"})
    )
    assert visitor.invitation.withdrawn_at is not None
    assert visitor.get(client).status_code == 404
    assert visitor.post(client, "/withdrawal").status_code == 404
    verbs = list(db.session.scalars(select(Event.verb).where(Event.object_kind == "invitation")))
    assert sorted(verbs) == ["consented", "withdrawn"]


def test_the_page_that_says_so_is_for_those_who_did(client: FlaskClient, visitor: Visitor) -> None:
    assert visitor.get(client, "/withdrawn").status_code == 404


# What a page costs.


def test_a_page_costs_few_statements(
    client: FlaskClient, visitor: Visitor, statements: Statements
) -> None:
    place = visitor.begin(client)
    visitor.get(client, place)
    costs = {}
    for page in ("", "/lesson", place, f"{place}/overview"):
        statements.clear()
        visitor.get(client, page)
        costs[page] = len(statements)
    statements.clear()
    visitor.answer(client, place, "first")

    assert costs[""] <= 3
    assert costs["/lesson"] <= 3
    assert costs[place] <= 5
    assert costs[f"{place}/overview"] <= 5
    assert len(statements) <= 6


def test_no_sign_in_is_made(client: FlaskClient, visitor: Visitor) -> None:
    visitor.finish(client)

    assert db.session.scalar(select(func.count(SignIn.id))) == 0
    with client.session_transaction() as session:
        assert set(session) <= {"csrf_token"}
    assert client.get("/").location.startswith("/login")


def test_every_address_on_her_pages_stays_below_the_link(
    client: FlaskClient, visitor: Visitor
) -> None:
    place = visitor.begin(client)
    for page in ("", "/lesson", place, f"{place}/overview"):
        text = visitor.get(client, page).text
        addresses = re.findall(r'(?:href|action)="(/[^"]*)"', text)
        foreign = [
            each
            for each in addresses
            if not each.startswith((visitor.home, "/static/", "/bootstrap/", "/preferences"))
        ]
        assert foreign == [], page
