"""`flask people create-admin`."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.db import db
from tests.accounts.conftest import LogIn

GOOD = "gate lamp lobby"


@pytest.fixture
def create_admin(runner: FlaskCliRunner):  # type: ignore[no-untyped-def]
    def run(*more: str, number: str = "A1", typed: str = f"{GOOD}\n", stdin: bool = True) -> Result:
        arguments = ["people", "create-admin", "--name", "周敏", "--employee-number", number, *more]
        db.session.commit()
        return runner.invoke(
            args=[*arguments, *(["--password-stdin"] if stdin else [])], input=typed
        )

    return run


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_the_first_administrator_can_sign_in(  # type: ignore[no-untyped-def]
    create_admin, log_in: LogIn, client: FlaskClient
) -> None:
    result = create_admin("--email", "Zhou@Heyuan.Example", "--mobile", "139 0000 1111")

    assert result.exit_code == 0, result.output
    assert result.output == "周敏 can sign in now with A1.\n"
    person = db.session.scalars(select(Person)).one()
    assert [grant.role for grant in person.grants] == [Role.ADMIN]
    for identifier in ("A1", "zhou@heyuan.example", "13900001111"):
        assert log_in(identifier, GOOD).status_code == 302


@pytest.mark.database("sqlite")
def test_the_password_is_asked_for_twice_and_not_shown(create_admin) -> None:  # type: ignore[no-untyped-def]
    result = create_admin(stdin=False, typed=f"{GOOD}\nsomething else\n{GOOD}\n{GOOD}\n")

    assert result.exit_code == 0, result.output
    assert GOOD not in result.output
    assert people() == 1


@pytest.mark.parametrize(
    ("number", "more", "told"),
    [
        ("A1", (), "Another person has this employee number."),
        ("A2", ("--email", "ZHOU@heyuan.example"), "Another person has this e-mail address."),
        ("A2", ("--mobile", "+8613900001111"), "Another person has this mobile number."),
        ("A2", ("--email", "zhou"), "This is not an e-mail address."),
    ],
)
def test_a_second_person_with_the_same_is_refused_with_a_sentence(  # type: ignore[no-untyped-def]
    create_admin, number: str, more: tuple[str, ...], told: str
) -> None:
    create_admin("--email", "zhou@heyuan.example", "--mobile", "13900001111")

    result = create_admin(*more, number=number)

    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output
    assert people() == 1


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("typed", ["", "\n", "short\n", "password\n", "zhou@heyuan.example\n"])
def test_an_easy_password_is_refused(create_admin, typed: str) -> None:  # type: ignore[no-untyped-def]
    result = create_admin("--email", "zhou@heyuan.example", typed=typed)

    assert result.exit_code == 1
    assert people() == 0
