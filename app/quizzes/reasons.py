"""Why a response cannot be taken, as codes that a page translates for the person."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """What is wrong with a response; the value is the English sentence for the person."""

    NOT_A_RESPONSE = "This is not a response to this question."
    UNKNOWN_CHOICE = "This choice does not belong to this question."
    NOT_TRUE_OR_FALSE = "Choose true or false."
    NOT_A_NUMBER = "Write one number in digits, for example 3 or 2.5."
    TOO_LONG = "This response is too long."
    UNREADABLE = "This response holds characters that cannot be kept: type it again."
    NOT_A_POSITION = "Number the steps 1, 2, 3 and so on, without a gap."
    POSITION_MISSING = "Some steps have no position yet: give each step one."
    POSITION_TWICE = "Two steps have the same position: give each step its own."
    ALREADY_SAID = "You have already said something else here: go on from what was said."


class BadResponse(Exception):
    """A response that cannot be a response of its item."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
