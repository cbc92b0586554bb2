"""Reading the marks of a sheet: a table of cases, and whatever else a form may send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.observations.sheet import (
    LONGEST_NOTE,
    MARKS,
    Fault,
    Mark,
    blank_sheet,
    read_sheet,
    sheet_of,
)
from tests.observations.lists import CONDUCT, ROUND


def test_lines_are_numbered_through_all_parts() -> None:
    sheet = blank_sheet(CONDUCT)

    assert [(row.number, row.line.id) for row in sheet.rows] == [
        (1, "rings"),
        (2, "name"),
        (3, "greets"),
    ]
    assert [row.line.id for row in sheet.key_rows] == ["rings"]
    assert not sheet.has_seen


def test_a_line_left_blank_was_not_seen() -> None:
    sheet = read_sheet(CONDUCT, {"mark-rings": "met", "mark-name": "", "note-greets": " far \r\n"})

    assert sheet.is_sound
    assert sheet.marks == {
        "rings": Mark("met"),
        "name": Mark("not-seen"),
        "greets": Mark("not-seen", "far"),
    }


@pytest.mark.parametrize(
    ("checklist", "sent", "faults", "of_first"),
    [
        (CONDUCT, {}, (Fault.NOTHING_SEEN,), None),
        (CONDUCT, {"mark-rings": "not-seen"}, (Fault.NOTHING_SEEN,), None),
        (CONDUCT, {"mark-rings": "not-met"}, (), None),
        (CONDUCT, {"mark-rings": "met", "mark-other": "met"}, (Fault.OTHER_LINES,), None),
        (CONDUCT, {"mark-rings": "met", "note-other": ""}, (Fault.OTHER_LINES,), None),
        (CONDUCT, {"mark-rings": "well", "mark-name": "met"}, (), Fault.UNKNOWN_MARK),
        (CONDUCT, {"mark-rings": "met", "note-rings": "字" * LONGEST_NOTE}, (), None),
        (
            CONDUCT,
            {"mark-rings": "met", "note-rings": "字" * (LONGEST_NOTE + 1)},
            (),
            Fault.LONG_NOTE,
        ),
        (ROUND, {"mark-lamp": "not-met"}, (), Fault.FINDING_WITHOUT_NOTE),
        (ROUND, {"mark-lamp": "not-met", "note-lamp": " \n"}, (), Fault.FINDING_WITHOUT_NOTE),
        (ROUND, {"mark-lamp": "not-met", "note-lamp": "told Li"}, (), None),
    ],
)
def test_all_faults_come_at_once(
    checklist: object, sent: dict[str, str], faults: tuple[Fault, ...], of_first: Fault | None
) -> None:
    sheet = read_sheet(checklist, sent)  # type: ignore[arg-type]

    assert sheet.faults == faults
    assert sheet.rows[0].fault == of_first
    assert sheet.is_sound is (not faults and of_first is None)


def test_what_is_wrong_keeps_what_was_typed() -> None:
    sheet = read_sheet(CONDUCT, {"mark-rings": "not-met", "note-rings": "x" * 600})

    assert (sheet.rows[0].choice, len(sheet.rows[0].note)) == ("not-met", 600)


def test_a_kept_sheet_shows_its_marks_again() -> None:
    kept = {"rings": Mark("met", "at once"), "name": Mark("not-seen")}

    sheet = sheet_of(CONDUCT, kept)

    assert [row.choice for row in sheet.rows] == ["met", "not-seen", None]
    assert sheet.rows[0].note == "at once"


@given(
    st.dictionaries(
        st.sampled_from(
            [f"{field}-{line}" for field in ("mark", "note") for line in ("rings", "name", "x")]
        )
        | st.text(max_size=8),
        st.sampled_from(MARKS) | st.text(max_size=520),
    )
)
def test_whatever_comes_what_is_sound_can_be_kept(sent: dict[str, str]) -> None:
    sheet = read_sheet(CONDUCT, sent)

    assert set(sheet.marks) == {"rings", "name", "greets"}
    assert all(mark.value in MARKS for mark in sheet.marks.values())
    if sheet.is_sound:
        assert sheet.has_seen
        assert all(len(mark.note) <= LONGEST_NOTE for mark in sheet.marks.values())
        assert all("\0" not in mark.note for mark in sheet.marks.values())
