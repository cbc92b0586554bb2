"""The sweep: every step has its turn, a failed one holds up nothing, and it ends when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app.accounts.models import Person
from app.config import ROOT
from app.db import db, utcnow
from app.jobs.commands import _watch_parent
from app.jobs.sweep import add_step, steps_of, sweep_once, sweep_until
from tests.factories import make_person

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def swept(app: Flask) -> Flask:
    """The application without the steps of its features."""
    app.extensions["sweep"] = []
    return app


def fail(now: datetime) -> int:
    make_person(name="half done")
    raise RuntimeError("on purpose")


def test_steps_are_done_in_the_order_in_which_they_were_added(swept: Flask) -> None:
    done = []
    add_step(swept, "first", lambda now: done.append("first") or 1)  # type: ignore[func-returns-value]
    add_step(swept, "second", lambda now: done.append("second") or 0)  # type: ignore[func-returns-value]

    assert sweep_once(swept) == {"first": 1, "second": 0}
    assert done == ["first", "second"]
    assert [step.name for step in steps_of(swept)] == ["first", "second"]


def test_a_step_is_told_the_moment(swept: Flask) -> None:
    told: list[datetime] = []
    add_step(swept, "step", lambda now: told.append(now) or 0)  # type: ignore[func-returns-value]
    before = utcnow()

    sweep_once(swept)

    assert before <= told[0] <= utcnow()
    assert told[0].tzinfo == UTC


def test_what_a_step_changed_is_committed(swept: Flask) -> None:
    add_step(swept, "step", lambda now: bool(make_person(name="made by the sweep")))

    sweep_once(swept)
    db.session.rollback()

    assert db.session.scalars(select(Person.name)).all() == ["made by the sweep"]


def test_a_step_that_fails_is_undone_and_the_others_have_their_turn(
    swept: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    add_step(swept, "bad", fail)
    add_step(swept, "good", lambda now: 7)

    assert sweep_once(swept) == {"bad": None, "good": 7}
    assert db.session.scalars(select(Person)).all() == []
    assert "the step bad failed" in caplog.text


def test_it_sweeps_again_until_it_is_told_to_stop(swept: Flask) -> None:
    stopped, done = threading.Event(), []

    def stop_in_third_round(now: datetime) -> int:
        done.append("first")
        if done.count("first") == 3:
            stopped.set()
        return 0

    add_step(swept, "first", stop_in_third_round)
    add_step(swept, "second", lambda now: done.append("second") or 0)  # type: ignore[func-returns-value]
    sweep_until(stopped, swept, every=0.001)

    assert done == ["first", "second", "first", "second", "first"]


def test_once_says_what_was_done(swept: Flask, runner: FlaskCliRunner) -> None:
    add_step(swept, "notices", lambda now: 2)

    result = runner.invoke(args=["sweep", "--once"])

    assert (result.exit_code, result.output) == (0, "notices: 2\n")


def test_once_says_what_failed(swept: Flask, runner: FlaskCliRunner) -> None:
    add_step(swept, "bad", fail)

    result = runner.invoke(args=["sweep", "--once"])

    assert result.exit_code == 1
    assert "bad: failed" in result.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_after_the_step_at_hand(
    swept: Flask, runner: FlaskCliRunner, number: signal.Signals
) -> None:
    before = signal.getsignal(number)
    done = []

    def interrupted(now: datetime) -> int:
        os.kill(os.getpid(), number)
        done.append("to its end")
        return 1

    add_step(swept, "interrupted", interrupted)
    add_step(swept, "left for later", lambda now: done.append("too much") or 0)  # type: ignore[func-returns-value]

    result = runner.invoke(args=["sweep", "--every", "60"])

    assert result.exit_code == 0, result.output
    assert done == ["to its end"]
    assert signal.getsignal(number) is before


def test_the_end_of_the_parent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([100, 100, 100, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    stopped = threading.Event()

    _watch_parent(stopped, look_every=0.001)

    assert stopped.is_set()


def test_the_command_ends_cleanly_on_a_signal(database: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": database,
        "INSTANCE_PATH": str(tmp_path / "instance"),
        "PYTHONUNBUFFERED": "1",
    }
    sweep = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "sweep", "--every", "0.2"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert sweep.stderr is not None
    assert "sweeping every 0.2 s" in sweep.stderr.readline()
    sweep.send_signal(signal.SIGTERM)
    _output, errors = sweep.communicate(timeout=30)

    assert sweep.returncode == 0, errors
    assert "Traceback" not in errors
