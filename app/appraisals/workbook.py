"""The anonymous figures of an instrument as a workbook; no sheet of anybody is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from app.appraisals.report import Report, StatementAgreement
from app.interface.sheets import Cell, Sheet, columns_of, workbook_of
from app.quizzes.intervals import Interval
from app.quizzes.model import Instrument

#: More digits than these say nothing.
_DIGITS = 3
_WIDE, _NARROW = 40, 14


def figures_of(instrument: Instrument, report: Report, language: str) -> bytes:
    """Two sheets: the instrument as a whole, and its statements. What is not known is empty."""
    whole = (instrument.title.in_(language), _("Value"), _("Lower end"), _("Upper end"))
    return workbook_of(
        _sheet(_("Instrument"), whole, _whole(report)),
        _sheet(_("Statements"), _statement_heads(), _statements(report, language)),
    )


def _sheet(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Sheet:
    rounded = ([_rounded(cell) for cell in row] for row in rows)
    return Sheet(title, columns_of(heads, first=_WIDE, others=_NARROW), rounded)


def _rounded(cell: Cell) -> Cell:
    return round(cell, _DIGITS) if isinstance(cell, float) else cell


def _whole(report: Report) -> list[Sequence[Cell]]:
    found = report.agreement
    return [
        (_("People with a complete sheet"), report.n if report.has_means else None),
        (_("Pairs with their supervisor"), report.pairs if found else None),
        (_("Cronbach's alpha"), report.alpha, *_ends(report.alpha_interval)),
        (_("Agreement of the totals, ICC(A,1)"), found.totals if found else None),
        (_("The same, strictness apart, ICC(C,1)"), found.order if found else None),
        (
            _("Difference of the totals"),
            found.difference if found else None,
            *_ends(found.interval if found else None),
        ),
    ]


def _statement_heads() -> Sequence[str]:
    return (
        _("Statement"),
        _("Mean"),
        _("Spread"),
        _("With the rest"),
        _("Mean by people"),
        _("Mean by supervisors"),
        _("Difference"),
        _("Lower end"),
        _("Upper end"),
        _("The same number"),
        _("Within 1"),
    )


def _statements(report: Report, language: str) -> Iterator[Sequence[Cell]]:
    lines = report.agreement.lines if report.agreement else ()
    compared = {each.statement.id: each for each in lines}
    for each in report.lines:
        words = each.statement.high_pole.in_(language)
        own = (words, each.mean, each.spread, each.item_rest)
        yield (*own, *_compared(compared.get(each.statement.id)))


def _compared(each: StatementAgreement | None) -> tuple[Cell, ...]:
    if each is None:
        return ()
    means = (each.own_mean, each.other_mean, each.difference)
    return (*means, *_ends(each.interval), each.exact, each.within_one)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return interval or (None, None)
