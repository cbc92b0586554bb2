"""The demonstration company as its file describes it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import yaml

FILE = Path(__file__).with_name("company.yaml")


class UnitEntry(msgspec.Struct, frozen=True):
    """One unit and where it belongs."""

    key: str
    name: str
    kind: str
    parent: str | None = None
    leader: str | None = None


class PersonEntry(msgspec.Struct, frozen=True):
    """One person and how she learned so far."""

    key: str
    name: str
    number: str
    unit: str
    hired: int
    roles: tuple[str, ...] = ("learner",)
    #: Whose plan she follows.
    position: str = "customer-service-assistant"
    mobile: str | None = None
    email: str | None = None
    language: str = "zh-Hans"
    #: So many days after the first one is the last day of probation, where one is agreed on.
    probation: int | None = None
    #: The part of the plan's time that she takes; 1 is just in time. Without it she has no history.
    pace: float | None = None
    #: At least so many days have passed since the last step.
    idle: int = 0
    #: How many steps were made at most.
    steps: int | None = None
    #: How often an answer is right.
    skill: float = 0.9


class CandidateEntry(msgspec.Struct, frozen=True):
    """One candidate and how far she has come."""

    key: str
    name: str
    #: Invited so many days ago.
    invited: int
    #: Where she stopped.
    stage: Literal["invited", "lesson", "submitted", "declined", "hired"]
    mobile: str | None = None
    email: str | None = None
    language: str = "zh-Hans"
    skill: float = 0.9
    #: Whether she also gave the self-assessment.
    rates: bool = False
    extra_time: int = 0
    #: Why it was decided so.
    reason: str = ""
    #: Where she works since she was hired.
    unit: str = ""


class EssayEntry(msgspec.Struct, frozen=True):
    """What somebody wrote so many days ago, and how it was marked."""

    by: str
    days: int
    text: str
    #: The level of each criterion; without any it still waits for its marker.
    levels: dict[str, str] = {}
    comment: str = ""


class Essays(msgspec.Struct, frozen=True):
    """What people wrote for one quiz, and who marks it."""

    quiz: str
    marker: str
    written: tuple[EssayEntry, ...]


class Cast(msgspec.Struct, frozen=True):
    """Everybody and everything of the demonstration."""

    name: str
    units: tuple[UnitEntry, ...]
    people: tuple[PersonEntry, ...]
    #: Who invites them, and for which position.
    hr: str = ""
    position: str = ""
    candidates: tuple[CandidateEntry, ...] = ()
    essays: Essays | None = None


def read_cast() -> Cast:
    """The cast from its file."""
    return msgspec.convert(yaml.safe_load(FILE.read_text("utf-8")), Cast)
