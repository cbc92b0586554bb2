"""`flask sweep`: the work beside the server."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.jobs.sweep import Done, sweep_once, sweep_until


def register(app: Flask) -> None:
    """Give the application its `sweep` command."""
    app.cli.add_command(_sweep)


@click.command("sweep")
@click.option("--once", is_flag=True, help="Do everything that is due once, then end.")
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait between two rounds.",
)
@click.option(
    "--with-parent",
    is_flag=True,
    help="End when the process that started it has ended.",
)
@with_appcontext
def _sweep(once: bool, every: float, with_parent: bool) -> None:
    """Deliver messages and clear away what has run out."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with _told_to_stop(with_parent) as stopped:
        if once:
            _tell(sweep_once(app, stopped=stopped))
        else:
            sweep_until(stopped, app, every=every)


def _tell(done: Done) -> None:
    for name, count in done.items():
        click.echo(f"{name}: {'failed' if count is None else count}")
    if None in done.values():
        raise click.ClickException("Not everything could be done; the log says why.")


@contextmanager
def _told_to_stop(with_parent: bool) -> Iterator[threading.Event]:
    """An event that is set by SIGTERM and SIGINT, and when asked for by the end of the parent."""
    stopped = threading.Event()

    def stop(*_: Any) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    if with_parent:
        threading.Thread(target=_watch_parent, args=(stopped,), daemon=True).start()
    try:
        yield stopped
    finally:
        stopped.set()
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch_parent(stopped: threading.Event, *, look_every: float = 1.0) -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        if stopped.wait(look_every):
            return
    stopped.set()
