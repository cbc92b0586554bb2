"""Settings from the environment."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.config import ROOT, database_url, settings_from

SECRET = "sixteen-letters!"


def settings(tmp_path: Path, **given: str) -> dict[str, Any]:
    """The settings that an environment gives."""
    return settings_from({"INSTANCE_PATH": str(tmp_path / "instance"), **given})


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (None, "sqlite:////somewhere/touchpoint.sqlite3"),
        ("", "sqlite:////somewhere/touchpoint.sqlite3"),
        ("sqlite:////data/x.sqlite3", "sqlite:////data/x.sqlite3"),
        ("postgres://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql://u:p@host/name?a=b", "postgresql+psycopg://u:p@host/name?a=b"),
        ("postgresql+psycopg://u@host/name", "postgresql+psycopg://u@host/name"),
        ("postgresql://u:a://b@host/name", "postgresql+psycopg://u:a://b@host/name"),
    ],
)
def test_the_address_of_the_database(given: str | None, url: str) -> None:
    assert database_url(given, Path("/somewhere")) == url


def test_without_settings_everything_stays_in_the_instance_folder(tmp_path: Path) -> None:
    found = settings(tmp_path)
    instance = tmp_path / "instance"

    assert found["INSTANCE_PATH"] == instance
    assert found["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{instance / 'touchpoint.sqlite3'}"
    assert found["SMTP_URL"] == ""
    assert found["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert found["COURSES_PATH"] == ROOT / "courses"
    assert found["QUIZZES_PATH"] == ROOT / "quizzes"
    assert found["TRUSTED_PROXIES"] == 0
    assert found["SESSION_COOKIE_SECURE"] is False


SETTINGS = (
    "DATABASE_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "PUBLIC_URL",
    "COURSES_PATH",
    "QUIZZES_PATH",
    "DEMO_PASSWORD",
    "TRUSTED_PROXIES",
    "PORT",
)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_is_empty_is_as_good_as_none(tmp_path: Path, name: str) -> None:
    assert settings(tmp_path, **{name: ""}) == settings(tmp_path)


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"PORT": "8123"}, "PUBLIC_URL", "http://127.0.0.1:8123"),
        ({"PUBLIC_URL": "https://a.example"}, "SESSION_COOKIE_SECURE", True),
        ({"PUBLIC_URL": "http://a.example"}, "SESSION_COOKIE_SECURE", False),
        ({"TRUSTED_PROXIES": "2"}, "TRUSTED_PROXIES", 2),
        ({"SECRET_KEY": "given-" * 4}, "SECRET_KEY", "given-" * 4),
        ({"COURSES_PATH": "/c"}, "COURSES_PATH", Path("/c")),
        ({"DEMO_PASSWORD": "other"}, "DEMO_PASSWORD", "other"),
    ],
)
def test_a_setting_is_taken_from_the_environment(
    tmp_path: Path, given: dict[str, str], name: str, value: object
) -> None:
    assert settings(tmp_path, **given)[name] == value


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("PORT", "http", "PORT=http is no whole number: write for example PORT=8000."),
        ("PORT", "-1", "PORT=-1 is no whole number"),
        ("PORT", "８０", "is no whole number"),
        ("TRUSTED_PROXIES", "yes", "TRUSTED_PROXIES=yes is no whole number"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("DATABASE_URL", "mysql://u:hidden@host/name", "names no database that this program knows"),
        ("DATABASE_URL", "hidden", "names no database that this program knows"),
    ],
)
def test_a_setting_that_makes_no_sense_ends_the_program_with_a_sentence(
    tmp_path: Path, name: str, given: str, told: str
) -> None:
    with pytest.raises(SystemExit) as end:
        settings(tmp_path, **{name: given})

    assert told in str(end.value)
    assert "hidden" not in str(end.value)


# The secret key.


def test_the_secret_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first = settings(tmp_path)["SECRET_KEY"]
    file = tmp_path / "instance" / "secret_key"

    assert len(first) == 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert settings(tmp_path)["SECRET_KEY"] == first
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("damage", [b"", b"abc", b"\xff\xfe"])
def test_a_damaged_key_is_not_used(tmp_path: Path, damage: bytes) -> None:
    settings(tmp_path)
    (tmp_path / "instance" / "secret_key").write_bytes(damage)

    with pytest.raises(SystemExit, match="is damaged: delete the file"):
        settings(tmp_path)


def test_two_installations_have_different_secret_keys(tmp_path: Path) -> None:
    assert settings(tmp_path / "a")["SECRET_KEY"] != settings(tmp_path / "b")["SECRET_KEY"]


def test_a_given_secret_key_leaves_no_file(tmp_path: Path) -> None:
    settings(tmp_path, SECRET_KEY="given-" * 4)

    assert list((tmp_path / "instance").iterdir()) == []


def test_workers_that_start_together_agree_on_the_secret_key(tmp_path: Path) -> None:
    for number in range(30):
        assert len(_keys_of_workers(tmp_path / str(number))) == 1


def _keys_of_workers(folder: Path) -> set[str]:
    folder.mkdir()
    start = threading.Barrier(6)
    keys: list[str] = []

    def work() -> None:
        start.wait()
        keys.append(settings(folder)["SECRET_KEY"])

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return set(keys)


# The application.


def test_what_is_given_to_the_factory_wins(tmp_path: Path) -> None:
    app = create_app({"TESTING": True, "SECRET_KEY": "mine", "COURSES_PATH": tmp_path})

    assert app.config["SECRET_KEY"] == "mine"
    assert app.config["COURSES_PATH"] == tmp_path
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://u:secret@h:abc/x"}, "DATABASE_URL"),
        ({"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES=many"),
        ({"SECRET_KEY": "x"}, "SECRET_KEY"),
    ],
)
def test_a_setting_that_cannot_be_ends_with_a_sentence(
    tmp_path: Path, given: dict[str, str], named: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        settings(tmp_path, **given)

    assert named in str(ended.value)
    assert "secret@" not in str(ended.value)


def test_an_empty_key_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text("")

    with pytest.raises(SystemExit, match="delete the file"):
        settings(tmp_path)
