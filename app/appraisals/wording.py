"""What sheets and results say: how far, which band, how each statement was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.appraisals.comparison import Comparison
from app.appraisals.history import Round
from app.appraisals.pairing import RatingState
from app.appraisals.sheet import Sheet
from app.interface.formats import Reader, short_day
from app.interface.icons import note_icons
from app.quizzes.model import Band, Instrument


def progress_words(sheet: Sheet) -> str:
    """How many statements of this sheet are rated, and how many are left."""
    if sheet.left == 0:
        return _("All %(count)s chosen", count=sheet.rated)
    return _("%(rated)s chosen, %(left)s to go", rated=sheet.rated, left=sheet.left)


def missing_words(count: int) -> str:
    """What to do about the statements that are not rated, on whatever sheet they stand."""
    return ngettext(
        "%(num)s statement is still open. Choose a number or “Not sure”, then finish.",
        "%(num)s statements are still open. Choose a number or “Not sure”, then finish.",
        count,
    )


def band_facts(instrument: Instrument, own: Band | None, language: str) -> list[tuple[Any, Any]]:
    """Every band with its title, the highest first; one's own stands out."""
    facts: list[tuple[Any, Any]] = []
    for band in reversed(instrument.bands):
        span, title = _span(instrument, band), band.title.in_(language)
        if band == own:
            facts.append((_BOLD_LABEL.format(span), _BOLD.format(title)))
        else:
            facts.append((span, title))
    return facts


def band_parts(instrument: Instrument) -> list[dict[str, int]]:
    """The parts of the chart of bands, from the lowest."""
    return [{"low": band.from_, "high": band.to} for band in instrument.bands]


def dot_lines(
    comparisons: Iterable[Comparison], language: str, subject: str | None = None
) -> list[dict[str, Any]]:
    """The lines of the chart of dots: the sentence at the high end, the ratings, both in words.

    `subject` is the name of the person rated when another reads; she herself reads without it.
    """
    return [
        {
            "label": note_icons(each.statement.high_pole.in_(language)),
            "mine": each.mine,
            "theirs": each.theirs,
            "text": _seen_as(each, subject),
            "spoken": _spoken(each, subject),
        }
        for each in comparisons
    ]


def round_lines(
    rounds: Iterable[Round], reader: Reader, subject: str | None = None
) -> list[dict[str, Any]]:
    """The lines of the chart of totals: when and on which occasion, and both totals in words."""
    return [
        {
            "label": f"{short_day(each.at, reader)} · {occasion_words(each.occasion)}",
            "mine": each.mine if each.is_paired or not subject else None,
            "theirs": each.theirs if each.is_paired or subject else None,
            "text": _totals(each, subject),
            "spoken": _totals(each, subject),
        }
        for each in rounds
    ]


def occasion_words(occasion: str) -> str:
    """Why a rating was made, in few characters."""
    return {
        "own": _("Of one's own accord"),
        "probation": _("Before the probation review"),
        "yearly": _("Once a year"),
    }[occasion]


def invitation_words(occasion: str) -> str:
    """Why it is a good day to rate again, and that nothing hangs on it."""
    if occasion == "probation":
        return _(
            "The probation review is near, a good day to talk. This is for talking and learning; "
            "it is no part of the review."
        )
    return _(
        "A year has passed. See what has changed, and talk about it. This is for talking and "
        "learning; nothing hangs on it."
    )


def total_words(total: int | None) -> str:
    """The total of a rating, or that there is none because somebody could not say."""
    return _("No total") if total is None else _("%(total)s points", total=total)


def state_words(state: RatingState) -> str:
    """How far a supervisor is with rating a person, in few characters."""
    return {
        RatingState.NONE: _("Not rated yet"),
        RatingState.BEGUN: _("Rating begun"),
        RatingState.HANDED_IN: _("Rating handed in"),
        RatingState.BOTH_IN: _("Both ratings are in"),
    }[state]


def who_sees_own() -> str:
    """What an employee is told about who reads her ratings of herself."""
    return _(
        "The result is for you. Your supervisor sees it only after rating you on the same "
        "statements, and then you see that rating too. HR sees only that it is done, and figures "
        "of at least ten people together, without names. This is no test."
    )


def who_sees_about(name: str) -> str:
    """What a supervisor is told about who reads her ratings of another."""
    return _(
        "%(name)s sees your ratings with your name on them, and you see those by %(name)s: both at "
        "the same moment, when both are in. HR sees only that it is done, and figures of at least "
        "ten people together, without names.",
        name=name,
    )


_BOLD = Markup("<b>{}</b>")
_BOLD_LABEL = Markup('<b class="text-body">{}</b>')


def _span(instrument: Instrument, band: Band) -> str:
    if len(instrument.bands) > 1 and band == instrument.bands[0]:
        return _("below %(number)s", number=band.to + 1)
    if len(instrument.bands) > 1 and band == instrument.bands[-1]:
        return _("%(number)s and more", number=band.from_)
    return _("%(low)s to %(high)s", low=band.from_, high=band.to)


def _seen_as(line: Comparison, subject: str | None) -> str:
    mine, theirs = _number(line.mine), _number(line.theirs)
    if not line.is_paired:
        return _("You: %(mine)s", mine=theirs if subject else mine)
    if line.gap == 0:
        return _("Both: %(number)s", number=mine)
    if line.gap is None and subject:
        return _("Self: %(mine)s · you: %(theirs)s", mine=mine, theirs=theirs)
    if line.gap is None:
        return _("You: %(mine)s · supervisor: %(theirs)s", mine=mine, theirs=theirs)
    values = {"mine": mine, "theirs": theirs, "gap": line.gap}
    if subject:
        return _("Self: %(mine)s · you: %(theirs)s · %(gap)s apart", **values)
    return _("You: %(mine)s · supervisor: %(theirs)s · %(gap)s apart", **values)


def _spoken(line: Comparison, subject: str | None) -> str:
    mine, theirs = _number(line.mine), _number(line.theirs)
    if not line.is_paired:
        own, low, high = theirs if subject else mine, line.statement.low, line.statement.high
        return _("You: %(mine)s, on a scale from %(low)s to %(high)s", mine=own, low=low, high=high)
    pair = (
        _("%(name)s: %(mine)s, you: %(theirs)s", name=subject, mine=mine, theirs=theirs)
        if subject
        else _("You: %(mine)s, supervisor: %(theirs)s", mine=mine, theirs=theirs)
    )
    return pair if line.gap is None else _("%(pair)s, %(gap)s apart", pair=pair, gap=line.gap)


def _totals(each: Round, subject: str | None) -> str:
    mine, theirs = total_words(each.mine), total_words(each.theirs)
    if not each.is_paired:
        return _("You: %(mine)s", mine=theirs if subject else mine)
    if subject:
        return _("Self: %(mine)s · you: %(theirs)s", mine=mine, theirs=theirs)
    return _("You: %(mine)s · supervisor: %(theirs)s", mine=mine, theirs=theirs)


def _number(value: int | None) -> str:
    return _("not sure") if value is None else str(value)
