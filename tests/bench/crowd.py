"""`python -m tests.bench.crowd`: 2,000 people sit the same quiz at once, and nothing is lost.

Served as `make run` does, on a scratch instance. All press start within a minute, open the page and
answer ten items each through the page's way of saving; then the database is compared with what
was sent, by count and by content.
"""

from __future__ import annotations

import os
import queue
import tempfile
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from app import create_app
from app.address import address_from, check_free
from app.attempts.models import Attempt, Receipt, Response
from app.db import db
from app.preparation import prepare
from tests.bench.__main__ import OURS, serving
from tests.bench.load import part
from tests.bench.sitters import QUIZ, Sitter, answers_for, make_sitters, message
from tests.bench.visitor import NotServed, Visitor

#: So many lines are open at once; each is the phone of one person after the other.
LINES = 64
WITHIN = 60.0


@dataclass
class Crowd:
    """What came of it."""

    starts: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    #: What each person has sent and got a receipt for: attempt, item, number, response.
    kept: list[tuple[uuid.UUID, str, int, dict[str, Any]]] = field(default_factory=list)
    started_in: float = 0.0
    took: float = 0.0


@click.command()
@click.option("--people", default=2000, show_default=True, help="How many sit the quiz.")
@click.option("--port", default=8766, show_default=True, help="A free port on 127.0.0.1.")
def main(people: int, port: int) -> None:
    """Let them come, and count afterwards."""
    address = address_from({"PORT": str(port)})
    check_free(address)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(INSTANCE_PATH=folder)
        os.environ.pop("DATABASE_URL", None)
        app = create_app()
        prepare(app, address, {"DEMO": "no"})
        with app.app_context():
            sitters = make_sitters(app, people)
            db.engine.dispose()
        with serving(address, *OURS):
            crowd = _come(port, sitters)
        with app.app_context():
            crowd.failures += _missing(crowd, people)
        _report(crowd, people, Path(folder))
    if crowd.failures:
        raise click.ClickException(f"{len(crowd.failures)} failures")


def _come(port: int, sitters: Sequence[Sitter]) -> Crowd:
    crowd, begun = Crowd(), time.perf_counter()
    attempts: queue.SimpleQueue[tuple[Sitter, uuid.UUID]] = queue.SimpleQueue()
    places = {sitter.person_id: number for number, sitter in enumerate(sitters)}

    def start(share: Sequence[Sitter]) -> None:
        for sitter in share:
            # Evenly over the minute, or as fast as they are served.
            due = begun + WITHIN * 0.8 * places[sitter.person_id] / len(sitters)
            time.sleep(max(due - time.perf_counter(), 0.0))
            attempt_id = _start(port, sitter, crowd)
            if attempt_id is not None:
                attempts.put((sitter, attempt_id))

    def answer(_share: Sequence[Sitter]) -> None:
        while (found := attempts.get()) is not _NOBODY:
            _answer(port, *found, crowd)

    answering = _threads(answer, [sitters[:0]] * LINES)
    _join(_threads(start, [sitters[number::LINES] for number in range(LINES)]))
    crowd.started_in = time.perf_counter() - begun
    for _ in answering:
        attempts.put(_NOBODY)
    _join(answering)
    crowd.took = time.perf_counter() - begun
    return crowd


_NOBODY: Any = object()


def _threads(work: Any, shares: Sequence[Sequence[Sitter]]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    return threads


def _join(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.join()


def _start(port: int, sitter: Sitter, crowd: Crowd) -> uuid.UUID | None:
    visitor = _visitor(port, sitter)
    try:
        begin = time.perf_counter()
        place = visitor.press(f"/quizzes/{QUIZ}/attempts", sitter.form())
        crowd.starts.append(time.perf_counter() - begin)
        visitor.get(place)
        return uuid.UUID(place.rsplit("/", 1)[1])
    except (OSError, NotServed, ValueError) as error:
        crowd.failures.append(f"start: {error!r}")
        return None
    finally:
        visitor.close()


def _answer(port: int, sitter: Sitter, attempt_id: uuid.UUID, crowd: Crowd) -> None:
    visitor, client = _visitor(port, sitter), uuid.uuid4()
    try:
        for sequence, (item, response) in enumerate(_answers(attempt_id), 1):
            begin = time.perf_counter()
            told = visitor.send(
                f"/attempts/{attempt_id}/answers", message(client, sequence, item, response)
            )
            crowd.saves.append(time.perf_counter() - begin)
            crowd.kept.append((attempt_id, item, told["receipt"], response))
    except (OSError, NotServed) as error:
        crowd.failures.append(f"answer: {error!r}")
    finally:
        visitor.close()


def _visitor(port: int, sitter: Sitter) -> Visitor:
    visitor = Visitor(port)
    visitor.take(sitter.cookie)
    return visitor


_looking = threading.Lock()


def _answers(attempt_id: uuid.UUID) -> list[tuple[str, dict[str, Any]]]:
    """What the page offers, read beside it: finding the forms in it is not what is measured."""
    with _looking, _app().app_context():
        return answers_for(db.session.get_one(Attempt, attempt_id))


_apps: list[Any] = []


def _app() -> Any:
    if not _apps:
        _apps.append(create_app())
    return _apps[0]


def _missing(crowd: Crowd, people: int) -> list[str]:
    """Compare by count and by content."""
    ledger = {
        (each.attempt_id, each.number): (each.item, each.answer)
        for each in db.session.scalars(select(Receipt))
    }
    holds = {(each.attempt_id, each.item): each for each in db.session.scalars(select(Response))}
    counted = (len(crowd.kept), len(ledger), len(holds))
    faults = [] if len(set(counted)) == 1 == len({*counted, people * 10}) else [f"{counted}"]
    for attempt_id, item, number, response in crowd.kept:
        held = holds.get((attempt_id, item))
        if ledger.get((attempt_id, number)) != (item, response):
            faults.append(f"lost: {item} of {attempt_id}")
        elif held is None or (held.receipt, held.answer) != (number, response):
            faults.append(f"does not hold: {item} of {attempt_id}")
    return faults


def _report(crowd: Crowd, people: int, folder: Path) -> None:
    click.echo(f"{people} people started within {crowd.started_in:.0f} s")
    _line("start", crowd.starts)
    _line("answer", crowd.saves)
    click.echo(f"{len(crowd.kept)} answers kept in {crowd.took:.0f} s, all of it; none may miss:")
    click.echo(f"failures: {len(crowd.failures)}")
    for failure in crowd.failures[:10]:
        click.echo(f"  {failure}")
    size = (folder / "touchpoint.sqlite3").stat().st_size
    click.echo(f"The database has {size / 2**20:.0f} MiB")


def _line(name: str, times: Sequence[float]) -> None:
    p50, p95, most = (part(times, share) for share in (0.5, 0.95, 1.0))
    click.echo(f"{name:8} p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {most:.0f} ms")


if __name__ == "__main__":
    main()
