"""Words of the probation pages that are chosen or put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext, pgettext

from app.probation.dates import State
from app.probation.facts import Proof, Seen
from app.probation.models import ProbationReview
from app.probation.opening import Lack
from app.probation.parts import Voice

ADVICE = {
    "confirm": lazy_pgettext("advice", "Confirm"),
    "extend": lazy_pgettext("advice", "Extend probation"),
    "not-confirm": lazy_pgettext("advice", "Do not confirm"),
}
DECISIONS = {
    "confirmed": _l("Confirmed in the position"),
    "extended": _l("Probation extended"),
    "not-confirmed": _l("Not confirmed"),
}
_VOICES = {
    "self": _l("Own word"),
    "mentor": _l("Mentor's opinion"),
    "supervisor": _l("Supervisor's opinion"),
}
_STATES = {
    "open": _l("Not decided yet"),
    "soon": _l("To decide soon"),
    "overdue": _l("Past its last day"),
    "decided": _l("Decided"),
}
_TONES = {"soon": "due", "overdue": "late"}


class Mark(NamedTuple):
    """A state as a pill shows it."""

    text: str
    tone: str


def voice_name(voice: Voice) -> str:
    """Who speaks."""
    return str(_VOICES[voice])


def advice_name(advice: str) -> str:
    """What somebody advises."""
    return str(ADVICE[advice])


def state_name(state: State) -> str:
    """What a filter of the list is called."""
    return str(_STATES[state])


def mark_of(review: ProbationReview, state: State, *, learns_decision: bool) -> Mark:
    """The state of a review; of a decided one which way, where the reader is to know."""
    if review.decision is None or not learns_decision:
        return Mark(str(_STATES[state]), _TONES.get(state, ""))
    return Mark(str(DECISIONS[review.decision]), "good" if review.decision == "confirmed" else "")


def proof_words(proof: Proof) -> str:
    """What is known of one condition, in one line."""
    count = len(proof.standards)
    if not count:
        return _("no single standard: see what is known")
    known = {"count": count, "learned": proof.learned, "answered": proof.answered}
    if not proof.to_be_shown:
        return _("of %(count)s standards %(learned)s learned, %(answered)s answered right", **known)
    return _(
        "of %(count)s standards %(learned)s learned, %(answered)s answered right;"
        " of %(seeable)s that can be seen %(shown)s shown",
        **known,
        seeable=proof.to_be_shown,
        shown=proof.shown,
    )


def practice_words(practice: Collection[Seen]) -> str:
    """How often practice was seen, and what was said of the whole."""
    counts = Counter(each.verdict for each in practice)
    parts = [ngettext("seen once", "seen %(num)d times", len(practice))]
    if counts["competent"]:
        parts.append(_("%(count)s times competent", count=counts["competent"]))
    if counts["not-yet"]:
        parts.append(_("%(count)s times not yet", count=counts["not-yet"]))
    return _(", ").join(parts)


def lack_words(lack: Lack | None) -> str:
    """Why there is no review of somebody yet, and who can see to it."""
    said = {
        None: _("The review can be opened."),
        "first-day": _("No first day is kept. An administrator can enter it."),
        "end": _("No probation end is kept."),
        "position": _("No published position is kept. An administrator can choose one."),
        "conditions": _("The position has no conditions of employment. Authors write them."),
    }
    return str(said[lack])


def unfair_words_said(words: Iterable[str]) -> str:
    """Why an opinion or reason cannot be kept, and what to write instead."""
    return _(
        "This names “%(words)s”. Age, sex, looks, family, origin, belief and health play no part "
        "here and are not written down. Write what was seen at work, and of which condition.",
        words=pgettext("between words", ", ").join(words),
    )
