"""What ratings say about an instrument, never about a person."""

from __future__ import annotations

from flask import Response, abort, g, render_template, request

from app.accounts.access import requires
from app.accounts.roles import Permission
from app.appraisals import report_wording
from app.appraisals.blueprint import bp
from app.appraisals.comparison import scale_of
from app.appraisals.pairing import DAYS
from app.appraisals.report import ENOUGH_FOR_MEANS, ENOUGH_PAIRS, STEP, Report, report_of
from app.appraisals.statistics_queries import sheets_on
from app.appraisals.workbook import figures_of
from app.interface.days import today_here
from app.interface.downloads import attachment
from app.library.queries import Published
from app.library.reading import library
from app.quizzes.statistics import ENOUGH


@bp.get("/appraisals/statistics")
@requires(Permission.KEEP_RECORDS)
def statistics() -> str:
    """How an instrument measures, and how far people and those who lead them agree."""
    instruments = list(library().all("instrument"))
    if not instruments:
        return render_template("appraisals/statistics.html", instruments=[], instrument=None)
    chosen, report = _chosen(instruments)
    return render_template(
        "appraisals/statistics.html",
        instruments=instruments,
        instrument=chosen.body,
        report=report,
        words=report_wording,
        scale=scale_of(chosen.body),
        days=DAYS,
        enough={"means": ENOUGH_FOR_MEANS, "alpha": ENOUGH, "pairs": ENOUGH_PAIRS, "step": STEP},
    )


@bp.get("/appraisals/statistics.xlsx")
@requires(Permission.KEEP_RECORDS)
def statistics_file() -> Response:
    """The same figures as a workbook."""
    instruments = list(library().all("instrument")) or abort(404)
    chosen, report = _chosen(instruments)
    file = figures_of(chosen.body, report, g.language)
    return attachment(file, chosen.slug, today_here(), ending="xlsx")


def _chosen(instruments: list[Published]) -> tuple[Published, Report]:
    """The instrument that the address asks for, else the first, with its figures."""
    wanted = request.args.get("instrument", instruments[0].slug)
    chosen = next((each for each in instruments if each.slug == wanted), None) or abort(404)
    return chosen, report_of(chosen.body, sheets_on(chosen.slug))
