"""An answer that a script sends, from its arrival to what the script is told."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import msgspec
from flask import abort, g, render_template, request
from sqlalchemy import bindparam, select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as HttpResponse

from app.attempts.ledger import Elsewhere, Holding, Refused, State, is_final, seconds_left
from app.attempts.models import Attempt, Response
from app.attempts.queries import locked
from app.attempts.scoring import submit_attempt
from app.attempts.sent import NotSent, Sent, Unwritable, read_sent
from app.attempts.sheet import Question, receipt
from app.attempts.sitting import Seat, attempt_or_404, rules_of
from app.attempts.taking import Taken, take_answer
from app.attempts.wording import REASONS, REFUSALS
from app.db import begin_writing, db
from app.errors import told_to_script
from app.interface.formats import Reader, clock
from app.library.queries import version
from app.library.reading import library
from app.quizzes.model import Item, Quiz
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.responses import read_form

#: More than the longest answer, and far less than a file.
MOST_BYTES = 64 * 1024


class _Asked(NamedTuple):
    """The question that an answer is about."""

    quiz: Quiz
    item: Item
    number: int
    order: tuple[str, ...]


def answer_taken(seat: Seat, attempt_id: uuid.UUID) -> HttpResponse:
    """Keep an answer, and tell its receipt.

    The view has to be one of `reads_first`: all is read and understood before the right to write
    is asked for.
    """
    try:
        sent = read_sent(_body())
        asked = _asked_or_404(seat, attempt_id, sent.item)
        answer = read_form(asked.item, MultiDict(sent.fields))
        taken = _take(seat, attempt_id, sent, asked, answer)
    except NotSent:
        abort(400)
    except Unwritable:
        return told_to_script(422, sentence=str(REASONS[Reason.UNREADABLE]))
    except BadResponse as bad:
        return told_to_script(422, sentence=str(REASONS[bad.reason]))
    except Refused as refused:
        return told_to_script(409, refused.code, str(REFUSALS[refused.code]))
    return _told(attempt_id, sent, asked, taken)


def _body() -> bytes:
    if request.mimetype != "application/json":
        abort(415)
    request.max_content_length = MOST_BYTES
    return request.get_data()


#: Put together once, since it runs for every answer.
_SAT = locked(
    select(Attempt.version_id, Attempt.shown).where(
        Attempt.id == bindparam("attempt_id"), Attempt.person_id == bindparam("of_person")
    )
)


def _asked_or_404(seat: Seat, attempt_id: uuid.UUID, item_id: str) -> _Asked:
    """The question, where it is one of this person's attempt.

    The attempt is locked where rows can be: on SQLite only writing itself excludes others.
    """
    sat = db.session.execute(_SAT, {"attempt_id": attempt_id, "of_person": seat.person_id}).first()
    if sat is None:
        abort(404)
    quiz: Quiz = version(sat.version_id).body
    for number, shown in enumerate(sat.shown, start=1):
        if shown["item"] == item_id:
            item = next(item for item in quiz.items if item.id == item_id)
            return _Asked(quiz, item, number, tuple(shown["order"]))
    abort(404)


def _take(
    seat: Seat, attempt_id: uuid.UUID, sent: Sent, asked: _Asked, answer: dict[str, Any] | None
) -> Taken:
    begin_writing()
    taken = take_answer(
        attempt_id,
        seat.person_id,
        sent,
        asked.item,
        answer,
        now=g.now,
        rules=rules_of(asked.quiz),
    )
    if taken.is_overdue:
        # The next touch after the time is up closes the attempt with what was saved.
        submit_attempt(attempt_or_404(seat, attempt_id, lock=True), library(), now=g.now)
    db.session.commit()
    return taken


def _told(attempt_id: uuid.UUID, sent: Sent, asked: _Asked, taken: Taken) -> HttpResponse:
    told = {
        "state": taken.state.value,
        "receipt": taken.receipt,
        "label": receipt(attempt_id, taken.receipt),
        "at": _clock(taken.at),
        "is_repeat": taken.is_repeat,
        "is_answered": is_final(asked.item, taken.answer),
        "seconds_left": seconds_left(taken.closes_at, now=g.now),
        "replaced": _replaced(taken.replaced),
        "elsewhere": [_elsewhere(each) for each in taken.elsewhere],
        "feedback": _feedback(asked, taken),
    }
    return HttpResponse(msgspec.json.encode(told), content_type="application/json")


def _replaced(holding: Holding | None) -> dict[str, Any] | None:
    if holding is None:
        return None
    return {"receipt": holding.receipt, "at": _clock(holding.at), "elsewhere": True}


def _elsewhere(changed: Elsewhere) -> dict[str, Any]:
    return {"item": changed.item, "receipt": changed.receipt, "at": _clock(changed.at)}


def _clock(moment: Any) -> str:
    return clock(moment, Reader(g.zone, g.language, g.now))


def _feedback(asked: _Asked, taken: Taken) -> str | None:
    """What was right and why, once an answer is final where that is told at once."""
    if asked.quiz.feedback != "each" or taken.state != State.KEPT:
        return None
    if not is_final(asked.item, taken.answer):
        return None
    saved = Response(item=asked.item.id, answer=taken.answer, receipt=taken.receipt)
    return render_template(
        "attempts/feedback.html",
        quiz=asked.quiz,
        item=asked.item,
        question=Question(asked.number, asked.item, asked.order, saved),
        standards=library().standards,
    )
