"""A bounded load on one page: wrk where it is installed, else a few people with plain browsers."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

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
    result = Round()
    ends_at = time.perf_counter() + visit.seconds
    threads = [
        threading.Thread(target=_visit, args=(visit, ends_at, result)) for _ in range(AT_ONCE)
    ]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.took = time.perf_counter() - begin
    result.count = len(result.times)
    return result


def _visit(visit: Visit, ends_at: float, result: Round) -> None:
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
