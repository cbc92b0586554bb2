"""A code read out by a supervisor: one answer for all who are wrong, good once, dead after five."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts import password_views
from app.accounts.codes import CODE_GOOD_FOR, give_code, take_code
from app.accounts.details import BadValue
from app.accounts.models import PasswordCode, Person, SignIn, Throttle
from app.accounts.operations import set_roles, sweep_codes
from app.accounts.passwords import is_right
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from tests.accounts.conftest import HASH, LogIn
from tests.factories import NOON, make_person, sign_in
from tests.together import run_together

NEW = "three words together"
NOT_RIGHT = "The name or the code is not right, or the code has run out. Ask for a new one."


@pytest.fixture
def boss(app: Flask) -> Person:
    """Huang Zhiqiang, who leads."""
    return make_person(name="黄志强", roles=(Role.SUPERVISOR,))


@pytest.fixture
def code(lihua: Person, boss: Person) -> str:
    """A code that was just given to Chen Lihua."""
    given = give_code(lihua, now=utcnow(), by_id=boss.id)
    db.session.commit()
    return given


def use(
    client: FlaskClient,
    code: str,
    identifier: str = "K0207",
    new: str = NEW,
    *,
    address: str = "10.0.0.7",
) -> TestResponse:
    return client.post(
        "/password/code",
        data={"identifier": identifier, "code": code, "new": new, "repeat": new},
        headers={"Accept-Language": "en"},
        environ_base={"REMOTE_ADDR": address},
    )


def wrong(code: str, by: int = 1) -> str:
    """Another code of eight digits."""
    return f"{(int(code) + by) % 10**8:08d}"


def codes() -> int:
    return db.session.scalar(select(func.count()).select_from(PasswordCode)) or 0


def verbs() -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


# Giving.


def test_a_code_has_eight_digits_and_only_its_hash_is_kept(
    lihua: Person, boss: Person, code: str
) -> None:
    kept = db.session.scalars(select(PasswordCode)).one()

    assert re.fullmatch("[0-9]{8}", code)
    assert code not in repr(vars(kept))
    assert kept.expires_at - kept.created_at == timedelta(minutes=15)
    event = db.session.scalars(select(Event)).one()
    assert (event.verb, event.actor_id, event.person_id) == ("gave_code", boss.id, lihua.id)
    assert code not in repr(vars(event))


def test_a_new_code_replaces_the_one_before(
    lihua: Person, boss: Person, client: FlaskClient, code: str
) -> None:
    second = give_code(lihua, now=utcnow(), by_id=boss.id)

    assert codes() == 1
    assert NOT_RIGHT in use(client, code).text
    assert use(client, second).location == "/login"


def test_two_who_give_a_code_at_once_leave_one(app: Flask, lihua: Person, boss: Person) -> None:
    by_id, person_id = boss.id, lihua.id

    def give() -> None:
        give_code(db.session.get_one(Person, person_id), now=NOON, by_id=by_id)
        db.session.commit()

    run_together(app, [give] * 4)

    assert codes() == 1


@pytest.mark.parametrize("values", [{"deactivated_at": NOON}, {"is_candidate": True}])
def test_who_does_not_work_here_gets_no_code(boss: Person, values: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        give_code(make_person(roles=(), **values), now=NOON, by_id=boss.id)

    assert codes() == 0


@pytest.mark.parametrize(
    ("giver", "receiver", "is_given"),
    [
        ((Role.SUPERVISOR,), (Role.LEARNER, Role.OBSERVER), True),
        ((Role.SUPERVISOR,), (Role.SUPERVISOR,), True),
        ((Role.SUPERVISOR,), (Role.LEARNER, Role.HR), False),
        ((Role.SUPERVISOR,), (Role.AUTHOR,), False),
        ((Role.SUPERVISOR,), (Role.ADMIN,), False),
        ((Role.SUPERVISOR, Role.HR), (Role.HR,), True),
        ((Role.ADMIN,), (Role.SUPERVISOR, Role.HR, Role.AUTHOR, Role.ADMIN), True),
        ((), (Role.LEARNER,), False),
    ],
)
def test_nobody_gets_into_an_account_that_may_do_more(
    app: Flask, giver: tuple[Role, ...], receiver: tuple[Role, ...], is_given: bool
) -> None:
    by, person = make_person(roles=giver), make_person(roles=receiver)

    if is_given:
        give_code(person, now=NOON, by_id=by.id)
    else:
        with pytest.raises(BadValue):
            give_code(person, now=NOON, by_id=by.id)

    assert codes() == int(is_given)


# Using.


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("address", ["/login", "/password/forgotten"])
def test_the_page_is_found_from_where_one_is_stuck(client: FlaskClient, address: str) -> None:
    assert 'href="/password/code"' in client.get(address).text
    assert client.get("/password/code").status_code == 200


def test_with_the_code_she_sets_a_password_and_every_device_is_signed_out(
    app: Flask, lihua: Person, client: FlaskClient, log_in: LogIn, code: str
) -> None:
    device = app.test_client()
    sign_in(device, lihua)

    response = use(client, code)

    assert (response.status_code, response.location) == (302, "/login")
    assert "Your new password works from now on" in client.get("/login").text
    assert is_right(NEW, lihua.password_hash)
    assert (codes(), db.session.scalars(select(SignIn)).all()) == (0, [])
    assert verbs() == ["gave_code", "changed_password"]
    assert log_in(password=NEW).status_code == 302


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("identifier", ["k0207", "138 0000 5521", "LiHua@heyuan.example"])
@pytest.mark.parametrize("dressed", ["{0}{1}", " {0} {1} ", "{0}-{1}"])
def test_the_code_is_read_however_it_is_typed(
    client: FlaskClient, code: str, identifier: str, dressed: str
) -> None:
    typed = dressed.format(code[:4], code[4:])

    assert use(client, typed, identifier).location == "/login"


@pytest.mark.database("sqlite")
def test_full_width_digits_are_digits(client: FlaskClient, code: str) -> None:
    wide = code.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})

    assert use(client, wide).location == "/login"


def test_whoever_gets_another_role_needs_another_code(
    lihua: Person, client: FlaskClient, code: str
) -> None:
    set_roles(lihua, [Role.LEARNER, Role.HR], now=utcnow())

    assert NOT_RIGHT in use(client, code).text


def test_a_code_works_once(lihua: Person, client: FlaskClient, code: str) -> None:
    use(client, code)

    assert NOT_RIGHT in use(client, code, new="another good one").text
    assert is_right(NEW, lihua.password_hash)


def test_a_code_that_is_used_twice_at_once_works_once(app: Flask, lihua: Person, code: str) -> None:
    took: list[bool] = []

    def take() -> None:
        took.append(take_code("K0207", code, HASH, now=utcnow()) is not None)
        db.session.commit()

    run_together(app, [take] * 4)

    assert sorted(took) == [False, False, False, True]


def test_after_a_quarter_of_an_hour_it_has_run_out(
    lihua: Person, client: FlaskClient, code: str
) -> None:
    with time_machine.travel(utcnow() + CODE_GOOD_FOR + timedelta(seconds=1)):
        assert NOT_RIGHT in use(client, code).text
        assert sweep_codes(utcnow()) == 1
    assert lihua.password_hash == HASH


def test_the_sweep_leaves_codes_that_are_good(code: str) -> None:
    assert sweep_codes(utcnow()) == 0
    assert codes() == 1


@pytest.mark.parametrize("identifier", ["K9999", "K0207", "K0300", "K0400", "K\x000500"])
def test_every_cause_of_failure_reads_the_same(
    lihua: Person, client: FlaskClient, code: str, identifier: str
) -> None:
    make_person(employee_number="K0300")
    make_person(employee_number="K0400", deactivated_at=NOON)

    def read(identifier: str) -> str:
        page = use(client, wrong(code), identifier)
        assert page.status_code == 200
        text = re.sub('name="csrf_token" value="[^"]*"', "", page.text)
        return text.replace(f'value="{identifier.replace(chr(0), "")}"', "")

    text = read(identifier)

    assert text == read("K1111")
    assert NOT_RIGHT in text
    assert NEW not in text
    assert lihua.password_hash == HASH


def test_the_hash_is_made_for_everybody_and_outside_any_transaction(
    lihua: Person, client: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[bool] = []

    def note(password: str) -> str:
        hashed.append(db.session().in_transaction())
        return HASH

    monkeypatch.setattr(password_views, "hash_password", note)
    for identifier, typed in (("K9999", code), ("K0207", wrong(code)), ("K0207", code)):
        use(client, typed, identifier)

    assert hashed == [False, False, False]


@pytest.mark.database("sqlite")
def test_what_is_missing_is_said_and_what_was_typed_stays(client: FlaskClient) -> None:
    page = client.post(
        "/password/code",
        data={"identifier": "K0207", "code": "", "new": "short", "repeat": "other"},
        headers={"Accept-Language": "en"},
    )

    assert page.status_code == 200
    assert "Write the code that your supervisor gave you." in page.text
    assert "Use at least 8 characters." in page.text
    assert "The two are not the same." in page.text
    assert 'value="K0207"' in page.text


def test_ones_own_mobile_is_no_password_and_the_code_stays_good(
    lihua: Person, client: FlaskClient, code: str
) -> None:
    page = use(client, code, new="138-0000-5521")

    assert "Others know your number" in page.text
    assert NOT_RIGHT in use(client, wrong(code), new="138-0000-5521").text
    assert use(client, code).location == "/login"


# Guessing.


def test_the_fifth_wrong_try_makes_the_code_void_wherever_it_comes_from(
    lihua: Person, client: FlaskClient, code: str
) -> None:
    for number in range(4):
        use(client, wrong(code, number + 1), address=f"10.0.1.{number}")
    assert codes() == 1
    use(client, wrong(code, 9), address="10.0.1.9")

    assert codes() == 0
    assert verbs() == ["gave_code", "voided_code"]
    assert NOT_RIGHT in use(client, code, address="10.0.2.1").text
    assert lihua.password_hash == HASH


def test_after_four_wrong_tries_the_right_code_works(client: FlaskClient, code: str) -> None:
    for number in range(4):
        use(client, wrong(code, number + 1), address=f"10.0.1.{number}")

    assert use(client, code, address="10.0.2.1").location == "/login"
    scopes = db.session.scalars(select(Throttle.scope)).all()
    assert "code" not in scopes


def test_a_new_code_has_five_tries_of_its_own(
    lihua: Person, boss: Person, client: FlaskClient, code: str
) -> None:
    for number in range(4):
        use(client, wrong(code, number + 1), address=f"10.0.1.{number}")
    second = give_code(lihua, now=utcnow(), by_id=boss.id)
    use(client, wrong(second), address="10.0.1.5")

    assert use(client, second, address="10.0.2.1").location == "/login"


def test_many_wrong_tries_at_once_are_each_counted(app: Flask, lihua: Person, code: str) -> None:
    def guess(number: int) -> None:
        take_code("K0207", wrong(code, number + 1), HASH, now=utcnow())
        db.session.commit()

    run_together(app, [lambda number=number: guess(number) for number in range(8)])  # type: ignore[misc]

    assert codes() == 0
    assert verbs().count("voided_code") == 1


@pytest.mark.usefixtures("clock_at_rest")
def test_trying_on_is_slowed_down_like_signing_in(
    lihua: Person, client: FlaskClient, log_in: LogIn, code: str
) -> None:
    for _turn in range(5):
        assert use(client, "1", "K9999").status_code == 200

    held_up = use(client, "1", "K9999")

    assert (held_up.status_code, held_up.headers["Retry-After"]) == (429, "2")
    assert "Tried too often. Wait 2 seconds, then try again." in held_up.text
    assert use(client, code).location == "/login"


def test_wrong_passwords_before_do_not_hold_up_the_code_nor_the_sign_in_after(
    lihua: Person, client: FlaskClient, log_in: LogIn, code: str
) -> None:
    for _turn in range(6):
        log_in(password="wrong one")

    assert use(client, code).location == "/login"
    assert log_in(password=NEW).status_code == 302
