"""The self-assessment through the front door."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.appraisals.models import Appraisal, Rating
from app.appraisals.operations import start_appraisal, submit_appraisal
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import Completion
from app.library.queries import Published
from tests.appraisals.instruments import SLUG, make_instrument, publish, withdraw
from tests.appraisals.pages import dots, ratings, words
from tests.conftest import Statements
from tests.factories import NOON, make_person, sign_in

JSON = {"Accept": "application/json"}
INTRODUCTION = f"/appraisals/{SLUG}"


@pytest.fixture
def instrument(app: object) -> Published:
    """Ten statements, from 1 to 10, published."""
    return publish(make_instrument())


@pytest.fixture
def person(client: FlaskClient, instrument: Published) -> Person:
    """Somebody signed in who reads English."""
    person = make_person(language="en")
    sign_in(client, person)
    return person


def begin(client: FlaskClient) -> str:
    """Press the start button; the address of the appraisal."""
    return str(client.post(f"{INTRODUCTION}/appraisals").location)


def finish(client: FlaskClient, values: Mapping[str, str]) -> TestResponse:
    """Begin, rate all on one go, hand in, and look at what comes."""
    return hand_in(client, begin(client), values)


def hand_in(client: FlaskClient, address: str, values: Mapping[str, str]) -> TestResponse:
    """Press the button that finishes, and look at what comes."""
    answer = client.post(f"{address}/submission", data=values)
    assert answer.status_code == 302
    return client.get(str(answer.location))


def only_appraisal() -> Appraisal:
    """The one that there is, as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(Appraisal).execution_options(populate_existing=True)).one()


def saved() -> dict[str, int | None]:
    """What the database has of the ratings."""
    db.session.rollback()
    return {rating.statement: rating.value for rating in db.session.scalars(select(Rating))}


# What it is, and the way in.


def test_the_introduction_says_how_long_who_sees_it_and_that_it_is_no_pass_mark(
    client: FlaskClient, person: Person
) -> None:
    page = words(client.get(INTRODUCTION))

    assert "10 statements, about 4 min" in page
    assert "HR sees that it is done, never the answers" in page
    assert "never a pass mark" in page
    assert "照实选" in page


def test_starting_leads_to_the_first_five_statements(client: FlaskClient, person: Person) -> None:
    page = client.get(begin(client))

    assert page.status_code == 200
    assert "Page 1 of 2" in words(page)
    assert "0 chosen, 5 to go" in words(page)
    assert "en-高5" in page.text
    assert "en-高6" not in page.text


def test_a_second_start_goes_on_with_the_first(client: FlaskClient, person: Person) -> None:
    assert begin(client) == begin(client)


