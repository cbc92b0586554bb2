"""Command line: deleting what may be kept no longer."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask
from flask.cli import AppGroup

from app.db import reading, utcnow
from app.screening.privacy import Preview, preview, sweep_candidates

commands = AppGroup("privacy", help="Personal data that may be kept no longer.")


def register(app: Flask) -> None:
    """Add the commands to the application."""
    app.cli.add_command(commands)


@commands.command("sweep")
@click.option("--delete", "really", is_flag=True, help="Delete it; it cannot be restored.")
def sweep_command(really: bool) -> None:
    """Say whose time is over, as counts and days; with --delete it is deleted."""
    now = utcnow()
    if not really:
        with reading():
            _tell(preview(now))
        return
    count = 0
    while deleted := sweep_candidates(now):
        count += deleted
    click.echo(f"Deleted: {count} people's applications.")


def _tell(found: Preview) -> None:
    click.echo(f"Candidates to be deleted with everything of theirs: {found.candidates}")
    click.echo(f"Hired people whose application goes and whose results stay: {found.hired}")
    click.echo(f"Invitations in all: {found.invitations}")
    click.echo(f"The first was due on: {_day(found.first_due_at)}")
    click.echo(f"The next will be due on: {_day(found.next_due_at)}")
    if found.invitations:
        click.echo("Nothing was deleted. Do it with --delete.")


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "–"
