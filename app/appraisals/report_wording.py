"""What the figures of an instrument mean, and what to do about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.appraisals.comparison import scale_of
from app.appraisals.report import Agreement, Report, StatementAgreement, StatementFigures
from app.interface.icons import note_icons
from app.quizzes.intervals import Interval
from app.quizzes.model import Instrument

# Where a figure begins to be good: Nunnally (1978), Psychometric Theory, for alpha and item-rest;
# Koo and Li (2016), J. Chiropractic Medicine 15, for intraclass correlations.
_ALPHA_HIGH, _ALPHA_GOOD, _ALPHA_ENOUGH = 0.9, 0.8, 0.7
_REST_GOOD = 0.3
_ICC_GOOD, _ICC_FAIR = 0.75, 0.5


def number(value: float | None, digits: int = 2) -> str:
    """With a real minus, and never a minus before nothing."""
    if value is None:
        return "–"
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def between(interval: Interval | None, digits: int = 2) -> str | None:
    """Where a figure lies with 95 % confidence."""
    if interval is None:
        return None
    low, high = (number(end, digits) for end in interval)
    return _("95%% between %(low)s and %(high)s", low=low, high=high)


def not_yet(count: int, enough: int) -> str:
    """How far it still is to a figure."""
    return _("Not enough yet: %(count)s of %(enough)s", count=count, enough=enough)


def alpha_words(report: Report) -> str:
    """What Cronbach's alpha says about the statements together, and what to do."""
    if report.alpha is None:
        return _("Everybody gave the same total, so there is nothing to compare.")
    count, value = len(report.lines), number(report.alpha)
    if report.alpha >= _ALPHA_HIGH:
        return _(
            "%(alpha)s: the %(count)s statements measure one thing, some of them perhaps the same "
            "thing twice. Good for comparing groups, not for judging one person.",
            alpha=value,
            count=count,
        )
    if report.alpha >= _ALPHA_GOOD:
        return _(
            "%(alpha)s: the %(count)s statements measure one thing well enough to compare groups, "
            "not to judge one person.",
            alpha=value,
            count=count,
        )
    if report.alpha >= _ALPHA_ENOUGH:
        return _(
            "%(alpha)s: the %(count)s statements belong together, loosely. The total is a start "
            "for a talk; look at each statement below.",
            alpha=value,
            count=count,
        )
    return _(
        "%(alpha)s: the %(count)s statements measure different things. Do not read the total; talk "
        "about single statements, and mend those that go least with the rest.",
        alpha=value,
        count=count,
    )


def mean_lines(
    instrument: Instrument, figures: Iterable[StatementFigures], language: str
) -> list[dict[str, Any]]:
    """The lines of the chart of means, one a statement."""
    low, high = scale_of(instrument)
    return [
        _line(
            each,
            language,
            mine=each.mean,
            text=_(
                "%(mean)s · spread %(spread)s",
                mean=number(each.mean, 1),
                spread=number(each.spread, 1),
            ),
            spoken=_(
                "mean %(mean)s on a scale from %(low)s to %(high)s, spread %(spread)s",
                mean=number(each.mean, 1),
                spread=number(each.spread, 1),
                low=low,
                high=high,
            ),
        )
        for each in figures
    ]


def weak_lines(figures: Iterable[StatementFigures]) -> list[StatementFigures]:
    """The statements that hardly go with the rest."""
    return [each for each in figures if each.item_rest is None or each.item_rest < _REST_GOOD]


def weak_words(weak: int, count: int) -> str:
    """How many these are."""
    if not weak:
        return _("All %(count)s statements go with the rest.", count=count)
    return ngettext(
        "%(num)s of %(count)s statements hardly goes with the rest.",
        "%(num)s of %(count)s statements hardly go with the rest.",
        weak,
        count=count,
    )


def rest_lines(figures: Iterable[StatementFigures], language: str) -> list[dict[str, Any]]:
    """The lines of the chart of how each statement goes with the rest."""
    return [
        _line(
            each,
            language,
            mine=each.item_rest,
            text=f"{number(each.item_rest)} · {rest_words(each.item_rest)}",
            spoken=f"{number(each.item_rest)}: {rest_words(each.item_rest)}",
        )
        for each in figures
    ]


def rest_words(value: float | None) -> str:
    """Whether a statement goes with the others, in few characters."""
    if value is None:
        return _("all the same")
    if value < 0:
        return _("against the rest")
    return _("goes with the rest") if value >= _REST_GOOD else _("hardly with the rest")


def agreement_lines(lines: Iterable[StatementAgreement], language: str) -> list[dict[str, Any]]:
    """The lines of the chart of both means, with the difference and how many agree."""
    return [
        _line(each, language, mine=each.own_mean, theirs=each.other_mean, **_agreed(each))
        for each in lines
    ]


def icc_words(found: Agreement) -> str:
    """What the agreement of the totals says, and what to do."""
    if found.totals is None:
        return _("Everybody has the same total, so there is nothing to compare.")
    value = number(found.totals)
    if found.totals >= _ICC_GOOD:
        return _("%(icc)s: people and their supervisors mostly see the same.", icc=value)
    if found.totals >= _ICC_FAIR:
        return _(
            "%(icc)s: they agree in part. The statements that are furthest apart are worth a talk.",
            icc=value,
        )
    return _(
        "%(icc)s: they often see different things. Neither number stands for a person: the talk "
        "matters more than the total.",
        icc=value,
    )


def order_words(found: Agreement) -> str | None:
    """Whether it is the strictness that differs, or the order of the people."""
    if found.order is None or found.totals is None:
        return None
    if found.order - found.totals >= 0.1:
        return _(
            "%(icc)s if all were equally strict: much of the difference is only that one side "
            "gives higher numbers.",
            icc=number(found.order),
        )
    return _(
        "%(icc)s if all were equally strict: it is not strictness that keeps them apart.",
        icc=number(found.order),
    )


def difference_words(difference: float, interval: Interval | None) -> str:
    """Who gives higher numbers, if that is more than chance."""
    if interval is not None and interval[0] <= 0 <= interval[1]:
        return _("Neither side gives higher numbers, as far as these sheets show.")
    if difference == 0:
        return _("Both sides give the same numbers.")
    if difference < 0:
        return _("Supervisors give lower numbers than people give themselves.")
    return _("Supervisors give higher numbers than people give themselves.")


def _agreed(each: StatementAgreement) -> dict[str, str]:
    values = {
        "mine": number(each.own_mean, 1),
        "theirs": number(each.other_mean, 1),
        "apart": number(each.difference, 1),
        "exact": number(100 * each.exact, 0),
        "within": number(100 * each.within_one, 0),
    }
    ends = between(each.interval, 1)
    text = _(
        "%(apart)s · %(exact)s%% the same, %(within)s%% within 1",
        **{name: values[name] for name in ("apart", "exact", "within")},
    )
    spoken = _(
        "people %(mine)s, supervisors %(theirs)s, difference %(apart)s; %(exact)s%% gave the same "
        "number, %(within)s%% at most one apart",
        **values,
    )
    return {"text": text, "spoken": f"{spoken}; {ends}" if ends else spoken}


def _line(
    each: StatementFigures | StatementAgreement, language: str, **values: Any
) -> dict[str, Any]:
    label = note_icons(each.statement.high_pole.in_(language))
    return {"label": label, "theirs": None} | values
