"""Who is meant by what was typed into a field for a supervisor or a leader."""

from __future__ import annotations

import uuid
from collections import defaultdict

from flask_babel import gettext as _

from app.accounts.details import BadValue
from app.accounts.identifiers import number_from
from app.admin.naming import Called, the_ones_called
from app.admin.queries import people_who_may_be_called
from app.db import db


def person_called(field: str, typed: str) -> uuid.UUID | None:
    """The one who works here and answers to this number or name, or BadValue; empty is nobody."""
    wanted = number_from(typed)
    if not wanted:
        return None
    found = the_ones_called(wanted, _index(wanted))
    if not found:
        raise BadValue(
            field,
            _("Nobody here is called that. Write the employee number, or the whole name."),
        )
    if len(found) > 1:
        people = _(", ").join(each.in_full for each in found)
        raise BadValue(
            field,
            _("Several people answer to this: %(people)s. Write the number too.", people=people),
        )
    ref: uuid.UUID = found[0].ref
    return ref


def _index(wanted: str) -> dict[str, list[Called]]:
    index: dict[str, list[Called]] = defaultdict(list)
    for row in db.session.execute(people_who_may_be_called(wanted)):
        called = Called(row.id, row.name, row.employee_number)
        for word in called.words:
            index[word].append(called)
    return index
