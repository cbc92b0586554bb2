"""What `make run` starts: all is brought in order, then pages are served, the sweep beside."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app import create_app
from app.address import Address, NoAddress, address_from, check_free
from app.companion import Companion, obey_parent_only
from app.preparation import CannotServe, prepare
from app.turns import RECEIVERS, Turns

#: SQLite has one writer at a time, so more processes than this would mostly wait for each other.
MOST_WORKERS_ON_SQLITE = 4
SWEEP = (sys.executable, "-m", "flask", "--app", "app", "sweep", "--with-parent")


def application() -> Turns:
    """The application as each process of a server runs it."""
    app = create_app()
    return Turns(app, limit=app.config["MAX_CONTENT_LENGTH"])


def application_of_run() -> Turns:
    """The same in a process of `make run`."""
    obey_parent_only()
    return application()


def main() -> None:
    """Prepare, serve until stopped, and end the sweep with the server."""
    try:
        address = address_from(os.environ)
        check_free(address)
        app = create_app()
        signing_in = prepare(app, address, os.environ)
    except (NoAddress, CannotServe) as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(f"Touchpoint cannot use its folder: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped before anything was served.")
    _serve(address, workers_for(app.config["SQLALCHEMY_DATABASE_URI"]), signing_in)


def workers_for(database: str) -> int:
    """How many processes serve: one a core, and on SQLite not too many."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, MOST_WORKERS_ON_SQLITE) if database.startswith("sqlite") else cores or 1


def _serve(address: Address, workers: int, signing_in: str) -> None:
    server = Granian(
        "app.serve:application_of_run",
        factory=True,
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=RECEIVERS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        # The application logs its requests itself; the server speaks up when a process dies.
        log_level=LogLevels.error,
        websockets=False,
    )
    sweep = Companion(SWEEP)

    @server.on_startup
    def begin() -> None:
        # The server would take a closed terminal for a wish to reload, and live on without one.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        sweep.start()
        threading.Thread(target=_greet, args=(address, signing_in), daemon=True).start()

    try:
        server.serve()
    finally:
        sweep.stop()
    click.echo("Touchpoint has stopped.")


def _greet(address: Address, signing_in: str) -> None:
    """Say where the pages are, once a process of the server listens there."""
    pause = threading.Event()
    while not _listens(address):
        pause.wait(0.05)
    click.echo(f"\n{signing_in}\n\nTouchpoint is at {address.url}  (Ctrl-C stops it)")


def _listens(address: Address) -> bool:
    try:
        socket.create_connection((address.host, address.port), timeout=1).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
