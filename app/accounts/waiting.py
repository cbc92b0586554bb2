"""What waits for somebody, in the one form in which the features hand it to the page of today."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Label, Uuid, cast, literal, null

#: A kind of waiting, its record, whom it is about, and until when.
WaitingColumns = tuple[Label[str], Label[uuid.UUID], Label[uuid.UUID | None], Label[date | None]]


def waiting(
    kind: str, record_id: Any, *, about_id: Any = None, due_on: Any = None
) -> WaitingColumns:
    """The columns of a select of what waits: they are the same everywhere, so that the selects of
    all features are asked for in one statement.

    `kind` names what is to be done, such as `observation-to-confirm`; `record_id` is the record
    that it is done to; `about_id` the person it is about, if that is another one.
    """
    nobody: ColumnElement[uuid.UUID | None] = cast(null(), Uuid())
    never: ColumnElement[date | None] = cast(null(), Date())
    return (
        literal(kind).label("kind"),
        record_id.label("record_id"),
        (nobody if about_id is None else about_id).label("about_id"),
        (never if due_on is None else due_on).label("due_on"),
    )
