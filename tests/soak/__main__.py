"""`python -m tests.soak`: random faults against a served house; no acknowledged answer is lost."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import click

from tests.soak.house import House
from tests.soak.runs import Outcome, run_all


@click.command()
@click.option("--runs", default=1000, show_default=True, help="How many people try.")
@click.option("--seed", default=None, type=int, help="The first run's seed, to try it again.")
def main(runs: int, seed: int | None) -> None:
    """Kill, cut, repeat and delay; then compare what was told with what is kept."""
    first = round(time.time()) if seed is None else seed
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        for outcome in run_all(House(Path(folder)), runs, first):
            click.echo(f"\r{_figures(outcome)}", nl=False)
    click.echo()
    for fault in outcome.faults:
        click.echo(fault)
    sys.exit(1 if outcome.faults else 0)


def _figures(outcome: Outcome) -> str:
    return (
        f"{outcome.runs} runs, {outcome.kills} kills, {outcome.acknowledged} acknowledged "
        f"({outcome.superseded} superseded, {outcome.late} late), "
        f"{outcome.lost} lost, {len(outcome.faults)} faults"
    )


if __name__ == "__main__":
    main()
