"""The register as a table to hand out: no more of a number than its mask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from flask_babel import gettext as _

from app.interface.sheets import Cell, Column, Sheet
from app.library.positions import position_title
from app.library.queries import Library
from app.outside_certificates.kinds import Kinds, name_of
from app.outside_certificates.numbers import masked
from app.outside_certificates.register import Line
from app.outside_certificates.wording import state_words

_Values: TypeAlias = tuple[Column, Callable[[Line], Cell]]
_WIDTH = 18


def sheet_of(lines: Iterable[Line], *, kinds: Kinds, library: Library, language: str) -> Sheet:
    """The lines of the register, in the order of the page."""
    columns = _columns(kinds, library, language)
    rows = ([value(line) for _column, value in columns] for line in lines)
    return Sheet(_("Certificates"), [column for column, _value in columns], rows)


def _columns(kinds: Kinds, library: Library, language: str) -> list[_Values]:
    """Each column beside what its cells hold of a line."""
    values: list[tuple[str, Callable[[Line], Cell]]] = [
        (_("Employee number"), lambda line: line.employee_number),
        (_("Name"), lambda line: line.name),
        (_("Unit"), lambda line: line.unit),
        (_("Position"), lambda line: position_title(line.position, library, language)),
        (_("Kind"), lambda line: name_of(line.kind, kinds).in_(language)),
        (_("Certificate number"), lambda line: line.number_end and masked(line.number_end)),
        (_("Issued on"), lambda line: line.issued_on),
        (_("Good until"), lambda line: line.expires_on),
        (_("Checked by"), lambda line: line.checked_by_name),
        (_("State"), lambda line: state_words(line.state, line.days_left)),
    ]
    return [(Column(heading, _WIDTH), value) for heading, value in values]
