"""Command line: publish what is on disk."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.db import db, utcnow
from app.library.operations import Changes, ContentFaults, publish


def register(app: Flask) -> None:
    """Add `content publish` beside the commands that read the files only."""
    app.cli.commands["content"].add_command(publish_command)  # type: ignore[attr-defined]


@click.command("publish")
@click.option("--note", default="", help="What changed, for the people who read it.")
@with_appcontext
def publish_command(note: str) -> None:
    """Make what is on disk what people read; any fault publishes nothing."""
    courses, quizzes = current_app.config["COURSES_PATH"], current_app.config["QUIZZES_PATH"]
    try:
        changes = publish(courses, quizzes, now=utcnow(), note=note)
    except ContentFaults as problem:
        for fault in problem.faults:
            click.echo(str(fault), err=True)
        raise click.ClickException("nothing was published; mend the faults above") from None
    db.session.commit()
    click.echo(in_words(changes))


def in_words(changes: Changes) -> str:
    """One line on what a publishing changed."""
    if not (changes.added or changes.changed or changes.withdrawn):
        return f"revision {changes.revision}: nothing has changed"
    return (
        f"revision {changes.revision}: {len(changes.added)} new, "
        f"{len(changes.changed)} changed, {len(changes.withdrawn)} withdrawn"
    )
