"""A server in a process of its own that is killed, as by kill -9, at the moment that a test names.

`python -m tests.browser.mortal DATABASE INSTANCE PORT ORDER`: while the file ORDER says "before",
it dies when an answer arrives; while it says "after", when that is stored and not yet told.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from werkzeug.serving import run_simple

from app.config import ROOT
from tests.conftest import make_app

PATIENCE = 60


class Mortal:
    """Starts the server, says when it dies, and starts it again at the same address."""

    def __init__(self, database: Path, folder: Path) -> None:
        self.order = folder / "order"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._arguments = [str(database), str(folder / "served"), str(self.port), str(self.order)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until it does."""
        command = [sys.executable, "-m", "tests.browser.mortal", *self._arguments]
        self._process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while not _answers(self.port):
            assert self._process.poll() is None, "the server did not start"
            assert time.monotonic() < end, "the server is too slow"
            # There is nothing to wait for but the port itself.
            self._wait(0.1)

    def die(self, when: str) -> None:
        """From now on it dies with the next answer, "before" or "after" it is stored."""
        self.order.write_text(when)

    def wait_for_death(self) -> None:
        """It is gone."""
        assert self._process is not None
        assert self._process.wait(PATIENCE) == -signal.SIGKILL

    def stop(self) -> None:
        """Whatever it does, it ends."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _wait(self, seconds: float) -> None:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return


def main(database: str, instance: str, port: str, order: str) -> None:
    """Serve until killed."""
    app = make_app(f"sqlite:///{database}", Path(instance), WTF_CSRF_ENABLED=True)
    inner, told = app.wsgi_app, Path(order)

    def mortal(environ: dict[str, Any], start_response: Any) -> Any:
        when = told.read_text() if told.exists() else ""
        if not environ["PATH_INFO"].endswith("/answers") or not when:
            return inner(environ, start_response)
        told.unlink()
        if when == "after":
            b"".join(inner(environ, start_response))
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    app.wsgi_app = mortal  # type: ignore[method-assign]
    run_simple("127.0.0.1", int(port), app, threaded=True)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
