"""The page on which what was seen of many people is written down at once, after a drill."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import found_by, people_observed_by
from app.accounts.roles import Permission
from app.db import db
from app.interface.asking import words_from
from app.interface.days import today_here
from app.library.queries import Published
from app.observations.blueprint import bp
from app.observations.drill import (
    MOST_PEOPLE,
    Drill,
    blank_drill,
    read_drill,
    with_more_rows,
)
from app.observations.finding import in_order, of_unit, told_apart, units_of
from app.observations.forms import RecordForm
from app.observations.record_views import checklist_or_404, observer
from app.observations.recording import AlreadyRecorded, record_batch
from app.observations.sheet_wording import difference_words, drill_errors, fault_words, mark_choices

Page = str | Response | tuple[str, int]


@bp.route("/practice/many/<checklist>", methods=["GET", "POST"])
@requires(Permission.OBSERVE)
def observe_many(checklist: str) -> Page:
    """Write down what one saw of many people: one choice a line, and who was different."""
    document = checklist_or_404(checklist, "conduct")
    form = RecordForm(document, today=today_here())
    if not form.is_submitted():
        return _page(document, form, blank_drill(document.body))
    drill = read_drill(document.body, request.form.to_dict(flat=False))
    if request.form.get("go") == "more":
        return _page(document, form, with_more_rows(drill))
    people = _chosen(drill)
    is_sound = form.validate() and drill.is_sound and len(people) == len(drill.people)
    if not is_sound:
        return _page(document, form, drill, _errors(form, drill, people)), 422
    try:
        record_batch(
            form.seen(drill.sheet.marks),
            [(person, drill.marks_of(person.id)) for person in people],
            batch_id=form.id,
            by=observer(),
            now=g.now,
            today=form.today,
        )
    except AlreadyRecorded:
        db.session.rollback()
    else:
        db.session.commit()
    _say_saved(len(people))
    return redirect(url_for(".practice"))


def _page(document: Published, form: RecordForm, drill: Drill, errors: Sequence[str] = ()) -> str:
    unit_id = request.args.get("unit", type=uuid.UUID)
    words = words_from(request.args.get("q", ""))
    hers = _hers()
    people = of_unit(found_by(hers, words), unit_id)
    shown = db.session.scalars(in_order(people).limit(MOST_PEOPLE + 1)).all()
    return render_template(
        "observations/observe_many.html",
        checklist=document.body,
        form=form,
        drill=drill,
        errors=errors,
        people=told_apart(shown[:MOST_PEOPLE]),
        has_more=len(shown) > MOST_PEOPLE,
        units=units_of(hers),
        unit_id=unit_id,
        words=words,
        choices=mark_choices("conduct"),
        fault_words=fault_words,
        difference_words=difference_words,
    )


def _hers() -> Select[Person]:
    return people_observed_by(viewer(), today_here())


def _chosen(drill: Drill) -> Sequence[Person]:
    """Those who were chosen and whom the viewer may observe."""
    # A longer list is refused, and no database takes one of any length.
    asked = drill.people[: MOST_PEOPLE + 1]
    return db.session.scalars(in_order(_hers().where(Person.id.in_(asked)))).all()


def _errors(form: RecordForm, drill: Drill, people: Sequence[Person]) -> list[str]:
    errors = [*form.form_errors, *drill_errors(drill, {each.id: each.name for each in people})]
    if len(people) < len(drill.people) <= MOST_PEOPLE:
        errors.append(_("Somebody whom you chose is not yours to observe any more. Choose anew."))
    return errors


def _say_saved(count: int) -> None:
    flash(
        ngettext(
            "Saved for %(num)s person, who sees it at the next sign-in.",
            "Saved for %(num)s people, who see it at their next sign-in.",
            count,
        )
    )
