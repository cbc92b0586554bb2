"""`make bench`: what pages cost on this machine, beside a limit application in the same run.

Serves as `make run` does, then the limit (see limit.py), and loads both in turn. The figure is
the work of the server's processes, in milliseconds of CPU a request; requests a second depend on
what else the machine does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click
import psutil
from sqlalchemy import update

from app import create_app
from app.accounts.models import Person
from app.accounts.operations import create_person
from app.accounts.queries import people_led_by, person_who_signs_in_as
from app.accounts.roles import Role
from app.address import Address, address_from, check_free
from app.db import db, utcnow
from app.preparation import prepare
from app.serve import MEMORY, workers_for
from app.turns import RECEIVERS
from tests.bench.limit import prepare as prepare_limit
from tests.bench.load import AT_ONCE, HandingIn, Round, Saving, Visit, hand_in, part, run, save
from tests.bench.sitters import ITEMS, Sitting, make_sitters, make_sitting
from tests.bench.visitor import Visitor

OURS = ("app.wsgi:application", RECEIVERS)
LIMIT = ("tests.bench.limit:create_app", 1)
PASSWORD = "only-for-the-bench"
LEARNER, SUPERVISOR = "learner@demo.example", "supervisor@demo.example"
TEAM = 30
LESSON = "/courses/telephone/10-three-rings"
ENCODINGS = ("gzip, deflate, br", "gzip, deflate")


class Page(NamedTuple):
    """A page of ours, who asks for it, and how many times the limit's cost it may have."""

    name: str
    path: str | None
    person: str
    aim: float | None = None


PAGES = (
    Page("lesson", LESSON, LEARNER, 2.0),
    Page("today", "/", LEARNER, 2.5),
    Page("course", "/courses/telephone", LEARNER, 2.5),
    Page(f"team of {TEAM}", "/team", SUPERVISOR),
    Page("sign-in", None, LEARNER),
)
#: What a sitting costs, in the limit's answers: an answer that is kept, and ten that are scored.
SAVED, HANDED_IN = Page("answer saved", None, "", 2.5), Page(f"submit of {ITEMS}", None, "", 4.0)
DEEDS = (SAVED, HANDED_IN)
#: The limit's page, and its own sign-in.
LIMITS = {"page": Page("limit", "/page", "H0128"), "sign-in": Page("sign-in", None, "H0128")}


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often each page is measured.")
@click.option("--seconds", default=5.0, show_default=True, help="Length of a round.")
@click.option("--port", default=8765, show_default=True, help="A free port on 127.0.0.1.")
def main(rounds: int, seconds: float, port: int) -> None:
    """Measure on a scratch instance; everything is gone afterwards."""
    address = address_from({"PORT": str(port)})
    check_free(address)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(INSTANCE_PATH=folder, DEMO_PASSWORD=PASSWORD)
        os.environ.pop("DATABASE_URL", None)
        _prepare(address)
        ours: dict[str, list[Round]] = {page.name: [] for page in (*PAGES, *DEEDS)}
        limits: dict[str, list[Round]] = {name: [] for name in (*LIMITS, "answer")}
        memory = []
        for _ in range(rounds):
            with serving(address, *LIMIT) as server:
                for name, page in LIMITS.items():
                    limits[name].append(_measured(server, address, page, seconds))
                limits["answer"].append(_saved(server, address, seconds, "/answer"))
            with serving(address, *OURS) as server:
                for page in PAGES:
                    ours[page.name].append(_measured(server, address, page, seconds))
                ours[SAVED.name].append(_saved(server, address, seconds))
                ours[HANDED_IN.name].append(_handed_in(server, address, seconds))
                memory.append(_memory(server))
        _report(ours, limits)
        click.echo(f"Memory of the server's processes (PSS): {max(memory) / 2**20:.0f} MiB")
        _weigh(address)


def _prepare(address: Address) -> None:
    """A scratch instance with the demonstration company, and a team of thirty in it."""
    app = create_app()
    prepare(app, address, {"DEMO": "yes"})
    with app.app_context():
        leader = db.session.execute(person_who_signs_in_as(SUPERVISOR)).one()[0]
        team = select_learners(leader)
        db.session.execute(update(Person).where(Person.id.in_(team)).values(supervisor_id=leader))
        led = len(db.session.scalars(people_led_by(leader)).all())
        for number in range(led, TEAM):
            create_person(
                f"新人{number}",
                roles=[Role.LEARNER],
                employee_number=f"B{number:04d}",
                supervisor_id=leader,
                now=utcnow(),
            )
        db.session.commit()
        db.engine.dispose()
    prepare_limit()


def select_learners(leader: object) -> list[object]:
    """People of other teams who join the one that is measured, so that there are thirty."""
    led = {person.id for person in db.session.scalars(people_led_by(leader))}  # type: ignore[arg-type]
    others = [
        person
        for person in db.session.query(Person).filter(Person.is_candidate.is_(False))
        if person.id not in led and {grant.role for grant in person.grants} == {"learner"}
    ]
    return [person.id for person in others[: TEAM - len(led)]]


def _measured(server: psutil.Process, address: Address, page: Page, seconds: float) -> Round:
    visit = Visit(address.port, page.person, PASSWORD, page.path, seconds)
    # The load comes from a process of its own, as the people's browsers would.
    with ProcessPoolExecutor(1) as visitors:
        visitors.submit(run, replace(visit, seconds=1.0)).result()
        before = _cpu_seconds(server)
        result = visitors.submit(run, visit).result()
        result.cpu = _cpu_seconds(server) - before
    return result


