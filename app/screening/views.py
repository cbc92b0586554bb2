"""HR's pages: the list of candidates, inviting, slips to print, one position."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.db import db
from app.interface.asking import words_from
from app.interface.qr import qr_code
from app.library.reading import document_or_404, library

# The pages of one invitation find their way onto the same blueprint by being imported.
from app.screening import hiring_views, invitation_views  # noqa: F401
from app.screening.blueprint import bp
from app.screening.forms import InviteManyForm, InviteOneForm
from app.screening.lastday import end_of_day
from app.screening.links import address_of, secret_key
from app.screening.models import Invitation
from app.screening.operations import Terms, invite, invite_many
from app.screening.page_values import score_of, screened, writer
from app.screening.queries import (
    batch_of,
    candidates_for,
    count_by_state,
    found_by,
    last_contact,
    page_of,
    state_at,
)
from app.screening.queries import (
    invitations as all_invitations,
)
from app.screening.states import State, state_of
from app.screening.story import last_step
from app.screening.wording import invited_words, state_mark, state_name, step_name, topic_words


@bp.get("/screening")
@requires(Permission.SCREEN)
def invitations() -> str:
    """Everybody who was invited, and how far each has come."""
    asked = _asked()
    counts = count_by_state(asked["q"], asked["position"], now=g.now)
    wanted = found_by(all_invitations(), asked["q"], asked["position"])
    if asked["state"]:
        wanted = wanted.where(state_at(g.now) == asked["state"])
    page = page_of(
        wanted,
        before=request.args.get("before", type=uuid.UUID),
        after=request.args.get("after", type=uuid.UUID),
    )
    return render_template(
        "screening/invitations.html",
        asked=asked,
        kept={key: value for key, value in asked.items() if value},
        counts=counts,
        states=[(state, state_name(state)) for state in State if counts[state]],
        page=page,
        rows=[_row(each) for each in page.lines],
        positions=screened(),
        title_of=writer().title,
    )


@bp.get("/screening/invitations/new")
@requires(Permission.SCREEN)
def new_invitation() -> str:
    """Invite one person, or many."""
    contact = db.session.scalar(last_contact(viewer().id))
    values: dict[str, Any] = {
        "contact": viewer().name if contact is None else contact,
        "position": request.args.get("position"),
    }
    return _invite_page(InviteOneForm(_choices(), **values), InviteManyForm(_choices(), **values))


@bp.post("/screening/invitations")
@requires(Permission.SCREEN)
def invite_somebody() -> Response | tuple[str, int]:
    """Invite whoever was named, all or nobody."""
    one, many = InviteOneForm(_choices()), InviteManyForm(_choices())
    is_many = request.form.get("who") == "many"
    if not (many if is_many else one).validate():
        return _invite_page(one, many, is_many=is_many), 422
    if is_many:
        invited = invite_many(many.entries, many.position.data, **_terms(many))
        db.session.commit()
        flash(invited_words(len(invited)), "success")
        return redirect(url_for(".slips", batch=invited[0].id))
    entry = one.entry()
    invitation = invite(
        entry.name, one.position.data, email=entry.email, mobile=entry.mobile, **_terms(one)
    )
    db.session.commit()
    flash(invited_words(1), "success")
    return redirect(url_for(".invitation", invitation_id=invitation.id))


@bp.get("/screening/slips")
@requires(Permission.SCREEN)
def slips() -> str:
    """Slips of paper for everybody who was invited at one stroke, eight on a page."""
    batch = request.args.get("batch", type=uuid.UUID) or abort(404)
    found = list(db.session.scalars(batch_of(batch))) or abort(404)
    return slips_page(found)


@bp.get("/screening/invitations/<uuid:invitation_id>/slip")
@requires(Permission.SCREEN)
def slip(invitation_id: uuid.UUID) -> str:
    """The slip of one."""
    wanted = all_invitations().where(Invitation.id == invitation_id)
    return slips_page([db.session.scalar(wanted) or abort(404)])


@bp.get("/screening/positions/<position>")
@requires(Permission.SCREEN)
def position(position: str) -> str:
    """What the position asks, beside what its candidates have shown. No ranking."""
    published = document_or_404("position", position).body
    found = list(db.session.scalars(candidates_for(position, now=g.now).limit(LONGEST_LIST)))
    return render_template(
        "screening/position.html",
        position=published,
        candidates=[
            (each, state_mark(each, state_of(each, now=g.now)), _topics(each)) for each in found
        ],
    )


#: So many candidates of one position stand on its page; older ones are found in the list.
LONGEST_LIST = 100


def slips_page(found: list[Invitation]) -> str:
    """Slips with name, position, QR code, address and last day; only of links that still work."""
    writes = writer()
    working = [each for each in found if state_of(each, now=g.now) in _WORKING]
    return render_template(
        "screening/slips.html",
        found=found,
        slips=[
            {"invitation": each, "address": address_of(each), "code": qr_code(address_of(each))}
            for each in working
        ],
        title_of=writes.title,
        texts={each.id: writes.chat(each) for each in working} if len(found) > 1 else {},
    )


_WORKING = (State.INVITED, State.OPENED)


def _asked() -> dict[str, str]:
    """What HR looks for; a state or position that there is not is passed over."""
    state = request.args.get("state", "")
    position = request.args.get("position", "")
    return {
        "state": state if state in set(State) else "",
        "position": position if library().get("position", position) else "",
        "q": words_from(request.args.get("q", "")),
    }


def _row(invitation: Invitation) -> dict[str, Any]:
    event = last_step(invitation)
    return {
        "invitation": invitation,
        "mark": state_mark(invitation, state_of(invitation, now=g.now)),
        "last": step_name(event.happening),
        "last_at": event.at,
    }


def _choices() -> list[tuple[str, str]]:
    return [(each.slug, each.title.in_(g.language)) for each in screened()]


def _terms(form: InviteOneForm | InviteManyForm) -> Terms:
    return {
        "expires_at": end_of_day(g.now, form.days.data, g.zone),
        "now": g.now,
        "by_id": viewer().id,
        "key": secret_key(),
        "contact": (form.contact.data or "").strip(),
        "extra_time": form.extra_time.data,
        "language": g.house.language,
        "letter": writer().mail,
    }


def _invite_page(one: InviteOneForm, many: InviteManyForm, *, is_many: bool = False) -> str:
    return render_template(
        "screening/new.html",
        one=one,
        many=many,
        terms=many if is_many else one,
        is_many=is_many,
        has_positions=bool(screened()),
    )


def _topics(invitation: Invitation) -> list[str]:
    return topic_words(score_of(invitation), g.language)
