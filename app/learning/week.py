"""Pure: the minutes of one week, day by day from Monday."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import get_day_names

from app.interface.days import local_day
from app.learning.standing import Done

_LOCALES = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en_GB"}


@dataclass(frozen=True)
class Day:
    """One day of the week, with the minutes of what was completed on it."""

    weekday: str
    letter: str
    minutes: int
    is_today: bool


def week_of(done: Iterable[Done], today: date, *, zone: str, language: str) -> list[Day]:
    """The seven days of this week in the unit's zone, Monday first."""
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    minutes = dict.fromkeys(days, 0)
    for each in done:
        day = local_day(each.at, zone)
        if day in minutes:
            minutes[day] += each.minutes
    locale = _LOCALES.get(language, "zh_Hans")
    names = get_day_names("wide", locale=locale)
    letters = get_day_names("narrow", "stand-alone", locale=locale)
    return [
        Day(names[day.weekday()], letters[day.weekday()], minutes[day], day == today)
        for day in days
    ]