def _saved(
    server: psutil.Process, address: Address, seconds: float, path: str | None = None
) -> Round:
    """Answers of several people, at the limit's path or in attempts of ours."""
    sittings = _sittings(AT_ONCE)
    short = Saving(address.port, sittings, 1.0, path)
    with ProcessPoolExecutor(1) as visitors:
        visitors.submit(save, short).result()
        # Other attempts: a browser does not answer the same one from the beginning again.
        saving = Saving(address.port, _sittings(AT_ONCE), seconds, path)
        before = _cpu_seconds(server)
        result = visitors.submit(save, saving).result()
        result.cpu = _cpu_seconds(server) - before
    return result


def _handed_in(server: psutil.Process, address: Address, seconds: float) -> Round:
    """So many attempts at ten items, all answered, as a quick machine scores in the time."""
    sittings = _sittings(round(100 * seconds), answered=True)
    with ProcessPoolExecutor(1) as visitors:
        visitors.submit(hand_in, HandingIn(address.port, sittings[:AT_ONCE])).result()
        before = _cpu_seconds(server)
        result = visitors.submit(hand_in, HandingIn(address.port, sittings[AT_ONCE:])).result()
        result.cpu = _cpu_seconds(server) - before
    return result


def _sittings(count: int, *, answered: bool = False) -> list[Sitting]:
    """Open attempts of as many people, who are signed in."""
    app = create_app()
    with app.app_context():
        sitters = make_sitters(app, count)
        sittings = [make_sitting(each, answered=answered) for each in sitters]
        db.engine.dispose()
    return sittings


def _cpu_seconds(server: psutil.Process) -> float:
    times = [process.cpu_times() for process in server.children(recursive=True)]
    return float(sum(each.user + each.system for each in times))


def _memory(server: psutil.Process) -> int:
    processes = [server, *server.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in processes)


@contextmanager
def serving(address: Address, target: str, threads: int) -> Iterator[psutil.Process]:
    """A server as `make run` has it, while the block lasts."""
    workers = workers_for("sqlite://")
    command = [
        *(sys.executable, "-m", "granian", target, "--interface", "wsgi", "--no-ws", "--factory"),
        *("--host", address.host, "--port", str(address.port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--log-level", "error"),
        # One that is told to stop while it starts may not hear it.
        *("--workers-kill-timeout", "5"),
    ]
    log = Path(os.environ["INSTANCE_PATH"], "server.log")
    with log.open("ab") as output:
        environment = MEMORY | os.environ
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        _wait_for(address, server)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: Address, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            Visitor(address.port).get("/healthz")
            return
        except OSError:
            continue
    raise click.ClickException("the server did not start")


def _report(ours: dict[str, list[Round]], limits: dict[str, list[Round]]) -> None:
    click.echo(f"\n{'':13} CPU ms  of limit    aim  requests/s    p50    p95 ms")
    _line("limit", limits["page"], None, None)
    for page in PAGES:
        beside = limits["page"] if page.path else limits["sign-in"]
        _line(page.name, ours[page.name], _cost(beside), page.aim)
    _line("its sign-in", limits["sign-in"], None, None)
    _line("its answer", limits["answer"], None, None)
    for deed in DEEDS:
        _line(deed.name, ours[deed.name], _cost(limits["answer"]), deed.aim)


def _line(name: str, rounds: list[Round], limit: float | None, aim: float | None) -> None:
    times = [each for result in rounds for each in result.times]
    per_second = sum(each.count for each in rounds) / max(sum(r.took for r in rounds), 1e-9)
    ratio = f"{_cost(rounds) / limit:.2f}" if limit else ""
    spread = f"{part(times, 0.5):6.0f} {part(times, 0.95):6.0f}" if times else ""
    click.echo(
        f"{name:13} {_cost(rounds):6.1f} {ratio:>9} {aim or '':>6} {per_second:11.0f} {spread}"
    )
    for failure in [line for result in rounds for line in result.failures]:
        click.echo(f"  failed: {failure}")


def _cost(rounds: list[Round]) -> float:
    """Milliseconds of CPU a request, of the round in which the machine was least disturbed."""
    return min(1000 * each.cpu / max(each.count, 1) for each in rounds)


def _weigh(address: Address) -> None:
    with serving(address, *OURS):
        for encodings in ENCODINGS:
            visitor = Visitor(address.port, encodings=encodings)
            visitor.sign_in(LEARNER, PASSWORD)
            first = visitor.get(LESSON)
            files = sum(visitor.get(file).weight for file in visitor.files_of(first))
            following = max(visitor.get(path).weight for path in _lessons())
            visitor.close()
            click.echo(
                f"On the wire ({encodings}): first lesson {(first.weight + files) / 1000:.1f} kB "
                f"(page {first.weight / 1000:.1f}), heaviest next one {following / 1000:.1f} kB"
            )


def _lessons() -> list[str]:
    """The addresses of all lessons."""
    files = sorted(Path("courses").glob("*/*.zh.md"))
    return [f"/courses/{file.parent.name}/{file.name.removesuffix('.zh.md')}" for file in files]


if __name__ == "__main__":
    main()
