"""Delivering the outbox: each message is taken, sent outside any transaction, then marked."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import or_, select, update

from app.db import db
from app.notices.mail import MailServerError, Send, message_from, opened
from app.notices.models import Notice

log = logging.getLogger(__name__)

#: Longer than one conversation with a mail server takes. A sweep that died lets go after it.
CLAIMED_FOR = timedelta(minutes=10)
#: How long to wait after each try that failed; after one more there is no other.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
TRIES = len(WAITS) + 1
#: A long queue leaves the other steps of the sweep their turn.
AT_ONCE = 100

Clock = Callable[[], datetime]


def deliver_notices(now: datetime) -> int:
    """Send what is due, at most a hundred messages, and say how many left."""
    clock = _running_from(now)
    _give_up(now)
    sent = 0
    with opened(current_app.config) as send:
        for _turn in range(AT_ONCE):
            notice = _claim(clock())
            if notice is None:
                break
            try:
                sent += _deliver(notice, send, clock)
            except MailServerError:
                break
    return sent


def _running_from(now: datetime) -> Clock:
    """A long queue takes minutes: claims must count from the moment at which they are made."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def _give_up(now: datetime) -> None:
    """Messages whose every try ended with the sweep itself: nobody was left to write it down."""
    db.session.execute(
        update(Notice)
        .where(*_open(now), Notice.tries >= TRIES)
        .values(failed_at=now, claimed_until=None, error="every try was cut off")
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def _claim(now: datetime) -> Notice | None:
    """Take the message that has waited longest; other sweeps pass over it until the claim ends."""
    notice = db.session.scalar(
        select(Notice)
        .where(*_open(now), Notice.due_at <= now, Notice.tries < TRIES)
        .order_by(Notice.due_at, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if notice is not None:
        notice.claimed_until = now + CLAIMED_FOR
        # Counted before it is sent: a message that kills the sweep is not taken for ever.
        notice.tries += 1
    db.session.commit()
    return notice


def _open(now: datetime) -> tuple:
    """Neither sent nor given up, and in nobody's hands."""
    return (
        Notice.sent_at.is_(None),
        Notice.failed_at.is_(None),
        or_(Notice.claimed_until.is_(None), Notice.claimed_until <= now),
    )


def _deliver(notice: Notice, send: Send, clock: Clock) -> bool:
    try:
        send(message_from(notice, sender=current_app.config["MAIL_FROM"]))
    except Exception as error:
        # Whatever is wrong with one message must not hold up the others.
        log.warning("notice %s was not sent: %s", notice.id, type(error).__name__)
        _mark(notice, **_after_failure(notice, error, clock()))
        if isinstance(error, MailServerError):
            raise
        return False
    # What was sent is kept by whom it was sent to: a letter may hold a link that is a key.
    _mark(notice, sent_at=clock(), claimed_until=None, error=None, body="")
    return True


def _after_failure(notice: Notice, error: Exception, now: datetime) -> dict[str, object]:
    told = {"claimed_until": None, "error": f"{type(error).__name__}: {error}"[:200]}
    if notice.tries >= TRIES:
        return told | {"failed_at": now}
    return told | {"due_at": now + WAITS[notice.tries - 1]}


def _mark(notice: Notice, **values: object) -> None:
    """Write down how it went, unless the claim ran out and another sweep has the message by now."""
    db.session.execute(
        update(Notice)
        .where(Notice.id == notice.id, Notice.claimed_until == notice.claimed_until)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
