"""Links of lessons and quizzes that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from app.content.reading import Readings
from app.courses.sources import LessonSource
from app.markup.faults import Fault, nearest, quoted

_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
#: How a link names what it leads to, and where that is written.
_LINKED_AS = {
    "lesson": "write lesson:course/10-name or quiz:name",
    "quiz": "write lesson:course/10-name or quiz:name",
    "checklist": "write checklist:name of a file in courses/checklists/",
    "form": "write form:name of a file in courses/forms/",
    "term": "write term:id of a term in courses/glossary.yaml",
}


def dead_links(readings: Readings, linked: Mapping[str, AbstractSet[str]]) -> Iterable[Fault]:
    """Each link to what is not there; `linked` has the names that there are of each kind."""
    for lesson in readings.lessons:
        for source in lesson.sources.values():
            yield from _dead_in(source, "lesson", linked)
    for policy in readings.policies:
        for written in policy.sources.values():
            yield from _dead_in(written.text, "policy", linked)
    for read in readings.quizzes:
        text = read.source.data.decode("utf-8-sig", "replace")
        for number, line in enumerate(text.splitlines(), start=1):
            for target in _LINK.findall(line):
                yield from _dead(read.source.file, number, target, linked)


def _dead_in(
    source: LessonSource, kind: str, linked: Mapping[str, AbstractSet[str]]
) -> Iterable[Fault]:
    sections = {section.id for section in source.sections}
    for link in source.outline.links:
        yield from _dead(source.file, link.line, link.target, linked)
        if link.target.startswith("#") and link.target[1:] not in sections:
            told = f"a link to {quoted(link.target)}, which is no section of this {kind}"
            hint = nearest(link.target[1:], sections)
            yield Fault(source.file, link.line, told, f"{hint}write # and a section's id")


def _dead(
    file: str, line: int, target: str, linked: Mapping[str, AbstractSet[str]]
) -> Iterable[Fault]:
    kind, _, name = target.partition(":")
    names = linked.get(kind)
    if names is not None and name not in names:
        told = f"a link to {quoted(target)}, which is not there"
        yield Fault(file, line, told, f"{nearest(name, names)}{_LINKED_AS[kind]}")
