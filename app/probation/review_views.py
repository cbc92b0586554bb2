"""Pages of one review: everything about it, and what each person says there."""

from __future__ import annotations

import uuid
from typing import cast

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.db import db
from app.interface.days import today_here
from app.interface.formats import Reader
from app.library.reading import library
from app.probation.blueprint import bp
from app.probation.forms import OpinionForm, ReplyForm, WordForm
from app.probation.operations import acknowledge, confirm_conditions, say
from app.probation.page import Sight, sight_of
from app.probation.paper import paper_of
from app.probation.parts import Voice
from app.probation.queries import Found, review_seen_by
from app.probation.wording import (
    DECISIONS,
    advice_name,
    mark_of,
    practice_words,
    proof_words,
    voice_name,
)

Page = str | Response | tuple[str, int]


@bp.get("/probation/<uuid:review_id>")
@requires(Permission.LEARN)
def review(review_id: uuid.UUID) -> str:
    """One person's probation: conditions, what is known, what people say, and the decision."""
    return _page(_sight(review_or_404(review_id)))


@bp.post("/probation/<uuid:review_id>/conditions")
@requires(Permission.LEARN)
def conditions(review_id: uuid.UUID) -> Response:
    """The person says that she knows the conditions of employment."""
    found = _own_or_404(review_id)
    confirm_conditions(found.review, now=g.now)
    db.session.commit()
    flash(_("Noted. You find the conditions here at any time."))
    return redirect(url_for(".review", review_id=review_id))


@bp.post("/probation/<uuid:review_id>/voices/<voice>")
@requires(Permission.LEARN)
def say_word(review_id: uuid.UUID, voice: str) -> Page:
    """The person, her mentor or who leads her says something; each for herself."""
    found = review_or_404(review_id)
    speaks = cast(Voice, voice) if voice in found.part.voices else abort(404)
    form = WordForm(prefix=voice) if speaks == "self" else OpinionForm(prefix=voice)
    if not form.validate():
        return _page(_sight(found, said={speaks: form})), 422
    say(found.review, speaks, form.opinion(), now=g.now, by=viewer().person)
    db.session.commit()
    flash(_("Saved. You can change it until the decision."))
    return redirect(url_for(".review", review_id=review_id))


@bp.post("/probation/<uuid:review_id>/acknowledgement")
@requires(Permission.LEARN)
def acknowledgement(review_id: uuid.UUID) -> Page:
    """The person says that she was told the decision."""
    found, form = _own_or_404(review_id), ReplyForm()
    if not form.validate():
        return _page(_sight(found, reply=form)), 422
    acknowledge(found.review, form.word.data or "", now=g.now)
    db.session.commit()
    flash(_("Noted. The decision and your word stay in your file."))
    return redirect(url_for(".review", review_id=review_id))


@bp.get("/probation/<uuid:review_id>/sheet")
@requires(Permission.LEARN)
def sheet(review_id: uuid.UUID) -> str:
    """The review on one page of paper, with lines to sign."""
    sight = _sight(review_or_404(review_id))
    if not sight.may_print:
        abort(404)
    return render_template(
        "probation/sheet.html",
        sight=sight,
        paper=paper_of(sight, Reader(g.zone, g.language, g.now)),
    )


def review_or_404(review_id: uuid.UUID) -> Found:
    """A review that the viewer may see."""
    return review_seen_by(viewer(), review_id, today_here()) or abort(404)


def _own_or_404(review_id: uuid.UUID) -> Found:
    found = review_or_404(review_id)
    return found if found.part.is_own else abort(404)


def _sight(
    found: Found,
    *,
    said: dict[Voice, WordForm] | None = None,
    reply: ReplyForm | None = None,
) -> Sight:
    return sight_of(
        found,
        library(),
        viewer_id=viewer().id,
        today=today_here(),
        zone=g.zone,
        said=said,
        reply=reply,
    )


def _page(sight: Sight) -> str:
    return render_template(
        "probation/review.html",
        sight=sight,
        mark=mark_of(sight.found.review, sight.state, learns_decision=sight.part.learns_decision),
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "voice_name": voice_name,
        "advice_name": advice_name,
        "decisions": DECISIONS,
        "proof_words": proof_words,
        "practice_words": practice_words,
    }
