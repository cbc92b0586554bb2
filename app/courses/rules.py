"""The rules of one lesson file, as the README for authors gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from app.courses.sources import LessonSource
from app.markup import links
from app.markup.blocks import NAMES, TURN
from app.markup.choices import Choice, read_parts
from app.markup.faults import FaultLog, nearest, quoted
from app.markup.machine import COMPANY
from app.markup.outline import SECTION_LEVEL, Block, Heading
from app.markup.slugs import ADVICE, is_slug

MOST_STANDARDS = 8
MOST_NOTES = 4
MOST_TURNS = 6
LEAST_CHOICES, MOST_CHOICES = 2, 6
COUNTED_NOTES = ("rule", "phrase", "example", "caution")
#: Blocks with words after the bar, and what these words are.
ARGUMENTS = {
    "good-practice": "the public standard, such as ISO 10002",
    "ask": "the question",
    "check": "the question",
}

FIGURE_ADVICE = 'write ![what one learns from it](figure:name "caption"), a line of its own'
CHOICE_ADVICE = "write - (x) right, - ( ) wrong; or - [x], - [ ] where several are right"

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:|[^\s<>@]+@)[^\s<>]*>", re.IGNORECASE)
_MARKED = re.compile(r"\[\[|\{\{|\*\*|\]\(|`")
_BRACES = re.compile(r"\{\{.*?\}\}|\{\{")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+(.*)")
_TURN_ADVICE = "write - 业主：… for the others, - **前台**：… for us"
_QUOTES = (("“", "”"), ("「", "」"), ('"', '"'), ("‘", "’"), ("'", "'"))


def check_lesson(lesson: LessonSource, log: FaultLog) -> None:
    """Note everything in a lesson's file that needs no other file to be seen."""
    for rule in _RULES:
        rule(lesson, log)


def _check_headings(lesson: LessonSource, log: FaultLog) -> None:
    seen: dict[str, int] = {}
    for heading in lesson.outline.headings:
        if heading.level == 1:
            log.note(heading.line, "a heading with one #", "write ## Heading {#id}, or ### inside")
        if heading.level > SECTION_LEVEL + 1:
            told = f"a heading with {heading.level} #"
            log.note(heading.line, told, "write ###, the heading inside a section")
        if heading.level != SECTION_LEVEL:
            continue
        if not heading.text:
            log.note(heading.line, "a heading without words", "write ## Heading {#id}")
        if _MARKED.search(heading.text):
            log.note(heading.line, "a heading of a section is plain text", "write it without marks")
        _check_id(heading, seen, log)


def _check_id(heading: Heading, seen: dict[str, int], log: FaultLog) -> None:
    if heading.id is None:
        log.note(heading.line, "the section has no id", "end the heading with {#its-id}")
    elif not is_slug(heading.id):
        log.note(heading.line, f"the id {quoted(heading.id)} is not a slug", ADVICE)
    elif heading.id in seen:
        told = f"the id {quoted(heading.id)} stands twice (first in line {seen[heading.id]})"
        log.note(heading.line, told, "give each section an id of its own")
    seen.setdefault(heading.id or "", heading.line)


def _check_teaches(lesson: LessonSource, log: FaultLog) -> None:
    line = lesson.head_lines.get("teaches", 1)
    if len(set(lesson.teaches)) > MOST_STANDARDS:
        told = f"the lesson teaches {len(set(lesson.teaches))} standards"
        log.note(line, told, f"teach at most {MOST_STANDARDS}, and part the lesson")
    seen: set[str] = set()
    for identifier in lesson.teaches:
        if identifier in seen:
            log.note(identifier.line, f"{quoted(identifier)} stands twice in teaches", "keep one")
        elif identifier not in lesson.taught:
            hint = nearest(identifier, set(lesson.taught) - set(lesson.teaches))
            told = f"teaches names {quoted(identifier)}, which no section calls out"
            log.note(identifier.line, told, f"{hint}write [[{identifier}]] where it is taught")
        seen.add(identifier)


