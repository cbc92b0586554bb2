"""Pages for marking essays: the queue, one essay, and what was marked."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.marking import MarkedByAnother, mark_essay
from app.attempts.waiting import Place
from app.db import db
from app.interface.formats import Reader
from app.library.reading import library
from app.marking.blueprint import bp
from app.marking.forms import MarkForm, mark_form
from app.marking.queries import (
    Paper,
    Scope,
    last_marked,
    next_in_queue,
    paper_of,
    queue_page,
    scope_of,
)


@bp.get("/marking")
@requires(Permission.EXAMINE)
def queue() -> str:
    """The essays that wait for a mark, the oldest first and nobody's name."""
    after = _place(request.args.get("after", ""))
    return render_template(
        "marking/queue.html",
        page=queue_page(_scope(), after),
        is_first=after is None,
        marked=last_marked(_scope(), viewer().id) if after is None else [],
    )


@bp.get("/marking/<uuid:attempt_id>/<item>")
@requires(Permission.EXAMINE)
def essay(attempt_id: uuid.UUID, item: str) -> str | tuple[str, int]:
    """What was asked and written, and the criteria to mark it by."""
    paper = paper_of(_scope(), attempt_id, item) or abort(404)
    if _is_anothers(paper):
        return _marked_by_another()
    return _page(paper)


@bp.post("/marking/<uuid:attempt_id>/<item>")
@requires(Permission.EXAMINE)
def mark(attempt_id: uuid.UUID, item: str) -> str | Response | tuple[str, int]:
    """Give it its mark, and go on to the next one."""
    paper = paper_of(_scope(), attempt_id, item, lock=True) or abort(404)
    form = _form(paper)
    if not form.validate():
        return _page(paper, form), 422
    try:
        rescoring = mark_essay(
            paper.attempt,
            paper.item,
            form.levels,
            form.comment.data or "",
            library=library(),
            now=g.now,
            by_id=viewer().id,
        )
    except MarkedByAnother:
        return _marked_by_another()
    following = next_in_queue(_scope(), (attempt_id, item))
    db.session.commit()
    if rescoring is not None and rescoring.state == "held":
        flash(_("Saved. The quiz is certified as passed: HR decides whether it stays so."))
    elif following is None:
        flash(_("Saved. All essays are marked."))
    else:
        flash(_("Saved. Here is the next one."))
    if following is None:
        return redirect(url_for(".queue"))
    return redirect(url_for(".essay", attempt_id=following[0], item=following[1]))


def _form(paper: Paper) -> MarkForm:
    return mark_form(paper.item.rubric, Reader(g.zone, g.language, g.now), paper.mark)


def _page(paper: Paper, form: MarkForm | None = None) -> str:
    return render_template(
        "marking/essay.html",
        paper=paper,
        form=form or _form(paper),
    )


def _scope() -> Scope:
    return scope_of(viewer(), library())


def _is_anothers(paper: Paper) -> bool:
    return paper.mark is not None and paper.mark.marked_by_id != viewer().id


def _marked_by_another() -> tuple[str, int]:
    return render_template("marking/marked.html"), 409


def _place(words: str) -> Place | None:
    """A place of the queue as an address writes it; nonsense begins at the first page."""
    attempt_id, _colon, item = words.replace("\0", "").partition(":")
    try:
        return uuid.UUID(attempt_id), item
    except ValueError:
        return None
