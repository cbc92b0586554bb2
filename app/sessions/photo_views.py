"""Photos of the signed sheet."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.db import begin_writing, db, reads_first
from app.interface.days import local_day
from app.photos.answers import photo_response
from app.photos.models import Photo
from app.photos.operations import keep_photo
from app.photos.operations import remove_photo as delete_photo
from app.photos.queries import last_day_of_photo, photo_with_body
from app.sessions.blueprint import bp
from app.sessions.finding import session_or_404
from app.sessions.forms import SheetPhotoForm
from app.sessions.operations import refuse_removed
from app.sessions.session_views import session_page


@bp.post("/sessions/<uuid:session_id>/photos")
@requires(Permission.TRAIN)
@reads_first
def add_photo(session_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep a photo of the signed sheet with the session."""
    held, form = session_or_404(session_id), SheetPhotoForm()
    # The photo is made anew here, which takes a moment: before the right to write is asked for.
    if not form.validate():
        return session_page(held, photo=form), 422
    begin_writing()
    held = session_or_404(session_id, lock=True)
    refuse_removed(held)
    assert form.photo.prepared is not None, "the form was found to be in order"
    day = local_day(held.starts_at, g.zone)
    keep_photo(
        form.photo.prepared,
        now=g.now,
        by_id=viewer().id,
        delete_after=last_day_of_photo(day),
        session_id=held.id,
    )
    db.session.commit()
    flash(_("The photo is kept."))
    return redirect(url_for(".session", session_id=session_id))


@bp.get("/sessions/<uuid:session_id>/photos/<uuid:photo_id>")
@requires(Permission.TRAIN)
def photo(session_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """A photo of the signed sheet, for those who may see the session."""
    return photo_response(_photo_or_404(session_id, photo_id))


@bp.post("/sessions/<uuid:session_id>/photos/<uuid:photo_id>/removal")
@requires(Permission.TRAIN)
def remove_photo(session_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """Take a photo away for good."""
    kept = _photo_or_404(session_id, photo_id)
    refuse_removed(session_or_404(session_id))
    delete_photo(kept, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The photo is removed."))
    return redirect(url_for(".session", session_id=session_id))


def _photo_or_404(session_id: uuid.UUID, photo_id: uuid.UUID) -> Photo:
    held = session_or_404(session_id)
    wanted = photo_with_body(photo_id).where(Photo.session_id == held.id)
    return db.session.scalar(wanted) or abort(404)
