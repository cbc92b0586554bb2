"""`flask people`: the first administrator, made where nobody can sign in yet."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.accounts.details import BadValue
from app.accounts.operations import create_person
from app.accounts.passwords import hash_password, objection_to
from app.accounts.roles import Role
from app.db import db, utcnow

people = AppGroup("people", help="Keep people and their accounts.")


def register(app: Flask) -> None:
    """Give the application its `people` commands."""
    app.cli.add_command(people)


@people.command("create-admin")
@click.option("--name", required=True, help="The name that others see.")
@click.option("--employee-number", required=True, metavar="NUMBER", help="To sign in with.")
@click.option("--email", help="To sign in with, and for a forgotten password.")
@click.option("--mobile", help="To sign in with.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_admin(
    name: str,
    employee_number: str,
    email: str | None,
    mobile: str | None,
    password_stdin: bool,
) -> None:
    """Make a person who may keep people, roles and settings."""
    # The command line speaks English, whatever the company's language is.
    with force_locale("en"):
        password = _read_password(password_stdin)
        _check_readable(name, employee_number, email, mobile, password)
        objection = objection_to(password, (employee_number, email, mobile))
        if objection:
            raise click.ClickException(objection)
        kept = hash_password(password)
        try:
            person = create_person(
                name,
                roles=[Role.ADMIN],
                now=utcnow(),
                employee_number=employee_number,
                email=email,
                mobile=mobile,
                password_hash=kept,
            )
        except BadValue as error:
            raise click.ClickException(error.text) from None
        except (OperationalError, ProgrammingError):
            raise click.ClickException(
                "the database has no tables yet: run `flask --app app db upgrade` first"
            ) from None
        db.session.commit()
    click.echo(f"{person.name} can sign in now with {person.employee_number}.")


def _check_readable(name: str, employee_number: str, *others: str | None) -> None:
    """What a person signs in with is there, and all of it is text."""
    if not employee_number.strip():
        raise click.ClickException("Write the employee number.")
    for given in (name, employee_number, *others):
        if given and not given.isprintable():
            raise click.ClickException("Write it in plain characters: some of these are no text.")


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        # Only the end of the line is not part of it.
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
