"""Pure: what a training file holds of one person, and how it adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.evidence.mastery import Triad
from app.interface.days import local_day
from app.learning.rules import Tally, tally_of
from app.library.queries import Library
from app.markup.texts import Text
from app.observations.queries import Practice
from app.outside_certificates.readiness import Held
from app.policies.asked import Signed
from app.probation.models import ProbationReview
from app.sessions.queries import SAFETY, Attended


@dataclass(frozen=True)
class Owner:
    """Whose file it is, who goes with her, and the safety minutes that the company asks for."""

    person: Person
    mentors: tuple[str, ...] = ()
    safety_minutes: int | None = None


@dataclass(frozen=True)
class Finished:
    """Something completed: in which version, and where HR has withdrawn it, when and why."""

    kind: str
    title: Text
    number: int
    at: datetime
    minutes: int
    score: float | None
    withdrawn_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Sat:
    """One attempt at a quiz; without a score it is open, or an essay of it waits for a mark."""

    title: Text
    number: int
    at: datetime
    minutes: int
    score: float | None
    is_passed: bool
    awaits_mark: bool
    is_on_paper: bool
    entered_by: str


@dataclass(frozen=True)
class TopicTally:
    """How many standards of a topic are learned, answered right and shown."""

    title: Text
    tally: Tally


@dataclass(frozen=True)
class YearOfSessions:
    """The minutes spent in sessions of one year, and those on safety among them."""

    year: int
    minutes: int
    safety: int


@dataclass(frozen=True)
class PersonFile:
    """Everything that a person has to show; each list in the order of time, the oldest first."""

    owner: Owner
    finished: Sequence[Finished]
    withdrawn: Sequence[Finished]
    sat: Sequence[Sat]
    practice: Sequence[Practice]
    sessions: Sequence[Attended]
    certificates: Sequence[Held]
    signed: Sequence[Signed]
    reviews: Sequence[ProbationReview]
    topics: Sequence[TopicTally]
    tally: Tally


def topics_of(triads: Mapping[str, Triad], library: Library) -> list[TopicTally]:
    """The topics of which somebody has proved anything, in the library's order."""
    found = (
        TopicTally(
            topic.body.title,
            tally_of(triads[each.id] for each in topic.body.standards if each.id in triads),
        )
        for topic in library.all("topic")
    )
    return [each for each in found if each.tally != Tally(0, 0, 0)]


def years_of(sessions: Iterable[Attended], zone: str) -> list[YearOfSessions]:
    """The minutes of each year in which there were sessions, the earliest first."""
    minutes: dict[int, int] = defaultdict(int)
    safety: dict[int, int] = defaultdict(int)
    for each in sessions:
        year = local_day(each.starts_at, zone).year
        minutes[year] += each.minutes
        safety[year] += each.minutes if each.kind in SAFETY else 0
    return [YearOfSessions(year, minutes[year], safety[year]) for year in sorted(minutes)]
