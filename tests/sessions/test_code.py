"""Being there by the code on the wall, and what a code is not good for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person, Throttle
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.sessions.models import Attendance, TrainingSession
from tests.factories import make_person, sign_in
from tests.sessions.conftest import Cast
from tests.sessions.hall import given, held, on_list, tick, words

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def session(cast: Cast) -> TrainingSession:
    """A session of the team that goes on."""
    now = utcnow()
    return held(
        unit_id=cast.team.id,
        trainer_id=cast.supervisor.id,
        starts_at=now - timedelta(minutes=10),
        ends_at=now + timedelta(minutes=20),
    )


def shown(client: FlaskClient, session: TrainingSession) -> str:
    """Show the code, and read it."""
    return str(client.post(f"/sessions/{session.id}/code").location.rpartition("/")[2])


def as_(client: FlaskClient, person: Person, *, shared: bool = False) -> None:
    """Somebody else takes the phone."""
    sign_in(client, person, shared=shared)


def test_people_of_any_unit_come_by_the_code(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    page = client.get(f"/sessions/{session.id}/code/{code}")
    assert f"/attend/{code}" in words(page)
    assert "data:image/svg" in page.text
    assert code not in (session.code_hash or "")

    as_(client, cast.stranger)
    page = words(client.get(f"/attend/{code.lower()}"))
    assert "I am here" in page
    assert on_list(session.id) == {}
    for _twice in range(2):
        assert client.post(f"/attend/{code}").location == f"/attend/{code}"
    assert on_list(session.id) == {cast.stranger.id: ("code", "untested")}
    page = words(client.get(f"/attend/{code}"))
    assert "吴晓玲 is on the list since" in page
    assert "Sign out, so that the next person" not in page

    as_(client, cast.supervisor)
    assert "吴晓玲" in words(client.get(f"/sessions/{session.id}/code/{code}"))


def test_who_is_not_signed_in_comes_back_after_signing_in(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    client.post("/logout")
    assert client.get(f"/attend/{code}").location == f"/login?next=/attend/{code}"


def test_on_a_shared_phone_signing_out_is_offered(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    as_(client, cast.people[0], shared=True)
    client.post(f"/attend/{code}")
    cast.people[0].language = "en"
    assert "Sign out, so that the next person" in words(client.get(f"/attend/{code}"))


def test_nobody_sends_anybody_else(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    as_(client, cast.stranger)
    other = str(cast.people[0].id)
    client.post(f"/attend/{code}", data={"person_id": other, "present": other, "shown": other})
    assert on_list(session.id).keys() == {cast.stranger.id}


def test_a_new_code_makes_the_old_one_void(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    old, new = shown(client, session), shown(client, session)
    assert client.get(f"/sessions/{session.id}/code/{old}").location == f"/sessions/{session.id}"
    as_(client, cast.stranger)
    assert client.get(f"/attend/{old}").status_code == 404
    assert client.get(f"/attend/{new}").status_code == 200


@pytest.mark.parametrize("gone", ["wrong", "over", "removed"])
def test_a_code_that_does_not_work_tells_nobody_why(
    client: FlaskClient, cast: Cast, session: TrainingSession, gone: str
) -> None:
    code = shown(client, session)
    if gone == "removed":
        client.post(f"/sessions/{session.id}/removal", data={"reason": "x"})
    db.session.expire_all()
    if gone == "over":
        session.code_expires_at = utcnow()
    as_(client, cast.stranger)
    typed = "ABCD2345" if gone == "wrong" else code
    for page in (client.get(f"/attend/{typed}"), client.post(f"/attend/{typed}")):
        assert page.status_code == 404
        assert "Look at the code on the wall again" in words(page)
    assert on_list(session.id) == {}


def test_a_code_is_good_until_half_an_hour_after_the_end(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    shown(client, session)
    db.session.expire_all()
    assert session.code_expires_at == session.ends_at + timedelta(minutes=30)
    # It ends earlier, and so does the code.
    form = given(cast.team, starts_in=-20, minutes=10)
    client.post(f"/sessions/{session.id}/change", data=form)
    db.session.expire_all()
    assert session.code_expires_at == session.ends_at + timedelta(minutes=30)
    old = held(unit_id=cast.team.id, ends_at=utcnow() - timedelta(minutes=31))
    old.starts_at = old.ends_at - timedelta(minutes=30)
    assert "Show the code" not in words(client.get(f"/sessions/{old.id}"))
    assert client.post(f"/sessions/{old.id}/code").status_code == 409


def test_wrong_codes_are_counted_and_then_wait(client: FlaskClient, cast: Cast) -> None:
    as_(client, cast.stranger)
    statuses = [client.post(f"/attend/ABCD234{number}").status_code for number in range(2, 9)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert client.post("/attend/ABCD2345").headers["Retry-After"]
    assert db.session.scalar(select(Throttle.scope)) == "attend"


def test_a_right_code_is_forgiven(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    as_(client, cast.stranger)
    client.post("/attend/ABCD2345")
    client.post(f"/attend/{code}")
    assert db.session.scalar(select(func.count()).select_from(Throttle)) == 0


def test_it_is_too_early_and_the_trainer_is_there_anyway(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    assert "your name stands there already" in words(client.get(f"/attend/{code}"))
    client.post(f"/attend/{code}")
    db.session.expire_all()
    session.starts_at = utcnow() + timedelta(minutes=60)
    session.ends_at = utcnow() + timedelta(minutes=90)
    as_(client, cast.stranger)
    assert "It has not begun yet." in words(client.get(f"/attend/{code}"))
    client.post(f"/attend/{code}")
    assert on_list(session.id) == {}


def test_who_was_taken_off_does_not_come_back_alone(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    as_(client, cast.stranger)
    client.post(f"/attend/{code}")
    as_(client, cast.supervisor)
    for _twice in range(2):
        client.post(f"/sessions/{session.id}/people/{cast.stranger.id}/removal")
    assert on_list(session.id) == {}
    assert (
        db.session.scalar(select(func.count()).select_from(Event).where(Event.verb == "unticked"))
        == 1
    )
    as_(client, cast.stranger)
    client.post(f"/attend/{code}")
    assert "You were taken off this list." in words(client.get(f"/attend/{code}"))
    assert on_list(session.id) == {}


def test_who_is_ticked_already_stays_as_she_is(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    tick(session, cast.stranger, result="passed")
    as_(client, cast.stranger)
    client.post(f"/attend/{code}")
    assert on_list(session.id) == {cast.stranger.id: ("ticked", "passed")}
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 1


def test_another_supervisor_cannot_show_the_code(
    client: FlaskClient, cast: Cast, session: TrainingSession
) -> None:
    code = shown(client, session)
    observer = make_person(roles=(Role.LEARNER, Role.SUPERVISOR))
    as_(client, observer)
    assert client.get(f"/sessions/{session.id}/code/{code}").status_code == 404
