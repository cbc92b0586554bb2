"""A supervisor's pages of one person: progress, reminder, code; and the briefing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from flask import (
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import mentors_of, people_led_by
from app.accounts.roles import Permission
from app.appraisals.queries import rating_states
from app.appraisals.wording import state_words
from app.attempts.models import Attempt
from app.db import db, reading
from app.enrolments.models import Completion
from app.evidence.queries import triads_of
from app.interface.addresses import outside
from app.interface.days import today_here
from app.interface.formats import Reader
from app.learning.queries import record_page, standing_of, titles_of
from app.learning.record import Entry, entries_of
from app.learning.today import today_of
from app.library.positions import position_of, position_title
from app.library.reading import library
from app.observations.queries import practice_of
from app.outside_certificates.queries import readiness_of
from app.outside_certificates.readiness import Readiness
from app.outside_certificates.wording import expiring_words, lack_words
from app.quizzes.model import Instrument
from app.teams.blueprint import bp
from app.teams.briefing import Proved, briefing_of, needs_of, phrase_for
from app.teams.forms import ExtraTimeForm
from app.teams.overview import members_of, tenure
from app.teams.person import Sitting, gaps_of, sittings_of, topics_of
from app.teams.person_queries import (
    attempts_page,
    courses_of_people,
    missed_by,
    names_of_enterers,
    number_of_people,
    standards_of_people,
    titles_of_quizzes,
)
from app.teams.queries import records_of
from app.teams.reminders import (
    Letter,
    NotSent,
    again_at,
    due_of_many,
    group_letter,
    last_reminder,
    letter_to,
    send_reminder,
)
from app.teams.scope import led_or_404

#: So many of what was seen last stand on a person's page; all of it is a press away.
MOST_PRACTICES = 4


@bp.get("/team/<uuid:person_id>")
@requires(Permission.LEAD_TEAM)
def person(person_id: uuid.UUID) -> str:
    """Where one person stands, what to fill first, and everything completed and attempted."""
    led = led_or_404(person_id)
    triads = triads_of(person_id, library().standards)
    today = today_of(
        standing_of(person_id), triads, library(), now=g.now, zone=g.zone, language=g.language
    )
    page = record_page(
        person_id,
        before=request.args.get("before", type=uuid.UUID),
        after=request.args.get("after", type=uuid.UUID),
    )
    missed = missed_by(person_id)
    attempts = attempts_page(
        person_id, library(), before=request.args.get("attempts_before", type=uuid.UUID)
    )
    return render_template(
        "teams/person.html",
        person=led,
        position=position_title(led.position, library(), g.language),
        tenure=tenure(led.hired_on, today_here()),
        plans=today.plans,
        due=today.due,
        tally=today.tally,
        topics=topics_of(triads, library()),
        gaps=gaps_of(
            today.courses,
            triads,
            library(),
            today=today_here(),
            missed=set(chain(*missed.values())),
        ),
        page=page,
        entries=_entries(page.completions),
        attempts=attempts,
        sittings=_sittings(attempts.attempts, missed),
        reminded_at=db.session.scalar(last_reminder(person_id)),
        ratings=_ratings(person_id),
        **_on_site(led),
        time_form=ExtraTimeForm(formdata=None, extra_time=led.extra_time),
    )


@bp.get("/team/<uuid:person_id>/reminder")
@requires(Permission.LEAD_TEAM)
def reminder(person_id: uuid.UUID) -> str:
    """What to write to one person, to copy into a chat or to send as a mail."""
    led = led_or_404(person_id)
    reminded_at = db.session.scalar(last_reminder(person_id))
    return render_template(
        "teams/reminder.html",
        person=led,
        letter=_letter(led),
        reminded_at=reminded_at,
        again_at=again_at(reminded_at, now=g.now),
    )


@bp.post("/team/<uuid:person_id>/reminder")
@requires(Permission.LEAD_TEAM)
def remind(person_id: uuid.UUID) -> HttpResponse:
    """Send one person the mail that reminds her."""
    with reading():
        led = led_or_404(person_id)
        letter = _letter(led)
    try:
        send_reminder(led, letter, now=g.now, by=viewer().person)
    except NotSent as why:
        flash(str(why), "warning")
    else:
        flash(_("A mail to %(name)s is on its way.", name=led.name))
    db.session.commit()
    return redirect(url_for(".reminder", person_id=person_id))


@bp.get("/team/reminder")
@requires(Permission.LEAD_TEAM)
def group_reminder() -> str:
    """What to write to the group: what is due for how many, and nobody's name."""
    records = records_of(people_led_by(viewer().id))
    members = members_of(records, library(), now=g.now, zone=g.zone)
    due = due_of_many(member.due for member in members)
    reader = Reader(g.zone, g.language, g.now)
    return render_template(
        "teams/reminder_group.html", due=due, text=group_letter(due, link=_link(), reader=reader)
    )


@bp.get("/team/briefing")
@requires(Permission.LEAD_TEAM)
def briefing() -> str:
    """One standard to talk about at the start of a shift; `?another=` steps to the next ones."""
    day = today_here()
    begin = datetime.combine(day, time(), ZoneInfo(g.zone))
    rows = db.session.execute(standards_of_people(viewer().id, before=begin))
    courses = db.session.execute(courses_of_people(viewer().id))
    enrolled = {row.course: row.people for row in courses}
    needs = needs_of((Proved(*row) for row in rows), enrolled, library())
    another = request.args.get("another", 0, type=int)
    found = briefing_of(needs, library(), day=day, another=another)
    return render_template(
        "teams/briefing.html",
        briefing=found,
        phrase=phrase_for(found.need.standard.id, library(), g.language) if found else None,
        people=db.session.scalar(number_of_people(viewer().id)),
    )


def _on_site(led: Person) -> dict[str, Any]:
    """What was seen of her, who shows her the work, and whether her certificates are there."""
    return {
        "practices": practice_of(led.id)[:MOST_PRACTICES],
        "mentors": db.session.scalars(mentors_of(led.id, today_here())).all(),
        "readiness": _readiness(led),
        "lack_words": lack_words,
        "expiring_words": expiring_words,
        "reader": Reader(g.zone, g.language, g.now),
        "day": today_here(),
    }


def _readiness(led: Person) -> Readiness:
    """Whether she holds the certificates that her post needs."""
    post = position_of(led.position, library())
    return readiness_of({led.id: post}, today_here())[led.id]


def _entries(completions: Sequence[Completion]) -> list[Entry]:
    """Completions under their titles, but the quizzes by which she was hired: HR reads them."""
    entries = entries_of(completions, titles_of(completions, library()))
    hidden = library().screening_quizzes
    return [each for each in entries if each.kind != "quiz" or each.slug not in hidden]


def _sittings(
    attempts: Sequence[Attempt], missed: Mapping[uuid.UUID, Sequence[str]]
) -> list[Sitting]:
    titles = titles_of_quizzes(attempts, library())
    enterers = names_of_enterers(attempts)
    return sittings_of(attempts, titles, missed, library().standards, enterers)


def _ratings(person_id: uuid.UUID) -> list[tuple[Instrument, str]]:
    """What she can be rated on, and how far that is; there are as many as the library has."""
    return [
        (each.body, state_words(rating_states([person_id], each.slug, viewer().id)[person_id]))
        for each in library().all("instrument")
    ]


def _letter(person: Person) -> Letter:
    today = today_of(
        standing_of(person.id), {}, library(), now=g.now, zone=g.zone, language=person.language
    )
    return letter_to(person, today.due, today.step, link=_link(), zone=g.zone, now=g.now)


def _link() -> str:
    return outside(url_for("learning.today"))
