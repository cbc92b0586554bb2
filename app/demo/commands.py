"""Command line: the demonstration company."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.accounts.passwords import hash_password
from app.db import db, reading, utcnow
from app.demo.cast import read_cast
from app.demo.operations import SomebodyIsHere, load
from app.demo.papers import drawn_card
from app.demo.records import read_records
from app.library.queries import current_library

commands = AppGroup("demo", help="The demonstration company.")


def register(app: Flask) -> None:
    """Add the commands to the application."""
    app.cli.add_command(commands)


@commands.command("load")
def load_command() -> None:
    """Load the demonstration company into a database that has nobody yet."""
    try:
        click.echo(f"{load_demo()} people of the demonstration company are here.")
    except SomebodyIsHere:
        raise click.ClickException(
            "this database has people already; the demonstration goes into an empty one only"
        ) from None


def load_demo() -> int:
    """Load and commit; returns the number of people. Raises SomebodyIsHere."""
    password_hash = hash_password(current_app.config["DEMO_PASSWORD"])
    with reading():
        library = current_library()
    count = load(
        read_cast(),
        read_records(),
        library,
        password_hash=password_hash,
        key=str(current_app.config["SECRET_KEY"]),
        photo=drawn_card(),
        now=utcnow(),
    )
    db.session.commit()
    return count
