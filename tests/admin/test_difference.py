"""What a list changes of the people who are here, and why it cannot be taken."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.admin.cells import Names, day_from
from app.admin.chains import from_the_top, is_in_circle
from app.admin.difference import Difference, Known, difference_of
from app.admin.naming import Called, the_ones_called
from app.admin.parsing import Line
from app.admin.surroundings import UnitName, names_of_units

DESK, OTHER_DESK = uuid.UUID(int=101), uuid.UUID(int=102)
NAMES = Names(
    units={"前台": (DESK,), "大堂": (DESK, OTHER_DESK)},
    positions={"客服助理": ("assistant",), "assistant": ("assistant",), "主管": ("a", "b")},
)


def known(number: int, **values: Any) -> Known:
    """Somebody who is here: T1 is called Person 1."""
    defaults = {"name": f"Person {number}", "employee_number": f"T{number}"}
    return Known(id=uuid.UUID(int=number), **defaults | values)


def line(row: int, number: str, name: str | None = None, **cells: str) -> Line:
    """A row of the list."""
    filled = {"employee_number": number, "name": name or f"Person {number[1:]}"} | cells
    return Line(row, {column: text for column, text in filled.items() if text})


def compare(*lines: Line, people: tuple[Known, ...] = ()) -> Difference:
    """The difference between lines and people."""
    return difference_of(lines, people, NAMES)


def faults(*lines: Line, people: tuple[Known, ...] = ()) -> list[tuple[int, str, str]]:
    """The faults as row, kind and column."""
    found = compare(*lines, people=people).faults
    return [(fault.row, fault.kind, fault.column) for fault in found]


def test_who_is_not_here_joins() -> None:
    cells = {"mobile": "138-0000 5501", "position": "Assistant", "unit_id": "前台"}

    difference = compare(line(2, "T1", **cells, hired_on="2026/11/2"))

    (wish,) = difference.joining
    assert (wish.mobile, wish.position, wish.unit_id) == ("13800005501", "assistant", DESK)
    assert wish.hired_on == date(2026, 11, 2)
    assert difference.faults == ()


def test_who_is_here_changes_field_by_field_and_empty_cells_change_nothing() -> None:
    here = known(1, mobile="13800005501", unit_id=OTHER_DESK, hired_on=date(2026, 1, 1))

    difference = compare(line(2, "T1", "New Name", unit_id="前台"), people=(here,))

    (change,) = difference.changes
    assert [(f.column, f.before, f.after) for f in change.fields] == [
        ("name", "Person 1", "New Name"),
        ("unit_id", OTHER_DESK, DESK),
    ]


def test_what_is_so_already_counts_as_unchanged() -> None:
    here = known(1, mobile="13800005501", unit_id=DESK)

    difference = compare(line(2, "T1", mobile="13800005501", unit_id="前台"), people=(here,))

    assert difference.is_empty
    assert difference.unchanged == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        ("2026/11/2", date(2026, 11, 2)),
        ("2026.11.2", date(2026, 11, 2)),
        ("2026年11月2日", date(2026, 11, 2)),
        ("2026 年 11 月 2 日", date(2026, 11, 2)),
        ("２０２６-１１-０２", date(2026, 11, 2)),
        ("20261102", date(2026, 11, 2)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026/2/30", None),
        ("2025-02-29", None),
        ("11/2/2026", None),
        ("46328", None),
        ("2026-13-01", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("昨天", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert day_from(text) == day


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([Line(2, {"name": "A"})], [(2, "missing", "employee_number")]),
        ([Line(2, {"employee_number": "T1"})], [(2, "missing", "name")]),
        ([line(2, "T1", "A" * 101)], [(2, "too_long", "name")]),
        ([line(2, "T" * 41)], [(2, "too_long", "employee_number")]),
        ([line(2, "T1", mobile="1.38E+10")], [(2, "not_a_mobile", "mobile")]),
        ([line(2, "T1", hired_on="2026/2/30")], [(2, "not_a_day", "hired_on")]),
        ([line(2, "T1", unit_id="月球")], [(2, "unit_unknown", "unit_id")]),
        ([line(2, "T1", unit_id="大堂")], [(2, "unit_ambiguous", "unit_id")]),
        ([line(2, "T1", position="飞行员")], [(2, "position_unknown", "position")]),
        ([line(2, "T1", position="主管")], [(2, "position_ambiguous", "position")]),
        ([line(2, "T1", supervisor_id="T9")], [(2, "supervisor_unknown", "supervisor_id")]),
        ([line(2, "T1", supervisor_id="T1")], [(2, "own_supervisor", "supervisor_id")]),
        ([line(2, "T1"), line(3, "T1", "B")], [(3, "number_twice", "employee_number")]),
        ([line(2, "T1"), line(3, "t1", "B")], [(3, "number_twice", "employee_number")]),
        (
            [line(2, "T1", mobile="13800005501"), line(3, "T2", mobile="138 0000 5501")],
            [(3, "mobile_twice", "mobile")],
        ),
        (
            [line(2, "T1", mobile="13800005501"), line(3, "13800005501")],
            [(2, "mobile_like_number", "mobile"), (3, "number_like_mobile", "employee_number")],
        ),
        (
            [line(2, "T1", supervisor_id="T2"), line(3, "T2", supervisor_id="T1")],
            [(2, "circle", "supervisor_id"), (3, "circle", "supervisor_id")],
        ),
    ],
)
def test_each_fault_is_named_with_its_row(
    lines: list[Line], expected: list[tuple[int, str, str]]
) -> None:
    assert faults(*lines) == expected


def test_all_faults_come_at_once_in_the_order_of_the_rows() -> None:
    lines = [line(2, "T1", unit_id="月球", hired_on="?"), line(3, "T2", supervisor_id="nobody")]

    assert faults(*lines) == [
        (2, "unit_unknown", "unit_id"),
        (2, "not_a_day", "hired_on"),
        (3, "supervisor_unknown", "supervisor_id"),
    ]


def test_a_mobile_that_somebody_else_has_is_a_fault_also_when_it_changes_hands() -> None:
    people = (known(1, mobile="13800005501"), known(2, mobile="13800005502"))
    lines = (line(2, "T1", mobile="13800005502"), line(3, "T2", mobile="13800005501"))

    assert faults(*lines, people=people) == [
        (2, "mobile_taken", "mobile"),
        (3, "mobile_taken", "mobile"),
    ]


def test_a_number_that_differs_in_capitals_only_is_asked_about() -> None:
    assert faults(line(2, "t1"), people=(known(1),)) == [(2, "number_similar", "employee_number")]


def test_the_name_of_a_candidate_is_not_told() -> None:
    candidate = known(1, employee_number=None, mobile="13800005501", is_candidate=True)

    (fault,) = compare(line(2, "T2", mobile="13800005501"), people=(candidate,)).faults

    assert fault.values["name"] == ""


def test_a_leaver_is_neither_changed_nor_supervisor() -> None:
    people = (known(1, is_active=False),)
    lines = (line(2, "T1", "Back"), line(3, "T2", supervisor_id="Person 1"))

    # The row of the leaver is a fault; the name that it gives is not somebody's supervisor.
    assert faults(*lines, people=people) == [
        (2, "has_left", "employee_number"),
        (3, "supervisor_unknown", "supervisor_id"),
    ]


@pytest.mark.parametrize("given", ["T1", "t1", "Person 1", "Person 1 T1", " person1 "])
def test_a_supervisor_is_found_by_number_and_by_name(given: str) -> None:
    difference = compare(line(2, "T2", supervisor_id=given.strip()), people=(known(1),))

    assert difference.joining[0].supervisor_id == uuid.UUID(int=1)


def test_a_supervisor_may_join_by_the_same_list() -> None:
    difference = compare(line(2, "T2", supervisor_id="Person 3"), line(3, "T3"))

    assert difference.joining[0].supervisor_id == "T3"


def test_two_of_one_name_are_named_with_their_numbers() -> None:
    people = (known(1, name="王芳"), known(2, name="王芳"))

    (fault,) = compare(line(2, "T3", supervisor_id="王芳"), people=people).faults

    assert fault.kind == "supervisor_ambiguous"
    assert fault.values["people"] == "王芳 T1\n王芳 T2"


def test_a_circle_with_somebody_who_is_not_in_the_list_is_found() -> None:
    people = (known(1), known(2, supervisor_id=uuid.UUID(int=1)))

    assert faults(line(2, "T1", supervisor_id="T2"), people=people) == [
        (2, "circle", "supervisor_id")
    ]


def test_turning_a_line_round_is_no_circle() -> None:
    people = (known(1), known(2, supervisor_id=uuid.UUID(int=1)), known(3))
    lines = (line(2, "T1", supervisor_id="T2"), line(3, "T2", supervisor_id="T3"))

    difference = compare(*lines, people=people)

    assert difference.faults == ()


def test_the_digest_is_that_of_the_difference() -> None:
    lines, people = (line(2, "T1"), line(3, "T2", unit_id="前台")), (known(1),)

    assert compare(*lines, people=people).digest == compare(*lines, people=people).digest
    assert compare(*lines, people=people).digest != compare(*lines).digest
    assert compare(*lines).digest != compare(*lines[:1]).digest


def test_units_of_one_name_are_told_apart_by_the_one_above() -> None:
    lake, river = uuid.UUID(int=1), uuid.UUID(int=2)
    units = [
        UnitName(lake, "翠湖", None),
        UnitName(river, "江畔", None),
        UnitName(DESK, "前台", lake),
        UnitName(OTHER_DESK, "前台", river),
    ]

    names = names_of_units({unit.id: unit for unit in units})

    assert names["前台"] == (DESK, OTHER_DESK)
    assert names["江畔/前台"] == (OTHER_DESK,)


def test_a_number_goes_before_a_name_that_reads_the_same() -> None:
    by_number, by_name = Called(1, "Somebody", "Li"), Called(2, "Li", "T2")

    assert the_ones_called("Li", {"li": [by_name, by_number]}) == [by_number]


edges = st.dictionaries(st.integers(0, 8), st.integers(0, 8) | st.none(), max_size=9)


@given(edges)
def test_whoever_is_above_comes_first_unless_in_a_circle(above: dict[int, int | None]) -> None:
    order = from_the_top(above, above)

    assert sorted(order) == sorted(above)
    for place, key in enumerate(order):
        superior = above[key]
        if superior in above and not _leads_into_a_circle(key, above):
            assert order.index(superior) < place


def _leads_into_a_circle(start: int, above: dict[int, int | None]) -> bool:
    here: int | None = start
    for _step in range(20):
        if here is None:
            return False
        if is_in_circle(here, above):
            return True
        here = above.get(here)
    return True


numbers = st.sampled_from(["T1", "T2", "T3", "T4"])


@given(
    st.lists(st.tuples(numbers, st.sampled_from(["", "T1", "T2", "T3", "T4", "x"])), max_size=6),
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), max_size=4, unique_by=lambda e: e[0]),
)
def test_taking_a_list_over_twice_changes_nothing(
    rows: list[tuple[str, str]], here: list[tuple[int, int]]
) -> None:
    people = tuple(
        known(number, supervisor_id=uuid.UUID(int=a) if a else None) for number, a in here
    )
    lines = tuple(line(2 + i, number, supervisor_id=s) for i, (number, s) in enumerate(rows))
    difference = compare(*lines, people=people)
    if difference.faults:
        return

    assert compare(*lines, people=_taken_over(difference, people)).is_empty


def _taken_over(difference: Difference, people: tuple[Known, ...]) -> tuple[Known, ...]:
    """The people as they are afterwards."""
    ids: dict[Any, uuid.UUID] = {
        wish.employee_number: uuid.UUID(int=50 + wish.row) for wish in difference.joining
    }
    changed = {
        change.person_id: ids.get(change.after["supervisor_id"], change.after["supervisor_id"])
        for change in difference.changes
    }
    stayed = [
        known(each.id.int, supervisor_id=changed.get(each.id, each.supervisor_id))
        for each in people
    ]
    joined = [
        Known(
            id=ids[wish.employee_number],
            name=wish.name,
            employee_number=wish.employee_number,
            supervisor_id=ids.get(wish.supervisor_id, wish.supervisor_id),  # type: ignore[arg-type]
        )
        for wish in difference.joining
    ]
    return (*stayed, *joined)
