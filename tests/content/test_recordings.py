"""The recordings beside lessons."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.content import recordings
from tests.content.trees import SmallTree, write_small_tree

LESSON = ("lesson", "telephone/10-three-rings")
BESIDE = "courses/telephone/10-three-rings"
SOUND = b"ID3\x04" + b"\0" * 40


@pytest.fixture
def small(tmp_path: Path) -> SmallTree:
    return write_small_tree(tmp_path)


@pytest.mark.parametrize(
    ("ending", "sound"),
    [
        ("mp3", SOUND),
        ("mp3", b"\xff\xfb\x90\x00" + b"\0" * 40),
        ("m4a", b"\0\0\0\x20ftypM4A " + b"\0" * 40),
        ("ogg", b"OggS\0\x02" + b"\0" * 40),
    ],
)
def test_a_lesson_names_its_recording_by_what_it_holds(
    small: SmallTree, ending: str, sound: bytes
) -> None:
    small.write(f"{BESIDE}.zh.{ending}", sound)
    name = f"{hashlib.sha256(sound).hexdigest()}.{ending}"

    lesson = small.documents()[LESSON].body

    assert (lesson.zh.recording, lesson.hant.recording, lesson.en.recording) == (name, name, "")
    assert [each.name for each in small.compiled().recordings] == [name]


def test_another_recording_makes_another_version(small: SmallTree) -> None:
    digests = {small.documents()[LESSON].digest}
    for sound in (SOUND, SOUND + b"\0"):
        small.write(f"{BESIDE}.zh.mp3", sound)
        digests.add(small.documents()[LESSON].digest)

    assert len(digests) == 3


@pytest.mark.parametrize(
    ("name", "sound", "what"),
    [
        (f"{BESIDE}.zh.mp3", b"<html>" + b"\0" * 40, 'this is not the sound of ".mp3"'),
        (f"{BESIDE}.zh.ogg", SOUND, 'this is not the sound of ".ogg"'),
        (f"{BESIDE}.zh.mp3", b"", 'this is not the sound of ".mp3"'),
        ("courses/telephone/20-none.zh.mp3", SOUND, 'there is no lesson "20-none"'),
        (f"{BESIDE}.mp3", SOUND, "a recording without its language"),
    ],
)
def test_what_is_wrong_with_a_recording_is_told(
    small: SmallTree, name: str, sound: bytes, what: str
) -> None:
    small.write(name, sound)

    [fault] = small.compiled().faults

    assert fault.file == name
    assert what in fault.what


def test_a_recording_is_told_once_and_not_too_large(
    small: SmallTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write(f"{BESIDE}.zh.mp3", SOUND)
    small.write(f"{BESIDE}.zh.ogg", b"OggS" + b"\0" * 40)
    assert [fault.what for fault in small.compiled().faults] == [
        "the lesson has another recording for this language"
    ]

    monkeypatch.setattr(recordings, "LARGEST_RECORDING", 40)

    assert [fault.what for fault in small.compiled().faults] == ["the recording has 0 kB"] * 2
