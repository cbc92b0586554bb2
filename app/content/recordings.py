"""The recordings beside lessons: looked at, and named by what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.content.lessons import ReadLesson
from app.content.places import Place
from app.content.sources import Source
from app.markup.faults import Fault, quoted

LARGEST_RECORDING = 8 * 1024 * 1024
_PIECE = 1024 * 1024


class Recording(msgspec.Struct, frozen=True):
    """A sound file: what it is called wherever it is kept, and where its author put it."""

    name: str
    path: Path


class Recordings(msgspec.Struct):
    """All recordings, by course, lesson and language, and their faults."""

    found: dict[tuple[str, str], dict[str, Recording]]
    faults: list[Fault]

    def of(self, course: str, lesson: str) -> dict[str, str]:
        """The names of a lesson's recordings by the language that they are for."""
        own = self.found.get((course, lesson), {})
        return {language: recording.name for language, recording in own.items()}

    def all(self) -> tuple[Recording, ...]:
        """Every recording, in the order of courses, lessons and languages."""
        return tuple(own[each] for _, own in sorted(self.found.items()) for each in sorted(own))


def read_recordings(sources: Iterable[Source], lessons: Iterable[ReadLesson]) -> Recordings:
    """Look at every recording; each belongs to one of the lessons."""
    recordings = Recordings({}, [])
    known = {(lesson.course, lesson.slug) for lesson in lessons}
    for source in sources:
        name = (source.place.course, source.place.slug)
        own = recordings.found.setdefault(name, {}) if name in known else None
        told = _unfit(source) or _misplaced(source.place, own)
        if told is not None:
            recordings.faults.append(Fault(source.file, 1, *told))
            continue
        ending = source.path.suffix.lower()
        assert own is not None
        own[source.place.language] = Recording(f"{_digest(source.path)}{ending}", source.path)
    return recordings


def _misplaced(place: Place, own: dict[str, Recording] | None) -> tuple[str, str] | None:
    if own is None:
        return f"there is no lesson {quoted(place.slug)} to this sound", "name it as its lesson"
    if place.language in own:
        return "the lesson has another recording for this language", "keep one of them"
    return None


def _unfit(source: Source) -> tuple[str, str] | None:
    """What is wrong with the file itself."""
    size = source.path.stat().st_size
    if size > LARGEST_RECORDING:
        told = f"the recording has {size // 1024} kB"
        return told, f"keep it under {LARGEST_RECORDING // 1024} kB: mono, 48 kbit/s is enough"
    with source.path.open("rb") as file:
        head = file.read(12)
    if _kind(head) != source.path.suffix.lower():
        told = f"this is not the sound of {quoted(source.path.suffix)}"
        return told, "export it as mp3, m4a or ogg"
    return None


def _kind(head: bytes) -> str | None:
    """What the first bytes of a file say that it is."""
    if head.startswith(b"OggS"):
        return ".ogg"
    if head[4:8] == b"ftyp":
        return ".m4a"
    has_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return ".mp3" if head.startswith(b"ID3") or has_frame else None


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