def test_the_introduction_offers_to_go_on_with_the_open_one(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    page = client.get(INTRODUCTION)

    assert f'href="{address}"' in page.text
    assert "Begin<" not in page.text


def test_the_introduction_lists_earlier_results_and_offers_to_start_again(
    client: FlaskClient, person: Person
) -> None:
    finish(client, ratings(value=7))
    page = client.get(INTRODUCTION)

    assert "70 points" in words(page)
    assert "Rate yourself again" in words(page)
    assert f"/{only_appraisal().id}/result" in page.text


def test_starting_again_makes_a_new_one_and_the_result_stays(
    client: FlaskClient, person: Person
) -> None:
    finish(client, ratings(value=7))
    finish(client, ratings(value=9))

    totals = db.session.scalars(select(Appraisal.total).order_by(Appraisal.started_at)).all()
    assert totals == [70, 90]


# Rating.


def test_the_next_page_saves_what_was_chosen_even_in_part(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    answer = client.post(address, data={"page": "1", "go": "next", "rating-s-02": "4"})

    assert answer.status_code == 302
    assert answer.location == f"{address}?page=2"
    assert saved() == {"s-02": 4}


def test_the_previous_page_saves_too_and_shows_what_was_chosen_there(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    client.post(address, data={"page": "1", "go": "next", **ratings(1, 5, 9)})
    answer = client.post(address, data={"page": "2", "go": "previous", **ratings(6, 6, 3)})
    page = client.get(str(answer.location))

    assert "Page 1 of 2" in words(page)
    assert page.text.count(' value="9" checked') == 5
    assert saved()["s-06"] == 3


def test_a_later_choice_replaces_the_earlier_one(client: FlaskClient, person: Person) -> None:
    address = begin(client)
    client.post(address, data=ratings(1, 1, 4))
    client.post(address, data=ratings(1, 1, 8))
    client.post(address, data=ratings(1, 1, "unsure"))

    assert saved() == {"s-01": None}


def test_not_sure_is_kept_and_shown(client: FlaskClient, person: Person) -> None:
    address = begin(client)
    client.post(address, data=ratings(1, 1, "unsure"))

    assert ' value="unsure" checked' in client.get(f"{address}?page=1").text


def test_going_on_opens_the_page_that_is_not_finished(client: FlaskClient, person: Person) -> None:
    address = begin(client)
    client.post(address, data=ratings(1, 5))

    assert "Page 2 of 2" in words(client.get(address))


def test_the_script_gets_a_receipt_with_the_time_and_the_count(
    client: FlaskClient, person: Person
) -> None:
    answer = client.post(begin(client), data={"page": "1", **ratings(1, 2)}, headers=JSON)

    assert answer.status_code == 200
    assert re.fullmatch(r"Saved \d\d:\d\d", answer.json["saved"])
    assert answer.json["progress"] == "2 chosen, 3 to go"
    assert saved() == {"s-01": 7, "s-02": 7}


def test_the_page_says_when_it_was_saved(client: FlaskClient, person: Person) -> None:
    address = begin(client)
    assert "Saved" not in words(client.get(address))

    client.post(address, data=ratings(1, 1))

    assert re.search(r"Saved \d\d:\d\d", words(client.get(address)))


@pytest.mark.parametrize(
    "bad",
    [
        {"rating-s-01": "0"},
        {"rating-s-01": "11"},
        {"rating-s-01": "nine"},
        {"rating-s-11": "5"},
        {"rating-": "5"},
        {"rating-s-01\x00": "5"},
    ],
)
def test_what_is_not_asked_or_not_on_the_scale_is_refused_whole(
    client: FlaskClient, person: Person, bad: dict[str, str]
) -> None:
    address = begin(client)

    assert client.post(address, data={**ratings(2, 5), **bad}).status_code == 400
    assert client.post(f"{address}/submission", data={**ratings(), **bad}).status_code == 400
    assert saved() == {}


@pytest.mark.parametrize("asked_for", ["0", "-1", "3", "99", "two", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(
    client: FlaskClient, person: Person, asked_for: str
) -> None:
    assert client.get(f"{begin(client)}?page={asked_for}").status_code == 200


def test_the_pole_that_the_author_wrote_first_stands_first(
    client: FlaskClient, person: Person
) -> None:
    upside_down = make_instrument(statements=1)
    first = msgspec.structs.replace(upside_down.statements[0], first="low")
    publish(msgspec.structs.replace(upside_down, statements=(first,)))
    page = client.get(begin(client)).text

    assert page.index("en-低1") < page.index("en-高1")
    assert page.index('value="1"') < page.index('value="10"')
    assert re.search(r'value="10"\s*aria-describedby="rating-s-01-high"', page)


# Handing in.


def test_all_statements_rated_give_a_total_a_band_and_its_advice(
    client: FlaskClient, person: Person
) -> None:
    page = finish(client, ratings(value=7))

    assert "70 points: en-中段" in words(page)
    assert "中建议" in page.text
    assert "上建议" not in page.text
    assert only_appraisal().total == 70


@pytest.mark.parametrize(
    ("first_value", "others", "total", "band"),
    [
        (1, 1, 10, "下段"),
        (4, 5, 49, "下段"),
        (5, 5, 50, "中段"),
        (7, 8, 79, "中段"),
        (8, 8, 80, "上段"),
    ],
)
def test_the_total_falls_into_its_band(
    client: FlaskClient, person: Person, first_value: int, others: int, total: int, band: str
) -> None:
    page = finish(client, {**ratings(value=others), **ratings(1, 1, first_value)})

    assert f"{total} points: en-{band}" in words(page)


def test_not_sure_gives_no_total_and_says_why_but_still_shows_the_others(
    client: FlaskClient, person: Person
) -> None:
    page = finish(client, {**ratings(value=7), **ratings(3, 4, "unsure")})

    assert "No total this time" in words(page)
    assert "You chose “Not sure” for 2 statements" in words(page)
    assert "中建议" not in page.text
    assert dots(page) == 8
    assert "You: not sure" in words(page)
    assert only_appraisal().total is None


def test_the_result_shows_each_statement_with_its_value_in_words(
    client: FlaskClient, person: Person
) -> None:
    page = finish(client, {**ratings(value=7), **ratings(3, 3, 2)})

    assert dots(page) == 10
    assert page.text.count("You: 7<") == 9
    assert 'aria-label="You: 2, on a scale from 1 to 10"' in page.text
    assert "You and your supervisor" not in words(page)
    assert "supervisor:" not in page.text


def test_missing_statements_lead_back_to_the_first_page_that_misses_one_and_all_is_kept(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    client.post(address, data={**ratings(1, 2), **ratings(4, 4)})
    page = hand_in(client, address, ratings(6, 9))

    assert "Page 1 of 2" in words(page)
    assert "3 statements are still open" in words(page)
    assert page.text.count("Choose a number, or “Not sure”.") == 2
    assert page.text.count(' value="7" checked') == 3
    assert set(saved()) == {f"s-{number:02}" for number in (1, 2, 4, 6, 7, 8, 9)}
    assert not only_appraisal().is_submitted


def test_only_the_pages_own_missing_statements_have_an_error_and_only_when_asked(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    client.post(address, data=ratings(1, 5))

    assert "Choose a number" not in client.get(address).text
    page = hand_in(client, address, ratings(6, 6))
    assert page.text.count("Choose a number, or") == 4


def test_handing_in_completes_the_instrument_without_a_score(
    client: FlaskClient, person: Person, instrument: Published
) -> None:
    address = begin(client)
    db.session.execute(update(Appraisal).values(started_at=utcnow() - timedelta(minutes=3)))
    db.session.commit()
    client.post(f"{address}/submission", data=ratings())

    completion = db.session.scalars(select(Completion)).one()
    assert (completion.kind, completion.slug) == ("instrument", SLUG)
    assert completion.person_id == person.id
    assert completion.version_id == instrument.version_id
    assert completion.minutes == 4
    assert completion.score is None


def test_one_left_open_for_days_is_not_hours_of_training(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    db.session.execute(update(Appraisal).values(started_at=utcnow() - timedelta(days=3)))
    db.session.commit()
    client.post(f"{address}/submission", data=ratings())

    assert db.session.scalars(select(Completion.minutes)).one() == 30


def test_events_say_that_it_was_done_and_nothing_of_the_answers(
    client: FlaskClient, person: Person
) -> None:
    finish(client, ratings())

    events = db.session.scalars(select(Event).order_by(Event.id)).all()
    assert [(each.verb, each.object_kind) for each in events] == [
        ("started", "appraisal"),
        ("submitted", "appraisal"),
        ("completed", "instrument"),
    ]
    assert all(each.details == {} and each.person_id == person.id for each in events)


def test_what_was_handed_in_cannot_be_changed_or_handed_in_again(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    client.post(f"{address}/submission", data=ratings())

    assert client.post(address, data=ratings(1, 1, 2)).status_code == 409
    assert client.post(address, data=ratings(1, 1, 2), headers=JSON).status_code == 409
    assert client.post(f"{address}/submission", data=ratings(value=2)).status_code == 409
    assert set(saved().values()) == {7}
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1


def test_the_pages_of_a_handed_in_one_lead_to_its_result_and_back(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    assert client.get(f"{address}/result").location == address

    client.post(f"{address}/submission", data=ratings())
    assert client.get(f"{address}?page=1").location == f"{address}/result"


# Whose it is.


def test_nobody_else_sees_or_changes_it(client: FlaskClient, person: Person) -> None:
    address = begin(client)
    sign_in(client, make_person(language="en"))

    assert client.get(address).status_code == 404
    assert client.get(f"{address}/result").status_code == 404
    assert client.post(address, data=ratings(1, 1)).status_code == 404
    assert client.post(f"{address}/submission", data=ratings()).status_code == 404
    assert "Go on" not in words(client.get(INTRODUCTION))
    assert saved() == {}


@pytest.mark.parametrize("is_rater", [True, False])
def test_ratings_by_or_of_another_are_not_among_ones_own(
    client: FlaskClient, person: Person, instrument: Published, is_rater: bool
) -> None:
    other = make_person()
    subject, rater = (other, person) if is_rater else (person, other)
    appraisal = start_appraisal(instrument, person_id=subject.id, rater_id=rater.id, now=NOON)
    db.session.commit()

    assert client.get(f"{INTRODUCTION}/{appraisal.id}").status_code == 404
    assert "Go on" not in words(client.get(INTRODUCTION))


def test_ratings_by_another_do_not_complete_ones_own_self_assessment(
    person: Person, instrument: Published
) -> None:
    rater = make_person()
    appraisal = start_appraisal(instrument, person_id=person.id, rater_id=rater.id, now=NOON)
    appraisal.ratings = [
        Rating(statement=each.id, person_id=person.id, value=5, saved_at=NOON)
        for each in instrument.body.statements
    ]
    submit_appraisal(appraisal, instrument, now=NOON)

    assert appraisal.total == 50
    assert db.session.scalars(select(Completion)).all() == []


def test_who_is_not_signed_in_is_asked_to(client: FlaskClient, instrument: Published) -> None:
    assert "/login" in str(client.get(INTRODUCTION).location)
    assert client.post(f"{INTRODUCTION}/appraisals").status_code == 302
    assert db.session.scalars(select(Appraisal)).all() == []


@pytest.mark.parametrize("slug", ["not-there", "Not%20A%20Slug", "%00", "x" * 200, "%FF"])
def test_an_instrument_that_is_not_there_is_not_found(
    client: FlaskClient, person: Person, slug: str
) -> None:
    appraisal = begin(client).rsplit("/", 1)[1]

    assert client.get(f"/appraisals/{slug}").status_code == 404
    assert client.post(f"/appraisals/{slug}/appraisals").status_code == 404
    assert client.get(f"/appraisals/{slug}/{appraisal}").status_code == 404
    assert client.post(f"/appraisals/{slug}/{appraisal}").status_code == 404
    assert client.get(f"{INTRODUCTION}/{uuid.uuid4()}").status_code == 404


# Versions.


def test_an_open_one_keeps_the_version_it_began_with(
    client: FlaskClient, person: Person, instrument: Published
) -> None:
    address = begin(client)
    publish(make_instrument(statements=4, high=5))

    assert "The statements were changed in the meantime" in words(client.get(INTRODUCTION))
    assert begin(client) == address
    page = hand_in(client, address, ratings(value=9))
    assert "90 points: en-上段" in words(page)
    assert db.session.scalars(select(Completion.version_id)).one() == instrument.version_id


def test_the_next_one_begins_with_the_new_version(client: FlaskClient, person: Person) -> None:
    finish(client, ratings(value=9))
    newer = publish(make_instrument(statements=4, high=5))
    page = finish(client, ratings(1, 4, 2))

    assert "8 points: en-下段" in words(page)
    assert set(db.session.scalars(select(Completion.version_id))) > {newer.version_id}


def test_a_withdrawn_one_can_be_finished_and_its_results_stay(
    client: FlaskClient, person: Person
) -> None:
    address = begin(client)
    withdraw(SLUG)

    assert f'href="{address}"' in client.get(INTRODUCTION).text
    page = hand_in(client, address, ratings(value=7))
    assert "70 points" in words(page)
    introduction = words(client.get(INTRODUCTION))
    assert "no longer offered" in introduction
    assert "70 points" in introduction
    assert "Rate yourself again" not in introduction
    assert client.post(f"{INTRODUCTION}/appraisals").status_code == 404


def test_a_withdrawn_one_is_not_found_by_who_never_rated_it(
    client: FlaskClient, person: Person
) -> None:
    withdraw(SLUG)

    assert client.get(INTRODUCTION).status_code == 404


# Two phones at once.


def at_once(app: Flask, person: Person, address: str, data: Mapping[str, str]) -> list[int]:
    """Post the same from four phones of one person at the same time; the answers' statuses."""
    clients = [app.test_client() for _ in range(4)]
    for client in clients:
        sign_in(client, person)

    def post(client: FlaskClient) -> int:
        with app.app_context():
            return client.post(address, data=data).status_code

    with ThreadPoolExecutor(len(clients)) as threads:
        return list(threads.map(post, clients))


def test_starting_on_several_phones_at_once_begins_one(app: Flask, person: Person) -> None:
    assert at_once(app, person, f"{INTRODUCTION}/appraisals", {}) == [302] * 4
    assert only_appraisal().person_id == person.id


def test_rating_on_several_phones_at_once_is_saved_once(
    app: Flask, client: FlaskClient, person: Person
) -> None:
    address = begin(client)

    assert at_once(app, person, address, ratings(1, 5)) == [302] * 4
    assert len(saved()) == 5


def test_handing_in_on_several_phones_at_once_counts_once(
    app: Flask, client: FlaskClient, person: Person
) -> None:
    address = begin(client)

    statuses = at_once(app, person, f"{address}/submission", ratings())
    assert sorted(statuses) == [302, 409, 409, 409]
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1


# How it is written, and what it costs.


@pytest.mark.parametrize(("language", "pole"), [("zh-Hans", "简高1"), ("zh-Hant", "繁高1")])
def test_the_statements_come_in_the_readers_language(
    client: FlaskClient, instrument: Published, language: str, pole: str
) -> None:
    sign_in(client, make_person(language=language))

    assert pole in client.get(begin(client)).text
    result = finish(client, ratings())
    assert pole in result.text


def test_the_database_keeps_one_open_appraisal_a_person(
    person: Person, instrument: Published
) -> None:
    start_appraisal(instrument, person_id=person.id, rater_id=person.id, now=NOON)
    second = Appraisal(
        instrument=SLUG,
        version_id=instrument.version_id,
        person_id=person.id,
        rater_id=person.id,
        started_at=NOON,
    )
    db.session.add(second)

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_page_costs_five_statements_at_most_and_saving_one_six(
    client: FlaskClient, person: Person, statements: Statements
) -> None:
    address = begin(client)
    client.post(address, data=ratings(1, 3))

    statements.clear()
    client.get(address)
    assert len(statements) <= 5

    statements.clear()
    client.post(address, data=ratings(1, 5, 2), headers=JSON)
    assert len(statements) <= 6

    statements.clear()
    client.get(INTRODUCTION)
    assert len(statements) <= 5
