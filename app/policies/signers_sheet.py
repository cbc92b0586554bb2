"""Pure: who has signed a policy, as a table to hand out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _

from app.interface.sheets import Cell, Column, Sheet
from app.policies.signers import Signer


def sheet_of(
    people: Iterable[Signer],
    *,
    title: str,
    position: Callable[[str], str],
    state: Callable[[Signer], str],
    local: Callable[[datetime], datetime],
) -> Sheet:
    """One row a person, in the order of the page."""

    def row(person: Signer) -> Sequence[Cell]:
        who = (person.number, person.name, person.unit, position(person.position))
        at = local(person.signed_at) if person.signed_at else None
        return (*who, state(person), person.edition, at)

    return Sheet(title, _columns(), map(row, people), caption=title)


def _columns() -> list[Column]:
    return [
        Column(_("Employee number")),
        Column(_("Name"), 20),
        Column(_("Unit"), 24),
        Column(_("Position"), 20),
        Column(_("State"), 24),
        Column(_("Edition signed")),
        Column(_("Signed on"), 18),
    ]
