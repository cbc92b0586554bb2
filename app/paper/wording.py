"""What the pages of papers say of fields, faults and objections, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.attempts.sheet import Question
from app.attempts.wording import REASONS
from app.interface.formats import Reader, moment
from app.paper.letters import LETTERS, Unreadable, Why
from app.paper.rules import Objection
from app.quizzes.model import Blanks
from app.quizzes.reasons import Reason

#: The languages in which a paper is printed, each by its own name: they are said in no other.
LANGUAGE_NAMES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}

#: How a colleague helps somebody who cannot read or write by herself.
HELP_ON_PAPER = {
    "read": _l("read the questions aloud"),
    "tapped": _l("wrote down what was said"),
}

_FAULTS = {
    Why.ONE_LETTER: _l("Write one letter from A to %(last)s, or leave it empty."),
    Why.LETTERS: _l("Write the marked letters, each from A to %(last)s, for example AC."),
    Why.TRUE_OR_FALSE: _l("Write ✓ or T for true, ✗ or F for false."),
    Why.POSITIONS: _l(
        "Write the numbers from 1 to %(most)s, each once, as they stand under A, B, C …"
    ),
    Why.PAIRS: _l("Write each number with its letter from A to %(last)s, for example 1B 2A."),
    Why.PAIR_TWICE: _l("One number has two letters: write each number with one."),
}
_HINTS = {
    "single": _l("One letter from A to %(last)s"),
    "multiple": _l("All marked letters from A to %(last)s, such as AC"),
    "truefalse": _l("✓ or T for true, ✗ or F for false"),
    "numeric": _l("A number"),
    "order": _l("The numbers under A, B, C … in their order, such as 3 1 2"),
    "match": _l("Numbers with letters, such as 1B 2A"),
    "short": _l("The words as they were written"),
    "essay": _l("The text as it was written. Somebody marks it afterwards."),
}


def fault_of(wrong: Unreadable) -> str:
    """What is wrong with a field, and what to write instead."""
    if isinstance(wrong.why, Reason):
        return str(REASONS[wrong.why])
    return str(_FAULTS[wrong.why]) % {"last": wrong.last, "most": wrong.most}


def hint_of(question: Question, field: int) -> str:
    """What is typed into a field of a question."""
    kind, last = question.item.type, LETTERS[len(question.order) - 1 : len(question.order)]
    if isinstance(question.item, Blanks):
        options = question.item.blanks[field].in_order(question.order)
        kind = "short" if options is None else "single"
        last = LETTERS[len(options) - 1] if options else ""
    return str(_HINTS[kind]) % {"last": last}


def words_of(objection: Objection, name: str, reader: Reader) -> str:
    """Why the paper of this person is not entered, and what to do."""
    at = moment(objection.until, reader) if objection.until else ""
    match objection.why:
        case "open":
            return _(
                "%(name)s has an attempt at this quiz on the screen that is not handed in. "
                "Once it is, the paper can be entered.",
                name=name,
            )
        case "twice":
            return _("This paper of %(name)s is entered already.", name=name)
        case "used":
            return _("%(name)s has used all attempts at this quiz.", name=name)
        case "wait":
            return _("After the attempt before, another was allowed only from %(at)s.", at=at)
        case "early":
            return _("On this day the quiz was not open yet: it opens on %(at)s.", at=at)
        case _:
            return _("On this day the quiz was closed: it was open until %(at)s.", at=at)
