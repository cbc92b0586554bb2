"""The blueprint of papers, in a module of its own because several files add to it."""

from __future__ import annotations

from flask import Blueprint

from app.security import keep_out_of_caches

bp = Blueprint("paper", __name__)
bp.after_request(keep_out_of_caches)
