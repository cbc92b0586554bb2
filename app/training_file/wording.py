"""Words of the training file for what the records keep as keys."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.interface.formats import score
from app.learning.rules import Tally
from app.training_file.paper import Paper
from app.training_file.person_file import YearOfSessions

_WAYS = {
    "lesson": _l("Lesson read"),
    "quiz": _l("Quiz"),
    "instrument": _l("Self-assessment"),
    "course": _l("Course"),
    "checklist": _l("Seen on site"),
    "policy": _l("Read and signed"),
}
_VERDICTS = {
    "competent": lazy_pgettext("verdict", "competent"),
    "not-yet": lazy_pgettext("verdict", "not yet"),
}
_PRACTICE_STATES = {
    "waiting": lazy_pgettext("observation", "not answered yet"),
    "confirmed": lazy_pgettext("observation", "confirmed"),
    "objected": lazy_pgettext("observation", "objected to"),
    "corrected": lazy_pgettext("observation", "corrected by a later one"),
}
_CERTIFICATE_STATES = {
    "good": lazy_pgettext("certificate", "good"),
    "expiring": lazy_pgettext("certificate", "expires soon"),
    "expired": lazy_pgettext("certificate", "expired"),
    "unchecked": lazy_pgettext("certificate", "not checked"),
}
_DECISIONS = {
    "confirmed": lazy_pgettext("probation", "confirmed"),
    "extended": lazy_pgettext("probation", "extended"),
    "not-confirmed": lazy_pgettext("probation", "not confirmed"),
}


def way(kind: str) -> str:
    """In which way something was completed."""
    return str(_WAYS[kind])


def result(kind: str, points: float | None) -> str:
    """How something was completed."""
    if kind == "quiz" and points is not None:
        return _("%(points)s points, passed", points=score(points))
    words = {"quiz": _("Passed"), "course": _("Completed")}
    return words.get(kind) or _("Done")


def tally_words(tally: Tally) -> str:
    """How many standards are proved in which way."""
    return _(
        "%(learned)s standards learned, %(answered)s answered right, %(shown)s shown on site",
        learned=tally.learned,
        answered=tally.answered,
        shown=tally.shown,
    )


def lines_words(met: int, not_met: int, not_seen: int) -> str:
    """How many lines of a checklist were met, not met and not seen."""
    return _(
        "%(met)s met, %(not_met)s not met, %(not_seen)s not seen",
        met=met,
        not_met=not_met,
        not_seen=not_seen,
    )


def verdict(key: str | None) -> str:
    """What the observer says of the whole; nothing where she said nothing."""
    return str(_VERDICTS[key]) if key else ""


def practice_state(key: str) -> str:
    """What became of an observation."""
    return str(_PRACTICE_STATES[key])


def certificate_state(key: str) -> str:
    """How a certificate stands."""
    return str(_CERTIFICATE_STATES[key])


def decision(key: str | None) -> str:
    """How probation was decided."""
    return str(_DECISIONS[key]) if key else _("not decided yet")


def year_words(year: YearOfSessions, safety_asked: int | None, paper: Paper) -> str:
    """The minutes in sessions of one year, those on safety against the company's figure."""
    had = {"year": year.year, "minutes": paper.minutes(year.minutes), "safety": year.safety}
    if safety_asked is None:
        return _("%(year)s: %(minutes)s, %(safety)s min on safety", **had)
    return _(
        "%(year)s: %(minutes)s, %(safety)s of %(asked)s min on safety", **had, asked=safety_asked
    )
