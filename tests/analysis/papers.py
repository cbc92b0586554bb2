"""Attempts at the quiz of the small tree that are handed in, as many as a test asks for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.accounts.models import Person
from app.attempts.models import Attempt, Response
from app.db import db
from app.library.queries import Library
from app.quizzes.scoring import score_item, weighed_score
from tests.factories import NOON, make_person

QUIZ = "telephone"
RINGS = {"right": {"text": "3"}, "wrong": {"text": "5"}}
PHONE_FIRST, FORM_FIRST, LET_IT_RING = ({"choice": key} for key in ("c1", "c2", "c3"))
Answers = Mapping[str, Mapping[str, Any] | None]


def hand_in(
    library: Library,
    answers: Answers,
    *,
    person: Person | None = None,
    number: int = 1,
    score: float | None = -1.0,
    key_version_id: uuid.UUID | None = None,
    mode: str = "screen",
) -> Attempt:
    """An attempt that was shown these items and gave these answers; None: no answer."""
    quiz = library.get("quiz", QUIZ)
    assert quiz is not None
    items = {item.id: item for item in quiz.body.items}
    person = person or make_person()
    scores = {
        name: score_item(items[name], dict(answer) if answer else None)
        for name, answer in answers.items()
    }
    made = Attempt(
        person_id=person.id,
        quiz=QUIZ,
        version_id=quiz.version_id,
        key_version_id=key_version_id,
        number=number,
        shown=[{"item": name, "order": []} for name in answers],
        passing_score=quiz.body.passing_score,
        started_at=NOON,
        submitted_at=NOON + timedelta(minutes=5),
        score=weighed_score([(items[n].points, s) for n, s in scores.items()])
        if score == -1
        else score,
        mode=mode,
        responses=[
            Response(
                item=name,
                person_id=person.id,
                answer=dict(answer),
                saved_at=NOON,
                score=scores[name],
            )
            for name, answer in answers.items()
            if answer is not None
        ],
    )
    db.session.add(made)
    db.session.flush()
    return made


def hand_in_many(library: Library, strong: int, weak: int) -> None:
    """Strong people know both questions; the weak miss both, and the last third leaves one out."""
    for _ in range(strong):
        hand_in(library, {"rings": RINGS["right"], "form-or-phone": PHONE_FIRST})
    for place in range(weak):
        chosen = None if place % 3 == 2 else FORM_FIRST
        hand_in(library, {"rings": RINGS["wrong"], "form-or-phone": chosen})
