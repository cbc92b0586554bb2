"""Marking what somebody has written in her own words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from app.attempts.models import Attempt, Mark, Rescoring
from app.attempts.outlook import key_of
from app.attempts.rescoring import rescore
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.library.queries import Library
from app.quizzes.model import Essay
from app.quizzes.rubrics import marked_score


class MarkedByAnother(Problem):
    """Somebody else has marked it in the meantime: who marked first, marked."""


def mark_essay(
    attempt: Attempt,
    essay: Essay,
    levels: Mapping[str, str],
    comment: str,
    *,
    library: Library,
    now: datetime,
    by_id: uuid.UUID,
) -> Rescoring | None:
    """Give an essay its mark by the criteria; with the last one the attempt gets its score.

    A mark can be changed by whoever gave it. Raises MarkedByAnother.
    """
    mark = db.session.get(Mark, (attempt.id, essay.id))
    if mark is not None and mark.marked_by_id != by_id:
        raise MarkedByAnother
    if mark is None:
        mark = Mark(attempt_id=attempt.id, item=essay.id, person_id=attempt.person_id)
        db.session.add(mark)
    mark.levels, mark.comment = dict(levels), comment
    mark.score = marked_score(essay.rubric, levels)
    mark.marked_at, mark.marked_by_id = now, by_id
    record("marked", "attempt", attempt.id, now=now, actor_id=by_id, person_id=attempt.person_id)
    db.session.flush()
    return rescore(
        attempt, cause="mark", version=key_of(attempt), library=library, now=now, by_id=by_id
    )
