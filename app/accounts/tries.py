"""Counting a try at the border: for good, and before it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from app.accounts.throttling import Counter, count_try
from app.db import db
from app.errors import TooMany


def wait_for(counters: Sequence[Counter], *, now: datetime) -> int:
    """Count this try and give 0, or the seconds to wait before the next one."""
    try:
        count_try(counters, now=now)
    except TooMany as problem:
        db.session.rollback()
        return problem.wait
    db.session.commit()
    return 0


def secret() -> Any:
    """The key that what is counted against is hashed with."""
    return current_app.secret_key
