"""The page on which the attempts at a quiz are scored anew after its key was mended."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.db import db
from app.library.queries import Published
from app.library.reading import document_or_404, library
from app.marking.blueprint import bp
from app.marking.regrading import Outdated, names_of, old_versions, preview
from app.marking.regrading import regrade as score_all_anew


@bp.get("/quizzes/<quiz>/regrade")
@requires(Permission.ANALYSE)
def regrade(quiz: str) -> str:
    """What would change if all attempts were scored by the newest key."""
    return _page(_key_or_404(quiz))


@bp.post("/quizzes/<quiz>/regrade")
@requires(Permission.ANALYSE)
def apply_regrade(quiz: str) -> Response | tuple[str, int]:
    """Score them anew, as it was shown."""
    key = _key_or_404(quiz)
    mark = request.form.get("fingerprint", "")
    try:
        done = score_all_anew(key, mark, library(), now=g.now, by_id=viewer().id)
    except Outdated:
        db.session.rollback()
        return _page(key, is_outdated=True), 409
    db.session.commit()
    flash(
        ngettext(
            "%(num)s attempt was scored anew.", "%(num)s attempts were scored anew.", done.scores
        )
    )
    return redirect(url_for(".regrade", quiz=quiz))


def _key_or_404(slug: str) -> Published:
    """A quiz whose attempts she may score anew: about those of candidates HR decides alone."""
    is_hidden = slug in library().screening_quizzes and not _certifies()
    return abort(404) if is_hidden else document_or_404("quiz", slug)


def _certifies() -> bool:
    return Permission.CERTIFY in viewer().permissions


def _page(key: Published, *, is_outdated: bool = False) -> str:
    found = preview(key)
    return render_template(
        "marking/regrade.html",
        key=key,
        quiz=key.body,
        versions=old_versions(key),
        preview=found,
        names=names_of(found.named) if _certifies() else None,
        is_outdated=is_outdated,
    )
