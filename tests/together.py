"""Deeds done at the same moment, as by two workers or on two phones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextvars import Context

from flask import Flask

from app.db import db


def run_together(app: Flask, deeds: Sequence[Callable[[], object]]) -> None:
    """Do each in a thread and application context of its own; one that fails fails the test."""
    db.session.commit()
    start = threading.Barrier(len(deeds))
    failures: list[BaseException] = []

    def work(deed: Callable[[], object]) -> None:
        try:
            with app.app_context():
                start.wait(30)
                deed()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=Context().run, args=(work, deed)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
