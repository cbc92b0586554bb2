"""Reminding people of what is due: the words, and the mail that is sent at most once a day."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, func, select

from app.accounts.locks import lock_person
from app.accounts.models import Person
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.interface.days import local_day
from app.interface.formats import Reader, near_day
from app.interface.texts import spoken_in
from app.learning.standing import SOON
from app.learning.steps import Step
from app.learning.today import DueItem
from app.notices.models import Notice
from app.notices.operations import queue_mail

#: The kind of these mails.
KIND = "reminder"
#: So long after a mail that reminded somebody no second one is sent.
PAUSE = timedelta(hours=20)


class NotSent(Problem):
    """No mail can be sent now, and why, in words."""


@dataclass(frozen=True)
class Letter:
    """A reminder in the language of whom it is for."""

    subject: str
    body: str


@dataclass(frozen=True)
class DueOfMany:
    """One thing that is due, and for how many people."""

    due: DueItem
    count: int
    late_count: int


def letter_to(
    person: Person,
    due: Iterable[DueItem],
    step: Step | None,
    *,
    link: str,
    zone: str,
    now: datetime,
) -> Letter:
    """What to write to one person: what is due, or else what comes next, and where to go on."""
    reader = Reader(zone, person.language, now)
    with spoken_in(person.language):
        lines = [f"· {_due_line(each, reader)}" for each in due]
        paragraphs = [
            _("Hello %(name)s,", name=person.name),
            "\n".join([_("these are waiting for you:"), *lines]) if lines else _next(step, reader),
            _("Go on here: %(link)s", link=link),
            _("If something is in the way, tell me."),
        ]
        return Letter(_("A reminder from Touchpoint"), "\n\n".join(paragraphs))


def group_letter(due: Iterable[DueOfMany], *, link: str, reader: Reader) -> str:
    """What to write to a group: what is due for how many, and nobody's name."""
    with spoken_in(reader.language):
        lines = [f"· {_group_line(each, reader)}" for each in due]
        first = _("Hello everybody, this is due by %(day)s:", day=near_day(_until(reader), reader))
        return "\n\n".join(
            ["\n".join([first, *lines]), _("See what is yours here: %(link)s", link=link)]
        )


def due_of_many(dues: Iterable[Iterable[DueItem]]) -> list[DueOfMany]:
    """What is due for how many people, what is due for most of them first."""
    items: dict[tuple[str, str], DueItem] = {}
    counts: Counter[tuple[str, str]] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    for due in (each for of_one in dues for each in of_one):
        name = due.kind, due.slug
        items.setdefault(name, due)
        counts[name] += 1
        late[name] += due.urgency == "late"
    order = sorted(counts, key=lambda name: (-counts[name], name))
    return [DueOfMany(items[name], counts[name], late[name]) for name in order]


def last_reminder(person_id: uuid.UUID) -> Select[datetime]:
    """When a mail last reminded a person; nothing where none has."""
    return select(func.max(Notice.created_at)).where(
        Notice.person_id == person_id, Notice.kind == KIND
    )


def again_at(reminded_at: datetime | None, *, now: datetime) -> datetime | None:
    """From when on a mail may remind a person again; None when it may now."""
    if reminded_at is None or now - reminded_at >= PAUSE:
        return None
    return reminded_at + PAUSE


def send_reminder(person: Person, letter: Letter, *, now: datetime, by: Person) -> None:
    """Owe a person the mail that reminds her, or raise NotSent."""
    if not person.email:
        raise NotSent(_("There is no mail address. Copy the text into a chat instead."))
    lock_person(person.id)
    if again_at(db.session.scalar(last_reminder(person.id)), now=now):
        raise NotSent(_("A mail was sent already. Copy the text into a chat, or call."))
    body = f"{letter.body}\n\n{by.name}\n"
    queue_mail(person.email, letter.subject, body, kind=KIND, now=now, person_id=person.id)
    record("reminded", "person", person.id, now=now, actor_id=by.id, person_id=person.id)
    db.session.flush()


def _due_line(due: DueItem, reader: Reader) -> str:
    day = near_day(due.due_on, reader)
    title = due.title.in_(reader.language)
    if due.urgency == "late":
        return _("%(title)s, was due %(day)s", title=title, day=day)
    return _("%(title)s, due %(day)s", title=title, day=day)


def _next(step: Step | None, reader: Reader) -> str:
    if step is None:
        return _("nothing is due at present. Have a look when you have ten minutes.")
    return _("next comes: %(title)s", title=step.title.in_(reader.language))


def _group_line(each: DueOfMany, reader: Reader) -> str:
    title = each.due.title.in_(reader.language)
    people = ngettext("%(num)s person", "%(num)s people", each.count)
    if not each.late_count:
        return _("%(title)s: %(people)s", title=title, people=people)
    return _(
        "%(title)s: %(people)s, %(late)s of them late",
        title=title,
        people=people,
        late=each.late_count,
    )


def _until(reader: Reader) -> date:
    return local_day(reader.now, reader.zone) + SOON
