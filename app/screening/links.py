"""The link of an invitation: its address, and its QR code."""

from __future__ import annotations

from flask import current_app, url_for

from app.screening.models import Invitation
from app.screening.tokens import token_of


def path_of(invitation: Invitation) -> str:
    """Where the link leads on this server."""
    token = token_of(invitation.nonce, secret_key())
    return url_for("invitation.welcome", token=token)


def address_of(invitation: Invitation) -> str:
    """The whole address, as a phone elsewhere needs it."""
    return outside(path_of(invitation))


def outside(path: str) -> str:
    """A path of this server as an address for other devices."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path


def secret_key() -> str:
    """The key with which tokens are made; it stands in no database."""
    return str(current_app.config["SECRET_KEY"])


def qr_code(address: str) -> str:
    """The QR code of an address as a picture to put into a page: a data: address of an SVG."""
    # Few requests draw a code, and the library takes its time to be imported.
    import segno

    # Error correction M bears a thumb on the paper; the colours are attributes, as the CSP asks.
    code = segno.make_qr(address, error="m")
    return str(code.svg_data_uri(scale=4, border=3, dark="#000", light="#fff", omitsize=True))
