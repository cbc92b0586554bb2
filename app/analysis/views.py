"""How quizzes and their items do: figures for those who write and keep them."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.analysis import lines, wording
from app.analysis.asking import Asked, asked_from
from app.analysis.charts import bars_of, letter_places
from app.analysis.forms import AskedForm
from app.analysis.overview import found_in, overview_for
from app.analysis.places import places_of
from app.analysis.reports import Figures, Report, in_order, report_of
from app.analysis.tables import choices_sheet, items_sheet
from app.interface.asking import words_from
from app.interface.days import today_here
from app.interface.downloads import attachment
from app.library.reading import document_or_404, library
from app.quizzes.model import Quiz
from app.quizzes.statistics import ENOUGH, ENOUGH_FOR_FACILITY
from app.security import keep_out_of_caches

bp = Blueprint("analysis", __name__)
bp.after_request(keep_out_of_caches)


@bp.get("/quizzes/manage")
@requires(Permission.OVERSEE)
def quizzes() -> str:
    """All quizzes, how their people did, and what waits for a decision."""
    words = words_from(request.args.get("q", ""))
    entries = overview_for(viewer(), library())
    return render_template(
        "analysis/quizzes.html",
        words=words,
        entries=found_in(entries, words),
        waiting={
            "essays": sum(each.essays for each in entries),
            "late": sum(each.late for each in entries),
            "held": sum(each.held for each in entries),
        },
        enough=ENOUGH_FOR_FACILITY,
    )


@bp.get("/quizzes/<quiz>/statistics")
@requires(Permission.ANALYSE)
def statistics(quiz: str) -> str:
    """The figures of a quiz as a whole and of its questions."""
    about, asked, report = _report(quiz)
    return render_template(
        "analysis/statistics.html",
        quiz=about,
        asked=asked,
        report=report,
        form=AskedForm(asked, report.versions),
        lines=lines,
        wording=wording,
        bars=bars_of(report.scores),
        enough=ENOUGH_FOR_FACILITY,
        questions=in_order(report.questions, asked.order),
        places=_places(about),
    )


@bp.get("/quizzes/<quiz>/statistics/questions/<item>")
@requires(Permission.ANALYSE)
def question(quiz: str, item: str) -> str:
    """The figures of one question, and who takes which choice."""
    about, asked, report = _report(quiz)
    figures = report.question(item) or abort(404)
    return render_template(
        "analysis/question.html",
        quiz=about,
        asked=asked,
        figures=figures,
        lines=lines,
        wording=wording,
        plot=_plot(figures),
        place=_places(about).get(figures.track.item.id),
        enough=ENOUGH,
    )


@bp.get("/quizzes/<quiz>/statistics/<any(items, choices):table>.csv")
@requires(Permission.ANALYSE)
def download(quiz: str, table: str) -> Response:
    """The same figures as a file."""
    _about, asked, report = _report(quiz)
    questions = in_order(report.questions, asked.order)
    sheet = items_sheet(questions) if table == "items" else choices_sheet(questions)
    return attachment(sheet.csv(), quiz, table, today_here(), ending="csv")


def _report(slug: str) -> tuple[Quiz, Asked, Report]:
    about: Quiz = document_or_404("quiz", slug).body
    asked = asked_from(request.args)
    return about, asked, report_of(slug, asked)


def _places(quiz: Quiz) -> dict[str, str]:
    courses, quizzes = current_app.config["COURSES_PATH"], current_app.config["QUIZZES_PATH"]
    return places_of(quizzes, quiz.slug, root=courses.parent)


def _plot(figures: Figures) -> list[dict[str, object]]:
    """The lines of the plot of the choices, with where their letters stand."""
    if figures.options is None or not figures.options.is_enough:
        return []
    options = figures.options.options
    ends = [
        next((share for share in reversed(each.fifths) if share is not None), 0.0)
        for each in options
    ]
    return [
        {
            "letter": wording.letter_of(figures, each.key),
            "is_right": each.is_right,
            "shares": each.fifths,
            "letter_at": at,
        }
        for each, at in zip(options, letter_places(ends), strict=True)
    ]
