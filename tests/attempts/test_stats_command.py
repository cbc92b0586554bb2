"""The command `quiz stats`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.attempts import commands

TABLE = "铃声/1,b/2\r\n1,2\r\n0,\r\n1,0\r\n"
QUIZ_FIGURES = [
    "average",
    "median",
    "standard_deviation",
    "skewness",
    "kurtosis",
    "coefficient_of_internal_consistency",
    "error_ratio",
    "standard_error",
]
ITEM_FIGURES = [
    "facility",
    "standard_deviation",
    "intended_weight",
    "effective_weight",
    "discrimination_index",
    "discriminative_efficiency",
]


def stats(file: str, source: bytes = b"") -> Result:
    """Run the command in a program that has nothing else: no database."""
    app = Flask("touchpoint")
    commands.register(app)
    return app.test_cli_runner().invoke(args=["quiz", "stats", "--csv", file], input=source)


def printed(table: str) -> dict[str, Any]:
    result = stats("-", table.encode())
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_the_figures_of_quiz_and_items_are_printed_as_json() -> None:
    found = printed(TABLE)

    assert list(found) == ["quiz", "items"]
    assert list(found["items"]) == ["铃声", "b"]
    assert [name for name in QUIZ_FIGURES if name not in found["quiz"]] == []
    assert [name for name in ITEM_FIGURES if name not in found["items"]["b"]] == []
    assert (found["quiz"]["n"], found["quiz"]["average"]) == (3, 4 / 3)
    assert (found["items"]["b"]["n"], found["items"]["b"]["facility"]) == (2, 50)
    assert found["items"]["b"]["is_enough"] is False


def test_what_is_not_defined_is_null() -> None:
    found = printed("a/1,b/1\n1,0\n")

    assert found["quiz"]["standard_deviation"] is None
    assert found["items"]["a"]["discrimination_index"] is None


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "成绩.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TABLE.encode())

    assert json.loads(stats(str(path)).stdout) == printed(TABLE)


def test_a_table_with_faults_prints_nothing_but_them() -> None:
    result = stats("-", b"a/1,b/1\n1,x\n2,0\n")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        'row 2, column 2: "x" is not a number; write a mark such as 1 or 0.5,'
        " or leave the cell empty",
        'row 3, column 1: "2" is beyond the maximum of "a"; write a mark up to 1',
    ]


@pytest.mark.parametrize("file", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_is_named(file: str) -> None:
    result = stats(file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{file} cannot be read: ")


def test_the_help_says_in_which_units_the_figures_are() -> None:
    result = Flask("touchpoint")
    commands.register(result)
    shown = result.test_cli_runner().invoke(args=["quiz", "stats", "--help"]).output

    assert "Percentages from 0 to 100" in shown
