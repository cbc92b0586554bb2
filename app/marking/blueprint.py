"""The blueprint of what people decide about scores; several files add to it."""

from __future__ import annotations

from flask import Blueprint

from app.security import keep_out_of_caches

bp = Blueprint("marking", __name__)
bp.after_request(keep_out_of_caches)
