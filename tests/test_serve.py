"""`make run` as a whole: it serves, says where, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app import serve
from app.config import ROOT
from tests.content_tree import ContentTree


@pytest.fixture
def environment(tmp_path: Path, content: ContentTree) -> dict[str, str]:
    """The settings of an instance of its own, with small courses and nobody in it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "DEMO": "no",
        "PORT": str(port),
        "INSTANCE_PATH": str(tmp_path / "instance"),
        "COURSES_PATH": str(content.courses),
        "QUIZZES_PATH": str(content.quizzes),
    }


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """What `make run` starts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_serves_until_it_is_stopped_and_leaves_no_process_behind(
    server: subprocess.Popen[str], environment: dict[str, str], number: signal.Signals
) -> None:
    said = _read_until(server, "Touchpoint is at")
    address = f"http://127.0.0.1:{environment['PORT']}/"
    with urllib.request.urlopen(f"{address}readyz", timeout=60) as answer:
        assert answer.status == 200
    family = psutil.Process(server.pid).children(recursive=True)

    server.send_signal(number)
    said += server.communicate(timeout=60)[0]

    assert server.returncode == 0
    assert f"Touchpoint is at {address} " in said
    assert "people create-admin" in said
    assert "Library: revision 1: " in said
    assert said.endswith("Touchpoint has stopped.\n")
    # One process for each core, and the sweep.
    assert len(family) == serve.workers_for("sqlite://") + 1
    assert not any(process.is_running() for process in family)


def test_on_a_taken_port_it_ends_with_one_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["PORT"]))):
        done = subprocess.run(
            [sys.executable, "-m", "app.serve"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Port {environment['PORT']} is taken by another program")
    assert len(done.stderr.splitlines()) == 1
    assert not Path(environment["INSTANCE_PATH"]).exists()


@pytest.mark.parametrize(
    ("cores", "url", "workers"),
    [
        (1, "sqlite:////x", 1),
        (2, "sqlite:////x", 2),
        (16, "sqlite:////x", 4),
        (16, "postgresql+psycopg://x", 16),
    ],
)
def test_one_process_a_core_serves_and_on_sqlite_four_at_most(
    monkeypatch: pytest.MonkeyPatch, cores: int, url: str, workers: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)

    assert serve.workers_for(url) == workers


def _read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, f"it ended and said: {said}"
        said += line
    return said
