"""Whether the items of a quiz are fair: taught before, one thing at a time, nothing given away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from app.content.reading import Read, Readings
from app.markup.faults import Fault, quoted
from app.quizzes.model import Item, Quiz, Scenario, Single

#: Of fewer items of one kind nothing can be said about their keys.
LEAST_SINGLES = 8
MOST_IN_ONE_PLACE = 0.5
MOST_LONGEST = 0.6
#: What a person either knows or not can be about two rules at once, not more.
MOST_STANDARDS = 2
_ONE_ANSWER = ("single", "truefalse")
#: What is no word of a choice, whether it is rendered already or still Markdown.
_MARKUP = re.compile(r"<[^>]*>|&\w+;|\]\([^)]*\)|\W|_")


def unfair_items(readings: Readings) -> Iterable[Fault]:
    """What is wrong with the items of each quiz as a whole."""
    taught, register = _taught_before(readings), readings.register()
    for read in readings.quizzes:
        quiz = read.result.document if read.result else None
        if isinstance(quiz, Quiz):
            if quiz.slug in taught:
                # What no file registers is told of elsewhere.
                yield from _untaught(read, quiz, register.keys() - taught[quiz.slug])
            yield from _too_many_at_once(read, quiz)
            yield from _given_away(read, quiz)


def _taught_before(readings: Readings) -> dict[str, set[str]]:
    """What the courses that end with each quiz teach."""
    lessons: dict[str, set[str]] = {}
    for lesson in readings.lessons:
        for source in lesson.sources.values():
            lessons.setdefault(lesson.course, set()).update(source.taught)
    taught: dict[str, set[str]] = {}
    for read in readings.courses:
        for mention in read.result.mentions if read.result else ():
            if mention.kind == "quiz":
                taught.setdefault(mention.slug, set()).update(lessons.get(read.slug, ()))
    return taught


def _untaught(read: Read, quiz: Quiz, untaught: AbstractSet[str]) -> Iterable[Fault]:
    for item in quiz.items:
        for standard in sorted(untaught & {*item.standards, *_of_replies(item)}):
            told = f"the item asks for {quoted(standard)}, which its course does not teach"
            advice = f"call it out in a lesson: [[{standard}]], or take it out of std="
            yield Fault(read.source.file, read.result.lines.get(item.id, 1), told, advice)


def _of_replies(item: Item) -> tuple[str, ...]:
    return item.talk.standards if isinstance(item, Scenario) else ()


def _too_many_at_once(read: Read, quiz: Quiz) -> Iterable[Fault]:
    for item in quiz.items:
        if item.type in _ONE_ANSWER and len(item.standards) > MOST_STANDARDS:
            told = f"one answer is to prove {len(item.standards)} standards"
            advice = f"name at most {MOST_STANDARDS}, or part the item"
            yield Fault(read.source.file, read.result.lines.get(item.id, 1), told, advice)


def _given_away(read: Read, quiz: Quiz) -> Iterable[Fault]:
    """Right answers that can be told from their place or their length."""
    singles = [item for item in quiz.items if isinstance(item, Single)]
    if len(singles) < LEAST_SINGLES:
        return
    place, count = Counter(map(_place_of_key, singles)).most_common(1)[0]
    if count > MOST_IN_ONE_PLACE * len(singles):
        told = f"{count} of {len(singles)} single items have their right choice in place {place}"
        yield Fault(read.source.file, 1, told, "spread the right choices over all places")
    for language, name in (("zh", "Chinese"), ("en", "English")):
        longest = sum(_is_key_longest(item, language) for item in singles)
        if longest > MOST_LONGEST * len(singles):
            told = f"in {longest} of {len(singles)} single items the right choice is the longest"
            advice = "make a wrong choice as long in the others"
            yield Fault(read.source.file, 1, f"{told} in {name}", advice)


def _place_of_key(item: Single) -> int:
    return next((n for n, choice in enumerate(item.choices, start=1) if choice.is_right), 0)


def _is_key_longest(item: Single, language: str) -> bool:
    """Whether the right choice is longer than each wrong one."""
    sizes = {
        choice.is_right: max(
            _length(other.text.in_(language))
            for other in item.choices
            if other.is_right == choice.is_right
        )
        for choice in item.choices
    }
    return sizes.get(True, 0) > sizes.get(False, 0)


def _length(words: str) -> int:
    return len(_MARKUP.sub("", words))
