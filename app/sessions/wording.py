"""Words of training sessions that are chosen or put together."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from app.sessions.timing import Fault
from app.sessions.weekly import EXPECTED, Week

#: The kinds of sessions, in the order in which they are offered.
KINDS = {
    "weekly": _l("Weekly training"),
    "briefing": _l("Shift briefing"),
    "onboarding": _l("Training for newcomers"),
    "safety": _l("Safety training"),
    "fire-drill": _l("Fire drill"),
    "outside": _l("Course elsewhere"),
}
#: By whom training for newcomers is given.
LEVELS = {
    "company": _l("By the company"),
    "project": _l("By the project"),
    "team": _l("By the team"),
}
#: How somebody did who was there.
RESULTS = {
    "untested": _lp("training", "not tested"),
    "passed": _lp("training", "passed"),
    "failed": _lp("training", "not passed"),
}
RESULT_TONES = {"passed": "good", "failed": "due", "untested": ""}


def kind_words(kind: str, level: str | None) -> str:
    """The kind of a session, with the level of training for newcomers."""
    name = str(KINDS[kind])
    return _("%(kind)s (%(level)s)", kind=name, level=LEVELS[level]) if level else name


def fault_words(fault: Fault) -> str:
    """Why a session cannot be at such a time."""
    words = {
        "too long": _("Look at the times again: a session ends after it begins, within 12 hours."),
        "too old": _("This day is more than a year ago. Look at the date again."),
        "too far": _("This day is more than a year ahead. Look at the date again."),
    }
    return str(words[fault])


def week_words(week: Week) -> str:
    """How the half hour of one week stands, in a few words."""
    if not week.people:
        return str(_("nobody to train"))
    had = _("%(had)s of %(expected)s min each", had=week.average, expected=EXPECTED)
    if not week.short:
        return str(_("%(minutes)s min each", minutes=EXPECTED))
    short = ngettext("%(num)d person short", "%(num)d people short", week.short)
    return f"{had} · {short}"


def week_summary(week: Week) -> str:
    """How the half hour of the present week stands, as a sentence."""
    if not week.people or not week.short:
        return str(_("Everybody has this week's half hour."))
    return str(
        ngettext(
            "%(num)d of %(people)d people has not had this week's half hour; "
            "%(minutes)d minutes are missing.",
            "%(num)d of %(people)d people have not had this week's half hour; "
            "%(minutes)d minutes are missing in all.",
            week.short,
            people=week.people,
            minutes=week.missing,
        )
    )
