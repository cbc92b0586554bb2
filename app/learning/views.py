"""The learner's pages: today, courses and lessons, the handbook, the record."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.models import Attempt
from app.db import db
from app.evidence.queries import triads_of
from app.interface.days import today_here
from app.learning import handbook, template_globals
from app.learning.addresses import document_url
from app.learning.operations import finish_lesson
from app.learning.queries import attempts_of, completions_in, record_page, standing_of, titles_of
from app.learning.reading import reading_of
from app.learning.record import entries_of
from app.learning.rules import Rule, rules_of, tally_of
from app.learning.standing import course_standings
from app.learning.syllabus import SHOWN_RULES, standards_of, syllabus_of
from app.learning.today import day_number, today_of
from app.learning.waiting import waiting_for
from app.library.reading import document_or_404, library
from app.library.recordings import recording_path, recording_type
from app.standards.model import ABOUT, Standard

LONGEST_SEARCH = 100

bp = Blueprint("learning", __name__)
template_globals.add_to(bp)


@bp.get("/")
@requires(Permission.LEARN)
def today() -> str:
    """The next step, what is due, the plan, and this week."""
    triads = triads_of(viewer().id, library().standards)
    return render_template(
        "learning/today.html",
        position=_position(),
        has_position_page=library().get("position", viewer().position or "") is not None,
        day_number=day_number(viewer().hired_on, today_here()),
        waiting=waiting_for(viewer(), library(), today=today_here()),
        today=today_of(
            standing_of(viewer().id),
            triads,
            library(),
            now=g.now,
            zone=g.zone,
            language=g.language,
        ),
    )


@bp.get("/courses")
@requires(Permission.LEARN)
def courses() -> str:
    """All courses, one's own first."""
    standings = course_standings(library(), standing_of(viewer().id))
    return render_template(
        "learning/courses.html",
        own=[each for each in standings if each.is_own],
        others=[each for each in standings if not each.is_own],
    )


@bp.get("/courses/<course>")
@requires(Permission.LEARN)
def course(course: str) -> str:
    """What a course teaches, how far one is in it, and the way on."""
    document = document_or_404("course", course)
    taught = [standard.id for standard in standards_of(document.body, library())]
    syllabus = syllabus_of(
        document,
        library(),
        standing_of(viewer().id),
        triads_of(viewer().id, library().standards, taught),
        _attempts(document.body.quiz),
    )
    return render_template("learning/course.html", syllabus=syllabus, shown_rules=SHOWN_RULES)


@bp.get("/courses/<course>/<lesson>")
@requires(Permission.LEARN)
def lesson(course: str, lesson: str) -> str:
    """A lesson to read."""
    parent = document_or_404("course", course).body
    document = document_or_404("lesson", f"{course}/{lesson}")
    done = completions_in(viewer().id, parent)
    triads = triads_of(viewer().id, library().standards, document.body.teaches)
    return render_template(
        "learning/lesson.html",
        reading=reading_of(document, parent, library(), done, triads, now=g.now),
    )


@bp.get("/media/<name>")
@requires(Permission.LEARN)
def recording(name: str) -> Response:
    """A lesson read aloud; players ask for it piece by piece."""
    path = recording_path(name) or abort(404)
    response = send_file(path, mimetype=recording_type(name), conditional=True, etag=name)
    # Its name says what it holds, so it never changes; but it is for people who are signed in.
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@bp.post("/courses/<course>/<lesson>/completion")
@requires(Permission.LEARN)
def complete(course: str, lesson: str) -> Response:
    """Finish a lesson and go on to what comes after it."""
    document = document_or_404("lesson", f"{course}/{lesson}")
    if request.form.get("version", str(document.version_id)) != str(document.version_id):
        flash(
            _("This lesson has just been changed. Please look at it once more."),
            "warning",
        )
        return redirect(url_for(".lesson", course=course, lesson=lesson))
    following = finish_lesson(viewer().id, document, library(), now=g.now)
    db.session.commit()
    return redirect(document_url(*following))


@bp.get("/standards")
@requires(Permission.LEARN)
def standards() -> str:
    """The handbook: all standards by topic, to search and to leaf through."""
    asked = _asked_of_handbook()
    found = handbook.found_in(library(), **asked, plates=_plates())
    page = handbook.page_of(found, request.args.get("page", 1, type=int))
    return render_template(
        "learning/standards.html",
        asked=asked,
        kept={key: asked[key] for key in ("about", "topic") if asked[key]},
        page=page,
        groups=handbook.grouped(_rules(page.standards), library()),
        topics=list(library().all("topic")),
        touchpoints=handbook.touchpoints(library()),
    )


@bp.get("/standards/<standard>")
@requires(Permission.LEARN)
def standard(standard: str) -> str:
    """One standard in its own words, and where it is taught and tested."""
    found = library().standards.get(standard) or abort(404)
    return render_template(
        "learning/standard.html",
        rule=_rules([found])[0],
        topic=document_or_404("topic", found.topic).body,
        taught_in=handbook.places_of(standard, library()),
        quizzes=handbook.quizzes_on(standard, library()),
    )


@bp.get("/touchpoints/<int:number>")
@requires(Permission.LEARN)
def touchpoint(number: int) -> str:
    """The standards of a touchpoint: where the QR code on its wall leads."""
    found = handbook.at_touchpoint(number, library()) or abort(404)
    return render_template(
        "learning/touchpoint.html",
        number=number,
        count=len(found),
        groups=handbook.grouped(_rules(found), library()),
        lessons=handbook.lessons_on(found, library()),
    )


@bp.get("/record")
@requires(Permission.LEARN)
def record() -> str:
    """What one has completed, the latest first."""
    page = record_page(
        viewer().id,
        before=request.args.get("before", type=uuid.UUID),
        after=request.args.get("after", type=uuid.UUID),
    )
    triads = triads_of(viewer().id, library().standards)
    return render_template(
        "learning/record.html",
        position=_position(),
        page=page,
        entries=entries_of(page.completions, titles_of(page.completions, library())),
        counts=tally_of(triads.values()),
    )


def _position() -> str:
    """What the reader's position is called."""
    slug = viewer().position
    known = library().get("position", slug) if slug else None
    return known.body.title.in_(g.language) if known else slug or ""


def _attempts(quiz: str | None) -> Sequence[Attempt]:
    """The reader's attempts at a quiz, the latest first."""
    return () if quiz is None else attempts_of(viewer().id, quiz)


def _rules(standards: Collection[Standard]) -> list[Rule]:
    """Standards with the reader's triads."""
    asked = [standard.id for standard in standards]
    return rules_of(standards, triads_of(viewer().id, library().standards, asked))


def _asked_of_handbook() -> dict[str, str]:
    """What the reader looks for in the handbook."""
    about = request.args.get("about", "")
    return {
        "words": request.args.get("q", "").strip()[:LONGEST_SEARCH],
        "about": about if about in ABOUT else "",
        "topic": request.args.get("topic", ""),
    }


def _plates() -> dict[int, str]:
    """What the reader calls each touchpoint."""
    return {n: _("Touchpoint %(number)s", number=n) for n in handbook.touchpoints(library())}
