"""Dates, times and numbers as people read them: the unit's time zone, the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from babel import Locale
from babel.dates import format_date
from flask import Flask, g
from jinja2 import pass_context
from markupsafe import Markup, escape

DEFAULT_ZONE = "Asia/Shanghai"
DEFAULT_LANGUAGE = "zh-Hans"

Day = date | datetime


class Reader(NamedTuple):
    """For whom something is written: zone and language, and the moment of reading."""

    zone: str
    language: str
    now: datetime


class _Wording(msgspec.Struct, frozen=True):
    """The patterns of one language. Not sentences, so they stand in no catalogue."""

    locale: str
    day: str
    day_with_year: str
    short_day: str
    short_day_with_year: str
    today: str
    tomorrow: str
    yesterday: str
    weekday: str
    earlier: str
    next_week: str
    last_week: str
    minutes: str
    hours: str
    hours_and_minutes: str
    dot: str


_CHINESE = _Wording(
    locale="zh_Hans",
    day="M月d日 EEEE",
    day_with_year="y年M月d日 EEEE",
    short_day="M月d日",
    short_day_with_year="y年M月d日",
    today="今天",
    tomorrow="明天",
    yesterday="昨天",
    weekday="EEE",
    earlier="EEE",
    next_week="'下'EEE",
    last_week="'上'EEE",
    minutes="{minutes} 分钟",
    hours="{hours} 小时",
    hours_and_minutes="{hours} 小时 {minutes} 分钟",
    dot="·",
)
_TRADITIONAL = msgspec.structs.replace(
    _CHINESE,
    locale="zh_Hant",
    minutes="{minutes} 分鐘",
    hours="{hours} 小時",
    hours_and_minutes="{hours} 小時 {minutes} 分鐘",
)
_ENGLISH = _Wording(
    locale="en_GB",
    day="EEEE d MMMM",
    day_with_year="EEEE d MMMM y",
    short_day="d MMMM",
    short_day_with_year="d MMMM y",
    today="today",
    tomorrow="tomorrow",
    yesterday="yesterday",
    weekday="EEEE",
    earlier="'last' EEEE",
    next_week="EEEE",
    last_week="'last' EEEE",
    minutes="{minutes} min",
    hours="{hours} h",
    hours_and_minutes="{hours} h {minutes} min",
    dot=" · ",
)
_WORDINGS = {"zh-Hans": _CHINESE, "zh-Hant": _TRADITIONAL, "en": _ENGLISH}


def register(app: Flask) -> None:
    """Give every template the filters; zone, language and the moment come from the request."""
    by_day: tuple[Callable[..., str], ...] = (full_day, short_day, near_day, moment, when)
    others: tuple[Callable[..., str], ...] = (clock, minutes, dotted)
    for write in by_day + others:
        app.jinja_env.filters[write.__name__] = _filled_in(write)
    app.jinja_env.filters.update(score=score, percent=percent, sentence=sentence)


def full_day(value: Day, reader: Reader) -> str:
    """11月20日 星期五 · Friday 20 November; with the year when it is not this year."""
    wording, day = _wording(reader.language), _day(value, reader.zone)
    pattern = wording.day if _is_this_year(day, reader) else wording.day_with_year
    return _written(day, pattern, wording)


def short_day(value: Day, reader: Reader) -> str:
    """11月20日 · 20 November; with the year when it is not this year."""
    wording, day = _wording(reader.language), _day(value, reader.zone)
    pattern = wording.short_day if _is_this_year(day, reader) else wording.short_day_with_year
    return _written(day, pattern, wording)


def near_day(value: Day, reader: Reader) -> str:
    """今天, 明天, 昨天, a weekday within six days, else the short date; fits into a sentence."""
    wording, day = _wording(reader.language), _day(value, reader.zone)
    today = _day(reader.now, reader.zone)
    distance = (day - today).days
    named = {0: wording.today, 1: wording.tomorrow, -1: wording.yesterday}
    if distance in named:
        return named[distance]
    if abs(distance) <= 6:
        return _written(day, _weekday_pattern(day, today, wording), wording)
    return short_day(day, reader)


def clock(value: datetime, reader: Reader) -> str:
    """14:32, in the unit's time zone."""
    return _local(value, reader.zone).strftime("%H:%M")


def moment(value: datetime, reader: Reader) -> str:
    """11月20日 14:32 · 20 November 14:32."""
    return f"{short_day(value, reader)} {clock(value, reader)}"


def when(value: datetime, reader: Reader) -> str:
    """昨天 16:20 · yesterday 16:20, or the date where it is further away."""
    return f"{near_day(value, reader)} {clock(value, reader)}"


def minutes(count: float, reader: Reader) -> str:
    """34 分钟 · 34 min; from an hour on with hours."""
    wording = _wording(reader.language)
    hours, rest = divmod(round(count), 60)
    if not hours:
        return wording.minutes.format(minutes=rest)
    if not rest:
        return wording.hours.format(hours=hours)
    return wording.hours_and_minutes.format(hours=hours, minutes=rest)


def dotted(parts: Iterable[object], reader: Reader) -> Markup:
    """The parts that are not empty, with a dot between them; spaces around it only in English."""
    written = [escape(part) for part in parts if part]
    return Markup(_wording(reader.language).dot).join(written)


def score(share: float) -> str:
    """A score of 0 to 1 as points of 100, never rounded up: 79.9 has not reached 80."""
    return str(int(share * 100 + 1e-6))


def percent(share: float) -> str:
    """A share of 0 to 1 in whole per cent, never rounded up to the full hundred."""
    return f"{score(share)}%"


def sentence(text: str) -> str:
    """The same words with a capital at the beginning, for a date that opens a line."""
    return text[:1].upper() + text[1:]


def _filled_in(write: Callable[..., Any]) -> Callable[..., Any]:
    """The filter of a format. Jinja hands it the context, so that it never runs at compile time."""

    @pass_context
    def filter_(_context: object, value: Any) -> Any:
        return write(value, _reader())

    return filter_


def _reader() -> Reader:
    here = g._get_current_object()
    return Reader(
        zone=here.get("zone") or DEFAULT_ZONE,
        language=here.get("language") or DEFAULT_LANGUAGE,
        now=here.get("now") or datetime.now(UTC),
    )


def _wording(language: str) -> _Wording:
    return _WORDINGS.get(language, _CHINESE)


def _day(value: Day, zone: str) -> date:
    """A calendar day stays what it is; a moment belongs to the day it has in the unit's zone."""
    return _local(value, zone).date() if isinstance(value, datetime) else value


def _local(value: datetime, zone: str) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown; store it as UTC.")
    return value.astimezone(_zone(zone))


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def _is_this_year(day: date, reader: Reader) -> bool:
    return day.year == _day(reader.now, reader.zone).year


def _written(day: date, pattern: str, wording: _Wording) -> str:
    return format_date(day, pattern, locale=_locale(wording.locale))


def _weekday_pattern(day: date, today: date, wording: _Wording) -> str:
    """Weeks begin on Monday, so the Monday after this Friday is 下周一."""
    monday = today - timedelta(days=today.weekday())
    if day < monday:
        return wording.last_week
    if day >= monday + timedelta(days=7):
        return wording.next_week
    return wording.earlier if day < today else wording.weekday
