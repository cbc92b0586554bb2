"""What of a review stands on paper, in words."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from app.interface.days import local_day
from app.interface.formats import Reader, dotted, minutes
from app.probation.facts import Facts, Proof
from app.probation.fitting import Contents, Item, Paper, Part, fitted
from app.probation.models import ProbationOpinion
from app.probation.page import Sight
from app.probation.parts import VOICES
from app.probation.wording import DECISIONS, advice_name, practice_words, voice_name

#: Of lists of names so many characters stand on paper.
_MOST_NAMES = 120


def paper_of(sight: Sight, reader: Reader) -> Paper:
    """One review on one page."""
    return fitted(_Writer(sight, reader).contents())


class _Writer:
    """Writes one review for one reader."""

    def __init__(self, sight: Sight, reader: Reader) -> None:
        self.sight, self.reader = sight, reader
        self.review, self.person = sight.found.review, sight.found.person

    def contents(self) -> Contents:
        parts = [
            Part(_("Conditions"), (self._confirmed(),)),
            Part(_("What is known"), (self._known(self.sight.facts),)),
            *self._voices(),
            Part(_("Decision"), self._decision()),
        ]
        if self.sight.learns_decision:
            parts.append(Part(_("Told"), self._told()))
        return Contents(self._facts(), self._items(), tuple(parts))

    def _facts(self) -> tuple[tuple[str, str], ...]:
        person, review = self.person, self.review
        span = _("%(begin)s to %(end)s", begin=review.begins_on, end=review.ends_on)
        return (
            (_("Name"), person.name),
            (_("Number"), person.employee_number or "–"),
            (_("Unit"), person.unit.name if person.unit else "–"),
            (_("Position"), self.sight.position.title.in_(self.reader.language)),
            (_("Probation"), span),
            (_("Mentor"), _names(self.sight.facts.mentors)),
        )

    def _items(self) -> tuple[Item, ...]:
        return tuple(
            Item(
                number,
                line.condition.text.in_(self.reader.language),
                _proved(line.proof),
                line.has_failed,
            )
            for number, line in enumerate(self.sight.conditions, start=1)
        )

    def _confirmed(self) -> str:
        if self.review.conditions_confirmed_at is None:
            return _("Not confirmed by %(name)s", name=self.person.name)
        return _(
            "Confirmed by %(name)s on %(day)s",
            name=self.person.name,
            day=self._day(self.review.conditions_confirmed_at),
        )

    def _known(self, facts: Facts) -> str:
        missing = [name.in_(self.reader.language) for name in facts.missing]
        sessions = facts.sessions
        said = [
            ngettext("%(num)s quiz passed", "%(num)s quizzes passed", len(facts.quizzes)),
            _("practice: %(words)s", words=practice_words(facts.practice))
            if facts.practice
            else _("no practice seen"),
            ngettext("%(num)s training session", "%(num)s training sessions", sessions.count),
            minutes(sessions.minutes, self.reader) if sessions.count else "",
            ngettext("%(num)s document signed", "%(num)s documents signed", len(facts.signed)),
            _("certificates missing: %(names)s", names=_names(missing)) if missing else "",
        ]
        return dotted(said, self.reader)

    def _voices(self) -> list[Part]:
        said = {each.voice: each for each in self.review.opinions}
        return [
            Part(voice_name(voice), self._voice(said[voice]) if voice in said else ("–",))
            for voice in VOICES
        ]

    def _voice(self, opinion: ProbationOpinion) -> tuple[str, ...]:
        advice = (
            _("Advice: %(advice)s", advice=advice_name(opinion.advice)) if opinion.advice else ""
        )
        by = (advice, opinion.by_name, self._day(opinion.said_at))
        return opinion.words, dotted(by, self.reader)

    def _decision(self) -> tuple[str, ...]:
        review = self.review
        if review.decision is None or review.decided_at is None or not self.sight.learns_decision:
            return ("–",)
        until = _("until %(day)s", day=review.extended_until) if review.extended_until else ""
        said = (str(DECISIONS[review.decision]), until, self._day(review.decided_at))
        line = dotted(said, self.reader)
        return (line, review.reasons) if review.reasons else (line,)

    def _told(self) -> tuple[str, ...]:
        review, name = self.review, self.person.name
        if review.acknowledged_at is None:
            return (_("%(name)s has not confirmed it yet", name=name),)
        line = _(
            "%(name)s was told, and confirmed it on %(day)s",
            name=name,
            day=self._day(review.acknowledged_at),
        )
        return (line, review.acknowledged_word) if review.acknowledged_word else (line,)

    def _day(self, moment: datetime) -> str:
        day: date = local_day(moment, self.reader.zone)
        return day.isoformat()


def _proved(proof: Proof) -> str:
    """How many of the standards of a condition are learned, answered right and shown."""
    count = len(proof.standards)
    if not count:
        return "–"
    counts = [
        (pgettext("triad", "L"), proof.learned, count),
        (pgettext("triad", "A"), proof.answered, count),
        (pgettext("triad", "S"), proof.shown, proof.to_be_shown),
    ]
    return " ".join(f"{letter} {n}/{of}" for letter, n, of in counts if of)


def _names(names: tuple[str, ...] | list[str]) -> str:
    text = pgettext("between words", ", ").join(names) or "–"
    return text if len(text) <= _MOST_NAMES else text[:_MOST_NAMES] + "…"
