"""What is brought in order before pages are served: the schema, the library, the demonstration."""

from __future__ import annotations

import logging
import os
import sys
import uuid
from collections.abc import Mapping

import click
import flask_migrate
from flask import Flask
from sqlalchemy import Select, exists, select
from sqlalchemy.exc import DatabaseError, OperationalError

from app import create_app
from app.accounts.models import Person
from app.accounts.passwords import is_right
from app.accounts.roles import Role
from app.address import Address, address_from
from app.db import db, reading, utcnow
from app.demo.commands import load_demo
from app.library.commands import in_words
from app.library.operations import ContentFaults, publish

#: Only people of the demonstration have e-mail addresses with this ending.
DEMO_ENDING = "@demo.example"


class CannotServe(Exception):
    """Something stands against serving; the message says what, and what to do about it."""


def main(answer: int) -> None:
    """Bring everything in order for `make run`; the answer goes to the pipe of this number."""
    try:
        app = create_app()
        signing_in = prepare(app, address_from(os.environ), os.environ)
    except CannotServe as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(f"Touchpoint cannot use its folder: {error}")
    except KeyboardInterrupt:
        # Whoever started this says that it was stopped.
        sys.exit(1)
    kind = str(app.config["SQLALCHEMY_DATABASE_URI"]).partition(":")[0]
    with open(answer, "w", encoding="utf-8") as pipe:
        pipe.write(f"{kind}\n{signing_in}")


def prepare(app: Flask, address: Address, environment: Mapping[str, str]) -> str:
    """Bring everything in order and say what is done; returns how to sign in, in a few lines."""
    with app.app_context():
        try:
            _migrate(app)
            _keep_demonstration_here(address)
            _publish(app)
            if _is_wanted(environment) and address.is_private:
                _load_demonstration()
            return _how_to_sign_in(app.config["DEMO_PASSWORD"])
        except OperationalError as error:
            raise CannotServe(f"The database cannot be used: {error.orig}") from error
        finally:
            # The server's processes make connections of their own and must not inherit this one's.
            db.session.remove()
            db.engine.dispose()


def _migrate(app: Flask) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        flask_migrate.upgrade(directory=str(app.config["MIGRATIONS_PATH"]))
    except DatabaseError as error:
        raise CannotServe(f"The database cannot be used: {error.orig}") from None
    click.echo(f"Database: {db.engine.url.render_as_string(hide_password=True)}")


def _keep_demonstration_here(address: Address) -> None:
    """Its passwords are known to everybody, so nobody else's machine may reach it."""
    if not address.is_private and _is_true(_demonstration().where(Person.deactivated_at.is_(None))):
        raise CannotServe(
            f"HOST={address.host} can be reached from other machines, and everybody knows the "
            "passwords of the demonstration company in this database: leave HOST out, or serve "
            "another database (INSTANCE_PATH or DATABASE_URL)."
        )


def _publish(app: Flask) -> None:
    try:
        changes = publish(app.config["COURSES_PATH"], app.config["QUIZZES_PATH"], now=utcnow())
    except ContentFaults as problem:
        faults = "\n".join(str(fault) for fault in problem.faults)
        raise CannotServe(f"{faults}\nNothing was published: mend the faults above.") from None
    db.session.commit()
    click.echo(f"Library: {in_words(changes)}")


def _is_wanted(environment: Mapping[str, str]) -> bool:
    return environment.get("DEMO", "yes").strip().lower() not in ("no", "0", "false", "off")


def _load_demonstration() -> None:
    if not _is_true(select(Person.id)):
        click.echo("Demonstration: some months of a company's life are made ...")
        click.echo(f"Demonstration: {load_demo()} people")


def _how_to_sign_in(password: str) -> str:
    addresses = [f"{role}{DEMO_ENDING}" for role in Role]
    with reading():
        cast = db.session.execute(
            select(Person.email, Person.name, Person.password_hash)
            .where(Person.email.in_(addresses), Person.deactivated_at.is_(None))
            .order_by(Person.email)
        ).all()
    if cast:
        known = is_right(password, cast[0].password_hash)
        secret = password if known else "that was DEMO_PASSWORD when they were loaded"
        people = (f"  {each.email:26}{each.name}" for each in cast)
        return "\n".join([f"Sign in with the password {secret} as", *people])
    if _is_true(select(Person.id)):
        return "Sign in with your employee number, mobile number or e-mail address."
    return (
        "Nobody can sign in yet. Make the first administrator:\n"
        "  .venv/bin/flask --app app people create-admin --name NAME --employee-number NUMBER"
    )


def _demonstration() -> Select[uuid.UUID]:
    return select(Person.id).where(Person.email.like(f"%{DEMO_ENDING}"))


def _is_true(question: Select[uuid.UUID]) -> bool:
    with reading():
        return bool(db.session.scalar(select(exists(question))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
