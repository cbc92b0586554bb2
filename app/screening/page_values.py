"""What HR's pages have in common: the positions, who writes, the questions of an attempt."""

from __future__ import annotations

from flask import g

from app.attempts.sheet import Question, questions_of
from app.courses.model import Position
from app.library.queries import version
from app.library.reading import library
from app.screening.letters import Writer
from app.screening.models import Invitation
from app.screening.results import TopicScore, scores_by_topic


def screened() -> list[Position]:
    """The positions for which candidates may be invited."""
    found = (published.body for published in library().all("position"))
    return [position for position in found if position.screening is not None]


def writer() -> Writer:
    """The company as a writer of letters, as this request knows it."""
    positions = {published.slug: published.body for published in library().all("position")}
    return Writer(g.house.name, positions, g.zone, g.now)


def questions_in(invitation: Invitation) -> list[Question]:
    """The questions of a candidate's attempt, in the version in which they were asked."""
    attempt = invitation.attempt
    if attempt is None:
        return []
    return questions_of(attempt.shown, version(attempt.version_id).body, attempt.responses)


def score_of(invitation: Invitation) -> list[TopicScore]:
    """What the answers show, topic by topic; nothing before they are handed in."""
    attempt = invitation.attempt
    if attempt is None or attempt.submitted_at is None:
        return []
    return scores_by_topic(questions_in(invitation), version(attempt.version_id).body.topics)
