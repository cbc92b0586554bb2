"""Which calendar day a moment belongs to: days are those of a time zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import g


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day that a moment has in a time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def today_here() -> date:
    """The day of the request where its reader works; only for views."""
    return local_day(g.now, g.zone)
