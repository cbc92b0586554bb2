"""Words of the hiring pages that are chosen: states, steps, what is wrong with a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext, pgettext

from app.appraisals.sheet import Ratings
from app.interface.icons import note_icons
from app.quizzes.model import Instrument
from app.screening.lines import MOST_LINES, Fault, Wrong
from app.screening.models import Invitation
from app.screening.results import TopicScore
from app.screening.states import State
from app.screening.story import Happening

OUTCOMES = {"accepted": _l("Accepted"), "declined": _l("Declined")}
_STATES = {
    State.INVITED: _l("Invited"),
    State.OPENED: _l("Begun"),
    State.SUBMITTED: _l("To decide"),
    State.DECIDED: _l("Decided"),
    State.HIRED: _l("Hired"),
    State.EXPIRED: _l("Expired"),
    State.REVOKED: _l("Taken back"),
    State.WITHDRAWN: _l("Withdrawn"),
}
_TONES = {State.SUBMITTED: "due", State.HIRED: "good"}
_STEPS = {
    Happening.INVITED: _l("Invited"),
    Happening.CONSENTED: _l("Agreed and begun"),
    Happening.LESSON_READ: _l("Lesson read"),
    Happening.SUBMITTED: _l("Answers handed in"),
    Happening.RATED: _l("Self-assessment given"),
    Happening.REVOKED: _l("Link taken back"),
    Happening.ACCEPTED: _l("Decision: accepted"),
    Happening.DECLINED: _l("Decision: declined"),
    Happening.WITHDRAWN: _l("Does not go on"),
    Happening.HIRED: _l("Hired"),
}


class Mark(NamedTuple):
    """A state as a pill shows it."""

    text: str
    tone: str


def state_name(state: State) -> str:
    """What a state is called."""
    return str(_STATES[state])


def state_mark(invitation: Invitation, state: State) -> Mark:
    """The state of one invitation; of a decided one, which way."""
    decision = invitation.decision
    if state is not State.DECIDED or decision is None:
        return Mark(state_name(state), _TONES.get(state, ""))
    return Mark(str(OUTCOMES[decision.outcome]), "good" if decision.outcome == "accepted" else "")


def step_name(happening: Happening) -> str:
    """What a step of the story is called."""
    return str(_STEPS[happening])


def fault_words(fault: Fault) -> str:
    """What is wrong with a line, and what to write instead."""
    said = {
        Wrong.TOO_MANY: _("more than %(most)s lines. Paste the rest afterwards.", most=MOST_LINES),
        Wrong.NO_NAME: _("the name is missing."),
        Wrong.LONG_NAME: _("the name is too long. Use at most 100 characters."),
        Wrong.BAD_PHONE: _("“%(given)s” is not a phone number.", given=fault.detail),
        Wrong.BAD_EMAIL: _("“%(given)s” is not an e-mail address.", given=fault.detail),
        Wrong.TOO_MUCH: _("more than name, phone and e-mail. Leave the rest out."),
        Wrong.NOT_ASKED: _(
            "there is something here that may not be asked of candidates, such as age, sex or an "
            "identity number. Leave it out: name and phone or e-mail are enough."
        ),
        Wrong.TWICE: _("the same person as in line %(line)s.", line=fault.detail),
    }
    return _("Line %(line)s: %(what)s", line=fault.line, what=said[fault.wrong])


def unfair_reason(words: Iterable[str]) -> str:
    """Why a reason cannot be kept, and what to write instead."""
    return _(
        "This names “%(words)s”. Age, sex, looks, family, origin, belief and health play no part "
        "in the decision and are not written down. Write what the candidate showed for the job: "
        "which questions were answered how, what was said in the talk about the work.",
        words=pgettext("between words", ", ").join(words),
    )


def topic_lines(scores: Iterable[TopicScore], language: str) -> list[dict[str, Any]]:
    """The lines of the chart of topics."""
    lines = []
    for score in scores:
        label = score.title.in_(language) if score.title else _("Others")
        text = _("%(right)s of %(count)s", right=score.right, count=score.count)
        lines.append(
            {
                "label": label,
                "learned": score.count,
                "answered": score.right,
                "shown": 0,
                "needed": None,
                "text": text,
                "spoken": _(
                    "%(topic)s: %(right)s of %(count)s right",
                    topic=label,
                    right=score.right,
                    count=score.count,
                ),
            }
        )
    return lines


def topic_words(scores: Iterable[TopicScore], language: str) -> list[str]:
    """The topics in one line of a table."""
    return [
        f"{score.title.in_(language) if score.title else _('Others')} {score.right}/{score.count}"
        for score in scores
    ]


def rating_lines(instrument: Instrument, ratings: Ratings, language: str) -> list[dict[str, Any]]:
    """The candidate's own view of each statement, for the chart of dots."""
    lines = []
    for statement in instrument.statements:
        value = ratings.get(statement.id)
        words = _("not sure") if value is None else str(value)
        lines.append(
            {
                "label": note_icons(statement.high_pole.in_(language)),
                "mine": value,
                "theirs": None,
                "text": words,
                "spoken": _(
                    "%(value)s, on a scale from %(low)s to %(high)s",
                    value=words,
                    low=statement.low,
                    high=statement.high,
                ),
            }
        )
    return lines


def invited_words(count: int) -> str:
    """That so many are invited."""
    return ngettext("%(num)d person is invited.", "%(num)d people are invited.", count)
