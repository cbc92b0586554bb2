"""Pages on which one observation or one round is written down, or corrected."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import people_observed_by
from app.accounts.roles import Permission
from app.db import db
from app.interface.days import local_day, today_here
from app.library.queries import Published, version
from app.library.reading import document_or_404
from app.observations.blueprint import bp
from app.observations.finding import to_write_again
from app.observations.forms import ObservationForm, RecordForm
from app.observations.models import Observation
from app.observations.queries import chain_of
from app.observations.recording import (
    AlreadyCorrected,
    AlreadyRecorded,
    Observer,
    correct_observation,
    record_observation,
    record_round,
)
from app.observations.sheet import Mark, Sheet, blank_sheet, read_sheet, sheet_of
from app.observations.sheet_wording import (
    fault_words,
    mark_choices,
    sheet_errors,
    verdict_choices,
)

Page = str | Response | tuple[str, int]


@bp.route("/practice/new/<checklist>", methods=["GET", "POST"])
@requires(Permission.OBSERVE)
def observe(checklist: str) -> Page:
    """Write down what one saw of one person."""
    document = checklist_or_404(checklist, "conduct")
    person_id = request.args.get("person", type=uuid.UUID)
    if person_id is None:
        return redirect(url_for(".start", checklist=checklist))
    person = _observed_or_404(person_id)
    form = ObservationForm(document, today=_day_of(person))
    sheet = _sheet(document, form)
    if not _is_sound(form, sheet):
        return _page("observations/observe.html", document, form, sheet, person=person)
    try:
        made = record_observation(
            form.seen(sheet.marks),
            person,
            observation_id=form.id,
            by=observer(),
            now=g.now,
            today=form.today,
        )
    except AlreadyRecorded as before:
        return already_recorded(before)
    return _saved(made, form)


@bp.route("/rounds/<checklist>", methods=["GET", "POST"])
@requires(Permission.LEARN)
def walk(checklist: str) -> Page:
    """Write down what one found on a round."""
    document = checklist_or_404(checklist, "round")
    person = viewer().person
    form = RecordForm(document, today=_day_of(person))
    sheet = _sheet(document, form)
    if not _is_sound(form, sheet):
        return _page("observations/walk.html", document, form, sheet, person=person)
    try:
        made = record_round(
            form.seen(sheet.marks), person, observation_id=form.id, now=g.now, today=form.today
        )
    except AlreadyRecorded as before:
        return already_recorded(before)
    return _saved(made, form)


@bp.route("/practice/<uuid:observation_id>/correct", methods=["GET", "POST"])
@requires(Permission.LEARN)
def correct(observation_id: uuid.UUID) -> Page:
    """Write down once more what one wrote, or what one was asked to look at; the first stays as it
    is, beside the new one. Who looks after an objection begins with a blank sheet."""
    old = _to_write_again_or_404(observation_id)
    person = viewer().person if old.kind == "round" else _observed_or_404(old.person_id)
    document = version(old.version_id)
    is_own = old.observer_id == viewer().id
    form = _correction_form(old, document, _day_of(person), is_own=is_own)
    if newest := _newest_but(old):
        return _already_corrected(newest, form)
    sheet = _sheet(document, form, _marks_of(old) if is_own else None)
    if not _is_sound(form, sheet):
        about = {"person": person, "old": old, "is_own": is_own}
        return _page("observations/correct.html", document, form, sheet, **about)
    try:
        made = correct_observation(
            old,
            form.seen(sheet.marks),
            person,
            observation_id=form.id,
            by=observer(),
            now=g.now,
            today=form.today,
        )
    except AlreadyRecorded as before:
        return already_recorded(before)
    except AlreadyCorrected:
        return _already_corrected(_newest_but(old) or old.id, form)
    return _saved(made, form)


def checklist_or_404(slug: str, kind: str) -> Published:
    """A checklist of this kind as it is published now."""
    document = document_or_404("checklist", slug)
    return document if document.body.kind == kind else abort(404)


def observer() -> Observer:
    """The viewer as whoever writes down what was seen."""
    return Observer(viewer().id, viewer().name)


def already_recorded(before: AlreadyRecorded) -> Response:
    """Lead to what the same form wrote the first time."""
    db.session.rollback()
    flash(_("This was saved already. If something in it is wrong, correct it."))
    return redirect(url_for(".observation", observation_id=before.observation_id))


def _observed_or_404(person_id: uuid.UUID) -> Person:
    """A person whom the viewer may observe today, with the unit."""
    hers = people_observed_by(viewer(), today_here()).where(Person.id == person_id)
    return db.session.scalar(hers.options(joinedload(Person.unit))) or abort(404)


def _to_write_again_or_404(observation_id: uuid.UUID) -> Observation:
    written = to_write_again(viewer().id).where(Observation.id == observation_id)
    return db.session.scalar(written) or abort(404)


def _day_of(person: Person) -> date:
    """The day where somebody works."""
    zone = person.unit.zone if person.unit else g.house.zone
    return local_day(g.now, zone)


def _sheet(document: Published, form: RecordForm, kept: dict[str, Mark] | None = None) -> Sheet:
    """The lines as they were sent; before that blank, or as they were kept."""
    if form.is_submitted():
        return read_sheet(document.body, request.form)
    return blank_sheet(document.body) if kept is None else sheet_of(document.body, kept)


def _is_sound(form: RecordForm, sheet: Sheet) -> bool:
    """Whether something was sent that can be kept; both are looked at, so all faults come."""
    return form.is_submitted() and form.validate() and sheet.is_sound


def _correction_form(
    old: Observation, document: Published, day: date, *, is_own: bool
) -> RecordForm:
    if not is_own:
        return ObservationForm(document, today=day, corrected=old)
    kept = {"seen_on": old.seen_on, "place": old.place, "note": old.note}
    if old.kind == "round":
        return RecordForm(document, today=day, corrected=old, **kept)
    return ObservationForm(
        document,
        needs_verdict=old.verdict is not None,
        today=day,
        corrected=old,
        verdict=old.verdict,
        recheck_on=old.recheck_on,
        **kept,
    )


def _marks_of(observation: Observation) -> dict[str, Mark]:
    return {mark.line: Mark(mark.mark, mark.note) for mark in observation.marks}


def _newest_but(old: Observation) -> uuid.UUID | None:
    """What stands for an observation now, if it was corrected."""
    newest = chain_of(old)[-1].id
    return None if newest == old.id else newest


def _already_corrected(newest: uuid.UUID, form: RecordForm) -> Response:
    """Go on with the newest; what was just sent is there, or was overtaken by it."""
    db.session.rollback()
    if not form.is_submitted():
        return redirect(url_for(".correct", observation_id=newest))
    flash(_("It is corrected. This is what stands for it now."))
    return redirect(url_for(".observation", observation_id=newest))


def _page(
    template: str, document: Published, form: RecordForm, sheet: Sheet, **values: Any
) -> str | tuple[str, int]:
    errors = _errors(form, sheet) if form.is_submitted() else []
    page = render_template(
        template,
        checklist=document.body,
        form=form,
        sheet=sheet,
        errors=errors,
        choices=mark_choices(document.body.kind),
        verdicts=verdict_choices(),
        fault_words=fault_words,
        **values,
    )
    return (page, 422) if form.is_submitted() else page


def _errors(form: RecordForm, sheet: Sheet) -> list[str]:
    """What is wrong, for the head of the form; each field says its own below it."""
    of_verdict = form.verdict.errors if isinstance(form, ObservationForm) else ()
    return [*form.form_errors, *sheet_errors(sheet), *of_verdict]


def _saved(made: Observation, form: RecordForm) -> Response:
    db.session.commit()
    if form.is_back_dated:
        flash(_("Saved. The day that you chose and today both stand beside it."))
    else:
        flash(_("Saved."))
    return redirect(url_for(".observation", observation_id=made.id))
