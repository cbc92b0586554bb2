"""Pages of what people read and sign."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

# The routes of the lists of who has signed come with their import.
import app.policies.unsigned_views  # noqa: F401
from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.db import db
from app.interface.formats import Reader, clock
from app.library.queries import Published
from app.library.reading import document_or_404, library
from app.policies.asked import PolicyStanding, no_longer_published, standings_of
from app.policies.blueprint import bp
from app.policies.forms import SignatureForm
from app.policies.operations import sign_policy
from app.policies.queries import followed_by, signed_by

__all__ = ["bp"]


@bp.get("/policies")
@requires(Permission.LEARN)
def policies() -> str:
    """What one is to read and sign, and what one has signed."""
    signed = signed_by(viewer().id)
    found = standings_of(library(), signed, followed_by(viewer().id))
    return render_template(
        "policies/policies.html",
        waiting=[each for each in found if each.waits],
        signed=[each for each in found if each.state == "signed"],
        others=[each for each in found if not each.waits and each.state != "signed"],
        gone=no_longer_published(library(), signed),
        oversees=Permission.TRAIN in viewer().permissions,
    )


@bp.get("/policies/<slug>")
@requires(Permission.LEARN)
def policy(slug: str) -> str:
    """A policy to read, and to sign at its end."""
    document = document_or_404("policy", slug)
    return _page(document, SignatureForm())


@bp.post("/policies/<slug>/signature")
@requires(Permission.LEARN)
def sign(slug: str) -> Response | str | tuple[str, int]:
    """Sign the version that was shown; a newer one is shown instead, and nothing is signed."""
    document, form = document_or_404("policy", slug), SignatureForm()
    if form.version.data != str(document.version_id):
        flash(
            _("The text has just been changed, so nothing is signed yet. Please read it again."),
            "warning",
        )
        return redirect(url_for(".policy", slug=slug))
    if not form.validate():
        return _page(document, form), 422
    signature = sign_policy(viewer().id, document, now=g.now)
    db.session.commit()
    time = clock(signature.completed_at, Reader(g.zone, g.language, g.now))
    flash(_("Signed at %(time)s: edition %(edition)s.", time=time, edition=document.body.edition))
    return redirect(url_for(".policies"))


def _page(document: Published, form: SignatureForm) -> str:
    return render_template(
        "policies/policy.html",
        document=document,
        policy=document.body,
        standing=_standing(document),
        form=form,
        oversees=Permission.TRAIN in viewer().permissions,
    )


def _standing(document: Published) -> PolicyStanding:
    """The policy as the reader stands to it."""
    found = standings_of(library(), signed_by(viewer().id), followed_by(viewer().id))
    return next(each for each in found if each.document.slug == document.slug)
