"""The page of one observation, and what is said to it: confirmed, objected to, looked at again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.roles import Permission
from app.db import db, reading
from app.interface.days import today_here
from app.library.queries import version
from app.library.reading import library
from app.observations.answer_forms import AskForm, PhotoForm, ReasonForm, WordForm
from app.observations.answering import (
    DAYS_TO_ANSWER,
    Answered,
    NotAskable,
    ask_another,
    askable,
    confirm_observation,
    object_to_observation,
    to_answer,
)
from app.observations.blueprint import bp
from app.observations.models import Observation
from app.observations.queries import chain_of, visible_observations
from app.observations.rights import (
    answerable_by,
    objections_before,
    photographed_by,
    rights_to,
)
from app.observations.scope import observation_or_404
from app.observations.told import days_later, parts_of
from app.photos.answers import photo_response
from app.photos.models import Photo
from app.photos.operations import keep_photo, remove_photo
from app.photos.queries import last_day_of_photo, photo_with_body, photos_of

Page = str | tuple[str, int]


@dataclass(frozen=True)
class _Forms:
    """What was typed into the forms of the page; none was sent where it is just read."""

    word: WordForm = field(default_factory=lambda: WordForm(formdata=None))
    reason: ReasonForm = field(default_factory=lambda: ReasonForm(formdata=None))
    photo: PhotoForm = field(default_factory=lambda: PhotoForm(formdata=None))
    ask: AskForm | None = None


@bp.get("/practice/<uuid:observation_id>")
@requires(Permission.LEARN)
def observation(observation_id: uuid.UUID) -> str:
    """What was seen, line by line, with the verdict apart, and what there is to say to it."""
    return _page(observation_or_404(observation_id), _Forms())


@bp.post("/practice/<uuid:observation_id>/confirmation")
@requires(Permission.LEARN)
def confirm(observation_id: uuid.UUID) -> Page | Response:
    """Let it count, with a word to it or without."""
    form = WordForm()
    if not form.validate():
        return _page(observation_or_404(observation_id, answerable_by), _Forms(word=form)), 422
    found = observation_or_404(observation_id, answerable_by, but=to_answer)
    try:
        word = form.word.data or ""
        confirm_observation(found, library(), now=g.now, by_id=viewer().id, word=word)
    except Answered:
        return _too_late(observation_id)
    db.session.commit()
    flash(_("Confirmed. It counts from now on."))
    return _to_page(observation_id)


@bp.post("/practice/<uuid:observation_id>/objection")
@requires(Permission.LEARN)
def object_to(observation_id: uuid.UUID) -> Page | Response:
    """Say what was different; it counts for nothing until somebody has looked again."""
    form = ReasonForm()
    if not form.validate():
        return _page(observation_or_404(observation_id, answerable_by), _Forms(reason=form)), 422
    found = observation_or_404(observation_id, answerable_by, but=to_answer)
    try:
        object_to_observation(found, form.reason.data, now=g.now, by_id=viewer().id)
    except Answered:
        return _too_late(observation_id)
    db.session.commit()
    flash(_("Noted. It does not count until somebody has looked again."))
    return _to_page(observation_id)


@bp.post("/practice/<uuid:observation_id>/second-look")
@requires(Permission.LEARN)
def ask(observation_id: uuid.UUID) -> Page | Response:
    """Ask another observer to look again after an objection."""
    found = observation_or_404(observation_id, objections_before, but=to_answer)
    person = db.session.get_one(Person, found.person_id)
    form = _ask_form(found, person)
    if not form.validate():
        return _page(found, _Forms(ask=form)), 422
    try:
        asked = ask_another(
            found, person, form.asked_id, today=today_here(), now=g.now, by_id=viewer().id
        )
    except (Answered, NotAskable):
        return _too_late(observation_id)
    db.session.commit()
    flash(_("%(name)s finds it on the page of today.", name=asked.name))
    return _to_page(observation_id)


@bp.post("/practice/<uuid:observation_id>/photos")
@requires(Permission.LEARN)
def add_photo(observation_id: uuid.UUID) -> Page | Response:
    """Add a photo of what one saw, as long as nobody has confirmed it."""
    # To make the photo anew takes a moment, in which nothing is locked.
    with reading():
        found = observation_or_404(observation_id, photographed_by)
        until = last_day_of_photo(found.seen_on)
        form = PhotoForm()
        is_valid = form.validate()
    if not is_valid or form.photo.prepared is None:
        form.photo.errors = form.photo.errors or [_("Choose a photo.")]
        return _page(found, _Forms(photo=form)), 422
    found = observation_or_404(observation_id, photographed_by, but=to_answer)
    keep_photo(
        form.photo.prepared,
        now=g.now,
        by_id=viewer().id,
        delete_after=until,
        observation_id=found.id,
        person_id=found.person_id,
    )
    db.session.commit()
    flash(_("The photo is added."))
    return _to_page(observation_id)


@bp.get("/practice/<uuid:observation_id>/photos/<uuid:photo_id>")
@requires(Permission.LEARN)
def photo(observation_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """A photo of an observation, for those who may read it."""
    found = observation_or_404(observation_id)
    return photo_response(_photo_or_404(found, photo_id))


@bp.post("/practice/<uuid:observation_id>/photos/<uuid:photo_id>/removal")
@requires(Permission.LEARN)
def remove_photo_of(observation_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """Take a photo away again, as long as nobody has confirmed it."""
    found = observation_or_404(observation_id, photographed_by, but=to_answer)
    remove_photo(_photo_or_404(found, photo_id), now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The photo is removed."))
    return _to_page(observation_id)


def _page(found: Observation, forms: _Forms) -> str:
    person = db.session.get_one(Person, found.person_id)
    checklist = version(found.version_id).body
    chain = chain_of(found)
    rights = rights_to(found.id, viewer(), today_here())
    asking = forms.ask or (_ask_form(found, person, sent=False) if rights.may_ask else None)
    return render_template(
        "observations/observation.html",
        observation=found,
        person=person,
        checklist=checklist,
        parts=parts_of(checklist, found.marks, library()),
        state=next(each.state for each in chain if each.id == found.id),
        chain=chain,
        visible=_visible(each.id for each in chain),
        days_later=days_later(found.recorded_at, found.seen_on, g.zone),
        days_to_answer=DAYS_TO_ANSWER,
        names=_names(found),
        rights=rights,
        has_checklist=library().get("checklist", found.checklist) is not None,
        ask_form=asking,
        photos=photos_of(observation_id=found.id),
        forms=forms,
    )


def _ask_form(found: Observation, person: Person, *, sent: bool = True) -> AskForm:
    people = db.session.scalars(askable(found, person, today_here())).all()
    return AskForm(people, sent=sent)


def _visible(ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of the observations that stand for each other which the reader may open."""
    some = visible_observations(viewer(), today_here()).where(Observation.id.in_(list(ids)))
    return frozenset(db.session.scalars(some.with_only_columns(Observation.id)))


def _names(found: Observation) -> dict[uuid.UUID, str]:
    """Who confirmed it and who was asked, where somebody did and was."""
    ids = {each for each in (found.confirmed_by_id, found.asked_id) if each is not None}
    rows = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(rows)} if ids else {}


def _photo_or_404(found: Observation, photo_id: uuid.UUID) -> Photo:
    wanted = photo_with_body(photo_id).where(Photo.observation_id == found.id)
    return db.session.scalar(wanted) or abort(404)


def _too_late(observation_id: uuid.UUID) -> Response:
    """Somebody was faster, or the page was old: it shows how things stand now."""
    db.session.rollback()
    flash(_("Nothing was changed: it looks different by now. See below."), "warning")
    return _to_page(observation_id)


def _to_page(observation_id: uuid.UUID) -> Response:
    return redirect(url_for(".observation", observation_id=observation_id))
