"""Pure: whether a person may sit a quiz now, until when, and when the answers are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from app.quizzes.model import Quiz

#: An answer that was on its way when the time was up still counts (the setting ANSWER_GRACE).
GRACE = timedelta(seconds=60)


class Window(NamedTuple):
    """From when until when a quiz may be sat; without an end it stays open."""

    opens_at: datetime
    closes_at: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in it; the end does no longer."""
        return self.opens_at <= moment and (self.closes_at is None or moment < self.closes_at)


@dataclass(frozen=True)
class Refusal:
    """Why no attempt may be started now.

    Used: all attempts. Wait: the delay since the last one. Early, over: the quiz is not open for
    her, from `until` on or since then. Cut: she was not told that `until` ends her time.
    """

    why: Literal["used", "wait", "early", "over", "cut"]
    until: datetime | None = None


def refusal(
    quiz: Quiz, submitted: Sequence[datetime], *, now: datetime, windows: Iterable[Window] = ()
) -> Refusal | None:
    """Whether attempts are used up, the quiz is not open for her, or the delay has not passed.

    Without any window she may sit it whenever she likes.
    """
    if quiz.attempts is not None and len(submitted) >= quiz.attempts:
        return Refusal("used")
    joined = joined_windows(windows)
    if joined and not any(window.holds(now) for window in joined):
        return _closed(joined, now)
    if quiz.delay and submitted:
        until = max(submitted) + timedelta(hours=quiz.delay)
        if now < until:
            return Refusal("wait", until)
    return None


def joined_windows(windows: Iterable[Window]) -> list[Window]:
    """The same times without overlaps, the earliest first."""
    joined: list[Window] = []
    for window in sorted(windows, key=lambda each: each.opens_at):
        last = joined[-1] if joined else None
        if last is None or (last.closes_at is not None and last.closes_at < window.opens_at):
            joined.append(window)
        else:
            joined[-1] = Window(last.opens_at, _later(last.closes_at, window.closes_at))
    return joined


def end_of_window(windows: Iterable[Window], *, now: datetime) -> datetime | None:
    """When the window that is open now closes; none where there is no window or no end."""
    return next((w.closes_at for w in joined_windows(windows) if w.holds(now)), None)


def time_allowed(quiz: Quiz, extra_time: int = 0) -> timedelta | None:
    """How long an attempt may take, with so many per cent more; none without a time limit."""
    if quiz.time_limit is None:
        return None
    return timedelta(minutes=quiz.time_limit) * (100 + extra_time) / 100


def closing_time(
    quiz: Quiz, started_at: datetime, extra_time: int = 0, window_end: datetime | None = None
) -> datetime | None:
    """When the time of an attempt is up: its limit or the end of the window, what is earlier."""
    allowed = time_allowed(quiz, extra_time)
    own = None if allowed is None else started_at + allowed
    return min((moment for moment in (own, window_end) if moment is not None), default=None)


def cut_by(
    quiz: Quiz, extra_time: int, window_end: datetime | None, *, now: datetime
) -> datetime | None:
    """The end of the window where it leaves her less time than the quiz allows her, else none."""
    if window_end is None:
        return None
    allowed = time_allowed(quiz, extra_time)
    return window_end if allowed is None or window_end < now + allowed else None


def is_too_late(closes_at: datetime | None, *, now: datetime, grace: timedelta = GRACE) -> bool:
    """Whether an answer that arrives now comes after the time and its grace."""
    return closes_at is not None and now > closes_at + grace


def answers_visible(
    quiz: Quiz, started_at: datetime, windows: Iterable[Window], *, now: datetime
) -> bool:
    """Whether somebody who has handed in may see what was right.

    Where the author says `closed`, after the end of every window that holds her start, or of all
    that concern her where she began outside of them; without an end never.
    """
    if quiz.feedback != "closed":
        return True
    concerned = list(windows)
    ends = [w.closes_at for w in concerned if w.holds(started_at)]
    ends = ends or [w.closes_at for w in concerned]
    return bool(ends) and all(end is not None and end <= now for end in ends)


def _closed(windows: Sequence[Window], now: datetime) -> Refusal:
    following = [window.opens_at for window in windows if window.opens_at > now]
    if following:
        return Refusal("early", min(following))
    return Refusal("over", max(window.closes_at for window in windows if window.closes_at))


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)
