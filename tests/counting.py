"""Another process at the same database: `python -m tests.counting URL count ROW 500`."""

from __future__ import annotations

import sys
import uuid
from select import select as readable

from sqlalchemy import select, update

from app import create_app
from app.accounts.models import Throttle
from app.db import db

#: So many times another has to have come between, before one is sure to have met it.
MEETINGS = 10


def count(row: uuid.UUID, times: int) -> None:
    """Read the number in a row and write it plus one, again and again, until told to stop. Say
    when it was done so many times and another came between; at the end, how often it was done."""
    others = written = rounds = 0
    has_met = False
    while not _is_called():
        wanted = select(Throttle.failures).where(Throttle.id == row).with_for_update()
        number = db.session.execute(wanted).scalar_one()
        others += bool(written) and number != written
        written = number + 1
        db.session.execute(update(Throttle).where(Throttle.id == row).values(failures=written))
        db.session.commit()
        rounds += 1
        if not has_met and rounds >= times and others >= MEETINGS:
            _tell("met")
            has_met = True
    _tell(rounds)


def commit_and_wait(row: uuid.UUID, number: int) -> None:
    """Commit a number, say so, and do nothing more until somebody ends the process."""
    db.session.execute(update(Throttle).where(Throttle.id == row).values(failures=number))
    db.session.commit()
    _tell("committed")
    sys.stdin.readline()


def main() -> None:
    """Get ready, wait for the word, do the deed."""
    url, deed, row, number = sys.argv[1:]
    app = create_app({"TESTING": True, "SECRET_KEY": "test", "SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        db.session.execute(select(1))
        db.session.rollback()
        _tell("ready")
        sys.stdin.readline()
        {"count": count, "commit_and_wait": commit_and_wait}[deed](uuid.UUID(row), int(number))


def _is_called() -> bool:
    # Also when nobody is left who could call.
    return bool(readable([sys.stdin], [], [], 0)[0])


def _tell(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