def _check_call_outs(lesson: LessonSource, log: FaultLog) -> None:
    for call in lesson.outline.call_outs:
        if not is_slug(call.id):
            log.note(call.line, f"[[{call.id}]] is not the id of a standard", ADVICE)
        elif call in lesson.opening.call_outs:
            told = f"[[{call.id}]] stands in the opening, which teaches nothing"
            log.note(call.line, told, "move it behind the first ## heading")
        elif "teaches" in lesson.head_lines and call.id not in lesson.teaches:
            told = f"[[{call.id}]] is called out and not in teaches"
            log.note(call.line, told, f"add - {call.id} to teaches")


def _check_blocks(lesson: LessonSource, log: FaultLog) -> None:
    for line in lesson.outline.stray_ends:
        log.note(line, "/// closes nothing", "delete it, or write /// name where the block begins")
    if lesson.outline.open_fence is not None:
        log.note(lesson.outline.open_fence, "code begins and does not end", "close it likewise")
    for block in lesson.outline.blocks:
        _check_block(block, log)
        body_rule = _BODY_RULES.get(block.name)
        if body_rule:
            body_rule(block, log)


def _check_block(block: Block, log: FaultLog) -> None:
    if block.name not in NAMES:
        told = f"there is no block {quoted(block.name)}"
        log.note(block.line, told, f"{nearest(block.name, NAMES)}write one of {', '.join(NAMES)}")
        return
    if block.end is None:
        log.note(block.line, f"/// {block.name} is not closed", "close it with a line ///")
    elif not any(line.strip() for line in block.lines):
        log.note(block.line, f"/// {block.name} is empty", "write its text before ///")
    if block.touches_before:
        log.note(block.line, f"text touches /// {block.name}", "put an empty line before it")
    if block.touches_after:
        log.note(block.end or 0, f"text touches the end of {block.name}", "put an empty line after")
    wanted = ARGUMENTS.get(block.name)
    if wanted and not block.argument:
        log.note(block.line, f"/// {block.name} lacks {wanted}", f"write /// {block.name} | …")
    elif block.argument and not wanted:
        told = f"/// {block.name} has words after the bar"
        log.note(block.line, told, "write them into the block")


def _check_order(lesson: LessonSource, log: FaultLog) -> None:
    """Two of a kind never follow each other; a pair of do and dont counts as one."""
    before: Block | None = None
    for block in lesson.outline.blocks:
        follows = before is not None and _is_next(lesson, before, block)
        name = before.name if before and follows else ""
        if block.name == "dont" and name != "do":
            log.note(block.line, "/// dont stands without its do", "put it right after /// do")
        elif name == block.name or (name, block.name) == ("dont", "do"):
            told = f"two blocks {block.name} follow each other directly"
            log.note(block.line, told, "put a sentence between them, or make them one")
        before = block


def _is_next(lesson: LessonSource, before: Block, block: Block) -> bool:
    end = before.line + len(before.lines) + (before.end is not None)
    between = lesson.lines[end + 1 - lesson.first_line : block.line - lesson.first_line]
    return not any(line.strip() for line in between)


def _check_number_of_notes(lesson: LessonSource, log: FaultLog) -> None:
    notes = [block for block in lesson.outline.blocks if block.name in COUNTED_NOTES]
    if len(notes) > MOST_NOTES:
        told = f"the lesson has {len(notes)} blocks of {', '.join(COUNTED_NOTES)}"
        log.note(notes[MOST_NOTES].line, told, f"keep at most {MOST_NOTES} of them together")


def _check_talk(block: Block, log: FaultLog) -> None:
    turns = 0
    for number, line in enumerate(block.lines, start=block.line + 1):
        item = _ITEM.match(line)
        if item is None:
            if line.strip() and not line.startswith("  "):
                log.note(number, "a line of a talk is not a turn", _TURN_ADVICE)
            continue
        turns += 1
        if TURN.match(item[1]) is None:
            log.note(number, "nobody speaks this turn", _TURN_ADVICE)
    if turns > MOST_TURNS:
        log.note(block.line, f"the talk has {turns} turns", f"keep at most {MOST_TURNS}")


def _check_phrase(block: Block, log: FaultLog) -> None:
    for number, line in enumerate(block.lines, start=block.line + 1):
        words = line.strip()
        if len(words) > 1 and (words[0], words[-1]) in _QUOTES:
            log.note(number, "a phrase stands in quotation marks", "write the words alone")


