"""`flask quiz stats`: statistics of any table of marks, which needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
import msgspec
from flask import Flask
from flask.cli import AppGroup

from app.quizzes.statistics import Column, statistics_of
from app.quizzes.tables import BadTable, read_table

quiz = AppGroup("quiz", help="What the answers say about quizzes and their items.")


def register(app: Flask) -> None:
    """Give the application its `quiz` commands."""
    app.cli.add_command(quiz)


@quiz.command("stats")
@click.option("--csv", "file", required=True, metavar="FILE", help="The table; - reads stdin.")
def stats(file: str) -> None:
    """Print the statistics of a table of marks as JSON.

    The first row names each item with its maximum, as q1/1 or q2/2.5; each further row is an
    attempt; an empty cell was not shown. Formulas and names are those of Moodle's documentation,
    "Quiz statistics calculations".

    Percentages from 0 to 100: facility, the items' standard_deviation (of the item's maximum),
    random_guess_score, intended_weight, effective_weight, discrimination_index,
    discriminative_efficiency, coefficient_of_internal_consistency, error_ratio, and what ends in
    _percent (of the quiz's maximum). Marks: maximum, average, median, standard_deviation and
    standard_error of the quiz. What ends in _interval holds the figure with 95 % confidence.
    null is what is not defined: too few attempts, or marks that are all the same. n counts
    attempts; is_enough (30) and is_enough_for_facility (10) say whether the pages show it.
    """
    found = msgspec.to_builtins(statistics_of(_read(file)))
    click.echo(json.dumps(found, ensure_ascii=False, indent=1).encode())


def _read(file: str) -> Sequence[Column]:
    try:
        if file == "-":
            return read_table(sys.stdin.buffer)
        with Path(file).open("rb") as stream:
            return read_table(stream)
    except BadTable as problem:
        _refuse(str(problem))
    except OSError as error:
        _refuse(f"{file} cannot be read: {error.strerror}")


def _refuse(why: str) -> NoReturn:
    """Say as UTF-8, whatever the terminal's locale, why there is nothing to print."""
    click.echo(why.encode("utf-8", "replace"), err=True)
    raise SystemExit(1)
