"""What the attempts at a quiz say about it: read, gathered and worked out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.analysis.asking import Asked, Order
from app.analysis.gathering import Gathered, Sat, gather, totals_of
from app.analysis.queries import given_in, handed_in, versions_of
from app.analysis.tracks import Track, Tracks
from app.library.queries import Published
from app.quizzes.choosing import attempts_that_count
from app.quizzes.flags import Flag, flags_of
from app.quizzes.options import OptionTable
from app.quizzes.statistics import ItemStatistics, QuizStatistics, statistics_of


@dataclass(frozen=True)
class Figures:
    """One question: what is known of it, of its choices, and what is remarkable."""

    track: Track
    item: ItemStatistics
    options: OptionTable | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Report:
    """The quiz as a whole and its questions, from the attempts that count."""

    versions: Sequence[Published]
    quiz: QuizStatistics
    questions: Sequence[Figures]
    #: The score of each attempt, from 0 to 1.
    scores: Sequence[float]
    #: How many attempts are not counted, because somebody still has to mark them.
    unmarked: int

    @property
    def flagged(self) -> list[Figures]:
        """The questions that their author should look at."""
        return [each for each in self.questions if each.flags]

    def question(self, name: str) -> Figures | None:
        """One question by the name of its track."""
        return next((each for each in self.questions if each.track.name == name), None)


def report_of(slug: str, asked: Asked) -> Report:
    """What the attempts at a quiz say. Three statements, however many attempts there are."""
    versions = versions_of(slug)
    tracks = Tracks(versions)
    sat, unmarked = _counted(slug, asked, versions)
    choices = {track.item.id for track in tracks.all if track.choices}
    gathered = gather(sat, given_in(slug, choices, _version_id(asked, versions)), tracks)
    statistics = statistics_of([each.column() for each in gathered])
    return Report(
        versions,
        statistics.quiz,
        _questions(gathered, statistics.items),
        [each.score for each in sat if each.score is not None],
        unmarked,
    )


def in_order(questions: Sequence[Figures], order: Order) -> list[Figures]:
    """The questions so that those come first which one would look for; unknown ones last."""
    if order is Order.QUIZ:
        return list(questions)
    figure = _FIGURES[order]
    known = [each for each in questions if figure(each.item) is not None]
    known.sort(key=lambda each: figure(each.item) or 0.0, reverse=order in _LARGEST_FIRST)
    return known + [each for each in questions if figure(each.item) is None]


#: What each order goes by. What is too little to be shown is not known here either.
_FIGURES: Mapping[Order, Callable[[ItemStatistics], float | None]] = {
    Order.FACILITY: lambda item: item.facility if item.is_enough_for_facility else None,
    Order.DISCRIMINATION: lambda item: item.discrimination_index if item.is_enough else None,
    Order.EFFICIENCY: lambda item: item.discriminative_efficiency if item.is_enough else None,
    Order.WEIGHT: lambda item: item.effective_weight if item.is_enough else None,
    Order.ANSWERS: lambda item: item.n,
}
_LARGEST_FIRST = frozenset({Order.WEIGHT, Order.ANSWERS})
_NO_VERSION = uuid.UUID(int=0)


def _counted(slug: str, asked: Asked, versions: Sequence[Published]) -> tuple[list[Sat], int]:
    """The attempts that count and have a score, and how many count without one."""
    chosen = attempts_that_count(handed_in(slug, _version_id(asked, versions)), asked.which)
    sat = [each for each in chosen if each.score is not None]
    return sat, len(chosen) - len(sat)


def _version_id(asked: Asked, versions: Sequence[Published]) -> uuid.UUID | None:
    if asked.version is None:
        return None
    # A version that there never was has no attempts.
    numbers = {each.number: each.version_id for each in versions}
    return numbers.get(asked.version, _NO_VERSION)


def _questions(
    gathered: Sequence[Gathered], items: Mapping[str, ItemStatistics]
) -> tuple[Figures, ...]:
    totals = totals_of(gathered)
    options = {each.track.name: each.options(totals) for each in gathered if each.is_chosen}
    # What a later version has mended needs no look any more.
    current = {each.track.name for each in gathered if each.track.is_current}
    flags = flags_of({name: items[name] for name in items if name in current}, options)
    return tuple(
        Figures(
            each.track,
            items[each.track.name],
            options.get(each.track.name),
            tuple(flag for flag in flags if flag.item == each.track.name),
        )
        for each in gathered
    )
