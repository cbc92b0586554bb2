"""Dates, times and numbers as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import g

from app.interface.formats import (
    Reader,
    clock,
    dotted,
    full_day,
    minutes,
    moment,
    near_day,
    percent,
    score,
    sentence,
    short_day,
    when,
)
from tests.interface.conftest import NOW, Look


def reader(language: str = "zh-Hans", zone: str = "Asia/Shanghai") -> Reader:
    return Reader(zone=zone, language=language, now=NOW)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "11月20日 星期五"),
        ("zh-Hant", "11月20日 星期五"),
        ("en", "Friday 20 November"),
    ],
)
def test_a_day_of_this_year_is_written_without_the_year(language: str, expected: str) -> None:
    assert full_day(NOW, reader(language)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh-Hans", "2025年12月31日 星期三"), ("en", "Wednesday 31 December 2025")],
)
def test_a_day_of_another_year_names_it(language: str, expected: str) -> None:
    assert full_day(date(2025, 12, 31), reader(language)) == expected


def test_the_year_turns_in_the_zone_of_the_unit() -> None:
    new_year = Reader("Asia/Shanghai", "zh-Hans", datetime(2026, 12, 31, 17, 0, tzinfo=UTC))

    assert short_day(date(2027, 1, 2), new_year) == "1月2日"
    assert short_day(date(2026, 12, 30), new_year) == "2026年12月30日"


@pytest.mark.parametrize(
    ("days", "chinese", "traditional", "english"),
    [
        (0, "今天", "今天", "today"),
        (1, "明天", "明天", "tomorrow"),
        (-1, "昨天", "昨天", "yesterday"),
        (2, "周日", "週日", "Sunday"),
        (3, "下周一", "下週一", "Monday"),
        (6, "下周四", "下週四", "Thursday"),
        (7, "11月27日", "11月27日", "27 November"),
        (-3, "周二", "週二", "last Tuesday"),
        (-5, "上周日", "上週日", "last Sunday"),
        (-7, "11月13日", "11月13日", "13 November"),
        (60, "2027年1月19日", "2027年1月19日", "19 January 2027"),
    ],
)
def test_a_near_day_is_named_as_people_speak(
    days: int, chinese: str, traditional: str, english: str
) -> None:
    day = date(2026, 11, 20) + timedelta(days=days)

    assert near_day(day, reader("zh-Hans")) == chinese
    assert near_day(day, reader("zh-Hant")) == traditional
    assert near_day(day, reader("en")) == english


def test_a_moment_belongs_to_the_day_that_it_has_in_the_unit() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)

    assert near_day(late, reader(zone="Asia/Shanghai")) == "明天"
    assert near_day(late, reader(zone="Europe/Berlin")) == "今天"


def test_a_calendar_day_does_not_move_with_the_zone() -> None:
    assert short_day(date(2026, 11, 20), reader(zone="Pacific/Auckland")) == "11月20日"


def test_the_clock_has_24_hours() -> None:
    assert clock(datetime(2026, 11, 20, 6, 5, tzinfo=UTC), reader()) == "14:05"


def test_day_and_clock_together() -> None:
    yesterday = datetime(2026, 11, 19, 8, 20, tzinfo=UTC)

    assert moment(yesterday, reader()) == "11月19日 16:20"
    assert when(yesterday, reader()) == "昨天 16:20"
    assert sentence(when(yesterday, reader("en"))) == "Yesterday 16:20"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        clock(datetime(2026, 11, 20), reader())


@pytest.mark.parametrize(
    ("count", "chinese", "english"),
    [
        (0, "0 分钟", "0 min"),
        (34, "34 分钟", "34 min"),
        (59.6, "1 小时", "1 h"),
        (80, "1 小时 20 分钟", "1 h 20 min"),
        (120, "2 小时", "2 h"),
    ],
)
def test_minutes_become_hours_from_sixty_on(count: float, chinese: str, english: str) -> None:
    assert minutes(count, reader("zh-Hans")) == chinese
    assert minutes(count, reader("en")) == english
    assert minutes(count, reader("zh-Hant")) == chinese.replace("钟", "鐘").replace("时", "時")


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "0"), (0.795, "79"), (0.7999, "79"), (0.8, "80"), (4 / 5, "80"), (0.29, "29"), (1, "100")],
)
def test_a_score_is_never_rounded_up_to_the_mark_that_it_missed(
    share: float, expected: str
) -> None:
    assert score(share) == expected
    assert percent(share) == f"{expected}%"


def test_a_dot_joins_what_is_there_with_spaces_only_in_english() -> None:
    assert dotted(["前台", None, "", "第 9 天"], reader("zh-Hans")) == "前台·第 9 天"
    assert dotted(["Front desk", "day 9"], reader("en")) == "Front desk · day 9"


def test_what_is_joined_cannot_smuggle_html() -> None:
    assert dotted(["<b>", "a"], reader("en")) == "&lt;b&gt; · a"


def test_an_unknown_language_reads_simplified_chinese() -> None:
    assert near_day(NOW, reader("fr")) == "今天"


def test_a_filter_with_a_constant_speaks_the_language_of_each_reader(look: Look) -> None:
    with look.app.test_request_context():
        # A template is compiled while its first reader waits; what is constant is computed then.
        g.language = "en"
        template = look.app.jinja_env.from_string("{{ 5|minutes }} {{ ['a', 'b']|dotted }}")
        assert template.render() == "5 min a · b"

    with look.app.test_request_context():
        g.language = "zh-Hans"
        assert template.render() == "5 分钟 a·b"


def test_filters_take_zone_language_and_moment_from_the_request(look: Look) -> None:
    look.language = "zh-Hans"

    assert look.of("{{ at|near_day }} {{ at|clock }}", at=NOW) == "今天 10:00"


def test_without_a_request_of_ours_filters_still_write(look: Look) -> None:
    with look.app.test_request_context():
        assert look.app.jinja_env.from_string("{{ 5|minutes }}").render() == "5 分钟"
