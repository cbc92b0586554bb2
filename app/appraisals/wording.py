"""What sheets and results say: how far, which band, how each statement was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.appraisals.comparison import Comparison
from app.appraisals.sheet import Sheet
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


def dot_lines(comparisons: Iterable[Comparison], language: str) -> list[dict[str, Any]]:
    """The lines of the chart of dots: the sentence at the high end, the ratings, both in words."""
    return [
        {
            "label": note_icons(each.statement.high_pole.in_(language)),
            "mine": each.mine,
            "theirs": each.theirs,
            "text": _seen_as(each),
            "spoken": _spoken(each),
        }
        for each in comparisons
    ]


_BOLD = Markup("<b>{}</b>")
_BOLD_LABEL = Markup('<b class="text-body">{}</b>')


def _span(instrument: Instrument, band: Band) -> str:
    if len(instrument.bands) > 1 and band == instrument.bands[0]:
        return _("below %(number)s", number=band.to + 1)
    if len(instrument.bands) > 1 and band == instrument.bands[-1]:
        return _("%(number)s and more", number=band.from_)
    return _("%(low)s to %(high)s", low=band.from_, high=band.to)


def _seen_as(line: Comparison) -> str:
    if line.is_paired:
        return _(
            "You: %(mine)s · supervisor: %(theirs)s",
            mine=_number(line.mine),
            theirs=_number(line.theirs),
        )
    return _("You: %(mine)s", mine=_number(line.mine))


def _spoken(line: Comparison) -> str:
    mine, theirs = _number(line.mine), _number(line.theirs)
    if line.gap is not None:
        return _(
            "You: %(mine)s, supervisor: %(theirs)s, %(gap)s apart",
            mine=mine,
            theirs=theirs,
            gap=line.gap,
        )
    if line.is_paired:
        return _("You: %(mine)s, supervisor: %(theirs)s", mine=mine, theirs=theirs)
    low, high = line.statement.low, line.statement.high
    return _("You: %(mine)s, on a scale from %(low)s to %(high)s", mine=mine, low=low, high=high)


def _number(value: int | None) -> str:
    return _("not sure") if value is None else str(value)
