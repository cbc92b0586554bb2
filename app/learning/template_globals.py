"""What the learner's templates call: addresses, how pressing a due day is, lessons with figures."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, g
from markupsafe import Markup

from app.courses.model import Lesson, LessonBody
from app.interface.days import local_day
from app.interface.icons import note_icons
from app.interface.texts import gettext as _
from app.learning.addresses import document_url, step_url
from app.learning.aids import Aids, aids_of
from app.learning.company import fill_in
from app.learning.rules import touchpoint_of
from app.learning.standing import Urgency, urgency
from app.learning.waiting import Waiting
from app.learning.waiting_wording import (
    waiting_glyph,
    waiting_list_url,
    waiting_url,
    waiting_words,
)
from app.library.outlines import LessonOutline
from app.library.reading import library


def add_to(blueprint: Blueprint) -> None:
    """Give every template these functions."""
    for function in (
        document_url,
        step_url,
        lesson_touchpoint,
        urgency_now,
        day_on_paper,
        lesson_html,
        lesson_aids_of,
        waiting_in_words,
        waiting_url,
        waiting_list_url,
        waiting_glyph,
    ):
        blueprint.add_app_template_global(function)


def lesson_touchpoint(lesson: Lesson | LessonOutline) -> int | None:
    """The touchpoint that a lesson is about, if it is one."""
    register = library().standards
    return touchpoint_of(register[name] for name in lesson.teaches if name in register)


def urgency_now(due_on: date | None) -> Urgency:
    """Whether something that is not done is late or due soon today, in the unit's zone."""
    return urgency(due_on, local_day(g.now, g.zone))


def day_on_paper(day: date | datetime) -> str:
    """2026-11-20: a day for the files, clear in ten years and in any language."""
    if isinstance(day, datetime):
        day = local_day(day, g.zone)
    return day.isoformat()


def lesson_html(html: str) -> Markup:
    """A piece of a lesson with the company's figures, safe for the page."""
    missing = _("set by the company")
    return note_icons(fill_in(html, g.house.figures, language=g.language, missing=missing))


def lesson_aids_of(text: LessonBody) -> Aids:
    """What the page must bring along for a lesson in one language."""
    return aids_of(text, library().terms)


def waiting_in_words(waiting: Waiting) -> str:
    """What is to be done, in the reader's language."""
    return waiting_words(waiting, g.language)
