"""What is seen only when all files are there: names that lead nowhere, doubles, circles."""

from __future__ import annotations

from collections.abc import Iterable

from app.content.dead_links import dead_links
from app.content.fairness import unfair_items
from app.content.pace import faults_of_pace
from app.content.places import COURSE_FILE
from app.content.plainness import unplain
from app.content.reading import Read, Readings
from app.content.screening import unfit_screenings
from app.content.wording import forbidden_words
from app.courses.files import Mention
from app.markup.faults import Fault, nearest, quoted
from app.markup.slugs import is_slug
from app.quizzes.model import Instrument, Item, Quiz, Scenario, Statement

#: What stands at /quizzes/ and is no quiz.
_RESERVED = frozenset({"manage"})
#: Where the document of each kind is written.
_HOMES = {
    "lesson": "the folder of the course",
    "course": "courses/",
    "quiz": "quizzes/",
    "instrument": "quizzes/",
    "position": "courses/positions/",
    "standard": "courses/standards/",
    "checklist": "courses/checklists/",
    "policy": "courses/policies/",
}


def check_tree(readings: Readings) -> list[Fault]:
    """The faults between files."""
    known = _Known(readings)
    return [
        *_doubled_standards(readings),
        *_reserved_names(readings),
        *_unknown_standards_of_lessons(readings, known),
        *_unknown_standards_of_quizzes(readings, known),
        *_unlisted_lessons(readings),
        *_mentions_that_lead_nowhere(readings, known),
        *unfit_screenings(readings.positions, readings.quizzes),
        *_screening_quizzes_of_staff(readings, known),
        *dead_links(readings, known.linked),
        *_circles(readings),
        *faults_of_pace(readings),
        *unfair_items(readings),
        *unplain(readings),
        *forbidden_words(readings),
    ]


class _Known:
    """The names that files may use. A faulty file counts by its name: it is told of once."""

    def __init__(self, readings: Readings) -> None:
        self.standards = {
            each for read in readings.topics if read.result for each in read.result.lines
        }
        self.lessons = {f"{lesson.course}/{lesson.slug}" for lesson in readings.lessons}
        instruments, quizzes, drafts = set(), set(), set()
        for read in readings.quizzes:
            document = read.result.document if read.result else None
            if not isinstance(document, Instrument):
                quizzes.add(read.slug)
            if not isinstance(document, Quiz):
                instruments.add(read.slug)
            if getattr(document, "draft", False):
                drafts.add(read.slug)
        self.drafts = drafts
        self.screening = {
            mention.slug
            for read in readings.positions
            for mention in _mentions(read)
            if mention.kind == "quiz"
        }
        self.names = {
            "course": {read.slug for read in readings.courses},
            "position": {read.slug for read in readings.positions},
            "quiz": quizzes,
            "instrument": instruments,
            "standard": self.standards,
            "checklist": {read.slug for read in readings.checklists},
            "policy": {policy.slug for policy in readings.policies},
        }
        self.linked = {
            "lesson": self.lessons,
            "quiz": quizzes - drafts - self.screening,
            "checklist": self.names["checklist"],
            "form": {read.slug for read in readings.forms},
            "term": {
                identifier
                for read in readings.glossaries
                for identifier in (read.result.places if read.result else ())
            },
        }


def _doubled_standards(readings: Readings) -> Iterable[Fault]:
    seen: dict[str, str] = {}
    for read in readings.topics:
        for identifier, line in (read.result.lines if read.result else {}).items():
            here = f"{read.source.file}:{line}"
            if identifier in seen:
                told = f"the id {quoted(identifier)} stands in {seen[identifier]} as well"
                yield Fault(read.source.file, line, told, "give each standard an id of its own")
            seen.setdefault(identifier, here)


def _reserved_names(readings: Readings) -> Iterable[Fault]:
    """Quizzes whose address is that of another page."""
    for read in readings.quizzes:
        if read.slug in _RESERVED:
            told = f"{quoted(read.slug)} is the name of a page of the program"
            yield Fault(read.source.file, 1, told, "give the file another name")


def _unknown_standards_of_lessons(readings: Readings, known: _Known) -> Iterable[Fault]:
    for lesson in readings.lessons:
        for source in lesson.sources.values():
            named = [(each.line, str(each)) for each in source.teaches]
            called = {str(each) for each in source.teaches}
            named += [(c.line, c.id) for c in source.outline.call_outs if c.id not in called]
            yield from _unknown_standards(source.file, named, known)


