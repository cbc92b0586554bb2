"""Processes that belong together: one is kept running beside the server, and none outlives it."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
from collections.abc import Sequence

log = logging.getLogger(__name__)


class Companion:
    """Keeps one command running beside this process until it is told to stop."""

    def __init__(self, command: Sequence[str], *, pause: float = 5.0, patience: float = 10.0):
        self._command = command
        self._pause = pause
        self._patience = patience
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep_running, daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the command, and again whenever it ends by itself."""
        self._process = self._started()
        self._keeper.start()

    def stop(self) -> None:
        """End the command and wait for it; one that does not listen is killed."""
        self._stopping.set()
        if self._process is None:
            return
        self._process.terminate()
        self._keeper.join(self._patience)
        if self._keeper.is_alive():
            self._process.kill()
            self._keeper.join()

    def _started(self) -> subprocess.Popen[bytes]:
        # In a group of its own: Ctrl-C at the terminal reaches the server, which then ends it.
        return subprocess.Popen(self._command, process_group=0)

    def _keep_running(self) -> None:
        while self._process is not None:
            status = self._process.wait()
            if self._stopping.is_set():
                return
            log.error("%s ended with %d and is started again", " ".join(self._command), status)
            if self._stopping.wait(self._pause):
                return
            self._process = self._started()


def obey_parent_only() -> None:
    """End on the word of the process that started this one, or when that process is gone."""
    # A group of its own keeps signals away that the parent passes on anyway: a second one right
    # after the first can find the server's process inside its handler, where it waits for itself.
    os.setpgrp()
    # Until the server's own handler is in place there is the parent's, which would swallow it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(1)
    os.kill(os.getpid(), signal.SIGTERM)