def _check_words(lesson: LessonSource, log: FaultLog) -> None:
    for number, words in lesson.outline.words:
        if found := _HTML.search(_AUTOLINK.sub("", words)):
            log.note(number, f"raw HTML {quoted(found[0])} is not kept", "write it in Markdown")
        if "![" in words:
            log.note(number, "this is not a figure of courses/media", FIGURE_ADVICE)
        for braces in _BRACES.findall(words):
            if not COMPANY.fullmatch(braces):
                told = f"{quoted(braces)} is not a company's figure"
                log.note(number, told, "write {{company.some_key}}: a-z, digits and _")


def _check_figures(lesson: LessonSource, log: FaultLog) -> None:
    for figure in lesson.outline.figures:
        if not is_slug(figure.name):
            log.note(figure.line, f"the figure {quoted(figure.name)} is not a slug", ADVICE)
        if not figure.alt:
            told = f"the figure {quoted(figure.name)} has no words for those who do not see it"
            log.note(figure.line, told, "write into ![…] what one learns from it")
        if not figure.is_alone:
            told = f"the figure {quoted(figure.name)} does not stand alone"
            log.note(figure.line, told, "give it a line of its own, with an empty line around it")


def _check_links(lesson: LessonSource, log: FaultLog) -> None:
    for link in lesson.outline.links:
        if links.address(link.target) is None:
            log.note(link.line, f"a link to {quoted(link.target)}", links.ADVICE)


def _check_sections(lesson: LessonSource, log: FaultLog) -> None:
    for section in lesson.sections[1:]:
        if not any(line.strip() for line in lesson.lines[section.start + 1 : section.end]):
            log.note(section.line, "the section is empty", "write its text, or delete the heading")


def _check_choices(block: Block, log: FaultLog) -> None:
    parts = read_parts(block.lines)
    inside = block.line + 1
    for number in parts.unmarked:
        log.note(number + inside, "a choice without its mark", CHOICE_ADVICE)
    if parts.before is not None:
        told = "text stands before the choices"
        log.note(parts.before + inside, told, "write it into the question, or after the choices")
    if parts.touching is not None:
        told = "text touches the choices"
        log.note(parts.touching + inside, told, "put an empty line after the last choice")
    if not parts.is_explained and parts.touching is None:
        told = "/// check does not explain its answer"
        log.note(block.line, told, "write after the choices why it is so")
    for told, instead in _unfit(parts.choices):
        log.note(block.line, told, instead)
    for choice in parts.choices:
        if not choice.text:
            log.note(choice.line + inside, "a choice without words", CHOICE_ADVICE)


def _unfit(choices: Sequence[Choice]) -> Iterable[tuple[str, str]]:
    """What is wrong with the choices of a check together."""
    right = sum(choice.is_right for choice in choices)
    kinds = {choice.is_one_of_several for choice in choices}
    if len(choices) < LEAST_CHOICES:
        yield f"/// check has {_counted(len(choices))}", f"give at least {LEAST_CHOICES}"
    elif len(choices) > MOST_CHOICES:
        yield f"/// check has {_counted(len(choices))}", f"give at most {MOST_CHOICES}"
    elif len(kinds) > 1:
        yield "/// check mixes ( ) and [ ]", "write ( ) where one is right, [ ] where several are"
    elif kinds == {False} and right != 1:
        yield f"{right} choices with ( ) are right", "mark one (x), or write all with [ ]"
    elif right == 0:
        yield "no choice is right", "mark the right ones [x]"


def _counted(number: int) -> str:
    return f"{number} choice{'' if number == 1 else 's'}"


_BODY_RULES: dict[str, Callable[[Block, FaultLog], None]] = {
    "talk": _check_talk,
    "check": _check_choices,
    "phrase": _check_phrase,
}
_RULES = (
    _check_headings,
    _check_sections,
    _check_teaches,
    _check_call_outs,
    _check_blocks,
    _check_order,
    _check_number_of_notes,
    _check_words,
    _check_figures,
    _check_links,
)