def _unknown_standards_of_quizzes(readings: Readings, known: _Known) -> Iterable[Fault]:
    for read in readings.quizzes:
        document = read.result.document if read.result else None
        for item in _items(document):
            line = read.result.lines.get(item.id, 1)
            named = [(line, each) for each in (*item.standards, *_standards_of_replies(item))]
            yield from _unknown_standards(read.source.file, named, known)


def _items(document: Quiz | Instrument | None) -> Iterable[Item | Statement]:
    if isinstance(document, Quiz):
        return document.items
    return document.statements if isinstance(document, Instrument) else ()


def _standards_of_replies(item: Item | Statement) -> tuple[str, ...]:
    return item.talk.standards if isinstance(item, Scenario) else ()


def _unknown_standards(file: str, named: list[tuple[int, str]], known: _Known) -> Iterable[Fault]:
    for line, identifier in named:
        if identifier not in known.standards and is_slug(identifier):
            told = f"there is no standard {quoted(identifier)}"
            advice = f"{nearest(identifier, known.standards)}write an id of courses/standards/"
            yield Fault(file, line, told, advice)


def _unlisted_lessons(readings: Readings) -> Iterable[Fault]:
    listed = {
        (read.slug, mention.slug)
        for read in readings.courses
        for mention in _mentions(read)
        if mention.kind == "lesson"
    }
    readable = {read.slug for read in readings.courses if _mentions(read)}
    for lesson in readings.lessons:
        if lesson.course in readable and (lesson.course, lesson.slug) not in listed:
            file = next(iter(lesson.files.values())).file
            told = f"the lesson is not in {COURSE_FILE}"
            yield Fault(file, 1, told, f"add {lesson.slug} to its lessons, or delete the files")


def _mentions_that_lead_nowhere(readings: Readings, known: _Known) -> Iterable[Fault]:
    for read in [
        *readings.courses,
        *readings.paths,
        *readings.positions,
        *readings.checklists,
    ]:
        for mention in _mentions(read):
            told = _missing(mention, read.slug, known)
            if told is not None:
                yield Fault(read.source.file, mention.line, *told)


def _missing(mention: Mention, owner: str, known: _Known) -> tuple[str, str] | None:
    if mention.kind == "lesson":
        names = _lessons_as_named(mention, owner, known)
    else:
        names = known.names[mention.kind]
    if mention.slug not in names:
        told = f"there is no {mention.kind} {quoted(mention.slug)}"
        return told, f"{nearest(mention.slug, names)}write it in {_HOMES[mention.kind]}"
    if mention.kind in ("quiz", "instrument") and mention.slug in known.drafts:
        return f"the {mention.kind} {quoted(mention.slug)} is a draft", "take out its draft: yes"
    return None


def _lessons_as_named(mention: Mention, owner: str, known: _Known) -> set[str]:
    """The lessons as a file names them: a course's by their own slugs, others in full."""
    if "/" in mention.slug:
        return known.lessons
    return {name.partition("/")[2] for name in known.lessons if name.startswith(f"{owner}/")}


def _screening_quizzes_of_staff(readings: Readings, known: _Known) -> Iterable[Fault]:
    """Candidates' quizzes in courses and plans, where no one could sit them."""
    for read in [*readings.courses, *readings.paths]:
        for mention in _mentions(read):
            if mention.kind == "quiz" and mention.slug in known.screening:
                told = f"the quiz {quoted(mention.slug)} is for candidates, and staff cannot sit it"
                yield Fault(read.source.file, mention.line, told, "name another quiz")


def _circles(readings: Readings) -> Iterable[Fault]:
    """Prerequisites that come back to their course; told where the way back begins."""
    needs = {
        read.slug: {m.slug: m.line for m in _mentions(read) if m.kind == "course"}
        for read in readings.courses
    }
    files = {read.slug: read.source.file for read in readings.courses}
    for course, wanted in needs.items():
        for each, line in wanted.items():
            if course in _reached(each, needs):
                told = f"the prerequisite {quoted(each)} leads back to {quoted(course)}"
                yield Fault(files[course], line, told, "take one prerequisite out of the circle")


def _reached(start: str, needs: dict[str, dict[str, int]]) -> set[str]:
    reached, waiting = set(), [start]
    while waiting:
        course = waiting.pop()
        if course not in reached:
            reached.add(course)
            waiting += needs.get(course, {})
    return reached


def _mentions(read: Read) -> list[Mention]:
    return read.result.mentions if read.result else []
