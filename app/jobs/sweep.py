"""The sweep: named steps of long or late work, done again and again beside the server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask import Flask

from app.db import db, utcnow

log = logging.getLogger(__name__)

#: Does what is due at the given moment and says how much it was.
Work = Callable[[datetime], int]
Done = dict[str, int | None]


class Step(NamedTuple):
    """One thing that the sweep does. It must bear being done twice, and in two places at once."""

    name: str
    work: Work


def add_step(app: Flask, name: str, work: Work) -> None:
    """Let the sweep do this too, after what was added before."""
    app.extensions.setdefault("sweep", []).append(Step(name, work))


def steps_of(app: Flask) -> list[Step]:
    """What the sweep of this application does, in order."""
    return list(app.extensions.get("sweep", ()))


def sweep_once(app: Flask, *, stopped: threading.Event | None = None) -> Done:
    """Do every step once; None stands for one that failed, which does not keep the others back."""
    done: Done = {}
    for step in steps_of(app):
        if stopped is not None and stopped.is_set():
            break
        done[step.name] = _do(app, step)
    return done


def sweep_until(stopped: threading.Event, app: Flask, *, every: float) -> None:
    """Sweep, wait, and sweep again until told to stop; the step at hand is finished first."""
    log.info("sweeping every %g s: %s", every, ", ".join(step.name for step in steps_of(app)))
    while not stopped.is_set():
        sweep_once(app, stopped=stopped)
        stopped.wait(every)


def _do(app: Flask, step: Step) -> int | None:
    # A context of its own gives each step a fresh session, whatever became of the one before.
    with app.app_context():
        try:
            count = step.work(utcnow())
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("the step %s failed; it is tried again in the next round", step.name)
            return None
    if count:
        log.info("%s: %d", step.name, count)
    return count
