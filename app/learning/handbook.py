"""Pure: the register of standards as a handbook: searched, cut into pages, grouped by topic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from app.learning.rules import Rule
from app.library.outlines import LessonOutline, SectionOutline
from app.library.queries import Library, Published
from app.markup.texts import Text
from app.standards.model import Standard

PAGE_SIZE = 50

_PIECES = re.compile(r"\d+|[^\d\s]+")
#: Numbers are written 三声 here and 3 声 there; both are looked for as 3声.
_DIGITS = str.maketrans(
    {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
) | str.maketrans({"七": "7", "八": "8", "九": "9", "十": "10"})
_GAP = re.compile(r"(?<=\d) +(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) +(?=\d)")


@dataclass(frozen=True)
class Page:
    """Some standards of many: the page of this number, from 1."""

    standards: tuple[Standard, ...]
    number: int
    page_count: int
    count: int


@dataclass(frozen=True)
class Group:
    """Standards of one topic that stand together on a page."""

    title: Text
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Place:
    """A section of a lesson that teaches a standard."""

    course: Text
    lesson: LessonOutline
    section: SectionOutline


def found_in(
    library: Library,
    words: str = "",
    *,
    about: str = "",
    topic: str = "",
    plates: Mapping[int, str] | None = None,
) -> list[Standard]:
    """The standards in which every word occurs, in the register's order; without words, all.

    A word is looked for in the three languages and the id; a number is a touchpoint's or one in
    the text. `plates` has the words for a touchpoint in the reader's language.
    """
    terms = _folded(words).split()
    called = {number: _folded(plate) for number, plate in (plates or {}).items()}
    return [
        entry.standard
        for entry in _entries(library)
        if about in ("", entry.standard.about)
        and topic in ("", entry.standard.topic)
        and all(_occurs(term, entry, called) for term in terms)
    ]


def page_of(standards: list[Standard], number: int) -> Page:
    """One page of the standards found; a number beyond the last gives the last."""
    page_count = max(1, -(-len(standards) // PAGE_SIZE))
    number = min(max(1, number), page_count)
    start = (number - 1) * PAGE_SIZE
    return Page(tuple(standards[start : start + PAGE_SIZE]), number, page_count, len(standards))


def grouped(rules: Iterable[Rule], library: Library) -> list[Group]:
    """Rules that follow each other in one topic, under the topic's title."""
    return [
        Group(_topic_title(library, topic), tuple(together))
        for topic, together in groupby(rules, key=lambda rule: rule.standard.topic)
    ]


def places_of(standard: str, library: Library) -> list[Place]:
    """The sections that teach a standard, course by course."""
    return [
        Place(course.body.title, lesson, section)
        for lesson in library.taught_in.get(standard, [])
        if (course := library.get("course", lesson.course)) is not None
        for section in lesson.sections
        if standard in section.standards
    ]


def lessons_on(standards: Iterable[Standard], library: Library) -> list[LessonOutline]:
    """The lessons that teach any of the standards, each once."""
    taught = (lesson for each in standards for lesson in library.taught_in.get(each.id, []))
    return list({(lesson.course, lesson.slug): lesson for lesson in taught}.values())


def quizzes_on(standard: str, library: Library) -> list[Published]:
    """The quizzes that ask for a standard; those of candidates are for nobody else."""
    return [
        quiz
        for quiz in library.all("quiz")
        if quiz.slug not in library.screening_quizzes
        and any(standard in item.standards for item in quiz.outline.items)
    ]


def at_touchpoint(number: int, library: Library) -> list[Standard]:
    """The standards of one touchpoint, in the register's order."""
    return [each for each in library.standards.values() if each.touchpoint == number]


def touchpoints(library: Library) -> list[int]:
    """The numbers of the touchpoints that have standards."""
    return sorted({each.touchpoint for each in library.standards.values() if each.touchpoint})


@dataclass(frozen=True)
class _Entry:
    standard: Standard
    #: Its own words in all languages, folded; numbers are looked for here only.
    words: str
    #: The words with caution, id and topic, in which numbers would find too much.
    everything: str


# Folding 1,200 standards takes longer than searching them, and a library never changes.
@lru_cache(maxsize=1)
def _entries(library: Library) -> tuple[_Entry, ...]:
    return tuple(
        _entry(standard, topic.body.title)
        for topic in library.all("topic")
        for standard in topic.body.standards
    )


def _entry(standard: Standard, topic: Text) -> _Entry:
    words = _folded(" ".join(_texts(standard.text)))
    more = _folded(" ".join((standard.id, *_texts(standard.caution, topic))))
    return _Entry(standard, words, f"{words} {more}")


def _texts(*texts: Text | None) -> list[str]:
    return [words for text in texts if text for words in (text.zh, text.en, text.hant)]


def _folded(words: str) -> str:
    """Full-width letters and digits as ordinary ones, capitals as small ones, 三声 as 3 声."""
    plain = unicodedata.normalize("NFKC", words).casefold().translate(_DIGITS)
    return _GAP.sub("", plain)


def _occurs(term: str, entry: _Entry, called: Mapping[int, str]) -> bool:
    """Whether what was typed between two spaces occurs, as it stands or piece by piece (触点17)."""
    if not term.isdigit() and term in entry.everything:
        return True
    return all(_piece_occurs(piece, entry, called) for piece in _PIECES.findall(term))


def _piece_occurs(piece: str, entry: _Entry, called: Mapping[int, str]) -> bool:
    touchpoint = entry.standard.touchpoint
    if piece.isdigit():
        return piece.lstrip("0") == str(touchpoint) or _has_number(entry.words, piece)
    return piece in entry.everything or piece in called.get(touchpoint or 0, "")


def _has_number(words: str, number: str) -> bool:
    """Whether the number stands in the words, and not inside a longer one."""
    return number in words and re.search(rf"(?<!\d){number}(?!\d)", words) is not None


def _topic_title(library: Library, slug: str) -> Text:
    topic = library.get("topic", slug)
    return topic.body.title if topic else Text(slug, slug, slug)
