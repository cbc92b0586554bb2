"""Sheets that were handed in, made without the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.accounts.models import Person
from app.appraisals.models import Appraisal, Rating
from app.db import db
from app.library.queries import Published
from tests.factories import NOON, make_person


def hand_in(
    instrument: Published,
    person: Person,
    rater: Person,
    values: Sequence[int | None],
    *,
    at: datetime = NOON,
    occasion: str = "own",
) -> Appraisal:
    """A sheet with these ratings, handed in at a moment."""
    statements = instrument.body.statements
    known = [each for each in values if each is not None]
    appraisal = Appraisal(
        instrument=instrument.slug,
        version_id=instrument.version_id,
        person_id=person.id,
        rater_id=rater.id,
        occasion=occasion,
        started_at=at,
        submitted_at=at,
        total=sum(known) if len(known) == len(statements) else None,
        ratings=[
            Rating(statement=statement.id, person_id=person.id, value=value, saved_at=at)
            for statement, value in zip(statements, values, strict=True)
        ],
    )
    db.session.add(appraisal)
    db.session.flush()
    return appraisal


def values_of(number: int, *, statements: int = 10) -> list[int]:
    """The ratings of one of many people: no two statements and few people alike."""
    return [1 + (number * (place + 3) + number // 3) % 10 for place in range(statements)]


def hand_in_many(
    instrument: Published, count: int, *, boss: Person | None = None, first: int = 0
) -> list[Person]:
    """So many people with a complete sheet each, an hour apart; with a boss, also hers."""
    people = []
    for number in range(first, first + count):
        person, at = make_person(name=f"员工{number}"), NOON + timedelta(hours=number)
        hand_in(instrument, person, person, values_of(number), at=at)
        if boss is not None:
            given = [max(1, each - 1) for each in values_of(number)]
            hand_in(instrument, person, boss, given, at=at)
        people.append(person)
    db.session.commit()
    return people


def noon_of(day: date) -> datetime:
    """Noon in UTC."""
    return datetime.combine(day, time(12), NOON.tzinfo)
