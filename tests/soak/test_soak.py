"""A few of the random runs of `python -m tests.soak`: as many as fit into a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.house import House
from tests.soak.runs import run_all

RUNS = 5


def test_no_acknowledged_answer_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INSTANCE_PATH", "COURSES_PATH", "QUIZZES_PATH", "ANSWER_GRACE"):
        # Set anew by the house, and as before after it.
        monkeypatch.setenv(name, "")

    *_, outcome = run_all(House(tmp_path), RUNS, seed=4)

    assert outcome.faults == []
    assert outcome.runs == RUNS
    assert outcome.acknowledged > RUNS
