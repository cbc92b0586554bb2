"""What waits for whom on which day, asked of the database as the page of today does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, union_all

from app.accounts.models import Person
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db, utcnow
from app.probation.models import ProbationOpinion, ProbationReview
from app.probation.waiting import waiting_for
from tests.probation.cast import Cast, today


def kinds_for(person: Person, day: date) -> dict[str, Any]:
    """What waits for somebody on a day, with its last day."""
    roles = frozenset(Role(grant.role) for grant in person.grants)
    viewer = Viewer(person.id, person.name, "", roles)
    rows = db.session.execute(union_all(*waiting_for(viewer, today=day))).all()
    assert len({row.kind for row in rows}) == len(rows)
    return {row.kind: row.due_on for row in rows}


def test_each_is_asked_when_it_is_time(cast: Cast) -> None:
    ends_on = cast.newcomer.probation_ends_on
    assert ends_on is not None
    cast.review()
    early, asked, late = (ends_on - timedelta(days=days) for days in (21, 20, 10))
    conditions = {"conditions-to-confirm": None}

    assert [kinds_for(each, early) for each in cast] == [conditions, {}, {}, {}, {}]
    opinion = {"opinion-to-give": ends_on}
    own = conditions | {"own-word-to-give": ends_on}
    # The mentor's appointment begins yesterday, so it is asked for on a day that is not before.
    assert kinds_for(cast.newcomer, asked) == own
    assert kinds_for(cast.supervisor, asked) == opinion
    assert kinds_for(cast.hr, asked) == {}
    assert [kinds_for(each, late) for each in cast] == [
        own,
        opinion,
        opinion,
        {"probation-to-decide": ends_on},
        {},
    ]


def test_what_is_done_waits_no_more(cast: Cast) -> None:
    review = cast.review(conditions_confirmed_at=utcnow())
    for voice, by in (("self", cast.newcomer), ("mentor", cast.mentor)):
        db.session.add(
            ProbationOpinion(
                review_id=review.id,
                voice=voice,
                person_id=cast.newcomer.id,
                by_id=by.id,
                by_name=by.name,
                words="好",
                said_at=utcnow(),
            )
        )
    db.session.commit()
    day = cast.newcomer.probation_ends_on or today()
    assert [list(kinds_for(each, day)) for each in cast] == [
        [],
        [],
        ["opinion-to-give"],
        ["probation-to-decide"],
        [],
    ]
    review.decision, review.decided_at = "confirmed", utcnow()
    db.session.commit()
    told = {"decision-to-acknowledge": None}
    assert [kinds_for(each, day) for each in cast] == [told, {}, {}, {}, {}]


@pytest.mark.database("sqlite")
def test_nothing_waits_about_who_left(cast: Cast) -> None:
    cast.review()
    cast.newcomer.deactivated_at = utcnow()
    db.session.commit()

    day = cast.newcomer.probation_ends_on or today()
    assert [kinds_for(each, day) for each in (cast.mentor, cast.supervisor, cast.hr)] == [{}] * 3
    assert db.session.scalars(select(ProbationReview)).one().decided_at is None
