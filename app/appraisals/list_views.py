"""Which ratings there are for oneself, and which of one's people may be rated again."""

from __future__ import annotations

from flask import render_template

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.appraisals.blueprint import bp
from app.appraisals.due import due_for, herself, people_directly_led_by
from app.appraisals.queries import due_with_names, last_own_ratings
from app.appraisals.wording import invitation_words, occasion_words
from app.db import db
from app.interface.days import today_here
from app.library.reading import library


@bp.get("/appraisals")
@requires(Permission.RATE_SELF)
def instruments() -> str:
    """Every instrument that the company offers, when one last used it, and what to do again."""
    asked = due_for(viewer().id, herself(viewer().id), today=today_here())
    return render_template(
        "appraisals/instruments.html",
        instruments=list(library().all("instrument")),
        last=dict(db.session.execute(last_own_ratings(viewer().id)).all()),
        asked={row.slug: invitation_words(row.occasion) for row in db.session.execute(asked)},
    )


@bp.get("/team/appraisals")
@requires(Permission.LEAD_TEAM)
def team() -> str:
    """Whom of one's own people it is time to rate, and why."""
    asked = due_for(viewer().id, people_directly_led_by(viewer().id), today=today_here())
    return render_template(
        "appraisals/team.html",
        asked=db.session.execute(due_with_names(asked)).all(),
        titles={each.slug: each.body.title for each in library().all("instrument")},
        occasion_words=occasion_words,
    )
