"""The page of one invitation: its link, how far it has come, the results, the decision."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.locking import lock_sign_in
from app.accounts.roles import Permission
from app.db import db
from app.interface.qr import qr_code
from app.library.queries import version
from app.library.reading import library
from app.screening import operations
from app.screening.blueprint import bp
from app.screening.deeds import Deed
from app.screening.forms import DaysForm, DecisionForm
from app.screening.hiring import may_hire
from app.screening.lastday import end_of_day
from app.screening.links import address_of, path_of, secret_key
from app.screening.models import Invitation
from app.screening.operations import NotPossible, decide, deeds_of
from app.screening.page_values import questions_in, score_of, writer
from app.screening.queries import invitations, locked, with_results
from app.screening.results import seconds_taken
from app.screening.states import state_of
from app.screening.story import story_of
from app.screening.wording import rating_lines, state_mark, step_name, topic_lines


@bp.get("/screening/invitations/<uuid:invitation_id>")
@requires(Permission.SCREEN)
def invitation(invitation_id: uuid.UUID) -> str:
    """Everything about one invitation, and what can be done with it."""
    found = _invitation_or_404(invitation_id)
    return _page(found, DecisionForm(_outcomes(found)))


@bp.post("/screening/invitations/<uuid:invitation_id>/mails")
@requires(Permission.SCREEN)
def resend(invitation_id: uuid.UUID) -> Response:
    """Send the mail once more."""
    found = locked_or_404(invitation_id)
    operations.resend(found, writer().mail, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The mail is on its way."), "success")
    return _back(found)


@bp.post("/screening/invitations/<uuid:invitation_id>/links")
@requires(Permission.SCREEN)
def renew_link(invitation_id: uuid.UUID) -> Response:
    """Make a new link in place of the old one."""
    found = locked_or_404(invitation_id)
    operations.renew_link(
        found,
        expires_at=_asked_end("renew"),
        key=secret_key(),
        now=g.now,
        by_id=viewer().id,
        letter=writer().mail,
    )
    db.session.commit()
    flash(_("There is a new link. The old one no longer works."), "success")
    return _back(found)


@bp.post("/screening/invitations/<uuid:invitation_id>/extension")
@requires(Permission.SCREEN)
def extend(invitation_id: uuid.UUID) -> Response:
    """Let the link work longer."""
    found = locked_or_404(invitation_id)
    operations.extend(found, expires_at=_asked_end("extend"), now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The link works longer now."), "success")
    return _back(found)


@bp.post("/screening/invitations/<uuid:invitation_id>/revocation")
@requires(Permission.SCREEN)
def revoke(invitation_id: uuid.UUID) -> Response:
    """Take the link back."""
    found = locked_or_404(invitation_id)
    operations.revoke(found, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The link no longer works."), "success")
    return _back(found)


@bp.post("/screening/invitations/<uuid:invitation_id>/withdrawal")
@requires(Permission.SCREEN)
def withdraw(invitation_id: uuid.UUID) -> Response:
    """Note that the candidate told us not to go on."""
    found = locked_or_404(invitation_id)
    operations.withdraw(found, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("Noted. The data is deleted in 30 days."), "success")
    return _back(found)


@bp.post("/screening/invitations/<uuid:invitation_id>/handover")
@requires(Permission.SCREEN)
def hand_over(invitation_id: uuid.UUID) -> Response:
    """Lock this device for HR and open the candidate's page on it."""
    found = locked_or_404(invitation_id)
    if Deed.SHOW_LINK not in deeds_of(found, now=g.now):
        raise NotPossible
    lock_sign_in(viewer().sign_in, now=g.now)
    db.session.commit()
    return redirect(path_of(found))


@bp.post("/screening/invitations/<uuid:invitation_id>/decisions")
@requires(Permission.SCREEN)
def decisions(invitation_id: uuid.UUID) -> Response | tuple[str, int]:
    """Decide, with the reason."""
    found = locked_or_404(invitation_id)
    form = DecisionForm(_outcomes(found))
    if not form.validate():
        return _page(_invitation_or_404(invitation_id), form), 422
    decide(found, form.outcome.data, form.reason.data, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The decision is kept, with its reason."), "success")
    return _back(found)


def locked_or_404(invitation_id: uuid.UUID) -> Invitation:
    """One invitation, to be changed."""
    wanted = locked(invitations().where(Invitation.id == invitation_id))
    return db.session.scalar(wanted) or abort(404)


def _invitation_or_404(invitation_id: uuid.UUID) -> Invitation:
    wanted = with_results(invitations()).where(Invitation.id == invitation_id)
    return db.session.scalar(wanted) or abort(404)


def _back(invitation: Invitation) -> Response:
    return redirect(url_for(".invitation", invitation_id=invitation.id))


def _asked_end(prefix: str) -> Any:
    """The end of the day that was chosen; what is not on offer cannot be asked for."""
    form = DaysForm(prefix=prefix)
    if not form.validate():
        abort(400)
    return end_of_day(g.now, form.days.data, g.zone)


def _outcomes(invitation: Invitation) -> list[str]:
    deeds = deeds_of(invitation, now=g.now)
    offered = ((Deed.ACCEPT, "accepted"), (Deed.DECLINE, "declined"))
    return [outcome for deed, outcome in offered if deed in deeds]


def _page(invitation: Invitation, form: DecisionForm) -> str:
    deeds = deeds_of(invitation, now=g.now)
    position = library().get("position", invitation.position)
    return render_template(
        "screening/invitation.html",
        invitation=invitation,
        mark=state_mark(invitation, state_of(invitation, now=g.now)),
        title=writer().title(invitation, g.language),
        requirements=position.body.requirements if position else (),
        deeds=frozenset(map(str, deeds)),
        may_hire=may_hire(invitation, now=g.now),
        extend_form=DaysForm(formdata=None, prefix="extend"),
        renew_form=DaysForm(formdata=None, prefix="renew"),
        decision_form=form,
        **_link(invitation, deeds),
        **_result(invitation),
        **_self_view(invitation),
    )


def _link(invitation: Invitation, deeds: frozenset[Deed]) -> dict[str, Any]:
    if Deed.SHOW_LINK not in deeds:
        return {"text": None}
    address = address_of(invitation)
    return {"text": writer().chat(invitation), "address": address, "code": qr_code(address)}


def _result(invitation: Invitation) -> dict[str, Any]:
    attempt = invitation.attempt
    if attempt is None or attempt.submitted_at is None:
        return {"questions": []}
    published = version(attempt.version_id)
    return {
        "quiz": published.body,
        "version_number": published.number,
        "questions": questions_in(invitation),
        "topics": topic_lines(score_of(invitation), g.language),
        "seconds": seconds_taken(attempt.started_at, attempt.submitted_at),
    }


def _self_view(invitation: Invitation) -> dict[str, Any]:
    """The self-assessment, if it was given: line by line, and no total, for it is no score."""
    appraisal = invitation.appraisal
    given = appraisal if appraisal and appraisal.submitted_at else None
    rated_at = given.submitted_at if given else None
    events = story_of(invitation, rated_at=rated_at)
    story = [(step_name(event.happening), event.at, event.by) for event in events]
    if given is None:
        return {"story": story, "instrument": None}
    instrument = version(given.version_id).body
    lines = rating_lines(instrument, given.values, g.language)
    return {"story": story, "instrument": instrument, "ratings": lines, "rated_at": rated_at}
