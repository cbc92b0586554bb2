"""The files of one lesson in its languages, held against each other."""

from __future__ import annotations

from app.courses.sources import LessonSource, SourceSection
from app.markup.choices import read_parts
from app.markup.faults import FaultLog, quoted


def check_sisters(first: LessonSource, other: LessonSource, log: FaultLog) -> None:
    """Note where a translation differs from the Chinese; `log` is the translation's."""
    _check_head(first, other, log)
    ours = {section.id: section for section in other.sections}
    theirs = {section.id: section for section in first.sections}
    if [*ours] != [*theirs]:
        _check_section_ids([*theirs][1:], [*ours][1:], first, other, log)
    for identifier in theirs.keys() & ours.keys():
        _check_section(identifier, first, other, log)


def _check_head(first: LessonSource, other: LessonSource, log: FaultLog) -> None:
    if None not in (first.minutes, other.minutes) and first.minutes != other.minutes:
        told = f"minutes is {other.minutes}, and {first.minutes} in {first.file}"
        log.note(other.head_lines["minutes"], told, "give both files the same minutes")
    if first.teaches == other.teaches or not {"teaches"} <= first.head_lines.keys():
        return
    line = other.head_lines.get("teaches", 1)
    missing = [each for each in first.teaches if each not in other.teaches]
    added = [each for each in other.teaches if each not in first.teaches]
    for each in missing:
        log.note(line, f"teaches lacks {quoted(each)} of {first.file}", f"add - {each}")
    for each in added:
        told = f"teaches has {quoted(each)}, which {first.file} has not"
        log.note(each.line, told, "delete it here or add it there")
    if not missing and not added:
        told = f"teaches has another order than in {first.file}"
        log.note(line, told, f"write {', '.join(first.teaches)}")


def _check_section_ids(
    theirs: list[str],
    ours: list[str],
    first: LessonSource,
    other: LessonSource,
    log: FaultLog,
) -> None:
    lines = {section.id: section.line for section in other.sections}
    missing = [each for each in theirs if each not in ours]
    added = [each for each in ours if each not in theirs]
    for each in missing:
        told = f"the section {{#{each}}} of {first.file} is missing"
        log.note(lines[other.sections[-1].id], told, f"add ## Heading {{#{each}}}")
    for each in added:
        told = f"the section {{#{each}}} is not in {first.file}"
        log.note(lines[each], told, "give both files the same sections")
    if not missing and not added and theirs != ours:
        told = f"the sections have another order than in {first.file}"
        log.note(lines[ours[0]], told, f"write them in the order {', '.join(theirs)}")


def _check_section(
    identifier: str, first: LessonSource, other: LessonSource, log: FaultLog
) -> None:
    theirs = next(section for section in first.sections if section.id == identifier)
    ours = next(section for section in other.sections if section.id == identifier)
    if bool(first.written(theirs)) != bool(other.written(ours)):
        told = f"the opening stands in only one of this file and {first.file}"
        log.note(ours.line, told, "write it in both languages")
    place = f"the section {{#{identifier}}}" if identifier else "the opening"
    _check_checks(theirs, ours, f"{place} of {first.file}", log)
    _check_figures(theirs, ours, f"{place} of {first.file}", log)
    for each in theirs.standards:
        if each not in ours.standards:
            told = f"{place} lacks the call-out [[{each}]] of {first.file}"
            log.note(ours.line, told, f"call out [[{each}]] here as well")
    for call in ours.call_outs:
        if call.id not in theirs.standards:
            told = f"{place} calls out [[{call.id}]], which {first.file} does not there"
            log.note(call.line, told, "call it out in the same section of both files")


def _check_checks(theirs: SourceSection, ours: SourceSection, there: str, log: FaultLog) -> None:
    """The same checks, with the same choices right in the same places."""
    if len(theirs.checks) != len(ours.checks):
        told = f"{len(ours.checks)} checks here, and {len(theirs.checks)} in {there}"
        log.note(ours.line, told, "ask the same in both languages")
        return
    for first, other in zip(theirs.checks, ours.checks, strict=True):
        wanted = [choice.is_right for choice in read_parts(first.lines).choices]
        found = [choice.is_right for choice in read_parts(other.lines).choices]
        if len(wanted) != len(found):
            told = f"the check has {len(found)} choices, and {len(wanted)} in {there}"
            log.note(other.line, told, "give the same choices in both languages")
        elif wanted != found:
            told = f"other choices of the check are right than in {there}"
            log.note(other.line, told, "keep the choices in the same order in both languages")


def _check_figures(theirs: SourceSection, ours: SourceSection, there: str, log: FaultLog) -> None:
    wanted = [figure.name for figure in theirs.figures]
    found = [figure.name for figure in ours.figures]
    if wanted != found:
        told = f"figures here: {_named(found)}; in {there}: {_named(wanted)}"
        log.note(ours.line, told, "show the same figures in the same order in both languages")


def _named(figures: list[str]) -> str:
    return ", ".join(figures) or "none"
