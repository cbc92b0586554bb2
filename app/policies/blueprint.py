"""The blueprint alone, because several files add pages to it."""

from __future__ import annotations

from flask import Blueprint

from app.security import keep_out_of_caches

bp = Blueprint("policies", __name__)
bp.after_request(keep_out_of_caches)
