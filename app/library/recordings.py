"""The recordings of lessons in the instance folder, each named by what it holds.

They are kept before the library names them, and never deleted: an old version may name them.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flask import current_app

_NAME = re.compile(r"[0-9a-f]{64}\.(mp3|m4a|ogg)")
_TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg"}


def keep_recordings(recordings: Iterable[tuple[str, Path]]) -> None:
    """Copy each recording that is not there yet; a reader finds it whole or not at all."""
    for name, source in recordings:
        place = _folder() / name
        if not place.exists():
            _copy(source, place)


def recording_path(name: str) -> Path | None:
    """Where a recording is, by the name that a lesson gives it; None for anything else."""
    if not _NAME.fullmatch(name):
        return None
    place = _folder() / name
    return place if place.is_file() else None


def recording_type(name: str) -> str:
    """What kind of sound a recording is, by its name."""
    return _TYPES[name.rpartition(".")[2]]


def _folder() -> Path:
    return Path(current_app.config["INSTANCE_PATH"]) / "media"


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=place.parent)
    os.close(handle)
    try:
        shutil.copyfile(source, draft)
        Path(draft).replace(place)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
