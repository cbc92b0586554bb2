"""Printing a quiz on paper, and its key apart."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.accounts.access import requires
from app.accounts.roles import Permission
from app.interface.addresses import outside
from app.interface.qr import qr_code
from app.interface.texts import spoken_in
from app.library.queries import Published
from app.markup.texts import LANGUAGES
from app.paper.blueprint import bp
from app.paper.codes import new_seeds
from app.paper.finding import quiz_or_404
from app.paper.letters import LETTERS, write_answer
from app.paper.queries import paper_called
from app.paper.sheets import Paper, is_printable, lines_for, right_answer
from app.paper.wording import LANGUAGE_NAMES

#: So many different papers keep neighbours from copying.
MOST_PAPERS = 5


@bp.get("/quizzes/<quiz>/paper")
@requires(Permission.EXAMINE)
def paper(quiz: str) -> str | Response:
    """Papers to print; without their codes new ones are drawn, so many as are asked for."""
    published, language = quiz_or_404(quiz), _language()
    if not is_printable(published.body):
        return render_template("paper/not_printable.html", quiz=published.body)
    codes = request.args.getlist("paper")[:MOST_PAPERS]
    if not codes:
        new = [Paper(published, seed).code for seed in new_seeds(_count())]
        return redirect(url_for(".paper", quiz=quiz, language=language, paper=new))
    papers = [paper_called(quiz, code) or abort(404) for code in codes]
    return render_template(
        "paper/paper.html",
        quiz=published.body,
        papers=papers,
        languages=LANGUAGE_NAMES,
        chosen=language,
        most=MOST_PAPERS,
        sheets=_sheets(published, papers, language),
    )


@bp.get("/quizzes/<quiz>/paper/key")
@requires(Permission.EXAMINE)
def key(quiz: str) -> str:
    """What is right on one paper."""
    quiz_or_404(quiz)
    found = paper_called(quiz, request.args.get("paper", "")) or abort(404)
    answers = {each.item.id: right_answer(each.item) for each in found.questions}
    written = {
        each.item.id: write_answer(each.item, each.order, answers[each.item.id])
        for each in found.questions
    }
    return render_template(
        "paper/key.html",
        quiz=found.quiz.body,
        paper=found,
        answers=answers,
        written=written,
        letters=LETTERS,
    )


def _language() -> str:
    """The language that was asked for, else the reader's."""
    wanted = request.args.get("language")
    return wanted if wanted in LANGUAGES else str(g.language)


def _count() -> int:
    return min(max(request.args.get("count", 1, type=int), 1), MOST_PAPERS)


def _sheets(published: Published, papers: list[Paper], language: str) -> Markup:
    """The papers themselves, in their own language whatever the reader's is."""
    with spoken_in(language):
        return Markup(
            render_template(
                "paper/sheets.html",
                papers=papers,
                language=language,
                letters=LETTERS,
                lines_for=lines_for,
                codes={each.code: _picture(published.slug, each) for each in papers},
            )
        )


def _picture(quiz: str, paper: Paper) -> str:
    """The code as a picture, which leads to where the paper is entered."""
    return qr_code(outside(url_for(".entry", quiz=quiz, paper=paper.code)))
