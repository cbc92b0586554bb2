"""The blueprint of ratings, in a module of its own because several files add to it."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("appraisals", __name__)
