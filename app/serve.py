"""What `make run` starts: all is brought in order, then pages are served, the sweep beside.

This process stays as long as the server does, so it holds the server and not the program: what is
brought in order beforehand is the work of another one.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app.address import Address, NoAddress, address_from, check_free
from app.companion import Companion
from app.turns import RECEIVERS

#: SQLite has one writer at a time, so more processes than this would mostly wait for each other.
MOST_WORKERS_ON_SQLITE = 4
#: Checking a password takes 19 MiB for a moment. Left to itself the C library keeps such memory
#: for good, and a heap for each of the threads.
MEMORY = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "262144",
    "MALLOC_TRIM_THRESHOLD_": "262144",
}
SWEEP = (sys.executable, "-m", "flask", "--app", "app", "sweep", "--with-parent")


def main() -> None:
    """Prepare, serve until stopped, and end the sweep with the server."""
    try:
        address = address_from(os.environ)
        check_free(address)
    except NoAddress as reason:
        sys.exit(str(reason))
    signing_in, database = _prepared()
    # The C library reads it when a process starts: the server's processes are started from here.
    os.environ.update(MEMORY | os.environ)
    _serve(address, workers_for(database), signing_in)


def workers_for(database: str) -> int:
    """How many processes serve: one a core, and on SQLite not too many."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, MOST_WORKERS_ON_SQLITE) if database.startswith("sqlite") else cores or 1


def _prepared() -> tuple[str, str]:
    """How people sign in, and the kind of database, once all is in order; else this ends."""
    reader, writer = os.pipe()
    command = (sys.executable, "-m", "app.preparation", str(writer))
    try:
        done = subprocess.run(command, pass_fds=(writer,))
    except KeyboardInterrupt:
        sys.exit("Stopped before anything was served.")
    os.close(writer)
    with open(reader, encoding="utf-8") as told:
        if done.returncode:
            sys.exit(done.returncode)
        database, _, signing_in = told.read().partition("\n")
    return signing_in, database


def _serve(address: Address, workers: int, signing_in: str) -> None:
    server = Granian(
        "app.wsgi:application_of_run",
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
