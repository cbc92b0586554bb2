"""A bounded load on one page: wrk where it is installed, else a few people with plain browsers."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.bench.sitters import Sitting, message
from tests.bench.visitor import Visitor

AT_ONCE = 8
_COUNTED = re.compile(r"(\d+) requests in ([\d.]+)s")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


@dataclass(frozen=True)
class Visit:
    """Who asks for what, and for how long. Without a path the visit is the signing in itself."""

    port: int
    person: str
    password: str
    path: str | None
    seconds: float


@dataclass(frozen=True)
class Saving:
    """Several people answer, each in an attempt of her own, one answer after the other."""

    port: int
    sittings: Sequence[Sitting]
    seconds: float
    #: Where an answer of the limit goes, instead of to the attempt.
    path: str | None = None


@dataclass(frozen=True)
class HandingIn:
    """Several people hand in, each all of her attempts."""

    port: int
    sittings: Sequence[Sitting]


@dataclass
class Round:
    """What came of it: the time of each request in seconds, where it is known."""

    count: int = 0
    took: float = 0.0
    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    #: The server's work for it, in seconds.
    cpu: float = 0.0


def run(visit: Visit) -> Round:
    """Send the load and wait for its end."""
    if visit.path is not None and shutil.which("wrk"):
        return _with_wrk(visit, visit.path)
    return _with_visitors(visit)


def save(saving: Saving) -> Round:
    """Save answers until the time is over."""
    return _by_several(partial(_answer, saving), saving.sittings)


def hand_in(handing: HandingIn) -> Round:
    """Hand in every attempt."""
    hands = [handing.sittings[number::AT_ONCE] for number in range(AT_ONCE)]
    return _by_several(partial(_press, handing), hands)


def part(times: Iterable[float], share: float) -> float:
    """The time, in milliseconds, within which this share of the requests was answered."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _with_wrk(visit: Visit, path: str) -> Round:
    visitor = Visitor(visit.port)
    visitor.sign_in(visit.person, visit.password)
    headers = ("Accept-Encoding: gzip, deflate, br", f"Cookie: {visitor.cookies}")
    visitor.close()
    command = ["wrk", "-t1", f"-c{AT_ONCE}", f"-d{max(round(visit.seconds), 1)}s"]
    for header in headers:
        command += ["-H", header]
    command.append(f"http://127.0.0.1:{visit.port}{path}")
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counted = _COUNTED.search(told)
    if counted is None:
        return Round(failures=[told.strip()[-200:]])
    failed = [found[0] for found in _FAILED.finditer(told)]
    return Round(count=int(counted[1]), took=float(counted[2]), failures=failed)


def _with_visitors(visit: Visit) -> Round:
    ends_at = time.perf_counter() + visit.seconds
    return _by_several(partial(_visit, visit, ends_at), range(AT_ONCE))


def _by_several(work: Callable[[Any, Round], None], shares: Iterable[Any]) -> Round:
    """Do the work for each share at the same time."""
    result = Round()
    threads = [threading.Thread(target=work, args=(share, result)) for share in shares]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.took = time.perf_counter() - begin
    result.count = len(result.times)
    return result


def _answer(saving: Saving, sitting: Sitting, result: Round) -> None:
    visitor, client = Visitor(saving.port), uuid.uuid4()
    visitor.take(sitting.sitter.limit_cookie if saving.path else sitting.sitter.cookie)
    path = saving.path or f"{sitting.address}/answers"
    ends_at = time.perf_counter() + saving.seconds
    try:
        for sequence, (item, response) in enumerate(itertools.cycle(sitting.answers), 1):
            begin = time.perf_counter()
            if begin > ends_at:
                break
            visitor.send(path, message(client, sequence, item, response))
            result.times.append(time.perf_counter() - begin)
    except Exception as error:
        result.failures.append(f"answer: {error!r}")
    finally:
        visitor.close()


def _press(handing: HandingIn, sittings: Sequence[Sitting], result: Round) -> None:
    try:
        for sitting in sittings:
            visitor = Visitor(handing.port)
            visitor.take(sitting.sitter.cookie)
            begin = time.perf_counter()
            visitor.press(f"{sitting.address}/submission", sitting.sitter.form())
            result.times.append(time.perf_counter() - begin)
            visitor.close()
    except Exception as error:
        result.failures.append(f"handing in: {error!r}")


def _visit(visit: Visit, ends_at: float, _number: int, result: Round) -> None:
    visitor = Visitor(visit.port)
    try:
        if visit.path is not None:
            visitor.sign_in(visit.person, visit.password)
        while time.perf_counter() < ends_at:
            begin = time.perf_counter()
            if visit.path is None:
                visitor.sign_in_again(visit.person, visit.password)
            else:
                visitor.get(visit.path)
            result.times.append(time.perf_counter() - begin)
    except Exception as error:
        result.failures.append(f"{visit.path}: {error!r}")
    finally:
        visitor.close()
