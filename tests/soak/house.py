"""A house that is served as in service, and whose server dies without a word."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import delete, select

from app import create_app
from app.accounts.models import SignIn
from app.accounts.viewer import hash_token
from app.attempts.models import Attempt, Receipt
from app.attempts.starting import start_attempt
from app.config import ROOT
from app.db import db, utcnow
from app.library.queries import current_library
from app.turns import RECEIVERS
from tests.bench.sitters import Sitter, make_sitters
from tests.content_tree import publish_tree, write_tree

GRACE = timedelta(seconds=1)
QUIZ = "telephone"


class House:
    """An instance in a folder with its server, and a way to look into its database."""

    def __init__(self, folder: Path) -> None:
        content = write_tree(folder)
        self._environment = {
            "INSTANCE_PATH": str(folder / "instance"),
            "COURSES_PATH": str(content.courses),
            "QUIZZES_PATH": str(content.quizzes),
            "ANSWER_GRACE": str(round(GRACE.total_seconds())),
        }
        for name in ("DATABASE_URL", "PUBLIC_URL", "SECRET_KEY"):
            os.environ.pop(name, None)
        os.environ.update(self._environment)
        self.app: Flask = create_app({"TESTING": True})
        with self.app.app_context():
            upgrade(directory=str(self.app.config["MIGRATIONS_PATH"]))
            publish_tree(content)
        self.port = _free_port()
        self._log = folder / "server.log"
        self._server: subprocess.Popen[bytes] | None = None
        #: Set while the server listens.
        self.is_up = threading.Event()

    def serve(self) -> None:
        """Start the server and wait until it listens."""
        command = [
            *(sys.executable, "-m", "granian", "app.wsgi:application", "--factory"),
            *("--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", "2", "--blocking-threads", str(RECEIVERS), "--log-level", "error"),
        ]
        with self._log.open("ab") as output:
            self._server = subprocess.Popen(
                command, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
            )
        while not self._listens():
            time.sleep(0.02)
        self.is_up.set()

    def kill(self) -> None:
        """End the server and its processes in the middle of whatever they do (kill -9)."""
        self.is_up.clear()
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()

    def restart(self) -> None:
        """Kill it, and serve again."""
        self.kill()
        self.serve()

    def new_sitters(self, count: int) -> list[Sitter]:
        """So many people, each signed in."""
        with self.app.app_context():
            return make_sitters(self.app, count)

    def start(self, sitter: Sitter, seconds: float | None) -> uuid.UUID:
        """Begin an attempt, whose time is up in so many seconds."""
        with self.app.app_context():
            quiz = current_library().get("quiz", QUIZ)
            assert quiz is not None
            attempt = start_attempt(sitter.person_id, quiz, now=utcnow())
            if seconds is not None:
                attempt.closes_at = attempt.started_at + timedelta(seconds=seconds)
            db.session.commit()
            return attempt.id

    def sign_out(self, sitter: Sitter) -> None:
        """Let the sign-in of a person end, as after twelve hours."""
        with self.app.app_context():
            db.session.execute(delete(SignIn).where(SignIn.person_id == sitter.person_id))
            db.session.commit()

    def sign_in(self, sitter: Sitter) -> str:
        """Sign in again; gives the new cookie."""
        token, now = secrets.token_urlsafe(32), utcnow()
        with self.app.app_context():
            db.session.add(
                SignIn(
                    token_hash=hash_token(token),
                    person_id=sitter.person_id,
                    created_at=now,
                    expires_at=now + timedelta(hours=1),
                )
            )
            db.session.commit()
        return sitter.renewed(self.app, token).cookie

    def look(self, attempt_id: uuid.UUID) -> tuple[Attempt, list[Receipt]]:
        """An attempt with its responses, and its ledger."""
        with self.app.app_context():
            attempt = db.session.get_one(Attempt, attempt_id)
            _ = attempt.responses
            wanted = select(Receipt).where(Receipt.attempt_id == attempt_id)
            return attempt, list(db.session.scalars(wanted.order_by(Receipt.number)))

    def _listens(self) -> bool:
        assert self._server is not None
        if self._server.poll() is not None:
            raise RuntimeError(self._log.read_text()[-2000:])
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        found: Any = probe.getsockname()[1]
        return int(found)
