"""A supervisor rates a person she leads, and what each of the two sees when."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.accounts.models import Person, RoleGrant
from app.accounts.roles import Role
from app.appraisals.models import Appraisal, Rating
from app.appraisals.operations import rate, start_appraisal, submit_appraisal
from app.appraisals.pairing import DAYS, RatingState
from app.appraisals.queries import rating_states
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import Completion
from app.library.queries import Published
from tests.appraisals.instruments import SLUG, make_instrument, publish, withdraw
from tests.appraisals.pages import dots, ratings, words
from tests.conftest import Statements
from tests.factories import make_person, make_unit, sign_in

JSON = {"Accept": "application/json"}
OWN = f"/appraisals/{SLUG}"


@pytest.fixture
def instrument(app: object) -> Published:
    """Ten statements, from 1 to 10, published."""
    return publish(make_instrument())


@pytest.fixture
def supervisor(client: FlaskClient, instrument: Published) -> Person:
    """A supervisor who is signed in and reads English."""
    person = make_supervisor()
    sign_in(client, person)
    return person


@pytest.fixture
def person(supervisor: Person) -> Person:
    """Somebody whom she leads."""
    return make_person(name="周玉兰", language="en", supervisor_id=supervisor.id)


def make_supervisor(**values: Any) -> Person:
    """A supervisor."""
    return make_person(
        **{"name": "黄志强", "language": "en", "roles": (Role.LEARNER, Role.SUPERVISOR)} | values
    )


def about(person: Person) -> str:
    """The page on which a supervisor begins to rate a person."""
    return f"/team/{person.id}/appraisals/{SLUG}"


def begin(client: FlaskClient, introduction: str) -> str:
    """Press the start button; the address of the appraisal."""
    return str(client.post(f"{introduction}/appraisals").location)


def finish(client: FlaskClient, introduction: str, **values: Any) -> TestResponse:
    """Begin, rate all in one go, hand in, and look at what comes."""
    answer = client.post(f"{begin(client, introduction)}/submission", data=ratings(**values))
    assert answer.status_code == 302
    return client.get(str(answer.location))


def given(
    instrument: Published,
    person: Person,
    rater: Person,
    value: int | None,
    *,
    at: datetime | None = None,
) -> Appraisal:
    """A rating that was handed in, with the same value for each statement."""
    now = at or utcnow()
    appraisal = start_appraisal(instrument, person_id=person.id, rater_id=rater.id, now=now)
    rate(appraisal, {each.id: value for each in instrument.body.statements}, now=now)
    submit_appraisal(appraisal, instrument, now=now)
    db.session.commit()
    return appraisal


def states(person: Person, rater: Person) -> RatingState:
    """How far a rater is with a person."""
    return rating_states([person.id], SLUG, rater.id)[person.id]


# What she rates, and how.


def test_the_introduction_names_the_person_and_says_who_sees_what(
    client: FlaskClient, person: Person
) -> None:
    page = words(client.get(about(person)))

    assert "Rate 周玉兰" in page
    assert "10 statements, about 4 min" in page
    assert "周玉兰 sees your ratings with your name on them" in page
    assert "never used alone or as a score for hiring" in page


def test_the_sheets_are_about_the_person_by_name(client: FlaskClient, person: Person) -> None:
    page = client.get(begin(client, about(person)))

    assert "<h1>Rate 周玉兰</h1>" in page.text
    assert "Read each “I” as 周玉兰" in words(page)
    assert "never used alone or as a score for hiring" in words(page)
    assert "Page 1 of 2" in words(page)
    assert 'value="unsure"' in page.text


def test_every_address_on_the_sheet_is_the_supervisors(client: FlaskClient, person: Person) -> None:
    address = begin(client, about(person))
    page = client.get(f"{address}?page=2").text

    assert address.startswith(about(person))
    assert f'action="{address}"' in page
    assert f'formaction="{address}/submission"' in page
    assert f'"{OWN}' not in page


def test_choices_are_saved_page_by_page_and_by_the_script(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client, about(person))
    answer = client.post(address, data={"page": "1", "go": "next", **ratings(1, 5, 4)})
    told = client.post(address, data={"page": "2", **ratings(6, 7, "unsure")}, headers=JSON)

    assert answer.location == f"{address}?page=2"
    assert told.json["progress"] == "2 chosen, 3 to go"
    assert begin(client, about(person)) == address
    assert "Go on" in words(client.get(about(person)))


def test_missing_statements_lead_back_to_where_they_are(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client, about(person))
    answer = client.post(f"{address}/submission", data=ratings(6, 10))

    assert answer.location == f"{address}?page=1&missing=yes"
    assert "5 statements are still open" in words(client.get(str(answer.location)))


def test_not_sure_leaves_no_total(client: FlaskClient, person: Person) -> None:
    finish(client, about(person), last=10, value="unsure")

    assert db.session.scalars(select(Appraisal.total)).all() == [None]


def test_rating_another_completes_nothing_for_anybody(client: FlaskClient, person: Person) -> None:
    finish(client, about(person))

    assert db.session.scalars(select(Completion)).all() == []
    events = db.session.scalars(select(Event).where(Event.object_kind == "appraisal")).all()
    assert {event.verb for event in events} == {"started", "submitted"}
    assert all(event.details == {} and event.person_id == person.id for event in events)


def test_what_was_handed_in_cannot_be_changed(client: FlaskClient, person: Person) -> None:
    address = begin(client, about(person))
    client.post(f"{address}/submission", data=ratings(value=7))

    assert client.post(address, data=ratings(1, 1, 2)).status_code == 409
    assert client.post(f"{address}/submission", data=ratings(value=2)).status_code == 409
    assert client.get(address).location == f"{address}/result"
    assert set(db.session.scalars(select(Rating.value))) == {7}


def test_a_withdrawn_instrument_keeps_what_was_handed_in_and_starts_nothing(
    client: FlaskClient, person: Person
) -> None:
    finish(client, about(person))
    withdraw(SLUG)

    page = words(client.get(about(person)))
    assert "no longer offered" in page
    assert "What you handed in" in page
    assert client.post(f"{about(person)}/appraisals").status_code == 404


# Neither sees the other's before both are in.


def test_the_supervisor_alone_sees_only_what_she_gave(client: FlaskClient, person: Person) -> None:
    page = finish(client, about(person), value=3)

    assert "Your rating of 周玉兰 is handed in" in words(page)
    assert "Both of you see both ratings once 周玉兰 has handed in too" in words(page)
    assert page.text.count("You: 3<") == 10
    assert dots(page) == 0
    assert "30 points" in words(page)


def test_the_person_alone_sees_nothing_of_the_supervisors(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    given(instrument, person, supervisor, 3)
    sign_in(client, person)
    seen = [client.get(OWN), client.get(begin(client, OWN)), client.get("/record"), client.get("/")]

    assert all("30 points" not in words(page) for page in seen)
    assert "Your supervisor has rated you" in words(seen[0])
    assert "黄志强" not in seen[0].text


def test_an_open_rating_by_the_other_is_not_in_yet(
    client: FlaskClient, person: Person, supervisor: Person
) -> None:
    address = begin(client, about(person))
    client.post(address, data=ratings(value=2))
    sign_in(client, person)
    page = finish(client, OWN, value=9)

    assert "How you see yourself" in words(page)
    assert "neither of you sees the other's" in words(page)
    assert page.text.count("You: 9<") == 10
    assert "黄志强" not in page.text
    assert "supervisor:" not in page.text


def test_an_open_self_rating_is_not_in_yet(
    client: FlaskClient, person: Person, supervisor: Person
) -> None:
    sign_in(client, person)
    client.post(begin(client, OWN), data=ratings(value=9))
    sign_in(client, supervisor)
    page = finish(client, about(person), value=2)

    assert "Waiting for 周玉兰" in words(page)
    assert "9" not in [line.strip() for line in words(page).split("·")]
    assert dots(page) == 0


@pytest.mark.parametrize("own_first", [True, False])
def test_once_both_are_in_both_see_both(
    client: FlaskClient, person: Person, supervisor: Person, own_first: bool
) -> None:
    steps = [(person, OWN, 9), (supervisor, about(person), 6)]
    for who, introduction, value in steps if own_first else steps[::-1]:
        sign_in(client, who)
        finish(client, introduction, value=value)

    for who, introduction, line in (
        (person, OWN, "You: 9 · supervisor: 6 · 3 apart"),
        (supervisor, about(person), "Self: 9 · you: 6 · 3 apart"),
    ):
        sign_in(client, who)
        page = client.get(result_of(who, person, introduction))
        assert page.text.count(line) == 10
        assert dots(page) == 10
        assert "90 points" in words(page)
        assert "60 points" in words(page)
        assert "never used alone or as a score for hiring" in words(page)
        assert "Filled in by" in words(page) or who is supervisor


def result_of(rater: Person, person: Person, introduction: str) -> str:
    """The page with the result of what a rater handed in."""
    chosen = select(Appraisal.id).where(
        Appraisal.rater_id == rater.id, Appraisal.person_id == person.id
    )
    return f"{introduction}/{db.session.scalars(chosen).one()}/result"


def test_a_result_leads_back_to_the_way_in(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    given(instrument, person, supervisor, 2)
    given(instrument, person, person, 9)
    assert (
        f'href="{about(person)}"' in client.get(result_of(supervisor, person, about(person))).text
    )

    sign_in(client, person)
    assert f'href="{OWN}"' in client.get(result_of(person, person, OWN)).text


def test_the_person_reads_who_rated_her_and_the_supervisor_no_band(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    given(instrument, person, supervisor, 2)
    given(instrument, person, person, 9)
    page = client.get(result_of(supervisor, person, about(person)))
    assert "段" not in words(page)

    sign_in(client, person)
    page = client.get(result_of(person, person, OWN))
    assert "黄志强" in words(page)
    assert "上建议" in page.text
    assert "beside it: 黄志强" in words(client.get(OWN))


def test_not_sure_on_one_side_leaves_that_side_without_a_total(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    given(instrument, person, supervisor, None)
    given(instrument, person, person, 9)
    page = words(client.get(result_of(supervisor, person, about(person))))

    assert "90 points" in page
    assert "No total" in page
    assert "Self: 9 · you: not sure" in page


def test_ratings_too_far_apart_are_not_shown_together(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    employed_before(person, days=400)
    given(instrument, person, person, 9, at=utcnow() - timedelta(days=DAYS + 1))
    given(instrument, person, supervisor, 2)

    page = client.get(result_of(supervisor, person, about(person)))
    assert "Waiting for 周玉兰" in words(page)
    assert dots(page) == 0
    sign_in(client, person)
    assert "20 points" not in words(client.get(result_of(person, person, OWN)))


def test_what_a_candidate_gave_is_never_shown_to_a_supervisor_nor_traded_for_hers(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    given(instrument, person, person, 9, at=utcnow() - timedelta(days=3))
    given(instrument, person, supervisor, 2)
    # She was given her roles, and so employed, after she had rated herself.
    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == person.id)
        .values(granted_at=utcnow() - timedelta(days=2))
    )

    page = client.get(result_of(supervisor, person, about(person)))
    assert "Waiting for 周玉兰" in words(page)
    assert dots(page) == 0
    assert states(person, supervisor) == RatingState.HANDED_IN
    sign_in(client, person)
    page = client.get(result_of(person, person, OWN))
    assert "黄志强" not in page.text
    assert "side by side" not in words(page)


def employed_before(person: Person, *, days: int) -> None:
    """Move the day of her first role back."""
    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == person.id)
        .values(granted_at=utcnow() - timedelta(days=days))
    )


def test_a_second_supervisor_sees_her_own_pair_and_the_person_the_latest(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    second = make_supervisor(name="吴桂芳")
    supervisor.supervisor_id = second.id
    given(instrument, person, person, 9, at=utcnow() - timedelta(hours=3))
    given(instrument, person, supervisor, 2, at=utcnow() - timedelta(hours=2))
    given(instrument, person, second, 5, at=utcnow() - timedelta(hours=1))

    first_page = client.get(result_of(supervisor, person, about(person))).text
    assert "Self: 9 · you: 2" in first_page
    assert "吴桂芳" not in first_page
    sign_in(client, second)
    second_page = client.get(result_of(second, person, about(person))).text
    assert "Self: 9 · you: 5" in second_page
    assert "20 points" not in second_page
    sign_in(client, person)
    own_page = client.get(result_of(person, person, OWN)).text
    assert "You: 9 · supervisor: 5" in own_page
    assert "黄志强" not in own_page


def test_the_introduction_says_since_when_the_others_rating_waits(
    client: FlaskClient, person: Person, instrument: Published
) -> None:
    assert "has handed in" not in words(client.get(about(person)))
    given(instrument, person, person, 9)

    page = words(client.get(about(person)))
    assert "周玉兰 has handed in" in page
    assert "90 points" not in page


# Whom she may rate.


def strangers(supervisor: Person) -> list[Person]:
    """Who is not hers to rate, each for another reason."""
    other = make_supervisor(name="林秀英")
    supervisor.supervisor_id = other.id
    return [
        supervisor,
        other,
        make_person(name="陌生人", supervisor_id=other.id),
        make_person(name="同事", unit_id=make_unit(leader_id=other.id).id),
        make_person(name="走了", supervisor_id=supervisor.id, deactivated_at=utcnow()),
        make_person(name="应聘", supervisor_id=supervisor.id, is_candidate=True, roles=()),
    ]


def test_oneself_another_team_those_who_left_and_candidates_are_not_found(
    client: FlaskClient, supervisor: Person
) -> None:
    for stranger in strangers(supervisor):
        assert client.get(about(stranger)).status_code == 404, stranger.name
        assert client.post(f"{about(stranger)}/appraisals").status_code == 404, stranger.name
    assert client.get(f"/team/{uuid.uuid4()}/appraisals/{SLUG}").status_code == 404
    assert db.session.scalars(select(Appraisal)).all() == []


@pytest.mark.parametrize("roles", [(Role.LEARNER,), (Role.HR,), (Role.ADMIN,), (Role.OBSERVER,)])
def test_without_the_role_even_whom_one_leads_is_not_ones_to_rate(
    client: FlaskClient, instrument: Published, roles: tuple[Role, ...]
) -> None:
    leader = make_person(roles=roles)
    person = make_person(supervisor_id=leader.id)
    sign_in(client, leader)

    assert client.get(about(person)).status_code == 403
    assert client.post(f"{about(person)}/appraisals").status_code == 403


def test_the_others_rating_is_not_opened_by_its_id_from_any_side(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    own = given(instrument, person, person, 9)
    hers = given(instrument, person, supervisor, 2)
    second = make_supervisor(name="吴桂芳")
    supervisor.supervisor_id = second.id
    third = given(instrument, person, second, 5)

    for foreign in (own, third):
        assert_not_found(client, f"{about(person)}/{foreign.id}")
        assert_not_found(client, f"{OWN}/{foreign.id}")
    # Her own rating of another is no result about herself.
    assert_not_found(client, f"{OWN}/{hers.id}")
    sign_in(client, person)
    for foreign in (hers, third):
        assert_not_found(client, f"{OWN}/{foreign.id}")


def assert_not_found(client: FlaskClient, address: str) -> None:
    """Whatever is asked of this appraisal, it is not there."""
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/result").status_code == 404
    assert client.post(address, data=ratings(1, 1)).status_code == 404
    assert client.post(f"{address}/submission", data=ratings()).status_code == 404


def test_a_rating_belongs_to_the_person_in_its_address(
    client: FlaskClient, person: Person, supervisor: Person
) -> None:
    other = make_person(name="另一人", supervisor_id=supervisor.id)
    address = begin(client, about(person))

    assert_not_found(client, address.replace(str(person.id), str(other.id)))
    assert_not_found(client, address.replace(SLUG, "another-one"))


def test_who_leads_her_no_longer_sees_nothing_and_the_person_keeps_it(
    client: FlaskClient, person: Person, supervisor: Person, instrument: Published
) -> None:
    given(instrument, person, person, 9)
    hers = given(instrument, person, supervisor, 2)
    person.supervisor_id = None
    db.session.commit()

    assert client.get(about(person)).status_code == 404
    assert_not_found(client, f"{about(person)}/{hers.id}")
    sign_in(client, person)
    assert "You: 9 · supervisor: 2" in client.get(result_of(person, person, OWN)).text


@pytest.mark.parametrize("slug", ["not-there", "Not%20A%20Slug", "%00", "x" * 200])
def test_an_instrument_that_is_not_there_is_not_found(
    client: FlaskClient, person: Person, slug: str
) -> None:
    place = f"/team/{person.id}/appraisals/{slug}"

    assert client.get(place).status_code == 404
    assert client.post(f"{place}/appraisals").status_code == 404
    assert client.get(f"{place}/{uuid.uuid4()}").status_code == 404


def test_whoever_leads_the_unit_may_rate_too(client: FlaskClient, supervisor: Person) -> None:
    person = make_person(unit_id=make_unit(leader_id=supervisor.id).id)

    assert client.get(about(person)).status_code == 200


# How far she is with everybody.


def test_the_states_of_many_people_cost_one_statement(
    client: FlaskClient,
    supervisor: Person,
    instrument: Published,
    statements: Statements,
) -> None:
    people = [make_person(supervisor_id=supervisor.id) for _ in range(5)]
    none, begun, handed_in, both_in, own_only = people
    start_appraisal(instrument, person_id=begun.id, rater_id=supervisor.id, now=utcnow())
    for rated in (handed_in, both_in):
        given(instrument, rated, supervisor, 5)
    for rater in (both_in, own_only):
        given(instrument, rater, rater, 5)
    # What another gave says nothing about how far she is.
    given(instrument, none, make_supervisor(name="吴桂芳"), 5)

    statements.clear()
    found = rating_states([each.id for each in people], SLUG, supervisor.id)

    assert [found[each.id] for each in people] == [
        RatingState.NONE,
        RatingState.BEGUN,
        RatingState.HANDED_IN,
        RatingState.BOTH_IN,
        RatingState.NONE,
    ]
    assert len(statements) == 1
    assert rating_states([], SLUG, supervisor.id) == {}


def test_each_page_costs_five_statements_at_most(
    client: FlaskClient,
    person: Person,
    supervisor: Person,
    instrument: Published,
    statements: Statements,
) -> None:
    given(instrument, person, person, 9)
    given(instrument, person, supervisor, 2)
    pages = [about(person), result_of(supervisor, person, about(person))]
    pages.append(begin(client, about(person)))
    for page in pages:
        statements.clear()
        assert client.get(page).status_code == 200
        assert len(statements) <= 5, page

    sign_in(client, person)
    for page in (OWN, result_of(person, person, OWN)):
        statements.clear()
        assert client.get(page).status_code == 200
        assert len(statements) <= 5, page
