"""The one blueprint of the administrator's and the author's pages."""

from __future__ import annotations

from flask import Blueprint

from app.security import keep_out_of_caches

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.after_request(keep_out_of_caches)
