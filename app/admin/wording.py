"""Words of the administrator's pages that are put together or chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import get_timezone_location
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.admin.columns import (
    HIRED_ON,
    MOBILE,
    NAME,
    NUMBER,
    POSITION,
    SUPERVISOR,
    UNIT,
)
from app.admin.parsing import RowFault
from app.library.operations import Changes

#: Where companies of this trade work; a unit may keep any other zone that it has.
ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Bangkok",
    "Asia/Tokyo",
    "Asia/Dubai",
    "Europe/London",
)
_COLUMNS = {
    NUMBER: _l("Employee number"),
    NAME: _l("Name"),
    MOBILE: _l("Mobile"),
    POSITION: _l("Position"),
    UNIT: _l("Unit"),
    SUPERVISOR: _l("Supervisor"),
    HIRED_ON: _l("Hired on"),
}
_KINDS = {
    "group": _l("Group"),
    "subsidiary": _l("Subsidiary"),
    "branch": _l("Branch"),
    "site": _l("Site"),
    "team": _l("Team"),
}
_DOCUMENTS = {
    "topic": _l("Topic of standards"),
    "course": _l("Course"),
    "lesson": _l("Lesson"),
    "quiz": _l("Quiz"),
    "instrument": _l("Self-assessment"),
    "path": _l("Onboarding plan"),
    "position": _l("Position"),
    "checklist": _l("Checklist"),
    "form": _l("Form to fill in"),
    "policy": _l("Policy to sign"),
    "glossary": _l("Glossary"),
}
_FAULTS = {
    "too_big": _l("The list is larger than %(most)s kB. Send it in several parts."),
    "too_many": _l("The list has more than %(most)s rows. Send it in several parts."),
    "empty": _l("There is nothing in the list."),
    "no_text": _l(
        "This file is no text that can be read here. Save it as CSV (UTF-8) and choose it again."
    ),
    "no_rows": _l("There are headings, but no row below them."),
    "no_headings": _l("None of the headings is known. The first row holds the names of columns."),
    "heading_missing": _l("This column is missing. Without it nobody can be told apart."),
    "heading_twice": _l("Two columns have this heading. Keep one of them."),
    "quotes": _l("The quotation marks here do not match. Each needs its second one."),
    "too_wide": _l(
        "This row has more cells than there are headings. Put quotation marks around commas."
    ),
    "missing": _l("This is empty."),
    "too_long": _l("This is longer than %(most)s characters."),
    "not_a_mobile": _l("“%(given)s” is not a mobile number. Write it in digits."),
    "not_a_day": _l("There is no day “%(given)s”. Write it like 2026-11-02."),
    "unit_unknown": _l("There is no unit “%(given)s”. Make it under Units, or write another name."),
    "unit_ambiguous": _l(
        "Several units are called “%(given)s”. Write the one above and this one: above/this one."
    ),
    "position_unknown": _l("There is no position “%(given)s”."),
    "position_ambiguous": _l("Several positions are called “%(given)s”. Write the whole title."),
    "number_twice": _l("Row %(row)s has the same employee number."),
    "number_similar": _l("There is the number %(number)s already. Write it in the same way."),
    "mobile_twice": _l("Row %(row)s has the same mobile number."),
    "mobile_taken": _l("%(name)s has this mobile number. Change it there first."),
    "mobile_taken_elsewhere": _l("Another person has this mobile number."),
    "number_like_mobile": _l("This number reads like the mobile number of another person."),
    "mobile_like_number": _l(
        "This mobile number reads like the employee number of another person."
    ),
    "has_left": _l("%(name)s has left. Take %(name)s back on the page of that person first."),
    "supervisor_unknown": _l(
        "Nobody here and nobody in the list is called “%(given)s”. Write the employee number."
    ),
    "supervisor_ambiguous": _l("Several answer to “%(given)s”: %(people)s. Write the number."),
    "own_supervisor": _l("Nobody is their own supervisor."),
    "circle": _l("With this supervisor the line would come back to the same person."),
}


def fault_words(fault: RowFault) -> tuple[str, str]:
    """Where a fault of a list is, and what it is."""
    column = str(_COLUMNS[fault.column]) if fault.column in _COLUMNS else ""
    row = _("Row %(row)s", row=fault.row) if fault.row else _("The whole list")
    where = _("%(row)s, %(column)s", row=row, column=column) if column else row
    kind = fault.kind
    if kind == "mobile_taken" and not fault.values.get("name"):
        kind = "mobile_taken_elsewhere"
    values = {**fault.values, "people": _(", ").join(fault.values.get("people", "").split("\n"))}
    return where, str(_FAULTS[kind]) % values


def name_of_column(column: str) -> str:
    """What a column is called."""
    return str(_COLUMNS[column])


def value_words(column: str, value: Any, names: Mapping[str, Callable[[Any], str]]) -> str:
    """A value of a column as people read it; nothing is a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return value.isoformat()
    return names[column](value) if column in names else str(value)


def names_of_kinds() -> dict[str, str]:
    """What each kind of unit is called."""
    return {kind: str(name) for kind, name in _KINDS.items()}


def name_of_document(kind: str) -> str:
    """What a kind of document is called."""
    return str(_DOCUMENTS.get(kind, kind))


def kinds_of_documents() -> Sequence[str]:
    """All kinds, in the order in which pages show them."""
    return tuple(_DOCUMENTS)


def names_of_zones(present: str) -> list[tuple[str, str]]:
    """The time zones to choose from by their cities; the present one is always among them."""
    zones = ZONES if present in ZONES else (*ZONES, present)
    return [(zone, f"{_city(zone)} · {zone}") for zone in zones]


def published_words(changes: Changes) -> str:
    """What a publishing changed, in one sentence."""
    if not (changes.added or changes.changed or changes.withdrawn):
        return _("The files are as they were published. There was nothing to do.")
    return _(
        "Published as revision %(revision)s: %(added)s new, %(changed)s changed, "
        "%(withdrawn)s withdrawn.",
        revision=changes.revision,
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.withdrawn),
    )


def taken_over_words(joined: int, changed: int) -> str:
    """That a list was taken over, and what came of it."""
    parts = [
        ngettext("%(num)s person joined", "%(num)s people joined", joined) if joined else "",
        ngettext("%(num)s was changed", "%(num)s were changed", changed) if changed else "",
    ]
    what = _(", ").join(part for part in parts if part)
    return _("The list is imported: %(what)s.", what=what)


def _city(zone: str) -> str:
    return str(get_timezone_location(zone, locale=get_locale(), return_city=True))
