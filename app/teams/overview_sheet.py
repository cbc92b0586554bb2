"""The team as a table to hand out, with the columns of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from flask_babel import gettext as _

from app.interface.formats import score
from app.interface.sheets import Cell, Column, Sheet
from app.teams.overview import Member
from app.teams.overview_wording import Wording

_Values: TypeAlias = tuple[Column, Callable[[Member], Cell]]


def sheet_of(members: Iterable[Member], wording: Wording) -> Sheet:
    """One row a person, in the order of the page."""
    columns = _columns(wording)
    rows = [[value(member) for _column, value in columns] for member in members]
    return Sheet(_("Team"), [column for column, _value in columns], rows)


def _columns(wording: Wording) -> list[_Values]:
    """Each column beside what its cells hold of a person."""
    return [
        (Column(_("Employee number")), lambda member: member.number),
        (Column(_("Name"), width=20), lambda member: member.name),
        (Column(_("Unit"), width=24), lambda member: member.unit),
        (Column(_("Position"), width=20), wording.position),
        (Column(_("Hired on"), 12), lambda member: member.hired_on),
        (Column(_("Done"), 8), lambda member: member.done_count),
        (Column(_("Asked for"), 8), lambda member: member.asked_count),
        (Column(_("Quizzes"), 8), lambda member: len(member.scores)),
        (Column(_("Mean score"), 10), _mean_score),
        (Column(_("Last active"), 12), lambda member: member.active_on),
        (Column(_("Due on"), 12), lambda member: member.due_on),
        (Column(_("Days overdue"), 12), lambda member: member.days_late),
        (Column(_("State"), width=22), wording.state),
        (
            Column(_("Needs help because"), width=48),
            lambda member: _("; ").join(wording.reasons(member)),
        ),
    ]


def _mean_score(member: Member) -> Cell:
    mean = member.mean_score
    return None if mean is None else int(score(mean))
