"""Whose positions and plans somebody may read: her own; who leads, hires or publishes, all."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select

from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.courses.model import Path, Position
from app.enrolments.models import Assignment
from app.library.queries import Library

_READS_ALL = frozenset(
    {Permission.LEAD_TEAM, Permission.SCREEN, Permission.PUBLISH, Permission.ADMINISTER}
)


def reads_all(viewer: Viewer) -> bool:
    """Whether the work of others is hers to plan."""
    return not _READS_ALL.isdisjoint(viewer.permissions)


def positions_for(viewer: Viewer, library: Library) -> list[Position]:
    """The positions that somebody may read, her own first."""
    positions: Iterable[Position] = (each.body for each in library.all("position"))
    seen = [each for each in positions if reads_all(viewer) or each.slug == viewer.position]
    return sorted(seen, key=lambda each: (each.slug != viewer.position, each.slug))


def is_planned_for(viewer: Viewer, path: Path) -> bool:
    """Whether a plan may be read without being followed."""
    return reads_all(viewer) or path.position == viewer.position


def follows(viewer: Viewer, path: Path) -> Select[Assignment]:
    """That somebody follows a plan, whatever her position is."""
    return select(Assignment).where(Assignment.person_id == viewer.id, Assignment.path == path.slug)
