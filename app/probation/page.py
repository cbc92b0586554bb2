"""A review as one viewer sees it: what the page shows, and what she may do there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from app.courses.model import Condition, Position
from app.library.queries import Library
from app.probation.dates import State, asks_for_voices, decided_by, state_of
from app.probation.facts import Facts, Proof, facts_from
from app.probation.forms import OpinionForm, ReplyForm, WordForm
from app.probation.gathering import facts_of, position_of
from app.probation.models import ProbationOpinion
from app.probation.parts import VOICES, Part, Voice
from app.probation.queries import Found


@dataclass(frozen=True)
class VoiceLine:
    """One voice: what was said, where the viewer may read it, and the form where it is hers."""

    voice: Voice
    #: None where nothing was said, or it is not for her to read.
    opinion: ProbationOpinion | None = None
    form: WordForm | None = None
    #: Somebody else has said something, which her own word would replace.
    replaces: str = ""


@dataclass(frozen=True)
class ConditionLine:
    """One condition, what is known of it, and whether HR found it not fulfilled."""

    condition: Condition
    proof: Proof
    has_failed: bool = False


@dataclass(frozen=True)
class Sight:
    """A review as one viewer sees it on a day."""

    found: Found
    position: Position
    facts: Facts
    state: State
    voices: tuple[VoiceLine, ...]
    #: Whether it is time for everybody's word.
    asks_for_voices: bool
    decide_by: date
    reply: ReplyForm = field(default_factory=lambda: ReplyForm(formdata=None))

    @property
    def part(self) -> Part:
        return self.found.part

    @property
    def is_decided(self) -> bool:
        return self.found.review.decided_at is not None

    @property
    def learns_decision(self) -> bool:
        """Whether there is a decision that is told to her."""
        return self.is_decided and self.part.learns_decision

    @property
    def may_print(self) -> bool:
        return self.part.prints(is_decided=self.is_decided)

    @property
    def conditions(self) -> list[ConditionLine]:
        """The conditions, each with what is known of it."""
        failed = self.found.review.failed if self.learns_decision else []
        return [
            ConditionLine(each, self.facts.proof_of(each.id), each.id in failed)
            for each in self.position.conditions
        ]


def sight_of(
    found: Found,
    library: Library,
    *,
    viewer_id: uuid.UUID,
    today: date,
    zone: str,
    said: dict[Voice, WordForm] | None = None,
    reply: ReplyForm | None = None,
) -> Sight:
    """What a viewer sees; `said` and `reply` are forms that could not be taken as they were."""
    review = found.review
    is_decided = review.decided_at is not None
    live = None if is_decided else facts_of(review, library, today=today, zone=zone)
    return Sight(
        found=found,
        position=position_of(review),
        facts=live or facts_from(review.known),
        state=state_of(review, today),
        voices=tuple(_voices(found, viewer_id, said or {}, is_decided=is_decided)),
        asks_for_voices=asks_for_voices(review.ends_on, today),
        decide_by=decided_by(review.ends_on),
        reply=reply or ReplyForm(formdata=None),
    )


def _voices(
    found: Found, viewer_id: uuid.UUID, said: dict[Voice, WordForm], *, is_decided: bool
) -> list[VoiceLine]:
    opinions = {each.voice: each for each in found.review.opinions}
    lines = []
    for voice in VOICES:
        opinion, is_mine = opinions.get(voice), voice in found.part.voices
        is_hers = opinion is not None and opinion.by_id == viewer_id
        is_read = found.part.reads(is_hers=is_hers, is_decided=is_decided)
        shown = opinion if is_read else None
        if is_mine and not is_decided:
            form = said.get(voice) or _form(voice, opinion if is_hers else None)
            others = opinion.by_name if opinion is not None and not is_hers else ""
            lines.append(VoiceLine(voice, shown, form, others))
        elif is_read or found.part.reads_all:
            lines.append(VoiceLine(voice, shown))
    return lines


def _form(voice: Voice, opinion: ProbationOpinion | None) -> WordForm:
    words = opinion.words if opinion else ""
    if voice == "self":
        return WordForm(formdata=None, prefix=voice, words=words)
    advice = opinion.advice if opinion else None
    return OpinionForm(formdata=None, prefix=voice, words=words, advice=advice)
