"""Pure: one standard for the talk at the start of a shift, chosen from what the team lacks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.courses.model import Lesson, Section
from app.enrolments.progress import slug_of
from app.library.outlines import ItemOutline, QuizOutline
from app.library.queries import Library, Published
from app.quizzes.itemtypes import ITEM_TYPES
from app.quizzes.model import Item, Match, Multiple, Order, Single
from app.standards.model import Standard

#: A phrase note as app/markup compiles it: a label, then the words.
_PHRASE = re.compile(r'<aside class="tp-note tp-phrase">.*?</aside>', re.DOTALL)


@dataclass(frozen=True)
class Proved:
    """So many people learned and answered right these wordings of a standard; None is: not yet."""

    standard: str
    learned: int | None
    answered: int | None
    people: int


@dataclass(frozen=True)
class Need:
    """How a team stands in one standard, in numbers of people."""

    standard: Standard
    #: Those whose courses teach it.
    asked: int
    learned: int
    answered: int
    #: Those who learned it and have not answered it right.
    unanswered: int

    @property
    def unlearned(self) -> int:
        return max(self.asked - self.learned, 0)

    @property
    def gap(self) -> int:
        return max(self.unanswered, self.unlearned)


@dataclass(frozen=True)
class Briefing:
    """One standard to talk about, with the words to say and a question."""

    need: Need
    item: Item
    #: Its choices, steps or right sides in an order that gives nothing away, the same all day.
    parts: tuple[Any, ...]
    #: The place among all that could be talked about, from 0.
    number: int
    count: int


def needs_of(
    proved: Iterable[Proved], enrolled: Mapping[str, int], library: Library
) -> dict[str, Need]:
    """How the team stands in each standard that its courses teach or that it has proved.

    Where several courses teach a standard the people of the largest one count: somebody who
    takes two must not count twice.
    """
    asked = _asked(enrolled, library)
    found: dict[str, list[Proved]] = {name: [] for name in asked}
    for each in proved:
        found.setdefault(each.standard, []).append(each)
    register = library.standards
    return {
        name: _need(register[name], asked.get(name, 0), rows)
        for name, rows in found.items()
        if name in register
    }


def briefing_of(
    needs: Mapping[str, Need], library: Library, *, day: date, another: int = 0
) -> Briefing | None:
    """What to talk about on a day: the largest gap first, then the next ones.

    Equal gaps change places from day to day, so that a small team does not hear the same thing
    every morning. What no quiz asks for is left out.
    """
    items = _asked_by_standard(library)
    known = [need for name, need in needs.items() if name in items]
    ranked = sorted(known, key=lambda need: (-need.gap, _lot(day, need.standard.id)))
    if not ranked:
        return None
    number = another % len(ranked)
    need = ranked[number]
    quiz, chosen = min(items[need.standard.id], key=lambda asked: _lot(day, asked[1]))
    item = next(each for each in quiz.body.items if each.id == chosen)
    parts = sorted(_parts(item), key=lambda part: _lot(day, f"{item.id} {part.key}"))
    return Briefing(need, item, tuple(parts), number, len(ranked))


def phrase_for(standard: str, library: Library, language: str) -> str | None:
    """The phrase note of the section that teaches a standard, the next one after it if there is
    one; none where the section has no words to say."""
    for outline in library.taught_in.get(standard, []):
        published = library.get("lesson", slug_of(outline))
        lesson = published.body if published else None
        for section in _teaching(lesson, standard, language) if lesson else ():
            phrases = list(_phrases(section, standard))
            if phrases:
                return phrases[0]
    return None


def _asked(enrolled: Mapping[str, int], library: Library) -> dict[str, int]:
    """How many people's courses teach each standard."""
    asked: dict[str, int] = {}
    for slug, people in enrolled.items():
        course = library.get("course", slug)
        for lesson in library.lessons_of(course.body) if course else ():
            for standard in lesson.outline.teaches:
                asked[standard] = max(asked.get(standard, 0), people)
    return asked


def _need(standard: Standard, asked: int, rows: Iterable[Proved]) -> Need:
    learned = answered = unanswered = 0
    for row in rows:
        has_learned = (row.learned or 0) >= standard.revision
        has_answered = (row.answered or 0) >= standard.revision
        learned += row.people * has_learned
        answered += row.people * has_answered
        unanswered += row.people * (has_learned and not has_answered)
    return Need(standard, asked, learned, answered, unanswered)


def _asked_by_standard(library: Library) -> dict[str, list[tuple[Published, str]]]:
    """The questions on each standard that can be told: their quizzes and their ids."""
    items: dict[str, list[tuple[Published, str]]] = {}
    for quiz in library.all("quiz"):
        for item in quiz.outline.items if _may_be_told(quiz.outline, library) else ():
            for standard in item.standards if _can_be_read_out(item) else ():
                items.setdefault(standard, []).append((quiz, item.id))
    return items


def _can_be_read_out(item: ItemOutline) -> bool:
    """Whether a group can answer it within a minute: neither a talk nor an essay."""
    item_type = ITEM_TYPES[item.type]
    return not item_type.is_stepwise and not item_type.is_marked_by_hand


def _may_be_told(quiz: QuizOutline, library: Library) -> bool:
    """Nothing that candidates are asked, and no answer that the quiz itself does not tell."""
    return quiz.slug not in library.screening_quizzes and quiz.feedback != "closed"


def _parts(item: Item) -> tuple[Any, ...]:
    match item:
        case Single() | Multiple():
            return item.choices
        case Order():
            return item.steps
        case Match():
            return item.rights
        case _:
            return ()


def _teaching(lesson: Lesson, standard: str, language: str) -> Iterator[Section]:
    names = {info.id for info in lesson.sections if standard in info.standards}
    return (section for section in lesson.in_(language).sections if section.id in names)


def _phrases(section: Section, standard: str) -> Iterator[str]:
    """The phrases of a section, those after the standard before those that precede it."""
    called_out = next(
        (place for place, part in enumerate(section.parts) if part.standard == standard), 0
    )
    for part in (*section.parts[called_out:], *section.parts[:called_out]):
        yield from _PHRASE.findall(part.html)


def _lot(day: date, name: str) -> str:
    return hashlib.sha256(f"{day.isoformat()} {name}".encode()).hexdigest()
