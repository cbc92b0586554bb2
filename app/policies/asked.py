"""Pure: which policies somebody is asked to sign, and what of that she has done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from app.courses.model import Path
from app.courses.policies import Policy
from app.enrolments.due import due_on
from app.library.queries import Library, Published
from app.markup.texts import Text

#: 'open': never signed; 'again': an older edition; 'signed': the present one.
State = Literal["open", "again", "signed"]


@dataclass(frozen=True)
class Followed:
    """A plan that somebody follows since a day, and the last day of probation, if it is kept."""

    path: str
    begun_on: date
    probation_ends_on: date | None = None


@dataclass(frozen=True)
class Signed:
    """A signature: which edition of which policy, under the title that its version had, when."""

    slug: str
    title: Text
    edition: str
    signed_at: datetime


@dataclass(frozen=True)
class PolicyStanding:
    """One policy as one person stands to it."""

    document: Published
    #: Whether her plan asks for it, or no plan does, so that it is for everybody.
    is_asked: bool
    #: The last signature, below whatever edition.
    signed: Signed | None = None
    #: Until when her plan wants it signed; none where no plan says so.
    due_on: date | None = None

    @property
    def policy(self) -> Policy:
        policy: Policy = self.document.body
        return policy

    @cached_property
    def state(self) -> State:
        if self.signed is None:
            return "open"
        return "signed" if self.signed.edition == self.policy.edition else "again"

    @property
    def waits(self) -> bool:
        """Whether she is to sign it: it is hers and unsigned, or she signed what is out of date."""
        return self.state == "again" or (self.state == "open" and self.is_asked)


def plans_with(library: Library) -> dict[str, frozenset[str]]:
    """The plans that ask for each policy; one that no plan asks for is for everybody."""
    found: dict[str, set[str]] = {each.slug: set() for each in library.all("policy")}
    for path in library.all("path"):
        for stage in path.body.stages:
            for item in stage.items:
                if item.kind == "policy" and item.slug in found:
                    found[item.slug].add(path.slug)
    return {slug: frozenset(paths) for slug, paths in found.items()}


def standings_of(
    library: Library, signed: Iterable[Signed], followed: Collection[Followed]
) -> list[PolicyStanding]:
    """Every policy as somebody stands to it who follows these plans.

    What waits comes first, the earliest due before the others.
    """
    last = {each.slug: each for each in sorted(signed, key=lambda each: each.signed_at)}
    plans, own = plans_with(library), {each.path for each in followed}
    found = [
        PolicyStanding(
            document,
            is_asked=not plans[document.slug] or not plans[document.slug].isdisjoint(own),
            signed=last.get(document.slug),
            due_on=_due_on(document, library, followed),
        )
        for document in library.all("policy")
    ]
    return sorted(found, key=lambda each: (not each.waits, each.due_on or date.max))


def no_longer_published(library: Library, signed: Iterable[Signed]) -> list[Signed]:
    """What somebody signed once of policies that are not there any more."""
    return [each for each in signed if library.get("policy", each.slug) is None]


def _due_on(document: Published, library: Library, followed: Iterable[Followed]) -> date | None:
    """The first day by which one of her plans wants it, but not before it takes effect."""
    days = [
        day
        for each in followed
        if (path := library.get("path", each.path)) is not None
        for day in _days_in(path.body, document.slug, each)
    ]
    return max(min(days), document.body.effective_on) if days else None


def _days_in(path: Path, policy: str, followed: Followed) -> Collection[date]:
    days = (
        due_on(stage, followed.begun_on, followed.probation_ends_on)
        for stage in path.stages
        if any((item.kind, item.slug) == ("policy", policy) for item in stage.items)
    )
    return [day for day in days if day is not None]
