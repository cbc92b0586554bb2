"""Where documents and steps stand: their addresses."""

from __future__ import annotations

from flask import url_for

from app.learning.steps import Step


def document_url(kind: str, slug: str) -> str:
    """The page on which a document is read or begun."""
    if kind == "lesson":
        course, _, lesson = slug.partition("/")
        return url_for("learning.lesson", course=course, lesson=lesson)
    if kind == "quiz":
        return url_for("attempts.quiz", quiz=slug)
    if kind == "instrument":
        return url_for("appraisals.instrument", instrument=slug)
    if kind == "checklist":
        return url_for("reference.checklist", slug=slug)
    if kind == "policy":
        return url_for("policies.policy", slug=slug)
    return url_for("learning.course", course=slug)


def step_url(step: Step) -> str:
    """Where a step is done; what was begun is gone on with."""
    if step.unfinished_id is None:
        return document_url(step.kind, step.slug)
    if step.kind == "quiz":
        return url_for("attempts.attempt", attempt_id=step.unfinished_id)
    return url_for("appraisals.appraisal", instrument=step.slug, appraisal_id=step.unfinished_id)
