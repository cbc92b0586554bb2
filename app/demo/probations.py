"""Probation in the demonstration: reviews opened, conditions confirmed, words said, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import DEFAULT_ZONE, Person
from app.db import db
from app.demo.records import Opinion, Probation, Review
from app.demo.scene import Deed, Scene
from app.probation.gathering import facts_of
from app.probation.letters import news_for
from app.probation.models import ProbationReview
from app.probation.opening import lack_of, open_review
from app.probation.operations import Opinion as Said
from app.probation.operations import (
    Verdict,
    acknowledge,
    confirm_conditions,
    decide,
    say,
)

_MORNING, _SAID, _DECIDED = time(9, 30), time(16, 10), time(15, 20)
#: From the first morning to the conditions of employment, and from the decision to her answer.
_READ, _TOLD = timedelta(hours=7), timedelta(hours=20)


def probation_deeds(probation: Probation, scene: Scene) -> Iterator[Deed]:
    """What happened in the reviews of those who are or were on probation."""
    for key, person in scene.people.items():
        if lack_of(person, scene.library) is None:
            begun_at = _begun_at(person)
            yield Deed(begun_at, partial(open_review, person, scene.library, now=begun_at))
            if key not in probation.unconfirmed:
                days = probation.confirmed.get(key)
                at = begun_at + _READ if days is None else scene.at(days, _SAID)
                yield Deed(at, partial(_confirm, person, at))
    for review in probation.reviews:
        if lack_of(scene.people[review.of], scene.library) is None:
            yield from _of(review, scene)


def _begun_at(person: Person) -> datetime:
    assert person.hired_on is not None, "nothing is lacking"
    return datetime.combine(person.hired_on, _MORNING, ZoneInfo(DEFAULT_ZONE))


def _confirm(person: Person, at: datetime) -> None:
    confirm_conditions(_review_of(person), now=at)


def _of(review: Review, scene: Scene) -> Iterator[Deed]:
    for opinion in review.opinions:
        at = scene.at(opinion.days, _SAID)
        yield Deed(at, partial(_say, scene.people[review.of], opinion, scene, at))
    if review.decided is not None:
        at = scene.at(review.decided, _DECIDED)
        yield Deed(at, partial(_decide, review, scene, at))


def _say(person: Person, opinion: Opinion, scene: Scene, at: datetime) -> None:
    said = Said(opinion.words, opinion.advice)
    say(_review_of(person), opinion.voice, said, now=at, by=scene.people[opinion.by])


def _decide(review: Review, scene: Scene, at: datetime) -> None:
    person = scene.people[review.of]
    found = _review_of(person)
    decide(
        found,
        Verdict("confirmed", review.reasons),
        facts_of(found, scene.library, today=at.date(), zone=DEFAULT_ZONE),
        scene.library,
        now=at,
        by_id=scene.people[review.by].id,
        letter=news_for(person, link=""),
    )
    acknowledge(found, review.word, now=at + _TOLD)


def _review_of(person: Person) -> ProbationReview:
    reviews = select(ProbationReview).where(ProbationReview.person_id == person.id)
    return db.session.scalars(reviews).one()
