"""The command line of all features together: `flask --app app …`."""

from __future__ import annotations

from flask import Flask

from app import cli
from app.accounts import commands as accounts
from app.attempts import commands as attempts
from app.demo import commands as demo
from app.jobs import commands as jobs
from app.library import commands as library
from app.screening import commands as screening


def register(app: Flask) -> None:
    """Add the commands of every feature; those of the library belong to the content's."""
    for feature in (cli, library, accounts, attempts, screening, demo, jobs):
        feature.register(app)
