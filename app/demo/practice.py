"""Practice that was seen in the demonstration, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from app.accounts.models import Person
from app.courses.checklists import Checklist
from app.db import new_id
from app.demo.records import Drill, Habit, Practice, Round, Seen
from app.demo.scene import Deed, Scene
from app.library.queries import Published
from app.observations import recording
from app.observations.answering import ask_another, confirm_observation, object_to_observation
from app.observations.models import Observation
from app.observations.recording import Observer
from app.observations.sheet import MET, NOT_MET, NOT_SEEN, Mark

#: From writing it down to the answer; who is silent so long lets it stand.
_ANSWERED, _LET_STAND = timedelta(hours=21), timedelta(days=7)
_ASKED = timedelta(hours=5)
#: How often a line is not seen, and the first and last hour of somebody's looking.
_UNSEEN, _OPEN, _CLOSE = 0.15, 9, 17


def practice_deeds(practice: Practice, scene: Scene, skills: Mapping[str, float]) -> Iterator[Deed]:
    """What was seen in the company; with a checklist that is not published nobody sees anything."""
    for habit in practice.habits:
        for seen in _regular(habit, practice, scene, skills):
            yield Deed(scene.at(seen.days, seen.at), partial(_see, seen, scene))
    for seen in practice.seen:
        yield Deed(scene.at(seen.days, seen.at), partial(_see, seen, scene))
    for walked in practice.rounds:
        yield Deed(scene.at(walked.days, walked.at), partial(_walk, walked, scene))
    if practice.drill is not None:
        drill = practice.drill
        yield Deed(scene.at(drill.days, drill.at), partial(_drill, drill, scene))


def _regular(
    habit: Habit, practice: Practice, scene: Scene, skills: Mapping[str, float]
) -> Iterator[Seen]:
    """Each of the unit every few days, in what she does with more and more skill."""
    for key in scene.those((habit.unit,), 0):
        chance = Random(f"{key} at work")
        first = habit.since - chance.randrange(habit.every)
        for number, days in enumerate(range(first, habit.until - 1, -habit.every)):
            checklist = scene.library.get("checklist", habit.checklists[number % _turns(habit)])
            is_hers = key != habit.by and scene.is_here(scene.people[key], days + 1)
            if checklist is not None and is_hers:
                skill = min(skills[key] + 0.02 * number, 1)
                yield _glimpse(habit, practice, key, days, checklist, skill, chance)


def _turns(habit: Habit) -> int:
    return len(habit.checklists)


def _glimpse(
    habit: Habit,
    practice: Practice,
    key: str,
    days: int,
    checklist: Published,
    skill: float,
    chance: Random,
) -> Seen:
    notes = practice.notes.get(checklist.slug, {})
    lines = checklist.body.lines
    unseen = [line.id for line in lines if not line.is_key and chance.random() < _UNSEEN]
    missed = [line.id for line in lines if chance.random() > skill and line.id not in unseen]
    return Seen(
        of=key,
        by=habit.by,
        checklist=checklist.slug,
        days=days,
        at=time(chance.randrange(_OPEN, _CLOSE), chance.randrange(0, 60, 5)),
        place=habit.place,
        missed={line: notes.get(line, "") for line in missed},
        unseen=tuple(unseen),
    )


def _see(seen: Seen, scene: Scene) -> None:
    checklist = scene.library.get("checklist", seen.checklist)
    if checklist is None:
        return
    at, person = scene.at(seen.days, seen.at), scene.people[seen.of]
    observation = recording.record_observation(
        _sheet(seen, checklist, scene),
        person,
        observation_id=new_id(),
        by=_observer(seen.by, scene),
        now=at,
        today=scene.day(seen.days),
    )
    _answer(observation, seen, scene, at=at)
    if seen.correction is not None:
        _correct(observation, seen.correction, checklist, scene)


def _sheet(seen: Seen, checklist: Published, scene: Scene) -> recording.Seen:
    missed = {line for line in seen.missed if line in {each.id for each in checklist.body.lines}}
    return recording.Seen(
        checklist,
        _marks(checklist.body, seen, missed),
        seen_on=scene.day(seen.days),
        place=seen.place,
        note=seen.note,
        verdict=seen.verdict or _verdict(checklist.body, missed),
        recheck_on=None if seen.recheck is None else scene.day(-seen.recheck),
    )


def _marks(checklist: Checklist, seen: Seen, missed: set[str]) -> dict[str, Mark]:
    marks = {}
    for line in checklist.lines:
        value = NOT_MET if line.id in missed else NOT_SEEN if line.id in seen.unseen else MET
        marks[line.id] = Mark(value, seen.missed.get(line.id, ""))
    return marks


def _verdict(checklist: Checklist, missed: set[str]) -> str:
    is_short = any(line.is_key for line in checklist.lines if line.id in missed)
    return "not-yet" if is_short else "competent"


def _observer(key: str, scene: Scene) -> Observer:
    return Observer(scene.people[key].id, scene.people[key].name)


def _answer(observation: Observation, seen: Seen, scene: Scene, *, at: datetime) -> None:
    person = scene.people[seen.of]
    if seen.answer == "objected":
        now = scene.later(at, _ANSWERED)
        object_to_observation(observation, seen.word, now=now, by_id=person.id)
        _ask(observation, person, seen, scene, at=now)
    elif seen.answer == "unanswered":
        now = scene.later(at, _LET_STAND)
        confirm_observation(observation, scene.library, now=now, by_id=None)
    elif seen.answer == "confirmed":
        now = scene.later(at, _ANSWERED)
        confirm_observation(observation, scene.library, now=now, by_id=person.id, word=seen.word)


def _ask(
    observation: Observation, person: Person, seen: Seen, scene: Scene, *, at: datetime
) -> None:
    if seen.asked:
        ask_another(
            observation,
            person,
            scene.people[seen.asked].id,
            today=scene.today,
            now=scene.later(at, _ASKED),
            by_id=scene.people[seen.asked_by].id,
        )


def _correct(old: Observation, seen: Seen, checklist: Published, scene: Scene) -> None:
    at = scene.at(seen.days, seen.at)
    observation = recording.correct_observation(
        old,
        _sheet(seen, checklist, scene),
        scene.people[seen.of],
        observation_id=new_id(),
        by=_observer(seen.by, scene),
        now=at,
        today=scene.day(seen.days),
    )
    _answer(observation, seen, scene, at=at)


def _walk(walked: Round, scene: Scene) -> None:
    checklist = scene.library.get("checklist", walked.checklist)
    if checklist is None:
        return
    at = scene.at(walked.days, walked.at)
    marks = {
        line.id: Mark(NOT_MET if line.id in walked.found else MET, walked.found.get(line.id, ""))
        for line in checklist.body.lines
    }
    observation = recording.record_round(
        recording.Seen(checklist, marks, seen_on=scene.day(walked.days), place=walked.place),
        scene.people[walked.by],
        observation_id=new_id(),
        now=at,
        today=scene.day(walked.days),
    )
    if walked.confirmed_by:
        by_id = scene.people[walked.confirmed_by].id
        now = scene.later(at, _ANSWERED)
        confirm_observation(observation, scene.library, now=now, by_id=by_id)


def _drill(drill: Drill, scene: Scene) -> None:
    checklist = scene.library.get("checklist", drill.checklist)
    lines = {line.id for line in checklist.body.lines} if checklist else set()
    usual = {line: Mark(MET) for line in drill.lines if line in lines}
    if checklist is None or not usual:
        return
    at = scene.at(drill.days, drill.at)
    people = {key: p for key, p in scene.those(drill.who, drill.days).items() if key != drill.by}
    marks = {key: usual | _different(drill.missed.get(key, {}), lines) for key in people}
    sheet = recording.Seen(
        checklist, usual, seen_on=scene.day(drill.days), place=drill.place, note=drill.note
    )
    made = recording.record_batch(
        sheet,
        [(person, marks[key]) for key, person in people.items()],
        batch_id=new_id(),
        by=_observer(drill.by, scene),
        now=at,
        today=scene.day(drill.days),
    )
    for each in made:
        now = scene.later(at, _ANSWERED)
        confirm_observation(each, scene.library, now=now, by_id=each.person_id)


def _different(missed: Mapping[str, str], lines: set[str]) -> dict[str, Mark]:
    return {line: Mark(NOT_MET, why) for line, why in missed.items() if line in lines}
