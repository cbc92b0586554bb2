"""Pure: the lesson for what two people see differently, by the standards of the statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.appraisals.comparison import Comparison
from app.library.outlines import LessonOutline, SectionOutline
from app.library.queries import Library

#: On a scale of many steps one step apart is as good as the same; from here on it is a gap.
GAP = 2


@dataclass(frozen=True)
class GapLesson:
    """A statement that two people see differently, and the section of a lesson about it."""

    comparison: Comparison
    lesson: LessonOutline
    section: SectionOutline


def gaps_of(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Where the two are apart, the widest first."""
    found = [each for each in comparisons if each.gap is not None and each.gap >= GAP]
    return sorted(found, key=lambda each: each.gap or 0, reverse=True)


def lessons_for(gaps: Iterable[Comparison], library: Library) -> list[GapLesson]:
    """The lesson for each gap, as far as its statement names a standard that is taught."""
    found = ((each, _section(each.statement.standards, library)) for each in gaps)
    return [GapLesson(gap, *taught) for gap, taught in found if taught is not None]


def _section(
    standards: Sequence[str], library: Library
) -> tuple[LessonOutline, SectionOutline] | None:
    for standard in standards:
        for lesson in library.taught_in.get(standard, ()):
            for section in lesson.sections:
                if standard in section.standards:
                    return lesson, section
    return None
