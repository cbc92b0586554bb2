"""Pure parts: times, the weekly half hour, the list as it comes back, pages of paper."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.markup.texts import Text
from app.sessions.asked import asked_from
from app.sessions.codes import hash_code
from app.sessions.roll import Named, lines_of, roll_from
from app.sessions.sheets import LINES, pages_of
from app.sessions.standards import standards_found
from app.sessions.timing import fault_of, is_open, just_over, minutes_between, moments_of
from app.sessions.weekly import Trained, weeks_of
from app.standards.model import Standard, Topic
from tests.sessions.hall import shanghai

NOW = shanghai("2026-11-20 10:07")
DAY = date(2026, 11, 20)
A, B = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.mark.parametrize(
    ("begins", "ends", "starts_at", "ends_at"),
    [
        (time(9), time(9, 30), "2026-11-20 09:00", "2026-11-20 09:30"),
        (time(22), time(2), "2026-11-20 22:00", "2026-11-21 02:00"),
        (time(22), time(0), "2026-11-20 22:00", "2026-11-21 00:00"),
    ],
)
def test_an_end_that_is_earlier_on_the_clock_is_on_the_next_day(
    begins: time, ends: time, starts_at: str, ends_at: str
) -> None:
    found = moments_of(DAY, begins, ends, "Asia/Shanghai")
    assert found == (shanghai(starts_at), shanghai(ends_at))


@pytest.mark.parametrize(
    ("start", "length", "fault"),
    [
        (NOW, timedelta(minutes=1), None),
        (NOW, timedelta(hours=12), None),
        (NOW, timedelta(hours=12, minutes=1), "too long"),
        (NOW, timedelta(0), "too long"),
        (NOW - timedelta(days=366), timedelta(hours=1), None),
        (NOW - timedelta(days=367), timedelta(hours=1), "too old"),
        (NOW + timedelta(days=367), timedelta(hours=1), "too far"),
    ],
)
def test_a_session_lasts_at_most_twelve_hours_and_is_within_a_year(
    start: datetime, length: timedelta, fault: str | None
) -> None:
    assert fault_of(start, start + length, now=NOW) == fault


def test_presence_opens_half_an_hour_before_the_beginning() -> None:
    assert is_open(NOW + timedelta(minutes=30), now=NOW)
    assert not is_open(NOW + timedelta(minutes=31), now=NOW)


def test_minutes_are_whole() -> None:
    assert minutes_between(NOW, NOW + timedelta(minutes=29, seconds=59)) == 29


def test_what_has_just_ended_is_offered_on_five_minutes() -> None:
    assert just_over("weekly", now=NOW, zone="Asia/Shanghai") == (DAY, time(9, 35), time(10, 5))
    midnight = shanghai("2026-11-20 00:10")
    assert just_over("briefing", now=midnight, zone="Asia/Shanghai") == (
        date(2026, 11, 19),
        time(23, 55),
        time(0, 10),
    )


def test_of_each_person_no_more_than_the_half_hour_counts() -> None:
    unit = uuid.uuid4()
    long = (shanghai("2026-11-18 09:00"), shanghai("2026-11-18 11:00"))
    weeks = weeks_of([Trained(unit, A, None, *long), Trained(unit, B, None)], DAY, "Asia/Shanghai")[
        unit
    ]
    assert len(weeks) == 8
    assert (weeks[-1].average, weeks[-1].short, weeks[-1].missing) == (15, 1, 30)
    assert (weeks[0].minutes, weeks[0].short) == (0, 2)


def test_a_week_is_that_of_the_zone_and_nobody_is_short_before_being_hired() -> None:
    unit = uuid.uuid4()
    # In UTC this is still Sunday of the week before.
    monday = (shanghai("2026-11-16 00:00"), shanghai("2026-11-16 00:30"))
    weeks = weeks_of([Trained(unit, A, date(2026, 11, 12), *monday)], DAY, "Asia/Shanghai")[unit]
    assert [week.people for week in weeks] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert (weeks[-1].short, weeks[-2].short) == (0, 1)


def test_one_tick_says_that_all_passed_but_those_who_did_not() -> None:
    sent = MultiDict(
        [
            *(("shown", str(each)) for each in (A, B)),
            *(("present", str(each)) for each in (A, B)),
            (f"result-{A}", "failed"),
            (f"result-{B}", "untested"),
            ("all_passed", "yes"),
        ]
    )
    roll = roll_from(sent)
    assert roll.present == {A: "failed", B: "passed"}
    assert roll.absent == frozenset()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["shown", "present", "all_passed", f"result-{A}", "x"]),
            st.one_of(st.text(max_size=20), st.sampled_from([str(A), str(B), "passed"])),
        )
    )
)
def test_a_list_is_read_whatever_comes(pairs: list[tuple[str, str]]) -> None:
    roll = roll_from(MultiDict(pairs))
    assert set(roll.present.values()) <= {"passed", "failed", "untested"}
    assert roll.present.keys() <= set(roll.shown)


def test_names_stand_in_the_order_of_their_sounds() -> None:
    people = [Named(uuid.uuid4(), name) for name in ("赵桂英", "Ann", "陈丽华", "王芳")]
    lines = lines_of(people, roll_from(MultiDict()))
    assert [line.person.name for line in lines] == ["Ann", "陈丽华", "王芳", "赵桂英"]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (3, 1), (25, 1), (40, 2), (60, 3)])
def test_a_sheet_is_filled_up_with_empty_lines(count: int, pages: int) -> None:
    people = [Named(uuid.uuid4(), f"N{number}") for number in range(count)]
    found = pages_of(people)
    assert [page.number for page in found] == list(range(1, pages + 1))
    assert all(len(page.lines) == LINES for page in found)
    lines = [line for page in found for line in page.lines]
    assert [number for number, _person in lines] == list(range(1, pages * LINES + 1))
    assert [person for _number, person in lines if person] == people


def test_standards_are_found_by_words_of_any_language_and_by_their_touchpoint() -> None:
    def text(zh: str, en: str) -> Text:
        return Text(zh=zh, en=en, hant=zh)

    rings = Standard(
        "rings", "phone", 17, 1, "person", "rule", text("三声之内接起", "Within 3 rings")
    )
    name = Standard("name", "phone", None, 1, "person", "rule", text("自报家门", "Say who you are"))
    topics = [Topic("phone", text("电话沟通", "On the telephone"), (rings, name))]
    assert standards_found(topics, "17") == [rings]
    assert standards_found(topics, "telephone WHO") == [name]
    assert standards_found(topics, "接起") == [rings]
    assert standards_found(topics, "  ") == []


def test_a_code_is_the_same_however_it_is_typed() -> None:
    assert hash_code("k7p4-m2q9 ", "key") == hash_code("K7P4M2Q9", b"key")
    assert hash_code("K7P4M2Q9", "other key") != hash_code("K7P4M2Q9", "key")


def test_what_makes_no_sense_in_an_address_is_not_asked() -> None:
    asked = asked_from({"q": " a \0 b ", "kind": "party", "unit": "x", "before": "y"})
    assert (asked.words, asked.filters) == ("a b", {"q": "a b"})
