"""The team searched, narrowed, sorted, and a page at a time."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.learning.today import DueItem
from app.teams.overview import FailedQuiz, Member
from app.teams.overview_list import (
    PAGE_SIZE,
    SORTS,
    Asked,
    asked_of,
    found_in,
    in_need,
    namesakes,
    page_of,
    units_of,
)
from app.teams.overview_wording import orders
from tests.learning.shelf import FRIDAY, text

LAKE, RIVER = uuid.UUID(int=1), uuid.UUID(int=2)


def make_member(name: str = "陈丽华", *, due_in: int | None = None, **values: Any) -> Member:
    """Somebody of whom nothing is asked; `due_in` is negative where it is late."""
    due: tuple[DueItem, ...] = ()
    if due_in is not None:
        urgency = "late" if due_in < 0 else "due"
        day = FRIDAY + timedelta(days=due_in)
        due = (DueItem("course", "telephone", text("telephone"), day, urgency, None),)  # type: ignore[arg-type]
    late = max(-(due_in or 0), 0)
    defaults: dict[str, Any] = {"id": uuid.uuid4(), "name": name, "due": due, "days_late": late}
    return Member(**defaults | values)


def names(members: Any) -> list[str]:
    return [member.name for member in members]


def test_who_needs_help_stands_first_the_latest_before_all() -> None:
    failed = (FailedQuiz("telephone", text("telephone"), 2),)
    team = [
        make_member("nothing"),
        make_member("soon", due_in=1),
        make_member("failed", failed=failed),
        make_member("stuck", due_in=2, days_idle=9),
        make_member("late", due_in=-2),
        make_member("later", due_in=-5),
    ]

    assert names(found_in(team, Asked())) == ["later", "late", "stuck", "failed", "soon", "nothing"]
    assert names(in_need(team)) == ["later", "late", "stuck", "failed"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["a", "b", "c"]),
        ("progress", ["b", "a", "c"]),
        ("active", ["b", "a", "c"]),
        ("due", ["c", "a", "b"]),
    ],
)
def test_everybody_is_sorted_as_asked(sort: str, expected: list[str]) -> None:
    team = [
        make_member("c", due_in=1, active_on=FRIDAY),
        make_member("a", due_in=3, asked_count=4, done_count=2, active_on=date(2026, 11, 1)),
        make_member("b", asked_count=4, done_count=1),
    ]

    assert names(found_in(team, Asked(sort=sort))) == expected


def test_common_chinese_names_are_sorted_by_their_sounds() -> None:
    team = [make_member(name) for name in ("赵桂英", "陈丽华", "O'Brien", "王芳", "李敏")]

    assert names(found_in(team, Asked(sort="name"))) == [
        "O'Brien",
        "陈丽华",
        "李敏",
        "王芳",
        "赵桂英",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["Siobhán O'Brien", "王芳"]),
        ("王", ["王芳"]),
        ("o'b", ["Siobhán O'Brien"]),
        ("ＢＲＩＥＮ", ["Siobhán O'Brien"]),
        ("h0119", ["王芳"]),
        ("Brien Siob", ["Siobhán O'Brien"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_people_are_found_by_a_part_of_name_or_number(words: str, expected: list[str]) -> None:
    team = [make_member("王芳", number="H0119"), make_member("Siobhán O'Brien", number="H0121")]

    assert names(found_in(team, Asked(words, sort="name"))) == expected


def test_the_needy_and_one_unit_are_shown_alone() -> None:
    team = [
        make_member("a", unit_id=LAKE, unit="翠湖"),
        make_member("b", unit_id=LAKE, unit="翠湖", due_in=-1),
        make_member("c", unit_id=RIVER, unit="江畔", due_in=-1),
        make_member("d"),
    ]

    assert names(found_in(team, Asked(only_needs=True))) == ["b", "c"]
    assert names(found_in(team, Asked(unit=LAKE, sort="name"))) == ["a", "b"]
    assert names(found_in(team, Asked(unit=uuid.uuid4()))) == []
    assert units_of(team) == {LAKE: "翠湖", RIVER: "江畔"}


def test_namesakes_are_known() -> None:
    team = [make_member("王芳"), make_member("王芳"), make_member("陈丽华")]

    assert namesakes(team) == {"王芳"}


@pytest.mark.parametrize(
    ("count", "asked", "number", "pages", "shown"),
    [
        (0, 1, 1, 1, 0),
        (12, 1, 1, 1, 12),
        (13, 2, 2, 2, 1),
        (13, 99, 2, 2, 1),
        (13, 0, 1, 2, 12),
    ],
)
def test_a_page_beyond_the_last_is_the_last(
    count: int, asked: int, number: int, pages: int, shown: int
) -> None:
    page = page_of([make_member(str(n)) for n in range(count)], asked)

    assert (page.number, page.page_count, len(page.members)) == (number, pages, shown)
    assert page.count == count


def test_every_person_is_on_one_page() -> None:
    team = [make_member(str(n)) for n in range(2 * PAGE_SIZE + 5)]

    pages = [page_of(team, number).members for number in (1, 2, 3)]

    assert [member for page in pages for member in page] == team


def test_what_is_asked_for_comes_back_in_the_address() -> None:
    values = {"q": " 王 ", "needs": "1", "unit": str(LAKE), "sort": "name", "page": "3"}

    asked = asked_of(values, {LAKE})

    assert asked == Asked("王", True, LAKE, "name", 3)
    assert asked.in_address(page=4) == {
        "q": "王",
        "needs": "1",
        "unit": str(LAKE),
        "sort": "name",
        "page": "4",
    }
    assert asked.in_address(q="", needs="", unit=None) == {"sort": "name"}
    assert Asked().in_address() == {}
    assert asked_of(values, {RIVER}).unit is None


@given(
    st.dictionaries(st.sampled_from(["q", "needs", "unit", "sort", "page"]), st.text(), max_size=5)
)
def test_whatever_stands_in_the_address_something_sensible_is_asked(values: dict[str, str]) -> None:
    asked = asked_of(values, ())

    assert asked.sort in SORTS
    assert len(asked.words) <= 100
    assert page_of(found_in([make_member()], asked), asked.page).number == 1


def test_every_order_has_its_name(app: Flask) -> None:
    with app.test_request_context():
        assert list(orders()) == list(SORTS)
