"""Figures in words: their titles, their values, what they mean and what to do about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.quizzes.intervals import Interval
from app.quizzes.statistics import ENOUGH_FOR_FACILITY, ItemStatistics, QuizStatistics


@dataclass(frozen=True)
class Line:
    """One figure: its title, its value, where it lies with 95 % confidence, what it means."""

    title: str
    value: str
    interval: str
    meaning: str


def lines_of_quiz(quiz: QuizStatistics) -> list[Line]:
    """What is known of a quiz as a whole."""
    return [*_levels(quiz), *_shapes(quiz), *_reliability(quiz)]


def lines_of_item(item: ItemStatistics) -> list[Line]:
    """What is known of one question."""
    return [*_difficulty(item), *_weights(item), *_discrimination(item)]


def percent(value: float | None) -> str:
    """A percentage that may be below zero, in whole per cent."""
    return "–" if value is None else f"{_signed(value, 0)}%"


def between(interval: Interval | None) -> str:
    """Between which percentages a figure lies."""
    if interval is None:
        return ""
    low, high = (_signed(end, 0) for end in interval)
    return _("%(low)s to %(high)s%%", low=low, high=high)


def gated(value: str, n: int, *, is_enough: bool) -> str:
    """The figure, or that too few attempts are behind it to be more than chance."""
    return value if is_enough else _("too few (n = %(n)s)", n=n)


def _levels(quiz: QuizStatistics) -> Iterator[Line]:
    is_enough = quiz.n >= ENOUGH_FOR_FACILITY
    scale = 100 / quiz.maximum if quiz.maximum else 0.0
    ends = quiz.average_interval
    interval = ends and (max(0.0, ends[0] * scale), min(100.0, ends[1] * scale))
    yield Line(
        _("Average"),
        gated(percent(quiz.average_percent), quiz.n, is_enough=is_enough),
        between(interval) if is_enough else "",
        _("What people earned, of all points."),
    )
    yield Line(
        _("Median"),
        gated(percent(quiz.median_percent), quiz.n, is_enough=is_enough),
        "",
        _("What half of the people stayed below. Far from the average: see the skewness."),
    )
    yield Line(
        _("Standard deviation"),
        gated(percent(quiz.standard_deviation_percent), quiz.n, is_enough=is_enough),
        "",
        _("How far people lie apart. Small: it is too easy or too hard for all."),
    )


def _shapes(quiz: QuizStatistics) -> Iterator[Line]:
    yield Line(
        _("Skewness"),
        gated(_number(quiz.skewness), quiz.n, is_enough=quiz.is_enough),
        "",
        _("Below 0 a few are far below the rest, above 0 far above. Far above 0: too hard."),
    )
    yield Line(
        _("Kurtosis"),
        gated(_number(quiz.kurtosis), quiz.n, is_enough=quiz.is_enough),
        "",
        _("How bunched (above 0) or flat scores lie. Above 1: most people get the same."),
    )


def _reliability(quiz: QuizStatistics) -> Iterator[Line]:
    is_stated = quiz.is_everything_shown
    ends = quiz.coefficient_of_internal_consistency_interval

    def stated(value: float | None) -> str:
        if not is_stated:
            return _("not stated")
        return gated(percent(value), quiz.n, is_enough=quiz.is_enough)

    why = "" if is_stated else " " + _("Not everybody was asked the same questions.")
    yield Line(
        _("Internal consistency"),
        stated(quiz.coefficient_of_internal_consistency),
        between(ends) if is_stated and quiz.is_enough else "",
        _("Whether all questions measure one thing. Below 64: mend those that discriminate least.")
        + why,
    )
    yield Line(
        _("Error ratio"),
        stated(quiz.error_ratio),
        "",
        _("How much of the differences is chance. Above 50: do not compare people closely.") + why,
    )
    yield Line(
        _("Standard error"),
        stated(quiz.standard_error_percent),
        "",
        _("By how much a score may be off through chance. Near the pass mark: decide with care.")
        + why,
    )


def _difficulty(item: ItemStatistics) -> Iterator[Line]:
    is_enough = item.is_enough_for_facility
    yield Line(
        _("Facility"),
        gated(percent(item.facility), item.n, is_enough=is_enough),
        between(item.facility_interval) if is_enough else "",
        _("What people earned on average, of what the question is worth."),
    )
    yield Line(
        _("Guessing"),
        percent(item.random_guess_score),
        "",
        _("What somebody earns without reading. The facility is near it: people do not know it."),
    )
    yield Line(
        _("Standard deviation"),
        gated(percent(item.standard_deviation), item.n, is_enough=is_enough),
        "",
        _("How much people differ on this question. Near 0: it tells nobody apart."),
    )


def _weights(item: ItemStatistics) -> Iterator[Line]:
    yield Line(
        _("Intended weight"),
        percent(item.intended_weight),
        "",
        _("What the question should count, by its points."),
    )
    yield Line(
        _("Effective weight"),
        gated(percent(item.effective_weight), item.n, is_enough=item.is_enough),
        "",
        _("What it really decides. Far from the intended: change points, or see discrimination."),
    )


def _discrimination(item: ItemStatistics) -> Iterator[Line]:
    yield Line(
        _("Discrimination"),
        gated(percent(item.discrimination_index), item.n, is_enough=item.is_enough),
        between(item.discrimination_index_interval) if item.is_enough else "",
        _("Whether who does well elsewhere does well here. Below 20: vague; below 0: see the key."),
    )
    yield Line(
        _("Discriminative efficiency"),
        gated(percent(item.discriminative_efficiency), item.n, is_enough=item.is_enough),
        "",
        _("The same, against the best possible at this facility. Low though it is fair: reword."),
    )


def _number(value: float | None) -> str:
    return "–" if value is None else _signed(value, 2)


def _signed(value: float, digits: int) -> str:
    """With a real minus, and never a minus before nothing."""
    written = f"{round(value, digits) + 0.0:.{digits}f}"
    return written.replace("-", "−")
