"""What the pages of outside certificates call things: states, and what is wrong with a post."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.interface.formats import Reader, short_day
from app.outside_certificates.asking import State
from app.outside_certificates.readiness import Expiring, Lack

#: How a state is shown.
TONES = {
    "missing": "late",
    "expired": "late",
    "unchecked": "due",
    "expiring": "due",
    "good": "good",
}


def names_of_states() -> dict[State, str]:
    """The states, the most pressing first."""
    return {
        "missing": _("missing for the post"),
        "expired": _("expired"),
        "unchecked": _("not checked"),
        "expiring": _("expires soon"),
        "good": _("in force"),
    }


def state_words(state: State, days_left: int | None) -> str:
    """A state of one certificate, with the days where they matter."""
    if state == "expiring" and days_left is not None:
        if days_left == 0:
            return _("expires today")
        return ngettext("expires in %(num)s day", "expires in %(num)s days", days_left)
    return names_of_states()[state]


def until_words(expires_on: date | None, reader: Reader) -> str:
    """Until when it is good."""
    return _("does not run out") if expires_on is None else short_day(expires_on, reader)


def lack_words(lack: Lack, language: str) -> str:
    """What is wrong, in a few words."""
    name = lack.kind_name.in_(language)
    match lack.why:
        case "missing":
            return _("%(certificate)s missing", certificate=name)
        case "expired":
            return _("%(certificate)s expired", certificate=name)
        case "unchecked":
            return _("%(certificate)s not checked yet", certificate=name)


def expiring_words(expiring: Expiring, reader: Reader) -> str:
    """What will be wrong soon."""
    return _(
        "%(certificate)s until %(day)s",
        certificate=expiring.kind_name.in_(reader.language),
        day=short_day(expiring.expires_on, reader),
    )
