"""Ratings that may be made again, for the page of today: by oneself, and about one's people."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select

from app.accounts.models import Person
from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.accounts.waiting import waiting
from app.appraisals.due import Due, due_for, herself, people_directly_led_by
from app.library.models import LibraryEntry

KIND = "appraisal-due"


def waiting_for(viewer: Viewer, *, today: date) -> tuple[Select[Any], ...]:
    """What a person may rate again; the record is the instrument in its present version.

    There is no day by which it must be done: nothing happens to those who do not.
    """
    asked = [_only(due_for(viewer.id, herself(viewer.id), today=today))]
    if Permission.LEAD_TEAM in viewer.permissions:
        led = due_for(viewer.id, people_directly_led_by(viewer.id), today=today)
        asked.append(_only(led, about_id=Person.id))
    return tuple(asked)


def _only(due: Due, **about: Any) -> Any:
    return due.with_only_columns(*waiting(KIND, LibraryEntry.version_id, **about))
