"""Last days, deeds, times of keeping and topics, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.attempts.models import Response
from app.attempts.sheet import Question
from app.markup.texts import Text
from app.quizzes.model import TrueFalse
from app.screening.deeds import Deed, possible
from app.screening.lastday import end_of_day, last_day
from app.screening.results import scores_by_topic, seconds_taken
from app.screening.retention import kept_until
from app.screening.states import State
from tests.factories import NOON

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "days", "zone", "day"),
    [
        (NOON, 3, "Asia/Shanghai", date(2026, 11, 23)),
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), 7, "Asia/Shanghai", date(2026, 11, 27)),
        # It is tomorrow already where the company is.
        (datetime(2026, 11, 20, 16, 1, tzinfo=UTC), 7, "Asia/Shanghai", date(2026, 11, 28)),
        (datetime(2026, 12, 30, 4, 0, tzinfo=UTC), 3, "Asia/Shanghai", date(2027, 1, 2)),
        # A night with an hour less.
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), 3, "Europe/Berlin", date(2026, 3, 30)),
    ],
)
def test_a_link_works_to_the_last_second_of_its_last_day(
    now: datetime, days: int, zone: str, day: date
) -> None:
    ends_at = end_of_day(now, days, zone)

    assert last_day(ends_at, zone) == day
    assert last_day(ends_at + timedelta(seconds=1), zone) == day + DAY
    assert ends_at.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S") == "23:59:59"


@pytest.mark.parametrize("state", State)
def test_nobody_is_accepted_without_answers(state: State) -> None:
    assert Deed.ACCEPT not in possible(state, has_answers=False)


@pytest.mark.parametrize(
    ("state", "has_answers", "deeds"),
    [
        (State.INVITED, False, "show_link renew extend revoke withdraw decline"),
        (State.OPENED, False, "show_link renew extend revoke withdraw decline"),
        (State.SUBMITTED, True, "accept decline withdraw"),
        (State.DECIDED, True, "accept decline withdraw"),
        (State.DECIDED, False, "decline withdraw"),
        (State.EXPIRED, False, "renew extend withdraw decline"),
        (State.REVOKED, False, "renew withdraw decline"),
        (State.WITHDRAWN, True, ""),
        (State.HIRED, True, ""),
    ],
)
def test_what_may_be_done_follows_from_the_state(
    state: State, has_answers: bool, deeds: str
) -> None:
    assert possible(state, has_answers=has_answers) == set(map(Deed, deeds.split()))


@dataclass(frozen=True)
class Moments:
    """What the time of keeping follows from."""

    expires_at: datetime = NOON
    decided_at: datetime | None = None
    revoked_at: datetime | None = None
    withdrawn_at: datetime | None = None
    agreed_to_more: bool = False


@pytest.mark.parametrize(
    ("moments", "days"),
    [
        (Moments(), 180),
        (Moments(decided_at=NOON + 5 * DAY), 185),
        (Moments(decided_at=NOON - 5 * DAY), 175),
        (Moments(revoked_at=NOON - 3 * DAY), 177),
        (Moments(revoked_at=NOON - 3 * DAY, decided_at=NOON), 180),
        (Moments(agreed_to_more=True), 730),
        (Moments(agreed_to_more=True, decided_at=NOON + DAY), 731),
        (Moments(withdrawn_at=NOON + DAY), 31),
        (Moments(withdrawn_at=NOON, decided_at=NOON + DAY, agreed_to_more=True), 30),
    ],
)
def test_data_is_kept_so_many_days(moments: Moments, days: int) -> None:
    assert kept_until(moments, days=180) == NOON + days * DAY


def test_the_company_may_keep_it_for_less_time() -> None:
    assert kept_until(Moments(decided_at=NOON), days=90) == NOON + 90 * DAY


def question(number: int, tags: tuple[str, ...], score: float) -> Question:
    """One question and what it earned."""
    words = Text("", "", "")
    item = TrueFalse(id=f"i{number}", stem=words, tags=tags, answer=True)
    return Question(number, item, (), Response(score=score))


def test_topics_are_counted_in_the_order_of_the_quiz() -> None:
    lesson, sense, unused = Text("课", "Lesson", ""), Text("常识", "Sense", ""), Text("", "", "")
    questions = [
        question(1, ("sense",), 1),
        question(2, ("lesson",), 0.5),
        question(3, ("lesson", "sense"), 1),
        question(4, (), 0),
    ]

    scores = scores_by_topic(questions, {"lesson": lesson, "sense": sense, "unused": unused})

    assert [(each.title, each.right, each.count) for each in scores] == [
        (lesson, 1, 2),
        (sense, 2, 2),
        (None, 0, 1),
    ]


def test_no_questions_have_no_topics() -> None:
    assert scores_by_topic([], {"lesson": Text("课", "Lesson", "")}) == []


def test_the_time_taken_is_that_of_the_clock() -> None:
    assert seconds_taken(NOON, NOON + timedelta(minutes=5, seconds=20.9)) == 320
    assert seconds_taken(NOON, NOON - timedelta(seconds=1)) == 0
