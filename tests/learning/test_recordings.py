"""Lessons read aloud by a person: kept when published, and sent to who is signed in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from tests.content_tree import ContentTree, publish_tree
from tests.learning.pages import main_of

pytestmark = pytest.mark.database("sqlite")

LESSON = "/courses/telephone/10-three-rings"
FILE = "courses/telephone/10-three-rings.en.mp3"
SOUND = b"ID3\x04" + bytes(range(256)) * 8
NAME = f"{hashlib.sha256(SOUND).hexdigest()}.mp3"


def record(content: ContentTree, sound: bytes = SOUND) -> None:
    """Put a recording beside the lesson and publish it."""
    (content.root / FILE).write_bytes(sound)
    publish_tree(content)


@pytest.fixture
def kept(app: Flask) -> Path:
    """Where recordings are kept."""
    return Path(app.config["INSTANCE_PATH"]) / "media"


def test_a_recording_wins_over_the_phones_voice(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    record(content)

    page = main_of(client, LESSON)

    assert f'<audio class="tp-audio" controls preload="none" src="/media/{NAME}"' in page
    assert "data-listen" not in page


def test_it_is_sent_with_its_kind_and_kept_by_the_browser_alone(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    record(content)

    response = client.get(f"/media/{NAME}")

    assert response.data == SOUND
    assert response.content_type == "audio/mpeg"
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert "media-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_player_may_ask_for_a_piece(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    record(content)
    headers = {"Range": "bytes=10-19", "Accept-Encoding": "gzip, br"}

    piece = client.get(f"/media/{NAME}", headers=headers)
    beyond = client.get(f"/media/{NAME}", headers={"Range": "bytes=99999-"})

    assert (piece.status_code, piece.data) == (206, SOUND[10:20])
    assert piece.headers["Content-Range"] == f"bytes 10-19/{len(SOUND)}"
    assert "Content-Encoding" not in piece.headers
    assert beyond.status_code == 416


def test_nobody_hears_it_without_signing_in(client: FlaskClient, content: ContentTree) -> None:
    record(content)

    response = client.get(f"/media/{NAME}")

    assert response.status_code == 302
    assert "/login" in response.headers["Location"]


@pytest.mark.parametrize(
    "name",
    [
        "0" * 64 + ".mp3",
        NAME.removesuffix(".mp3"),
        NAME.replace(".mp3", ".ogg"),
        NAME.replace(".mp3", ".html"),
        NAME.upper(),
        "..%2ftest.sqlite3",
        "..",
    ],
)
def test_other_names_are_not_found(
    client: FlaskClient, learner: Person, content: ContentTree, name: str
) -> None:
    record(content)

    assert client.get(f"/media/{name}").status_code == 404


def test_what_an_old_version_names_stays(app: Flask, content: ContentTree, kept: Path) -> None:
    record(content)
    record(content, SOUND + b"\0")

    assert len(list(kept.iterdir())) == 2


def test_faults_keep_nothing(app: Flask, content: ContentTree, kept: Path) -> None:
    with pytest.raises(Exception, match="1 faults"):
        record(content, b"no sound")

    assert not kept.exists()
