"""A bounded load: a few people who read lessons, and every tenth time sign in anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.bench.visitor import Visitor

SIGN_IN_EVERY = 10


@dataclass(frozen=True)
class Plan:
    """Who asks for what, and how much of it at most."""

    port: int
    people: tuple[str, ...]
    password: str
    paths: tuple[str, ...]
    requests: int
    seconds: float


@dataclass
class Round:
    """How long each request took, in seconds."""

    pages: list[float] = field(default_factory=list)
    sign_ins: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    #: From the first request to the last answer, and the server's work for it, in seconds.
    took: float = 0.0
    cpu: float = 0.0


def run(plan: Plan) -> Round:
    """Send the load and wait for its end."""
    result = Round()
    ends_at = time.perf_counter() + plan.seconds
    threads = [
        threading.Thread(target=_visit, args=(plan, number, person, ends_at, result))
        for number, person in enumerate(plan.people)
    ]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.took = time.perf_counter() - begin
    return result


def part(times: Iterable[float], share: float) -> float:
    """The time, in milliseconds, within which this share of the requests was answered."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _visit(plan: Plan, number: int, person: str, ends_at: float, result: Round) -> None:
    visitor = Visitor(plan.port)
    try:
        if plan.password:
            visitor.sign_in(person, plan.password)
        for turn in range(number, number + plan.requests // len(plan.people)):
            if time.perf_counter() > ends_at:
                return
            begin = time.perf_counter()
            if plan.password and turn % SIGN_IN_EVERY == 0:
                visitor.sign_in(person, plan.password)
                result.sign_ins.append(time.perf_counter() - begin)
            else:
                visitor.get(plan.paths[turn % len(plan.paths)])
                result.pages.append(time.perf_counter() - begin)
    except Exception as error:
        result.failures.append(f"{person}: {error!r}")
    finally:
        visitor.close()
