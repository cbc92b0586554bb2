"""The database and the program agree on the state of an invitation."""

from __future__ import annotations

import itertools
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app.accounts.viewer import hash_token
from app.attempts.models import Attempt
from app.db import db
from app.library.queries import Library
from app.screening.models import Decision, Invitation
from app.screening.queries import count_by_state, invitations, state_at
from app.screening.states import State, state_of
from tests.factories import NOON
from tests.screening.candidate_visits import POSITION, make_candidate

HOUR = timedelta(hours=1)


def make_every_kind(library: Library) -> None:
    """An invitation for each combination of moments that there may be."""
    quiz = library.get("quiz", "first-look")
    assert quiz is not None
    kinds = itertools.product((False, True), ("", "begun", "submitted"), *[(False, True)] * 5)
    for number, (begun, sat, expired, revoked, decided, withdrawn, hired) in enumerate(kinds):
        if sat and not begun:
            continue
        person = make_candidate()
        invitation = Invitation(
            person_id=person.id,
            position=POSITION,
            nonce=str(number),
            token_hash=hash_token(str(number)),
            created_at=NOON - 9 * HOUR,
            # The last moment itself is over.
            expires_at=NOON if expired else NOON + HOUR / 3600,
            consented_at=NOON - 8 * HOUR if begun else None,
            revoked_at=NOON - 5 * HOUR if revoked else None,
            withdrawn_at=NOON - 3 * HOUR if withdrawn else None,
            hired_at=NOON - HOUR if hired else None,
        )
        if sat:
            done = sat == "submitted"
            invitation.attempt = Attempt(
                person_id=person.id,
                quiz=quiz.slug,
                version_id=quiz.version_id,
                number=1,
                shown=[],
                passing_score=0.6,
                started_at=NOON - 7 * HOUR,
                submitted_at=NOON - 6 * HOUR if done else None,
                score=0.5 if done else None,
            )
        if decided:
            invitation.decisions.append(
                Decision(
                    person_id=person.id,
                    outcome="declined",
                    reason="…",
                    decided_at=NOON - 4 * HOUR,
                )
            )
        db.session.add(invitation)
    db.session.commit()


def test_every_combination_of_moments_is_one_state_for_both(app: Flask, shelf: Library) -> None:
    make_every_kind(shelf)

    rows = db.session.execute(invitations().add_columns(state_at(NOON))).all()

    assert len(rows) == (1 + 3) * 32
    for invitation, state in rows:
        assert state == state_of(invitation, now=NOON)
    assert {State(state) for _, state in rows} == set(State)


def test_the_counts_are_those_of_the_states(app: Flask, shelf: Library) -> None:
    make_every_kind(shelf)

    counts = count_by_state("", "", now=NOON)

    found = [state_of(each, now=NOON) for each in db.session.scalars(select(Invitation))]
    assert counts == {state: found.count(state) for state in State}
    assert count_by_state("", "unknown", now=NOON).total() == 0
