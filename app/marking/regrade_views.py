"""The page on which the attempts at a quiz are scored anew after its key was mended."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
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
    return _page(document_or_404("quiz", quiz))


@bp.post("/quizzes/<quiz>/regrade")
@requires(Permission.ANALYSE)
def apply_regrade(quiz: str) -> Response | tuple[str, int]:
    """Score them anew, as it was shown."""
    key = document_or_404("quiz", quiz)
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


def _page(key: Published, *, is_outdated: bool = False) -> str:
    found = preview(key)
    sees_names = Permission.CERTIFY in viewer().permissions
    return render_template(
        "marking/regrade.html",
        key=key,
        quiz=key.body,
        versions=old_versions(key),
        preview=found,
        names=names_of(found.named) if sees_names else None,
        is_outdated=is_outdated,
    )
