"""A candidate's pages, all below the one link: what it is, the lesson, thanks, withdrawing."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.access import public
from app.db import db
from app.library.reading import library

# The other pages below the link find their way onto the same blueprint by being imported.
from app.screening import candidate_quiz_views, candidate_self_views  # noqa: F401
from app.screening.candidate_door import (
    LinkGone,
    bp,
    programme_or_gone,
    visit_at,
    visit_or_gone,
)
from app.screening.candidate_forms import ConsentForm
from app.screening.candidate_operations import consent, read_lesson, withdraw
from app.screening.candidate_queries import Visit, visit_by
from app.screening.candidate_steps import (
    Access,
    Step,
    access_of,
    has_reached,
    is_just_withdrawn,
    next_step,
)
from app.screening.candidate_wording import contact_link


@bp.get("")
@public
def welcome(token: str) -> str | Response:
    """What it is, how long it takes, how data is used; after consent, how far one is."""
    visit = visit_or_gone(token)
    match access_of(visit.journey, now=g.now):
        case Access.FINISHING:
            attempt_id = visit.invitation.attempt_id
            return redirect(url_for(".attempt", token=token, attempt_id=attempt_id))
        case Access.THANKS:
            return redirect(url_for(".thanks", token=token))
    return _welcome_page(token, visit)


@bp.post("/consent")
@public
def agree(token: str) -> Response | tuple[str, int]:
    """Agree, and go to the lesson."""
    visit = visit_at(token, Step.CONSENT, lock=True)
    form = ConsentForm(programme_or_gone(visit).screening.least_age)
    if not form.validate():
        return _welcome_page(token, visit, form), 422
    consent(visit.invitation, agreed_to_more=form.agrees_to_more.data, now=g.now)
    db.session.commit()
    return redirect(url_for(".lesson", token=token))


@bp.get("/lesson")
@public
def lesson(token: str) -> str:
    """The lesson that every candidate reads."""
    visit = visit_at(token, Step.LESSON)
    return render_template(
        "invitation/lesson.html",
        token=token,
        visit=visit,
        document=programme_or_gone(visit).lesson,
        standards=library().standards,
        is_changed="changed" in request.args,
    )


@bp.post("/lesson")
@public
def complete_lesson(token: str) -> Response:
    """Finish the lesson, in the version that was read, and go to the quiz."""
    visit = visit_at(token, Step.LESSON, lock=True)
    document = programme_or_gone(visit).lesson
    if request.form.get("version") != str(document.version_id):
        return redirect(url_for(".lesson", token=token, changed="yes"))
    read_lesson(visit.invitation, document, library(), now=g.now)
    db.session.commit()
    return redirect(url_for(".quiz", token=token))


@bp.get("/thanks")
@public
def thanks(token: str) -> str | Response:
    """What happens next, whom to ask, how to withdraw."""
    visit = visit_or_gone(token)
    if not has_reached(visit.journey, Step.THANKS):
        return redirect(url_for(".welcome", token=token))
    return render_template(
        "invitation/thanks.html",
        token=token,
        visit=visit,
        contact=contact_link(visit.invitation.contact),
    )


@bp.post("/withdrawal")
@public
def give_up(token: str) -> Response:
    """Withdraw the application."""
    withdraw(visit_or_gone(token, lock=True).invitation, now=g.now)
    db.session.commit()
    return redirect(url_for(".withdrawn", token=token))


@bp.get("/withdrawn")
@public
def withdrawn(token: str) -> str:
    """The application is withdrawn, and what becomes of the data."""
    visit = visit_by(token)
    if visit is None or not is_just_withdrawn(visit.journey, now=g.now):
        raise LinkGone
    return render_template("invitation/withdrawn.html")


def _welcome_page(token: str, visit: Visit, form: ConsentForm | None = None) -> str:
    programme = programme_or_gone(visit)
    return render_template(
        "invitation/welcome.html",
        token=token,
        visit=visit,
        programme=programme,
        form=form or ConsentForm(programme.screening.least_age),
        contact=contact_link(visit.invitation.contact),
        next_step=next_step(visit.journey, offers_self=programme.instrument is not None),
    )
