"""A lesson's file in one language, read but not yet rendered."""

from __future__ import annotations

import hashlib

import msgspec

from app.markup import frontmatter, shapes
from app.markup.faults import FaultLog
from app.markup.limits import excess
from app.markup.outline import SECTION_LEVEL, Block, CallOut, Figure, Outline, outline
from app.markup.shapes import FAULTY, Placed, Record, Shape, listed, record

_HEAD = record(
    {
        "title": shapes.words,
        "minutes": shapes.whole(1, 30),
        "teaches": listed(shapes.slug),
    }
)


class SourceSection(msgspec.Struct):
    """A section as its author wrote it; `start` and `end` are places in the body's lines."""

    id: str
    heading: str
    line: int
    start: int
    end: int
    call_outs: list[CallOut]

    checks: list[Block] = []
    figures: list[Figure] = []

    @property
    def standards(self) -> tuple[str, ...]:
        """The ids called out in the section, each once, in the order of the text."""
        return tuple(dict.fromkeys(call.id for call in self.call_outs))


class LessonSource(msgspec.Struct):
    """A lesson in one language: its head and the places of what stands in its body."""

    file: str
    title: str
    minutes: int | None
    teaches: list[Placed]
    lines: tuple[str, ...]
    first_line: int
    outline: Outline
    sections: list[SourceSection]
    #: The line of the file where each key of the head stands.
    head_lines: dict[str, int]

    @property
    def opening(self) -> SourceSection:
        """What stands before the first heading."""
        return self.sections[0]

    @property
    def taught(self) -> tuple[str, ...]:
        """The ids called out in the whole lesson, each once, in the order of the text."""
        return tuple(dict.fromkeys(each for part in self.sections for each in part.standards))

    def written(self, section: SourceSection) -> str:
        """The section's source without any white space, which is never a change of meaning."""
        return "".join("".join(self.lines[section.start : section.end]).split())


def read_lesson(text: str, log: FaultLog) -> LessonSource | None:
    """Read a lesson's head and outline; None where there is nothing that rules could be held to."""
    found = read_headed(text, _HEAD, log)
    return None if found is None else found[1]


def read_headed(text: str, shape: Shape, log: FaultLog) -> tuple[Record, LessonSource] | None:
    """Read a file that is laid out as a lesson, with another shape of head, and that head."""
    page = frontmatter.part(text, log)
    if page is None:
        return None
    too_much = excess("\n".join(page.body))
    if too_much is not None:
        log.note(too_much.line + page.body_line - 1, too_much.what, "make it shorter or part it")
        return None
    head = shapes.read(page.head, shape, log, called="the front matter", first_line=2)
    found = Record({}, 1, {}) if head is FAULTY else head
    return found, _with_body(log.file, found, page.body, page.body_line)


def read_body(text: str) -> LessonSource | None:
    """A body without front matter, for a preview; None where it is too much to look at."""
    if excess(text) is not None:
        return None
    return _with_body("", Record({}, 1, {}), tuple(text.split("\n")), 1)


def section_digest(*written: str) -> str:
    """A digest of a section's source in all the languages of its authors."""
    return hashlib.sha256("\0".join(written).encode("utf-8", "replace")).hexdigest()


def _with_body(file: str, head: Record, lines: tuple[str, ...], first_line: int) -> LessonSource:
    seen = outline(lines, first_line)
    return LessonSource(
        file=file,
        title=str(head.get("title", "")),
        minutes=head.get("minutes"),
        teaches=head.get("teaches", []),
        lines=lines,
        first_line=first_line,
        outline=seen,
        sections=_sections(seen, first_line, len(lines)),
        head_lines=dict(head.lines),
    )


def _sections(seen: Outline, first_line: int, length: int) -> list[SourceSection]:
    """The opening and the sections after it."""
    sections = [SourceSection("", "", first_line, 0, length, [])]
    for heading in seen.headings:
        if heading.level != SECTION_LEVEL:
            continue
        place = heading.line - first_line
        sections[-1].end = place
        sections.append(
            SourceSection(heading.id or "", heading.text, heading.line, place, length, [])
        )
    for section in sections:
        lines = range(section.start + first_line, section.end + first_line)
        section.call_outs = [call for call in seen.call_outs if call.line in lines]
        section.figures = [figure for figure in seen.figures if figure.line in lines]
        section.checks = [
            block for block in seen.blocks if block.name == "check" and block.line in lines
        ]
    return sections
