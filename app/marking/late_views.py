"""The page of late answers, and what is decided about them."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.answering import dismiss_late
from app.attempts.models import Attempt
from app.db import db
from app.library.reading import library
from app.marking.blueprint import bp
from app.marking.late import admit, attempt_with_late, late_page
from app.marking.queries import Scope, scope_of
from app.marking.said import parts_said

#: More late answers than any attempt has; a form with more is none of ours.
_MOST = 500


@bp.get("/marking/late")
@requires(Permission.EXAMINE)
def late() -> str:
    """The answers that came after the time, beside what counts."""
    after = request.args.get("after", type=uuid.UUID)
    return render_template(
        "marking/late.html",
        page=late_page(_scope(), after),
        is_first=after is None,
        parts_said=parts_said,
    )


@bp.post("/marking/late/<uuid:attempt_id>/admission")
@requires(Permission.EXAMINE)
def admit_late_answers(attempt_id: uuid.UUID) -> Response:
    """Let them count."""
    attempt = _attempt_or_404(attempt_id)
    rescoring = admit(attempt, _numbers(), library(), now=g.now, by_id=viewer().id)
    db.session.commit()
    if rescoring is not None and rescoring.state == "held":
        flash(_("The answers count. The quiz is certified as passed: HR decides whether it stays."))
    elif attempt.awaits_mark:
        flash(_("The answers count. Now an essay waits for its mark."))
    else:
        flash(_("The answers count now."))
    return redirect(url_for(".late"))


@bp.post("/marking/late/<uuid:attempt_id>/dismissal")
@requires(Permission.EXAMINE)
def dismiss_late_answers(attempt_id: uuid.UUID) -> Response:
    """Leave them out."""
    attempt = _attempt_or_404(attempt_id)
    dismiss_late(attempt, _numbers(), now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The answers do not count. They stay in the record."))
    return redirect(url_for(".late"))


def _attempt_or_404(attempt_id: uuid.UUID) -> Attempt:
    return attempt_with_late(_scope(), attempt_id) or abort(404)


def _numbers() -> list[int]:
    """Those that stood on the page: what came since is not decided with them."""
    written = request.form.getlist("receipt")
    if not written or len(written) > _MOST:
        abort(400)
    if not all(number.isascii() and number.isdigit() and len(number) < 10 for number in written):
        abort(400)
    return [int(number) for number in written]


def _scope() -> Scope:
    return scope_of(viewer(), library())
