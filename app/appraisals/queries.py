"""Reading appraisals."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.accounts.viewer import Viewer
from app.appraisals.models import Appraisal


def appraisals_visible_to(viewer: Viewer) -> Select[Appraisal]:
    """The appraisals that a person may see: those of oneself by oneself, and nobody else's."""
    return select(Appraisal).where(
        Appraisal.person_id == viewer.id, Appraisal.rater_id == viewer.id
    )


def appraisals_on(appraisals: Select[Appraisal], instrument: str) -> Select[Appraisal]:
    """Those on one instrument, the latest first."""
    return appraisals.where(Appraisal.instrument == instrument).order_by(
        Appraisal.started_at.desc(), Appraisal.id.desc()
    )


def with_ratings(appraisals: Select[Appraisal]) -> Select[Appraisal]:
    """The same appraisals with their ratings, in one more statement."""
    # A second statement sees what another request saved while this one waited for the row's lock.
    return appraisals.options(selectinload(Appraisal.ratings))
