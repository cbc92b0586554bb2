"""Ratings of the demonstration beside those of the plans: what supervisors see, and again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from app.appraisals.operations import rate, start_appraisal, submit_appraisal
from app.demo.records import Rated
from app.demo.scene import Deed, Scene
from app.library.queries import Published

_BEGUN, _TAKES = time(17, 5), timedelta(minutes=6)


def rating_deeds(instrument: str, ratings: tuple[Rated, ...], scene: Scene) -> Iterator[Deed]:
    """Who rated whom; without the instrument nobody does."""
    published = scene.library.get("instrument", instrument)
    if published is None:
        return
    for each in ratings:
        at = scene.at(each.days, _BEGUN)
        yield Deed(at, partial(_rate, each, published, scene, at))


def _rate(rated: Rated, instrument: Published, scene: Scene, at: datetime) -> None:
    # Whoever it is seen by, it is the same person: the ratings lie about the same middle.
    middle = Random(f"{rated.of} as she is").uniform(6, 8.5)
    chance = Random(f"{rated.of} {rated.by} {rated.days}")
    values = {
        each.id: min(max(round(chance.gauss(middle, 1.2)), each.low), each.high)
        for each in instrument.body.statements
    }
    appraisal = start_appraisal(
        instrument,
        person_id=scene.people[rated.of].id,
        rater_id=scene.people[rated.by].id,
        now=at,
    )
    rate(appraisal, values, now=at)
    submit_appraisal(appraisal, instrument, now=at + _TAKES, today=scene.day(rated.days))
