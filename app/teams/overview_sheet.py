"""The team as a table to hand out: the columns of the page, each with its type."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from app.interface.formats import score
from app.teams.export import Cell, Column, Sheet
from app.teams.overview import Member
from app.teams.overview_wording import Wording


def sheet_of(members: Iterable[Member], wording: Wording) -> Sheet:
    """One row a person, in the order of the page."""
    return Sheet(_("Team"), _columns(), [_row(member, wording) for member in members])


def _columns() -> list[Column]:
    return [
        Column(_("Employee number")),
        Column(_("Name"), width=20),
        Column(_("Unit"), width=24),
        Column(_("Position"), width=20),
        Column(_("Hired on"), "day", 12),
        Column(_("Done"), "number", 8),
        Column(_("Asked for"), "number", 8),
        Column(_("Quizzes"), "number", 8),
        Column(_("Mean score"), "number", 10),
        Column(_("Last active"), "day", 12),
        Column(_("Due on"), "day", 12),
        Column(_("Days overdue"), "number", 12),
        Column(_("State"), width=22),
        Column(_("Needs help because"), width=48),
    ]


def _row(member: Member, wording: Wording) -> list[Cell]:
    mean = member.mean_score
    return [
        member.number,
        member.name,
        member.unit,
        wording.position(member),
        member.hired_on,
        member.done_count,
        member.asked_count,
        len(member.scores),
        int(score(mean)) if mean is not None else None,
        member.active_on,
        member.due_on,
        member.days_late,
        wording.state(member),
        _("; ").join(wording.reasons(member)),
    ]
