"""Why an answer cannot be taken, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.quizzes.reasons import Reason

REASONS = {
    Reason.NOT_A_RESPONSE: _l("This is not a response to this question."),
    Reason.UNKNOWN_CHOICE: _l("This choice does not belong to this question."),
    Reason.NOT_TRUE_OR_FALSE: _l("Choose true or false."),
    Reason.NOT_A_NUMBER: _l("Write one number in digits, for example 3 or 2.5."),
    Reason.TOO_LONG: _l("This response is too long."),
    Reason.UNREADABLE: _l("This response holds characters that cannot be kept: type it again."),
    Reason.NOT_A_POSITION: _l(
        "Give each step a position: 1 for the first, 2 for the second, and so on."
    ),
    Reason.POSITION_MISSING: _l("Some steps have no position yet: give each step one."),
    Reason.POSITION_TWICE: _l("Two steps have the same position: give each step its own."),
    Reason.ALREADY_SAID: _l("You have already said something else here: go on from what was said."),
}

#: How a colleague helps somebody who cannot read or tap by herself.
HELP = {
    "read": _l("reads the questions aloud"),
    "tapped": _l("taps what I say"),
}
#: Why an answer that a script sent was not kept, by its code.
REFUSALS = {
    "closed": _l("This answer was not kept: the quiz is handed in, or this answer was final."),
    "sequence-used": _l("This browser has already sent another answer under the same number."),
}
