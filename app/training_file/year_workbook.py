"""The yearly list of a unit as a workbook of several sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from app.interface.sheets import Cell, Sheet, columns_of, workbook_of
from app.library.queries import Library
from app.sessions.wording import KINDS as SESSION_KINDS
from app.training_file import wording
from app.training_file.paper import Paper
from app.training_file.year import MONTHS
from app.training_file.year_queries import UnitYear
from app.training_file.year_sheet import lacks_words, name_in, what_is_planned, who_counts

_Row = Sequence[Cell]
_WIDE, _NARROW = 28, 12


def year_workbook_of(year: UnitYear, library: Library, paper: Paper) -> bytes:
    """The plan, the sessions, the months, the people, and how all this counts."""
    counting = [who_counts(year), what_is_planned()]
    return workbook_of(
        _sheet(_("Plan against done"), _plan_head(), _plan_rows(year, library, paper)),
        _sheet(_("Training sessions held"), _session_head(), _session_rows(year)),
        _sheet(_("Month by month"), _month_head(), _month_rows(year)),
        _sheet(_("Person by person"), _person_head(), _person_rows(year, paper)),
        _sheet(_("How this counts"), counting, []),
        title=f"{year.unit.name} {year.year}",
    )


def _sheet(title: str, head: Sequence[str], rows: Iterable[_Row]) -> Sheet:
    return Sheet(title, columns_of(head, first=_WIDE, others=_NARROW), rows)


def _plan_head() -> list[str]:
    return [
        _("Topic"),
        _("Way"),
        _("People planned"),
        _("People done"),
        _("In time"),
        _("Not due yet"),
        _("Share"),
    ]


def _plan_rows(year: UnitYear, library: Library, paper: Paper) -> Iterable[_Row]:
    for line in year.plan:
        counts = (line.planned, line.done, line.in_time, line.ahead, round(line.share, 4))
        yield (name_in(library, line.name, paper), wording.way(line.name[0]), *counts)


def _session_head() -> list[str]:
    return [_("Kind"), _("Sessions"), _("People there"), _("Minutes of all together")]


def _session_rows(year: UnitYear) -> Iterable[_Row]:
    for line in year.sessions:
        counts = (len(line.sessions), len(line.people), line.minutes)
        yield (str(SESSION_KINDS[line.kind]), *counts)


def _month_head() -> list[str]:
    return [_("Month"), _("Training sessions"), _("Completions")]


def _month_rows(year: UnitYear) -> Iterable[_Row]:
    counts = (year.months_of_sessions.counts, year.months_of_completions.counts)
    return zip(MONTHS, *counts, strict=True)


def _person_head() -> list[str]:
    return [
        _("Name"),
        _("Number"),
        _("Minutes learned here"),
        _("Minutes in sessions"),
        _("Minutes together"),
        _("Minutes on safety"),
        _("Safety minutes asked for"),
        _("Certificates missing"),
    ]


def _person_rows(year: UnitYear, paper: Paper) -> Iterable[_Row]:
    for each in year.people:
        line = year.persons[each.id]
        minutes = (line.learned, line.in_sessions, line.total, line.safety, year.safety_minutes)
        lacks = lacks_words(year.readiness[each.id], paper)
        yield (each.name, each.employee_number, *minutes, lacks)
