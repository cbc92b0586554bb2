"""A process beside the server: kept running, ended with it, and none is left over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.companion import Companion
from app.config import ROOT

#: Starts a child that obeys its parent, and lives on until it is killed.
PARENT = """
import os, signal, sys
from app.companion import obey_parent_only
if os.fork() == 0:
    obey_parent_only()
    os.write(int(sys.argv[1]), b"%d\\n" % os.getpgrp())
signal.pause()
"""


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A named pipe into which a command says that it has started."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_it_runs_until_it_is_stopped(pipe: Path) -> None:
    companion = Companion(["sh", "-c", f"echo $$ > {pipe}; exec sleep 600"])
    companion.start()
    number = int(pipe.read_text())

    companion.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_it_is_started_again_when_it_ends_by_itself(
    pipe: Path, caplog: pytest.LogCaptureFixture
) -> None:
    companion = Companion(["sh", "-c", f"echo $$ > {pipe}; exit 3"], pause=0)
    companion.start()

    numbers = {pipe.read_text() for _ in range(3)}
    companion.stop()

    assert len(numbers) == 3
    assert "ended with 3 and is started again" in caplog.text


def test_one_that_does_not_listen_is_killed(pipe: Path) -> None:
    deaf = f"trap '' TERM; echo $$ > {pipe}; exec sleep 600"
    companion = Companion(["sh", "-c", deaf], patience=0.05)
    companion.start()
    number = int(pipe.read_text())

    companion.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_the_interrupt_key_reaches_the_server_alone(pipe: Path) -> None:
    companion = Companion(["sh", "-c", f"ps -o pgid= -p $$ > {pipe}; exec sleep 600"])
    companion.start()

    group = int(pipe.read_text())
    companion.stop()

    assert group != os.getpgrp()


def test_stopping_what_was_never_started_is_no_mistake() -> None:
    Companion(["true"]).stop()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_obeys_its_parent_ends_when_the_parent_is_gone(
    number: signal.Signals,
) -> None:
    reading, writing = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(writing)], pass_fds=[writing], cwd=ROOT
    )
    os.close(writing)
    with os.fdopen(reading) as messages:
        group = int(messages.readline())

        parent.send_signal(number)
        parent.wait(30)

        # The pipe ends when the last process that could write into it has ended.
        assert messages.read() == ""
    assert group not in (parent.pid, os.getpgrp())
