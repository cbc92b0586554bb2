"""Reading what was seen of many people at once: choices, and who was different."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.observations.drill import (
    MOST_PEOPLE,
    DifferenceFault,
    Drill,
    DrillFault,
    blank_drill,
    read_drill,
    with_more_rows,
)
from app.observations.sheet import Mark
from tests.observations.lists import CONDUCT

LI, WANG, MA = (uuid.UUID(int=number) for number in (1, 2, 3))
EVERYBODY = {"person": [str(LI), str(WANG)], "mark-rings": ["met"], "mark-name": ["met"]}


def different(*rows: tuple[object, str, str, str]) -> dict[str, list[str]]:
    """What the rows about those who were different send."""
    columns = zip(*rows, strict=True)
    names = ("who", "line", "how", "why")
    return {
        name: [str(each) for each in column] for name, column in zip(names, columns, strict=True)
    }


def read(*rows: tuple[object, str, str, str], **sent: list[str]) -> Drill:
    """A drill of two people, with rows about those who were different."""
    return read_drill(CONDUCT, EVERYBODY | (different(*rows) if rows else {}) | sent)


def test_what_is_marked_holds_for_everybody() -> None:
    drill = read()

    assert drill.is_sound
    assert drill.people == (LI, WANG)
    assert drill.marks_of(LI) == {
        "rings": Mark("met"),
        "name": Mark("met"),
        "greets": Mark("not-seen"),
    }


def test_whoever_was_different_has_marks_of_her_own() -> None:
    drill = read((LI, "rings", "not-met", "too late"), ("", "", "not-met", ""))

    assert drill.is_sound
    assert drill.marks_of(LI)["rings"] == Mark("not-met", "too late")
    assert drill.marks_of(LI)["name"] == Mark("met")
    assert drill.marks_of(WANG)["rings"] == Mark("met")


def test_all_lines_are_those_that_are_marked_and_one_of_its_own_goes_before_them() -> None:
    drill = read((LI, "name", "met", ""), (LI, "*", "not-met", "stood aside"))

    assert drill.marks_of(LI) == {
        "rings": Mark("not-met", "stood aside"),
        "name": Mark("met"),
        "greets": Mark("not-seen"),
    }


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("", "rings", "met", ""), DifferenceFault.NO_PERSON),
        ((LI, "", "met", ""), DifferenceFault.NO_LINE),
        ((LI, "other", "met", ""), DifferenceFault.UNREADABLE),
        ((LI, "rings", "well", ""), DifferenceFault.UNREADABLE),
        ((MA, "rings", "met", ""), DifferenceFault.NOT_CHOSEN),
        ((LI, "rings", "met", "x" * 501), DifferenceFault.LONG_NOTE),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(
    row: tuple[object, str, str, str], fault: DifferenceFault
) -> None:
    drill = read(row)

    assert [each.fault for each in drill.differences] == [fault]
    assert not drill.is_sound


def test_the_same_is_not_said_twice() -> None:
    drill = read((LI, "rings", "met", ""), (LI, "rings", "not-met", ""))

    assert [each.fault for each in drill.differences] == [None, DifferenceFault.SAID_TWICE]


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ({"person": []}, (DrillFault.NOBODY,)),
        ({"person": [], "mark-rings": [""], "mark-name": [""]}, (
            DrillFault.NOBODY, DrillFault.NOTHING_SEEN)),
        ({"mark-rings": ["not-seen"], "mark-name": [""]}, (DrillFault.NOTHING_SEEN,)),
        ({"person": [str(LI), "me"]}, (DrillFault.UNREADABLE,)),
        ({"who": [str(LI)]}, (DrillFault.UNREADABLE,)),
        (
            {"person": [str(uuid.UUID(int=n)) for n in range(MOST_PEOPLE + 1)]},
            (DrillFault.TOO_MANY,),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_as_a_whole(
    sent: dict[str, list[str]], faults: tuple[DrillFault, ...]
) -> None:
    assert read(**sent).faults == faults


def test_somebody_of_whom_nothing_is_left_to_be_seen_is_named() -> None:
    drill = read((LI, "*", "not-seen", ""))

    assert drill.faults == (DrillFault.NOTHING_SEEN_OF_SOMEBODY,)
    assert drill.unseen == {LI}


def test_there_are_empty_rows_to_fill_in_and_more_for_the_asking() -> None:
    assert len(blank_drill(CONDUCT).differences) == 3
    assert len(with_more_rows(read((LI, "rings", "met", ""))).differences) == 4


_names = st.sampled_from(["person", "who", "line", "how", "why", "mark-rings", "note-rings", "x"])
_words = st.sampled_from([str(LI), str(WANG), "rings", "*", "met", "not-met", ""]) | st.text(
    max_size=6
)


@given(st.dictionaries(_names, st.lists(_words, min_size=1, max_size=4)))
def test_whatever_comes_what_is_sound_can_be_kept(sent: dict[str, list[str]]) -> None:
    drill = read_drill(CONDUCT, sent)

    if drill.is_sound:
        assert drill.people
        for person in drill.people:
            assert any(mark.is_seen for mark in drill.marks_of(person).values())
