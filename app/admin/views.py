"""All pages of people, units, lists and the content; each subject has a module of its own."""

from __future__ import annotations

from app.admin.blueprint import bp
from app.admin.content_views import content
from app.admin.import_views import imports
from app.admin.people_views import people
from app.admin.unit_views import units

#: The way into each subject: importing it ties its pages to the blueprint.
__all__ = ["bp", "content", "imports", "people", "units"]
