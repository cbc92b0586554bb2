"""Sessions as a table to hand out, whose rows are read one by one, however many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.interface.sheets import Cell, Column, Sheet
from app.sessions.list_queries import Listed
from app.sessions.wording import kind_words


def sheet_of(sessions: Iterable[Listed], zone: str) -> Sheet:
    """A row a session, with what the clocks of its unit showed."""
    here = ZoneInfo(zone)
    return Sheet(_("Training sessions"), _columns(), (_row(each, here) for each in sessions))


def _columns() -> list[Column]:
    return [
        Column(_("Day"), 12),
        Column(_("Begins"), 8),
        Column(_("Ends"), 8),
        Column(_("Kind"), 24),
        Column(_("Topic"), 34),
        Column(_("Unit"), 24),
        Column(_("Place"), 20),
        Column(_("Trainer"), 18),
        Column(_("People"), 8),
        Column(_("Minutes"), 8),
        Column(_("Removed because"), 30),
    ]


def _row(each: Listed, here: ZoneInfo) -> Sequence[Cell]:
    held = each.session
    begin, end = (at.astimezone(here) for at in (held.starts_at, held.ends_at))
    words = (kind_words(held.kind, held.level), held.topic, each.unit, held.place)
    numbers = (each.people, each.minutes)
    when = (begin.date(), begin.time(), end.time())
    return (*when, *words, held.trainer_name, *numbers, held.removed_reason)
