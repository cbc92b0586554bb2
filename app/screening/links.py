"""The link of an invitation."""

from __future__ import annotations

from flask import current_app, url_for

from app.interface.addresses import outside
from app.screening.models import Invitation
from app.screening.tokens import token_of


def path_of(invitation: Invitation) -> str:
    """Where the link leads on this server."""
    token = token_of(invitation.nonce, secret_key())
    return url_for("invitation.welcome", token=token)


def address_of(invitation: Invitation) -> str:
    """The whole address, as a phone elsewhere needs it."""
    return outside(path_of(invitation))


def secret_key() -> str:
    """The key with which tokens are made; it stands in no database."""
    return str(current_app.config["SECRET_KEY"])
