"""The blueprint of HR's pages; each module of views puts its routes on it."""

from __future__ import annotations

from flask import Blueprint

from app.security import keep_out_of_caches

bp = Blueprint("screening", __name__)
bp.after_request(keep_out_of_caches)
