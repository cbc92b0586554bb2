"""The pages of accounts: where their views register."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app.accounts import cookie
from app.security import keep_out_of_caches

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]

bp = Blueprint("accounts", __name__)
bp.before_app_request(cookie.end_if_idle)

bp.after_request(keep_out_of_caches)
