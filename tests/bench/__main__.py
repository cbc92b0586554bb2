"""`make bench`: the lesson page under a bounded load on this machine, and its weight on the wire.

Compares ways of holding the server: one thread a process, two, and the one that `make run` takes
(many threads receive requests, one works on them). The first line is the limit: the same server
without any work.
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

import click
import psutil

from app import create_app
from app.address import Address, address_from, check_free
from app.courses.model import Course
from app.db import db
from app.demo.cast import read_cast
from app.library.queries import Library, current_library
from app.preparation import prepare
from app.serve import workers_for
from app.turns import RECEIVERS
from tests.bench.load import Plan, Round, part, run
from tests.bench.visitor import Visitor

#: Name, application, whether it is a factory, threads a process.
WAYS = (
    ("limit, without any work", "tests.bench.limit:application", False, 1),
    ("one thread", "app:create_app", True, 1),
    ("two threads", "app:create_app", True, 2),
    ("received by many, done by one", "app.serve:application", True, RECEIVERS),
)
PEOPLE = 8
ENCODINGS = ("gzip, deflate, br", "gzip, deflate")


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often each way is measured.")
@click.option("--requests", default=400, show_default=True, help="Requests a round at most.")
@click.option("--seconds", default=30.0, show_default=True, help="Length of a round at most.")
@click.option("--port", default=8765, show_default=True, help="A free port on 127.0.0.1.")
def main(rounds: int, requests: int, seconds: float, port: int) -> None:
    """Measure the lesson page on a scratch instance; everything is gone afterwards."""
    address = address_from({"PORT": str(port)})
    check_free(address)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(INSTANCE_PATH=folder, DEMO_PASSWORD="only-for-the-bench")
        os.environ.pop("DATABASE_URL", None)
        plan = _plan(address, requests, seconds)
        results: dict[str, list[Round]] = {name: [] for name, *_ in WAYS}
        for _ in range(rounds):
            for name, target, is_factory, threads in WAYS:
                results[name].append(_measured(address, target, is_factory, threads, plan))
        _report(results)
        _weigh(address, plan)


def _plan(address: Address, requests: int, seconds: float) -> Plan:
    """A scratch instance with the demonstration company, and who asks for what of it."""
    app = create_app()
    prepare(app, address, {"DEMO": "yes"})
    with app.app_context():
        paths = _lessons(current_library())
        db.engine.dispose()
    learners = [each.number for each in read_cast().people if "learner" in each.roles]
    return Plan(
        port=address.port,
        people=tuple(learners[:PEOPLE]),
        password=os.environ["DEMO_PASSWORD"],
        paths=paths,
        requests=requests,
        seconds=seconds,
    )


def _lessons(library: Library) -> tuple[str, ...]:
    courses: list[Course] = [each.body for each in library.all("course")]
    return tuple(f"/courses/{course.slug}/{name}" for course in courses for name in course.lessons)


def _measured(address: Address, target: str, is_factory: bool, threads: int, plan: Plan) -> Round:
    if not is_factory:
        plan = replace(plan, password="")
    # The load comes from a process of its own, as the people's browsers would.
    with (
        _server(address, target, is_factory, threads) as server,
        ProcessPoolExecutor(1) as visitors,
    ):
        before = _cpu_seconds(server)
        result = visitors.submit(run, plan).result()
        return replace(result, cpu=_cpu_seconds(server) - before)


def _cpu_seconds(server: psutil.Process) -> float:
    times = [process.cpu_times() for process in server.children(recursive=True)]
    return float(sum(each.user + each.system for each in times))


@contextmanager
def _server(
    address: Address, target: str, is_factory: bool, threads: int
) -> Iterator[psutil.Process]:
    workers = workers_for("sqlite://")
    command = [
        *(sys.executable, "-m", "granian", target, "--interface", "wsgi", "--no-ws"),
        *("--host", address.host, "--port", str(address.port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--log-level", "error"),
        # One that is told to stop while it starts may not hear it.
        *("--workers-kill-timeout", "5"),
        *(["--factory"] if is_factory else []),
    ]
    log = Path(os.environ["INSTANCE_PATH"], "server.log")
    with log.open("ab") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)
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


def _report(results: dict[str, list[Round]]) -> None:
    click.echo(f"\n{'':30} requests/s  CPU ms   p50   p95   p99 ms   signing in p50   p95 ms")
    for name, rounds in results.items():
        pages = [each for result in rounds for each in result.pages]
        sign_ins = [each for result in rounds for each in result.sign_ins]
        count = len(pages) + len(sign_ins)
        per_second = count / sum(result.took for result in rounds)
        cpu = 1000 * sum(result.cpu for result in rounds) / max(count, 1)
        click.echo(
            f"{name:30} {per_second:10.0f} {cpu:7.1f} "
            f"{part(pages, 0.5):5.0f} {part(pages, 0.95):5.0f} {part(pages, 0.99):5.0f} "
            f"{part(sign_ins, 0.5):19.0f} {part(sign_ins, 0.95):5.0f}"
        )
        for failure in [line for result in rounds for line in result.failures]:
            click.echo(f"  failed: {failure}")


def _weigh(address: Address, plan: Plan) -> None:
    with _server(address, "app.serve:application", True, RECEIVERS):
        for encodings in ENCODINGS:
            visitor = Visitor(address.port, encodings=encodings)
            visitor.sign_in(plan.people[0], plan.password)
            first = visitor.get(plan.paths[0])
            files = sum(visitor.get(file).weight for file in visitor.files_of(first))
            following = max(visitor.get(path).weight for path in plan.paths[1:])
            visitor.close()
            click.echo(
                f"On the wire ({encodings}): first lesson {(first.weight + files) / 1000:.1f} kB "
                f"(page {first.weight / 1000:.1f}), heaviest next one {following / 1000:.1f} kB"
            )


if __name__ == "__main__":
    main()
