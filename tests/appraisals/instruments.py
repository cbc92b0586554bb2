"""Instruments for tests: small ones of any size, published without files."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec
from sqlalchemy import delete, func, select

from app.db import db, new_id
from app.library.models import DocumentVersion, LibraryEntry, LibraryState
from app.library.queries import Published, version
from app.markup.texts import Text
from app.quizzes.model import Band, Instrument, Statement
from tests.factories import NOON

SLUG = "service-aptitude"


def text(words: str) -> Text:
    """The same words in each language, told apart by their beginning."""
    return Text(zh=f"简{words}", en=f"en-{words}", hant=f"繁{words}")


def make_instrument(*, statements: int = 10, low: int = 1, high: int = 10) -> Instrument:
    """An instrument whose bands split its totals below 50 % and from 80 %, as ours does."""
    least, most = statements * low, statements * high
    middle, upper = most // 2, most * 8 // 10
    return Instrument(
        slug=SLUG,
        title=text("自评"),
        intro=text("<p>照实选</p>"),
        statements=tuple(
            Statement(
                id=f"s-{number:02}",
                low=low,
                high=high,
                high_pole=text(f"高{number}"),
                low_pole=text(f"低{number}"),
            )
            for number in range(1, statements + 1)
        ),
        bands=(
            Band(from_=least, to=middle - 1, title=text("下段"), advice=text("<p>下建议</p>")),
            Band(from_=middle, to=upper - 1, title=text("中段"), advice=text("<p>中建议</p>")),
            Band(from_=upper, to=most, title=text("上段"), advice=text("<p>上建议</p>")),
        ),
    )


def publish(instrument: Instrument, *, now: datetime = NOON) -> Published:
    """Make this the current version of its instrument, as a publishing would."""
    body = msgspec.json.encode(instrument)
    before = db.session.scalar(
        select(func.max(DocumentVersion.number)).where(DocumentVersion.slug == instrument.slug)
    )
    row = DocumentVersion(
        id=new_id(),
        kind="instrument",
        slug=instrument.slug,
        number=(before or 0) + 1,
        digest=hashlib.sha256(body).hexdigest(),
        body=body,
        revision=_next_revision(now),
        published_at=now,
    )
    withdraw(instrument.slug, now=now)
    db.session.add(row)
    db.session.flush()
    db.session.add(LibraryEntry(kind="instrument", slug=instrument.slug, version_id=row.id))
    db.session.commit()
    return version(row.id)


def withdraw(slug: str, *, now: datetime = NOON) -> None:
    """Take an instrument out of the library; its versions stay."""
    db.session.execute(delete(LibraryEntry).where(LibraryEntry.slug == slug))
    _next_revision(now)
    db.session.commit()


def _next_revision(now: datetime) -> int:
    state = db.session.get(LibraryState, 1)
    if state is None:
        state = LibraryState(id=1, revision=0, tree_digest="", published_at=now)
        db.session.add(state)
    state.revision += 1
    db.session.flush()
    return state.revision
