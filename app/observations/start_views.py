"""Where an observation begins: whom, and with which checklist."""

from __future__ import annotations

import uuid

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import found_by, people_observed_by
from app.accounts.roles import Permission
from app.courses.checklists import Checklist
from app.db import db
from app.interface.asking import page_from, words_from
from app.interface.days import today_here
from app.library.reading import document_or_404, library
from app.observations.blueprint import bp
from app.observations.finding import (
    conduct_lists,
    lists_at,
    page_of,
    plan_of,
    planned_for,
    seen_lately,
)


@bp.get("/practice/new")
@requires(Permission.OBSERVE)
def start() -> str | Response:
    """Choose a person and a checklist, whichever is not known yet, and go on to the sheet."""
    person, checklist = _asked_person(), _asked_checklist()
    if checklist and checklist.kind == "round":
        return redirect(url_for(".walk", checklist=checklist.slug))
    if person and checklist:
        return redirect(url_for(".observe", checklist=checklist.slug, person=person.id))
    several = "several" in request.args
    if person or (several and not checklist):
        return _choose_checklist(person)
    if several and checklist:
        return redirect(url_for(".observe_many", checklist=checklist.slug))
    return _choose_person(checklist)


@bp.app_template_global()
def checklists_at(touchpoint: int) -> list[Checklist]:
    """The checklists of a touchpoint, for the page to which the code on its wall leads."""
    return lists_at(touchpoint, library())


def _asked_person() -> Person | None:
    """The person of the address, if there is one; another's people are not there."""
    person_id = request.args.get("person", type=uuid.UUID)
    if person_id is None:
        return None
    hers = people_observed_by(viewer(), today_here()).where(Person.id == person_id)
    return db.session.scalar(hers) or abort(404)


def _asked_checklist() -> Checklist | None:
    slug = request.args.get("checklist", "")
    if not slug:
        return None
    found: Checklist = document_or_404("checklist", slug).body
    return found


def _choose_person(checklist: Checklist | None) -> str:
    words = words_from(request.args.get("q", ""))
    people = people_observed_by(viewer(), today_here())
    page = page_of(found_by(people, words), page_from(request.args.get("page")))
    is_first = page.number == 1 and not words
    return render_template(
        "observations/start_person.html",
        checklist=checklist,
        words=words,
        page=page,
        lately=seen_lately(viewer(), today_here()) if is_first else (),
        planned=planned_for(checklist.slug, library(), viewer(), today_here())
        if is_first and checklist
        else (),
    )


def _choose_checklist(person: Person | None) -> str:
    planned = plan_of(person.id, library()) if person else []
    asked, others = conduct_lists(library(), planned)
    return render_template(
        "observations/start_checklist.html", person=person, asked=asked, others=others
    )
