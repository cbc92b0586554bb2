"""The yearly list of a unit in words: plan against done, sessions, months, and each person."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.enrolments.progress import Name
from app.interface.formats import percent
from app.learning.titles import title_of
from app.library.queries import Library
from app.outside_certificates.readiness import Readiness
from app.printing.sheet import Column, Grid, Part, Sheet
from app.sessions.wording import KINDS as SESSION_KINDS
from app.training_file import wording
from app.training_file.paper import NOTHING, Paper
from app.training_file.year import MONTHS, PersonLine, SessionLine, total_of
from app.training_file.year_queries import Someone, UnitYear


def title() -> str:
    """What a yearly list is called."""
    return _("Yearly training list")


def sheet_of(
    year: UnitYear, library: Library, paper: Paper, people: Sequence[Someone] | None = None
) -> Sheet:
    """The list of a unit for a year, with all its people or some of them."""
    about = f"{year.unit.name} {year.year}"
    shown = year.people if people is None else people
    return Sheet(
        title=title(),
        language=paper.reader.language,
        company=paper.company,
        about=about,
        facts=_facts(year, paper),
        parts=[
            _plan(year, library, paper),
            _sessions(year.sessions, paper),
            _months(year),
            _persons(year, shown, paper),
        ],
        signers=[_("Drawn up by"), _("Leader of the unit"), _("Human resources")],
        words=paper.words(title(), about),
    )


def name_in(library: Library, name: Name, paper: Paper) -> str:
    """What something of the plan is called; its slug where it is not published any more."""
    document = library.get(*name)
    return name[1] if document is None else paper.title(title_of(document.outline))


def lacks_words(readiness: Readiness, paper: Paper) -> str:
    """The certificates that somebody's post needs and she does not hold."""
    return _(", ").join(paper.title(lack.kind_name) for lack in readiness.lacks)


def who_counts(year: UnitYear) -> str:
    """Whom the list is about."""
    if year.has_leavers:
        return _("Everybody who is in the unit or below it now, and who left it in the year.")
    return _("Everybody who is in the unit or below it now.")


def what_is_planned() -> str:
    """What the plan holds."""
    return _(
        "Planned is what courses and plans ask for with a due day in the year. Done counts "
        "whatever was completed by now, in time what was completed by its due day."
    )


def _facts(year: UnitYear, paper: Paper) -> list[tuple[str, str]]:
    return [
        (_("Unit"), year.unit.name),
        (_("Year"), str(year.year)),
        (_("People"), str(len(year.people))),
        (_("Printed on"), paper.today),
    ]


def _plan(year: UnitYear, library: Library, paper: Paper) -> Part:
    total = total_of(year.plan)
    return Part(
        _("Plan against done"),
        [
            Column(_("Topic"), 3.6),
            Column(_("Way"), 1.3),
            Column(_("People planned"), 1, is_number=True),
            Column(_("People done"), 1, is_number=True),
            Column(_("In time"), 1, is_number=True),
            Column(_("Share"), 1, is_number=True),
        ],
        [
            [
                name_in(library, line.name, paper),
                wording.way(line.name[0]),
                str(line.planned),
                str(line.done),
                str(line.in_time),
                percent(line.share),
            ]
            for line in year.plan
        ],
        _("Nothing is due in this year."),
        total=_total_words(total.planned, total.done, total.in_time, total.ahead),
        note=f"{what_is_planned()} {who_counts(year)}",
    )


def _total_words(planned: int, done: int, in_time: int, ahead: int) -> str:
    if not planned:
        return ""
    counts = {"planned": planned, "done": done, "in_time": in_time}
    words = _("%(planned)s planned, %(done)s done, %(in_time)s of them in time", **counts)
    if not ahead:
        return words
    later = ngettext("%(num)s is not due yet", "%(num)s are not due yet", ahead)
    return f"{words}{_('; ')}{later}"


def _sessions(lines: Sequence[SessionLine], paper: Paper) -> Part:
    return Part(
        _("Training sessions held"),
        [
            Column(_("Kind"), 3),
            Column(_("Sessions"), 1, is_number=True),
            Column(_("People there"), 1, is_number=True),
            Column(_("Time of all together"), 1.6, is_number=True),
        ],
        [
            [
                str(SESSION_KINDS[line.kind]),
                str(len(line.sessions)),
                str(len(line.people)),
                paper.minutes(line.minutes),
            ]
            for line in lines
        ],
        _("No training session was held in this year."),
    )


def _months(year: UnitYear) -> Grid:
    lines = [
        (_("Training sessions"), year.months_of_sessions),
        (_("Completed: courses, quizzes, checklists, documents"), year.months_of_completions),
    ]
    return Grid(
        _("Month by month"),
        [str(month) for month in MONTHS],
        [(heading, list(zip(line.counts, line.levels, strict=True))) for heading, line in lines],
    )


def _persons(year: UnitYear, people: Sequence[Someone], paper: Paper) -> Part:
    return Part(
        _("Person by person"),
        [
            Column(_("Name"), 2.4),
            Column(_("Learned here"), 1.3, is_number=True),
            Column(_("In sessions"), 1.3, is_number=True),
            Column(_("Together"), 1.3, is_number=True),
            Column(_("On safety"), 1.6, is_number=True),
            Column(_("Certificates missing"), 2.2),
        ],
        [_person_row(each, year, paper) for each in people],
        _("Nobody is in this unit."),
    )


def _person_row(each: Someone, year: UnitYear, paper: Paper) -> list[str]:
    line = year.persons[each.id]
    return [
        paper.dotted(each.name, each.employee_number or ""),
        paper.minutes(line.learned),
        paper.minutes(line.in_sessions),
        paper.minutes(line.total),
        _safety(line, year.safety_minutes, paper),
        lacks_words(year.readiness[each.id], paper) or NOTHING,
    ]


def _safety(line: PersonLine, asked: int | None, paper: Paper) -> str:
    if asked is None:
        return paper.minutes(line.safety)
    return _("%(minutes)s of %(asked)s min", minutes=line.safety, asked=asked)
