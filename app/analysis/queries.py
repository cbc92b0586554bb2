"""Reading what is analysed: column by column and row by row, so that many attempts fit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Select, String, Text, case, cast, func, null, select
from sqlalchemy.orm import undefer

from app.analysis.gathering import Given, Sat
from app.attempts.models import Attempt, Response
from app.content.documents import BODIES
from app.db import db
from app.library.models import DocumentVersion
from app.library.queries import Published

#: So many rows are in memory at a time.
_AT_A_TIME = 2000


class _Shown(msgspec.Struct):
    """What an attempt keeps of an item that it shows; the order of its parts does not matter."""

    item: str


_SHOWN = msgspec.json.Decoder(list[_Shown])


def versions_of(slug: str) -> list[Published]:
    """All versions of a quiz from the newest on. One statement."""
    wanted = (
        select(DocumentVersion)
        .where(DocumentVersion.kind == "quiz", DocumentVersion.slug == slug)
        .order_by(DocumentVersion.number.desc())
        .options(undefer(DocumentVersion.body))
    )
    return [
        Published(
            each.kind,
            each.slug,
            each.id,
            each.number,
            each.published_at,
            msgspec.json.decode(each.body, type=BODIES["quiz"]),
        )
        for each in db.session.scalars(wanted)
    ]


def handed_in(quiz: str, version_id: uuid.UUID | None = None) -> list[Sat]:
    """Everybody's attempts at a quiz that are handed in, or those at one version. One statement.

    On paper or on the screen, by employees and by candidates: it is about the quiz, not about them.
    """
    wanted = _at(quiz, version_id).with_only_columns(
        # The database's own writing of the id is enough to find the answers, and soon read.
        cast(Attempt.id, String),
        Attempt.person_id,
        Attempt.number,
        Attempt.score,
        Attempt.version_id,
        func.coalesce(Attempt.key_version_id, Attempt.version_id),
        cast(Attempt.shown, Text),
    )
    items: dict[tuple[str, ...], tuple[str, ...]] = {}

    def read(shown: str) -> tuple[str, ...]:
        found = tuple(sorted(each.item for each in _SHOWN.decode(shown)))
        return items.setdefault(found, found)

    rows = db.session.execute(wanted.execution_options(yield_per=_AT_A_TIME))
    return [Sat(*row[:-1], read(row[-1])) for row in rows]


def given_in(
    quiz: str, choices: Iterable[str], version_id: uuid.UUID | None = None
) -> Iterator[Given]:
    """The answers in such attempts, one after the other; in words only those to `choices`."""
    answer = case((Response.item.in_(sorted(choices)), cast(Response.answer, Text)), else_=null())
    wanted = (
        _at(quiz, version_id)
        .where(Attempt.score.is_not(None))
        .join(Response, Response.attempt_id == Attempt.id)
        .with_only_columns(cast(Response.attempt_id, String), Response.item, Response.score, answer)
    )
    for row in db.session.execute(wanted.execution_options(yield_per=_AT_A_TIME)):
        yield Given(*row)


def _at(quiz: str, version_id: uuid.UUID | None) -> Select[Attempt]:
    wanted = select(Attempt).where(Attempt.quiz == quiz, Attempt.submitted_at.is_not(None))
    return wanted if version_id is None else wanted.where(Attempt.version_id == version_id)
