"""Entering a paper: whose it is, her card, a look at it in words, and then it counts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import called, employees_examined_by
from app.accounts.roles import Permission
from app.attempts.models import Attempt
from app.db import begin_writing, db, reads_first
from app.interface.formats import Reader, score
from app.library.reading import library
from app.paper.blueprint import bp
from app.paper.finding import examined_or_404, quiz_or_404
from app.paper.forms import CardForm, CodeForm, EntryForm, card_form
from app.paper.letters import LETTERS
from app.paper.operations import NotEntered, enter_paper, refuse_paper
from app.paper.queries import paper_called
from app.paper.rules import Sat
from app.paper.sheets import Paper, is_printable
from app.paper.wording import HELP_ON_PAPER, words_of
from app.quizzes.model import Quiz


@bp.get("/quizzes/<quiz>/paper/entry")
@requires(Permission.EXAMINE)
def entry(quiz: str) -> str | Response | tuple[str, int]:
    """Whose paper of a quiz is to be entered; the code on the paper leads here."""
    body: Quiz = quiz_or_404(quiz).body
    form = EntryForm(_known(quiz), _called)
    if "person" not in request.args:
        return render_template("paper/entry.html", quiz=body, form=form)
    if not form.validate() or form.found is None:
        return render_template("paper/entry.html", quiz=body, form=form), 422
    return redirect(url_for(".card", person_id=form.found.id, quiz=quiz, paper=form.paper.data))


@bp.get("/team/<uuid:person_id>/paper")
@requires(Permission.EXAMINE)
def choose(person_id: uuid.UUID) -> str:
    """Of which quiz a paper of one person is to be entered."""
    quizzes = [each.body for each in library().all("quiz") if _is_on_paper(each.body)]
    return render_template("paper/choose.html", person=examined_or_404(person_id), quizzes=quizzes)


@bp.get("/team/<uuid:person_id>/quizzes/<quiz>/paper")
@requires(Permission.EXAMINE)
def card(person_id: uuid.UUID, quiz: str) -> str | tuple[str, int]:
    """The card of a paper, to type what stands on it; without its code, the code first."""
    person, body = examined_or_404(person_id), quiz_or_404(quiz).body
    form = CodeForm(_known(quiz))
    if "paper" not in request.args:
        return render_template("paper/code.html", person=person, quiz=body, form=form)
    paper = paper_called(quiz, request.args["paper"])
    if paper is None:
        form.validate()
        return render_template("paper/code.html", person=person, quiz=body, form=form), 422
    why = _objection(person, paper)
    return _card_page(person, paper, _form_of(paper), errors=[why] if why else ())


@bp.post("/team/<uuid:person_id>/quizzes/<quiz>/paper")
@reads_first
@requires(Permission.EXAMINE)
def enter(person_id: uuid.UUID, quiz: str) -> str | Response | tuple[str, int]:
    """Show what was typed in words; pressed once more, it counts."""
    person, _quiz = examined_or_404(person_id), quiz_or_404(quiz)
    paper = paper_called(quiz, request.args.get("paper", "")) or abort(404)
    form, press = _form_of(paper), request.form.get("press", "check")
    if press == "change":
        return _card_page(person, paper, form)
    if not form.validate():
        return _card_page(person, paper, form), 422
    why = _objection(person, paper, form.sat)
    if why:
        return _card_page(person, paper, form, errors=[why]), 422
    if press != "enter":
        return _check_page(person, paper, form)
    return _entered(person, paper, form)


def _entered(person: Person, paper: Paper, form: CardForm) -> Response | tuple[str, int]:
    """Make it count, and go on to the next paper of the pile."""
    begin_writing()
    try:
        attempt = enter_paper(
            person.id,
            paper,
            form.answers,
            form.sat,
            library(),
            helper=form.helper,
            now=g.now,
            by_id=viewer().id,
        )
    except NotEntered as refused:
        db.session.rollback()
        why = words_of(refused.objection, person.name, _reader())
        return _card_page(person, paper, form, errors=[why]), 422
    db.session.commit()
    flash(_said_of(attempt, person.name))
    return redirect(url_for(".entry", quiz=paper.quiz.slug))


def _said_of(attempt: Attempt, name: str) -> str:
    if attempt.score is None:
        return _("The paper of %(name)s is entered. Its text waits for a mark.", name=name)
    points = score(attempt.score)
    if attempt.is_passed:
        return _(
            "The paper of %(name)s is entered: %(points)s points, passed.", name=name, points=points
        )
    return _(
        "The paper of %(name)s is entered: %(points)s points, not passed.", name=name, points=points
    )


def _objection(person: Person, paper: Paper, sat: Sat | None = None) -> str | None:
    """What speaks against entering it, in words."""
    try:
        refuse_paper(person.id, paper, sat, now=g.now)
    except NotEntered as refused:
        return words_of(refused.objection, person.name, _reader())
    return None


def _card_page(person: Person, paper: Paper, form: CardForm, errors: Sequence[str] = ()) -> str:
    return render_template(
        "paper/card.html",
        person=person,
        quiz=paper.quiz.body,
        paper=paper,
        form=form,
        errors=errors,
    )


def _check_page(person: Person, paper: Paper, form: CardForm) -> str:
    return render_template(
        "paper/check.html",
        person=person,
        quiz=paper.quiz.body,
        paper=paper,
        form=form,
        letters=LETTERS,
        helped=HELP_ON_PAPER,
    )


def _form_of(paper: Paper) -> CardForm:
    return card_form(paper, zone=g.zone, now=g.now, language=g.language)


def _known(quiz: str) -> Callable[[str], object]:
    return lambda code: paper_called(quiz, code)


def _is_on_paper(quiz: Quiz) -> bool:
    return is_printable(quiz) and quiz.slug not in library().screening_quizzes


def _reader() -> Reader:
    return Reader(g.zone, g.language, g.now)


def _called(words: str) -> Sequence[Person]:
    """Those with this name or number whose papers the viewer may enter."""
    return db.session.scalars(called(employees_examined_by(viewer()), words)).all()
