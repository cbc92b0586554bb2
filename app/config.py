"""Settings from the environment; without any, everything runs from the instance folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


def settings_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """The application's settings as the environment gives them.

    Makes the instance folder and, once, its secret key (mode 0600, shared by all workers).
    """
    instance = Path(environment.get("INSTANCE_PATH") or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    return {
        "INSTANCE_PATH": instance,
        "SECRET_KEY": environment.get("SECRET_KEY") or _kept_secret(instance / "secret_key"),
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
        "TRUSTED_PROXIES": int(environment.get("TRUSTED_PROXIES") or 0),
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 1 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 1 * MEGABYTE,
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "app" / "translations"),
        "BOOTSTRAP_SERVE_LOCAL": True,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_STREAMS": False,
    }


def port(environment: Mapping[str, str]) -> int:
    """The port that PORT names, 8000 without it."""
    return int(environment.get("PORT") or 8000)


def database_url(given: str | None, instance: Path) -> str:
    """The address of the database for SQLAlchemy; without one, SQLite in the instance folder."""
    if not given:
        return f"sqlite:///{instance / 'touchpoint.sqlite3'}"
    scheme, separator, rest = given.partition("://")
    if scheme in ("postgres", "postgresql"):
        scheme = "postgresql+psycopg"
    return scheme + separator + rest


def _kept_secret(path: Path) -> str:
    """The key in the file, made on first use; workers that start together agree on one."""
    if not path.exists():
        _offer_secret(path)
    return path.read_text("ascii").strip()


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
