"""Pure: what HR may do with an invitation in each state."""

from __future__ import annotations

from enum import StrEnum

from app.screening.states import State


class Deed(StrEnum):
    """One thing that HR does with an invitation."""

    SHOW_LINK = "show_link"
    """Copy, print or mail the link, hand over a tablet."""
    RENEW = "renew"
    """Make a new link; the old one dies."""
    EXTEND = "extend"
    """Give more days."""
    REVOKE = "revoke"
    """Take the link back."""
    WITHDRAW = "withdraw"
    """Note that the candidate does not go on."""
    DECLINE = "decline"
    """Decide against, at any time before the end."""
    ACCEPT = "accept"
    """Decide for, once there are answers to go by."""


_OPEN = frozenset(set(Deed) - {Deed.ACCEPT})
_ANSWERED = frozenset({Deed.ACCEPT, Deed.DECLINE, Deed.WITHDRAW})
#: By state; once the candidate gave up or is hired, nothing is left to do.
_POSSIBLE: dict[State, frozenset[Deed]] = {
    State.INVITED: _OPEN,
    State.OPENED: _OPEN,
    State.SUBMITTED: _ANSWERED,
    State.DECIDED: _ANSWERED,
    State.EXPIRED: frozenset({Deed.RENEW, Deed.EXTEND, Deed.WITHDRAW, Deed.DECLINE}),
    State.REVOKED: frozenset({Deed.RENEW, Deed.WITHDRAW, Deed.DECLINE}),
    State.WITHDRAWN: frozenset(),
    State.HIRED: frozenset(),
}


def possible(state: State, *, has_answers: bool) -> frozenset[Deed]:
    """What may be done now; nobody is accepted without answers."""
    return _POSSIBLE[state] if has_answers else _POSSIBLE[state] - {Deed.ACCEPT}
