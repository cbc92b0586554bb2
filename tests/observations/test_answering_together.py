"""Two answers to one observation at the same moment: exactly one holds, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.db import db, utcnow
from app.evidence.models import Evidence
from app.library.queries import Library
from app.observations.answering import confirm_unanswered
from tests.observations.scenes import Scene, address, make_scene, moment, read_again
from tests.together import run_together


@pytest.fixture
def scene(app: Flask, published: Library) -> Scene:
    """The people, with the small library."""
    return make_scene(app, published)


def sender(client: FlaskClient, where: str, **data: str) -> Callable[[], object]:
    """A deed that sends a form."""

    def send() -> None:
        assert client.post(where, data=data).status_code == 302

    return send


def test_of_confirming_and_objecting_at_once_one_holds(app: Flask, scene: Scene) -> None:
    for _again in range(3):
        seen = scene.seen()
        first, second = scene.browser(scene.person), scene.browser(scene.person)
        before = db.session.scalar(select(func.count()).select_from(Evidence)) or 0

        run_together(
            app,
            [
                sender(first, address(seen, "confirmation"), word="so war es"),
                sender(second, address(seen, "objection"), reason="nein"),
            ],
        )

        kept = read_again(seen)
        rows = (db.session.scalar(select(func.count()).select_from(Evidence)) or 0) - before
        held = (kept.confirmed_at is not None, kept.objected_at is not None, rows, kept.word)
        assert held in {(True, False, 3, "so war es"), (False, True, 0, "nein")}


def test_the_sweep_and_an_objection_at_once_leave_one(app: Flask, scene: Scene) -> None:
    seen = scene.seen(recorded_at=moment(8))
    her = scene.browser(scene.person)

    run_together(
        app,
        [
            sender(her, address(seen, "objection"), reason="nein"),
            lambda: confirm_unanswered(utcnow()),
            lambda: confirm_unanswered(utcnow()),
        ],
    )

    kept = read_again(seen)
    rows = db.session.scalar(select(func.count()).select_from(Evidence))
    assert (kept.confirmed_at is None, kept.objected_at is None, rows) in {
        (True, False, 0),
        (False, True, 3),
    }
