"""What sheets say: the choices of a line, and what is wrong with what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from app.interface.texts import pgettext
from app.observations.drill import DifferenceFault, Drill, DrillFault
from app.observations.recording import VERDICTS
from app.observations.sheet import LONGEST_NOTE, MET, NOT_MET, NOT_SEEN, Fault, Sheet

Choice = dict[str, str]


def mark_choices(kind: str) -> list[Choice]:
    """The three choices of a line: of what somebody does, or of how a place is."""
    if kind == "round":
        met, not_met = pgettext("round", "In order"), pgettext("round", "Not in order")
    else:
        met, not_met = pgettext("checklist", "Met"), pgettext("checklist", "Not met")
    return [
        {"value": MET, "text": met, "kind": "yes"},
        {"value": NOT_MET, "text": not_met, "kind": "no"},
        {"value": NOT_SEEN, "text": pgettext("checklist", "Not seen"), "kind": "unseen"},
    ]


def verdict_choices() -> list[Choice]:
    """What may be said of the whole."""
    competent, not_yet = VERDICTS
    return [
        {"value": competent, "text": pgettext("verdict", "Competent"), "kind": "yes"},
        {"value": not_yet, "text": pgettext("verdict", "Not yet"), "kind": ""},
    ]


def fault_words(fault: Fault) -> str:
    """What is wrong with a line, or with the whole sheet."""
    return {
        Fault.OTHER_LINES: _("The checklist has other lines now. Look over it once more."),
        Fault.UNKNOWN_MARK: _("Choose one of the three."),
        Fault.LONG_NOTE: _("Keep the note below %(count)s characters.", count=LONGEST_NOTE + 1),
        Fault.FINDING_WITHOUT_NOTE: _("Write what you found, and whom you told."),
        Fault.NOTHING_SEEN: _("Mark what you saw, one line at least."),
    }[fault]


def sheet_errors(sheet: Sheet) -> list[str]:
    """What is wrong with a sheet, for the head of the form."""
    return [
        *(fault_words(fault) for fault in sheet.faults),
        *(
            _("Line %(number)s: %(fault)s", number=row.number, fault=fault_words(row.fault))
            for row in sheet.rows
            if row.fault
        ),
    ]


def drill_errors(drill: Drill, names: dict[UUID, str]) -> list[str]:
    """What is wrong with what was sent about many people, for the head of the form."""
    unseen = _listed(names[each] for each in drill.people if each in drill.unseen and each in names)
    words = {
        DrillFault.NOBODY: _("Choose who was there."),
        DrillFault.TOO_MANY: _("These are too many at once: choose one unit after the other."),
        DrillFault.NOTHING_SEEN: _("Mark what you saw, one line at least."),
        DrillFault.NOTHING_SEEN_OF_SOMEBODY: _(
            "Nothing is left that you saw of %(names)s: take that choice back.", names=unseen
        ),
        DrillFault.UNREADABLE: _("This page was too old. Look over it and save once more."),
    }
    rows = [each.fault for each in drill.differences if each.fault]
    found = [words[fault] for fault in drill.faults] + sheet_errors(drill.sheet)
    if rows:
        found.append(
            ngettext(
                "Somebody was different: %(num)s entry needs another look.",
                "Somebody was different: %(num)s entries need another look.",
                len(rows),
            )
        )
    return found


def difference_words(fault: DifferenceFault) -> str:
    """What is wrong with a row about somebody who was different."""
    return {
        DifferenceFault.NO_PERSON: _("Say who it was."),
        DifferenceFault.NO_LINE: _("Say in which line."),
        DifferenceFault.NOT_CHOSEN: _("This person is not ticked above."),
        DifferenceFault.SAID_TWICE: _("This stands here twice."),
        DifferenceFault.LONG_NOTE: fault_words(Fault.LONG_NOTE),
        DifferenceFault.UNREADABLE: fault_words(Fault.UNKNOWN_MARK),
    }[fault]


def _listed(names: Iterable[str]) -> str:
    return _(", ").join(names)
