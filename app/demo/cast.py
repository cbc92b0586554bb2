"""The demonstration company as its file describes it."""

from __future__ import annotations

from pathlib import Path

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
    mobile: str | None = None
    email: str | None = None
    language: str = "zh-Hans"
    #: Days between two steps; without it the person has no history.
    pace: float | None = None
    #: At least so many days have passed since the last step.
    idle: int = 0
    #: How many steps were made at most.
    steps: int | None = None
    #: How often an answer is right.
    skill: float = 0.9


class Cast(msgspec.Struct, frozen=True):
    """Everybody and everything of the demonstration."""

    name: str
    units: tuple[UnitEntry, ...]
    people: tuple[PersonEntry, ...]


def read_cast() -> Cast:
    """The cast from its file."""
    return msgspec.convert(yaml.safe_load(FILE.read_text("utf-8")), Cast)
