"""Another process at the same database: `python -m tests.counting URL count ROW 500`."""

from __future__ import annotations

import sys
import uuid

from sqlalchemy import select, update

from app import create_app
from app.accounts.models import Throttle
from app.db import db


def count(row: uuid.UUID, times: int) -> None:
    """Read the number in a row and write it plus one, so many times; tell how often another did."""
    others = written = 0
    for _ in range(times):
        wanted = select(Throttle.failures).where(Throttle.id == row).with_for_update()
        number = db.session.execute(wanted).scalar_one()
        others += bool(written) and number != written
        written = number + 1
        db.session.execute(update(Throttle).where(Throttle.id == row).values(failures=written))
        db.session.commit()
    _tell(others)


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


def _tell(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
