"""Passwords: how they are kept and which are refused."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from app.accounts import passwords
from app.accounts.passwords import hash_password, is_outdated, is_right, objection_to

NAMES = ("K0207", "13800005521", "lihua.chen@heyuan.example")


def test_a_password_is_kept_as_argon2id_with_the_agreed_parameters() -> None:
    assert hash_password("gate lamp lobby").startswith("$argon2id$v=19$m=7168,t=5,p=1$")


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("gate lamp lobby") != hash_password("gate lamp lobby")


@pytest.mark.parametrize("password", ["gate lamp lobby", " with spaces ", "门铃响三声", "x" * 200])
def test_a_password_is_right_exactly_as_it_was_typed(password: str) -> None:
    kept = hash_password(password)

    assert is_right(password, kept)
    assert not is_right(password.strip() + "!", kept)


def test_full_width_and_half_width_are_different_passwords() -> None:
    assert not is_right("ａbcdefgh", hash_password("abcdefgh"))


@pytest.mark.parametrize("kept", [None, "", "plain", "$argon2id$broken"])
def test_nothing_is_right_where_no_password_is_kept(kept: str | None) -> None:
    assert not is_right("gate lamp lobby", kept)


def test_a_person_without_password_costs_a_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []

    class Spy:
        def hash(self, password: str) -> str:
            hashed.append(password)
            return ""

    monkeypatch.setattr(passwords, "_HASHER", Spy())

    assert not is_right("gate lamp lobby", None)
    assert hashed == ["gate lamp lobby"]


def test_a_hash_with_other_parameters_is_outdated() -> None:
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a"))
    assert not is_outdated(hash_password("a"))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("gate lamp lobby", True),
        ("三声之内接电话！", True),
        ("Tr7!kw0p", True),
        ("Tr7!kw0", False),
        ("x7" * 101, False),
        ("12345678", False),
        ("PassWord1", False),
        ("88888888", False),
        ("aaaaaaaaaaaa", False),
        ("13800005521", False),
        ("+86 138 0000 5521", False),
        ("lihua.chen@heyuan.example", False),
        ("LIHUA.CHEN", False),
    ],
)
def test_short_common_and_known_passwords_are_refused(
    app: Flask, password: str, taken: bool
) -> None:
    assert (objection_to(password, NAMES) is None) == taken
