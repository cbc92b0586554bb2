"""What the demonstration company keeps of practice, sessions, certificates and probation."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Literal

import msgspec
import yaml

FILE = Path(__file__).with_name("records.yaml")


class Mentor(msgspec.Struct, frozen=True):
    """Who is named as somebody's mentor, from her first day on."""

    of: str
    by: str


class Named(msgspec.Struct, frozen=True):
    """Who is named to see the practice of a unit, from so many days ago to so many days ahead."""

    unit: str
    by: str
    since: int
    until: int


class Habit(msgspec.Struct, frozen=True):
    """That somebody looks at each of a unit every so many days, with one checklist in turn."""

    unit: str
    by: str
    checklists: tuple[str, ...]
    every: int
    place: str
    #: For so long it has been done.
    since: int = 90
    #: The last time was so many days ago at most.
    until: int = 2


class Seen(msgspec.Struct, frozen=True):
    """What somebody saw of somebody so many days ago, and what became of it."""

    of: str
    by: str
    checklist: str
    days: int
    at: time = time(10, 20)
    place: str = ""
    #: The lines that were not met, with the note on each; and those that nobody saw.
    missed: dict[str, str] = {}
    unseen: tuple[str, ...] = ()
    #: Otherwise it follows from the key lines.
    verdict: Literal["competent", "not-yet"] | None = None
    note: str = ""
    #: To be looked at again in so many days from now.
    recheck: int | None = None
    answer: Literal["confirmed", "waiting", "unanswered", "objected"] = "confirmed"
    word: str = ""
    #: Who was asked to look again, and by whom.
    asked: str = ""
    asked_by: str = ""
    #: What stands for it since.
    correction: Seen | None = None


class Round(msgspec.Struct, frozen=True):
    """A round that somebody walked, and what she found."""

    by: str
    checklist: str
    days: int
    at: time = time(9, 40)
    place: str = ""
    found: dict[str, str] = {}
    #: Without it the round waits.
    confirmed_by: str = ""


class Drill(msgspec.Struct, frozen=True):
    """What was seen of many at once: these lines were met, but for some people."""

    checklist: str
    by: str
    days: int
    at: time
    place: str
    note: str
    lines: tuple[str, ...]
    who: tuple[str, ...]
    missed: dict[str, dict[str, str]] = {}


class Practice(msgspec.Struct, frozen=True):
    """All that was seen."""

    habits: tuple[Habit, ...] = ()
    #: By checklist and line: what is noted where it is not met.
    notes: dict[str, dict[str, str]] = {}
    seen: tuple[Seen, ...] = ()
    rounds: tuple[Round, ...] = ()
    drill: Drill | None = None


class Weekly(msgspec.Struct, frozen=True):
    """The weekly half hour of a unit; the next one is tomorrow."""

    unit: str
    by: str
    at: time
    place: str
    #: The topics in turn, the first of them tomorrow.
    topics: tuple[str, ...]
    #: So many weeks ago there was none.
    left_out: tuple[int, ...] = ()
    #: So many weeks ago it was shorter.
    shorter: dict[int, int] = {}
    is_announced: bool = False
    #: Whether people may say by a code that they are there.
    has_code: bool = False


class Session(msgspec.Struct, frozen=True):
    """A session that was held, and who was there: people, and whole units."""

    kind: str
    topic: str
    unit: str
    by: str
    days: int
    at: time
    minutes: int
    who: tuple[str, ...]
    level: str | None = None
    place: str = ""
    #: Who gave it, if not who wrote it down; a guest by name.
    trainer: str = ""
    guest: str = ""
    standards: tuple[str, ...] = ()
    result: str = "untested"
    failed: tuple[str, ...] = ()
    note: str = ""
    has_code: bool = False


class Certificate(msgspec.Struct, frozen=True):
    """A certificate that somebody holds: issued so many days ago, good for so many more."""

    of: str
    kind: str
    number: str
    issued: int
    expires: int
    #: Written down so many days ago.
    days: int
    by: str
    checked_by: str = ""
    has_photo: bool = False


class Signed(msgspec.Struct, frozen=True):
    """That some people signed a policy, which their plans had not asked them for yet."""

    policy: str
    days: int
    who: tuple[str, ...]


class Opinion(msgspec.Struct, frozen=True):
    """What somebody says of a probation."""

    voice: Literal["self", "mentor", "supervisor"]
    by: str
    days: int
    words: str
    advice: str | None = None


class Review(msgspec.Struct, frozen=True):
    """What was said and decided of somebody's probation."""

    of: str
    opinions: tuple[Opinion, ...] = ()
    #: Confirmed by HR, so many days ago, with these words; and what she said to it.
    decided: int | None = None
    by: str = ""
    reasons: str = ""
    word: str = ""


class Probation(msgspec.Struct, frozen=True):
    """The reviews; whoever is on probation has one."""

    reviews: tuple[Review, ...] = ()
    #: Who has not confirmed the conditions of employment yet, and who did so many days ago; all
    #: others confirmed them on the first day.
    unconfirmed: tuple[str, ...] = ()
    confirmed: dict[str, int] = {}


class Rated(msgspec.Struct, frozen=True):
    """That somebody rated somebody, or herself, beside what her plan asks for."""

    of: str
    by: str
    days: int


class Records(msgspec.Struct, frozen=True):
    """All of it."""

    hr: str = ""
    #: Of safety training, for everybody in a year.
    safety_minutes: int | None = None
    mentors: tuple[Mentor, ...] = ()
    observers: tuple[Named, ...] = ()
    practice: Practice = Practice()
    weekly: tuple[Weekly, ...] = ()
    sessions: tuple[Session, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    signed: tuple[Signed, ...] = ()
    probation: Probation = Probation()
    instrument: str = ""
    ratings: tuple[Rated, ...] = ()


def read_records() -> Records:
    """The records from their file."""
    return msgspec.convert(yaml.safe_load(FILE.read_text("utf-8")), Records)
