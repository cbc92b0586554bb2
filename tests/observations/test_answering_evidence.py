"""What marks say about standards: of a person at work, and of somebody who walked a round."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec
import pytest

from app.courses.checklists import Checklist, ChecklistKind, ChecklistLine, ChecklistPart
from app.markup.texts import Text
from app.observations.evidence import noon_of, shown_in
from app.standards.model import Standard

WORDS = Text("词", "words", "詞")


class Mark(NamedTuple):
    """A mark as the database has it."""

    line: str
    mark: str
    note: str = ""


def standard(name: str, **values: Any) -> Standard:
    """A rule about people."""
    rule = Standard(name, "topic", None, 1, "person", "rule", WORDS)
    return msgspec.structs.replace(rule, **values)


REGISTER = {
    each.id: each
    for each in (
        standard("smile"),
        standard("lamp", about="place"),
        standard("slogan", kind="definition"),
        standard("case", kind="example"),
    )
}


def seen(kind: ChecklistKind, *marks: Mark) -> list[tuple[str, str, bool]]:
    """What is known after these marks: line, standard, whether it was met."""
    lines = (
        ChecklistLine("all", WORDS, ("smile", "lamp", "slogan", "case", "gone", "smile")),
        ChecklistLine("again", WORDS, ("smile",)),
    )
    checklist = Checklist("list", WORDS, kind, (ChecklistPart(lines),))
    return [
        (each.line, each.standard.id, each.is_met) for each in shown_in(checklist, marks, REGISTER)
    ]


@pytest.mark.parametrize(
    ("marks", "known"),
    [
        ([Mark("all", "met")], [("all", "smile", True)]),
        ([Mark("all", "not-met", "no")], [("all", "smile", False)]),
        ([Mark("all", "not-seen", "away")], []),
        (
            [Mark("again", "not-met"), Mark("all", "met")],
            [("all", "smile", True), ("again", "smile", False)],
        ),
        ([Mark("unknown", "met")], []),
        ([], []),
    ],
)
def test_of_a_person_at_work_met_and_not_met_count_for_standards_about_people(
    marks: list[Mark], known: list[tuple[str, str, bool]]
) -> None:
    assert seen("conduct", *marks) == known


@pytest.mark.parametrize(
    ("mark", "is_shown"),
    [
        (Mark("all", "not-met", "two lamps out, told the engineers"), True),
        (Mark("all", "not-met", "  "), False),
        (Mark("all", "met", "fine"), False),
        (Mark("all", "not-seen", "locked"), False),
    ],
)
def test_on_a_round_only_what_was_found_and_told_counts_and_only_for_the_walker(
    mark: Mark, is_shown: bool
) -> None:
    found = [("all", "smile", True), ("all", "lamp", True)]

    assert seen("round", mark) == (found if is_shown else [])


def test_noon_is_where_it_was_seen() -> None:
    assert noon_of(date(2026, 7, 1), "Asia/Shanghai") == datetime(2026, 7, 1, 4, tzinfo=UTC)
    assert noon_of(date(2026, 7, 1), "Pacific/Auckland") == datetime(2026, 7, 1, 0, tzinfo=UTC)
