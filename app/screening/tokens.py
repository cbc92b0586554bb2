"""The secret of an invitation's link: to be shown again, though the database alone gives none."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

#: In the address a token is this long: 192 random bits.
LENGTH = 32


def new_nonce() -> str:
    """A random value for a new link."""
    return secrets.token_hex(32)


def token_of(nonce: str, key: str | bytes) -> str:
    """The token that a nonce gives with the server's secret key. The same two give the same token.

    So the link can be shown and printed again, though only the token's hash is kept: whoever
    reads the database without the key has no link.
    """
    secret = key.encode() if isinstance(key, str) else key
    digest = hmac.digest(secret, b"invitation:" + nonce.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:LENGTH]
