"""Settings from the environment; without any, everything runs from the instance folder."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
SHORTEST_SECRET = 16


def settings_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """The application's settings as the environment gives them.

    Makes the instance folder and, once, its secret key (mode 0600, shared by all workers).
    """
    instance = Path(environment.get("INSTANCE_PATH") or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    return {
        "INSTANCE_PATH": instance,
        "SECRET_KEY": _given_secret(environment) or _kept_secret(instance / "secret_key"),
        "SQLALCHEMY_DATABASE_URI": database_url(environment.get("DATABASE_URL"), instance),
        "SMTP_URL": environment.get("SMTP_URL", ""),
        "MAIL_FROM": environment.get("MAIL_FROM") or "touchpoint@localhost",
        "PUBLIC_URL": environment.get("PUBLIC_URL") or f"http://127.0.0.1:{port(environment)}",
        "COURSES_PATH": Path(environment.get("COURSES_PATH") or ROOT / "courses"),
        "QUIZZES_PATH": Path(environment.get("QUIZZES_PATH") or ROOT / "quizzes"),
        "DEMO_PASSWORD": environment.get("DEMO_PASSWORD") or "touchpoint-demo",
        "SESSION_COOKIE_NAME": "touchpoint",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": environment.get("PUBLIC_URL", "").startswith("https://"),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "TRUSTED_PROXIES": _whole(environment, "TRUSTED_PROXIES", 0),
        "ANSWER_GRACE": timedelta(seconds=_whole(environment, "ANSWER_GRACE", 60)),
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 1 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 1 * MEGABYTE,
        "BABEL_DEFAULT_LOCALE": "zh_Hans",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "app" / "translations"),
        "BOOTSTRAP_SERVE_LOCAL": True,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_STREAMS": False,
    }


def port(environment: Mapping[str, str]) -> int:
    """The port that PORT names, 8000 without it."""
    return _whole(environment, "PORT", 8000)


def database_url(given: str | None, instance: Path) -> str:
    """The address of the database for SQLAlchemy; without one, SQLite in the instance folder."""
    if not given:
        return f"sqlite:///{instance / 'touchpoint.sqlite3'}"
    scheme, separator, rest = given.partition("://")
    if scheme in ("postgres", "postgresql"):
        scheme = "postgresql+psycopg"
    try:
        backend = make_url(scheme + separator + rest).get_backend_name()
    except (ArgumentError, ValueError):
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        # What was given may hold a password, so it is not repeated.
        sys.exit(
            "DATABASE_URL names no database that this program knows: "
            "write for example postgresql://user:password@host/name."
        )
    return scheme + separator + rest


def _whole(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    """A setting that is a whole number; anything else ends the program with a sentence."""
    given = (environment.get(name) or str(otherwise)).strip()
    if not (given.isascii() and given.isdigit()):
        sys.exit(f"{name}={given} is no whole number: write for example {name}={otherwise}.")
    return int(given)


def _given_secret(environment: Mapping[str, str]) -> str:
    given = environment.get("SECRET_KEY", "").strip()
    if given and len(given) < SHORTEST_SECRET:
        sys.exit(f"SECRET_KEY is too short to be one: take {SHORTEST_SECRET} characters or more.")
    return given


def _kept_secret(path: Path) -> str:
    """The key in the file, made on first use; workers that start together agree on one."""
    if not path.exists():
        _offer_secret(path)
    secret = path.read_text("ascii", "replace").strip()
    if len(secret) < SHORTEST_SECRET:
        sys.exit(f"The key in {path} is damaged: delete the file, and everybody signs in again.")
    return secret


def _offer_secret(path: Path) -> None:
    # A link is there with its whole text or not at all; whoever comes second leaves it as it is.
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)


def environment() -> Mapping[str, str]:
    """The process's own environment."""
    return os.environ
