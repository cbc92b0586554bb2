"""Pure: until when a link works: the end of a day where the company is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.interface.days import local_day

#: For so many days a link may be given; the second is what most need.
DAYS = (3, 7, 14, 30)
USUAL_DAYS = 7
_END = time(23, 59, 59)


def end_of_day(now: datetime, days: int, zone: str) -> datetime:
    """The last second of the local day that comes so many days after today."""
    day = local_day(now, zone) + timedelta(days=days)
    return datetime.combine(day, _END, ZoneInfo(zone)).astimezone(UTC)


def last_day(expires_at: datetime, zone: str) -> date:
    """The local day at whose end, or during which, a link stops working."""
    return local_day(expires_at, zone)
