"""The minutes of a week, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.learning.standing import Done
from app.learning.week import week_of

FRIDAY = date(2026, 11, 20)
SHANGHAI = "Asia/Shanghai"


def done(at: datetime, minutes: int = 5) -> Done:
    return Done(("lesson", "telephone/l1"), at, minutes)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        pytest.param(datetime(2026, 11, 15, 16, 0, tzinfo=UTC), 0, id="Monday begins at midnight"),
        pytest.param(datetime(2026, 11, 15, 15, 59, tzinfo=UTC), None, id="Sunday is last week"),
        pytest.param(datetime(2026, 11, 20, 4, 0, tzinfo=UTC), 4, id="today at noon"),
        pytest.param(datetime(2026, 11, 20, 15, 59, tzinfo=UTC), 4, id="today before midnight"),
        pytest.param(datetime(2026, 11, 22, 15, 59, tzinfo=UTC), 6, id="Sunday before midnight"),
        pytest.param(datetime(2026, 11, 22, 16, 0, tzinfo=UTC), None, id="next Monday"),
    ],
)
def test_minutes_belong_to_the_day_they_have_in_the_units_zone(
    at: datetime, day: int | None
) -> None:
    week = week_of([done(at)], FRIDAY, zone=SHANGHAI, language="en")

    assert [each.minutes for each in week] == [5 if n == day else 0 for n in range(7)]


def test_minutes_of_one_day_add_up() -> None:
    at = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)

    week = week_of([done(at, 4), done(at, 9)], FRIDAY, zone=SHANGHAI, language="en")

    assert week[4].minutes == 13
    assert [day.is_today for day in week] == [False] * 4 + [True] + [False] * 2


@pytest.mark.parametrize(
    ("language", "letters", "first"),
    [
        ("zh-Hans", "一二三四五六日", "星期一"),
        ("zh-Hant", "一二三四五六日", "星期一"),
        ("en", "MTWTFSS", "Monday"),
    ],
)
def test_the_week_begins_on_monday_in_each_language(
    language: str, letters: str, first: str
) -> None:
    week = week_of([], FRIDAY, zone=SHANGHAI, language=language)

    assert "".join(day.letter for day in week) == letters
    assert week[0].weekday == first
