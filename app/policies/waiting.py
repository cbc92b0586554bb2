"""What waits for a signature, for the page of today."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, literal, or_, select, tuple_

from app.accounts.viewer import Viewer
from app.accounts.waiting import waiting
from app.courses.policies import any_edition
from app.enrolments.models import Assignment, Completion
from app.enrolments.queries import COUNTS
from app.library.models import LibraryEntry
from app.library.queries import Library
from app.policies.asked import plans_with
from app.policies.queries import KIND


def waiting_for(
    viewer: Viewer, *, today: date, library: Library
) -> tuple[Select[*tuple[Any, ...]], ...]:
    """The policies that somebody is asked to sign by no plan of hers: an edition that came after
    the one that she signed, and what is for everybody. What a plan asks for stands in the plan.

    The record is the present version of the policy.
    """
    documents = list(library.all(KIND))
    if not documents:
        return ()
    effective = {each.slug: literal(each.body.effective_on, Date) for each in documents}
    present = {each.slug: each.body.signed_as for each in documents}
    is_signed = _signatures(viewer).where(Completion.slug == case(present, value=LibraryEntry.slug))
    day = case(effective, value=LibraryEntry.slug)
    asked: Select[*tuple[Any, ...]] = select(
        *waiting("policy-to-sign", LibraryEntry.version_id, due_on=day)
    )
    return (
        asked.where(
            LibraryEntry.kind == KIND,
            LibraryEntry.slug.in_(present),
            ~is_signed.exists(),
            _is_asked_without_a_plan(viewer, library),
        ),
    )


def _is_asked_without_a_plan(viewer: Viewer, library: Library) -> ColumnElement[bool]:
    plans = plans_with(library)
    was_signed = _signatures(viewer).where(
        Completion.slug.like(LibraryEntry.slug.concat(f"{any_edition('')}%"))
    )
    is_planned = select(Assignment.id).where(
        Assignment.person_id == viewer.id,
        tuple_(LibraryEntry.slug, Assignment.path).in_(
            [(slug, path) for slug, paths in plans.items() for path in paths]
        ),
    )
    return or_(
        LibraryEntry.slug.in_([slug for slug, paths in plans.items() if not paths]),
        and_(was_signed.exists(), ~is_planned.exists()),
    )


def _signatures(viewer: Viewer) -> Select[uuid.UUID]:
    return select(Completion.id).where(
        Completion.person_id == viewer.id, Completion.kind == KIND, COUNTS
    )
