"""The application as each process of a server runs it."""

from __future__ import annotations

import gc

from app import create_app
from app.companion import obey_parent_only
from app.turns import Turns


def application() -> Turns:
    """The program's pages, without what only the command line needs."""
    app = create_app({"ONLY_SERVES": True})
    # What is there now stays to the end: the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    return Turns(app, limit=app.config["MAX_CONTENT_LENGTH"])


def application_of_run() -> Turns:
    """The same in a process of `make run`."""
    obey_parent_only()
    return application()
