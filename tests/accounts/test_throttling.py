"""Guessing becomes slow, for the one who guesses and for nobody else."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts import proving
from app.accounts.models import Person, Throttle
from app.accounts.throttling import (
    FORGOTTEN_AFTER,
    RESET_HERE,
    SIGN_IN_ANYWHERE,
    SIGN_IN_HERE,
    Limit,
    count_try,
    delay_after,
    forgive,
    sign_in_counters,
    sweep_throttles,
)
from app.db import db
from app.errors import TooMany
from tests.accounts.conftest import PASSWORD, LogIn

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def tries(count: int, *, name: str = "K0207", address: str = "10.0.0.7") -> int:
    """Try as often, and say how many were let through."""
    let_through = 0
    for _turn in range(count):
        try:
            count_try(sign_in_counters("key", name, address), now=NOW)
            let_through += 1
        except TooMany:
            pass
        db.session.commit()
    return let_through


def failures() -> dict[str, int]:
    rows = select(Throttle.scope, func.sum(Throttle.failures)).group_by(Throttle.scope)
    return {scope: int(count) for scope, count in db.session.execute(rows)}


@pytest.mark.parametrize(
    ("limit", "failures", "delay"),
    [
        (SIGN_IN_HERE, 0, 0),
        (SIGN_IN_HERE, 4, 0),
        (SIGN_IN_HERE, 5, 2),
        (SIGN_IN_HERE, 6, 4),
        (SIGN_IN_HERE, 13, 512),
        (SIGN_IN_HERE, 14, 900),
        (SIGN_IN_HERE, 10**6, 900),
        (SIGN_IN_ANYWHERE, 29, 0),
        (SIGN_IN_ANYWHERE, 30, 2),
        (SIGN_IN_ANYWHERE, 35, 60),
        (SIGN_IN_ANYWHERE, 10**6, 60),
        (RESET_HERE, 2, 0),
        (RESET_HERE, 3, 60),
        (RESET_HERE, 9, 3600),
    ],
)
def test_the_wait_grows_to_its_limit(limit: Limit, failures: int, delay: int) -> None:
    assert delay_after(limit, failures) == delay


def test_no_wait_is_longer_than_the_memory() -> None:
    for limit in (SIGN_IN_HERE, SIGN_IN_ANYWHERE, RESET_HERE):
        assert timedelta(seconds=limit.longest) < FORGOTTEN_AFTER


def test_five_failures_are_free_and_refused_tries_are_not_counted(app: Flask) -> None:
    assert tries(8) == 5
    assert failures() == {"sign_in_here": 5, "sign_in_anywhere": 5}


def test_the_next_try_is_let_through_after_the_wait(app: Flask) -> None:
    tries(5)
    counters = sign_in_counters("key", "K0207", "10.0.0.7")

    with pytest.raises(TooMany) as refused:
        count_try(counters, now=NOW + timedelta(seconds=0.5))
    assert refused.value.wait == 2
    count_try(counters, now=NOW + timedelta(seconds=2))
    with pytest.raises(TooMany) as refused:
        count_try(counters, now=NOW + timedelta(seconds=2))
    assert refused.value.wait == 4


def test_others_at_the_same_address_are_not_held_up(app: Flask) -> None:
    tries(6)

    assert tries(1, name="K0208") == 1


def test_one_address_alone_is_never_blocked(app: Flask) -> None:
    assert sum(tries(1, name=f"K{number:04d}") for number in range(60)) == 60


def test_the_same_person_elsewhere_is_not_held_up_by_one_guesser(app: Flask) -> None:
    tries(20)

    assert tries(1, address="10.0.0.8") == 1


def test_many_addresses_against_one_person_are_slowed_a_little(app: Flask) -> None:
    assert sum(tries(1, address=f"10.0.1.{number}") for number in range(40)) == 30

    counters = sign_in_counters("key", "K0207", "10.0.2.1")
    with pytest.raises(TooMany) as refused:
        count_try(counters, now=NOW)
    assert refused.value.wait <= 60


def test_being_slowed_everywhere_counts_nothing_here(app: Flask) -> None:
    for number in range(30):
        tries(1, address=f"10.0.1.{number}")
    tries(3, address="10.0.2.1")

    assert failures()["sign_in_here"] == 30


def test_a_subscriber_with_many_ipv6_addresses_is_one_place(app: Flask) -> None:
    assert sum(tries(1, address=f"2001:db8::{number:x}") for number in range(1, 10)) == 5
    assert tries(1, address="2001:db8:0:1::1") == 1
    assert tries(5, address="::ffff:10.0.0.9") == 5
    assert tries(1, address="10.0.0.9") == 0


def test_success_clears_here_and_takes_back_its_own_try_elsewhere(app: Flask) -> None:
    tries(4)
    counters = sign_in_counters("key", "K0207", "10.0.0.7")
    count_try(counters, now=NOW)
    forgive(counters)

    assert failures() == {"sign_in_anywhere": 4}
    assert tries(9) == 5


def test_failures_are_forgotten_after_a_day(app: Flask) -> None:
    tries(5)
    later = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)
    counters = sign_in_counters("key", "K0207", "10.0.0.7")

    for _turn in range(4):
        count_try(counters, now=later)

    assert failures() == {"sign_in_here": 4, "sign_in_anywhere": 4}


def test_the_sweep_removes_what_is_forgotten_and_nothing_else(app: Flask) -> None:
    tries(5)

    assert sweep_throttles(NOW + FORGOTTEN_AFTER) == 0
    assert sweep_throttles(NOW + FORGOTTEN_AFTER + timedelta(seconds=1)) == 2


def test_the_table_names_nobody_and_no_address(app: Flask) -> None:
    tries(1)

    kept = repr([vars(row) for row in db.session.scalars(select(Throttle))])
    assert "0207" not in kept
    assert "10.0.0.7" not in kept


def test_keys_of_another_installation_are_different() -> None:
    ours, theirs = (sign_in_counters(key, "K0207", "10.0.0.7") for key in ("one", "two"))

    assert not {counter.key_hash for counter in ours} & {counter.key_hash for counter in theirs}


def test_many_at_once_are_each_counted(app: Flask) -> None:
    let_through: list[int] = []
    start = threading.Barrier(8)

    def attack() -> None:
        with app.app_context():
            start.wait()
            let_through.append(tries(4))
            db.session.remove()

    threads = [threading.Thread(target=attack) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(let_through) == 5
    assert failures() == {"sign_in_here": 5, "sign_in_anywhere": 5}


@pytest.mark.usefixtures("clock_at_rest")
def test_the_page_keeps_the_form_and_says_how_long_to_wait(
    lihua: Person, log_in: LogIn, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _turn in range(5):
        assert log_in(password="wrong one").status_code == 200
    checked = []
    monkeypatch.setattr(proving, "is_right", lambda *values: checked.append(values))

    response = log_in(keep="y")

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "2"
    assert "Tried too often. Wait 2 seconds, then try again." in response.text
    assert 'value="K0207"' in response.text
    assert PASSWORD not in response.text
    assert checked == []


def test_after_the_wait_the_right_password_leads_in(lihua: Person, log_in: LogIn) -> None:
    for _turn in range(5):
        log_in(password="wrong one")

    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=3)):
        assert log_in().status_code == 302
    assert failures() == {"sign_in_anywhere": 5}


def test_a_colleague_at_the_same_gate_is_let_in_meanwhile(lihua: Person, log_in: LogIn) -> None:
    for _turn in range(6):
        log_in("K0208", "wrong one")

    assert log_in().status_code == 302
