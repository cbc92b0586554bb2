"""The files of the tree: found, read, and put in one order on every machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import msgspec

from app.content.places import (
    COURSE_FILE,
    MEDIA_FOLDER,
    POLICIES_FOLDER,
    YAML_FOLDERS,
    Place,
    Stray,
    place_in_courses,
    place_in_quizzes,
)
from app.markup.faults import Fault, quoted
from app.markup.slugs import ADVICE, is_slug

#: Raise it when the same files compile to something else: then all documents are new versions.
FORMAT = 1


class Source(msgspec.Struct, frozen=True):
    """One file of the tree: its name in messages, what it is for, and its bytes."""

    file: str
    place: Place
    #: Of a recording it is empty: there are many, and they are large.
    data: bytes
    #: Where it is on this machine.
    path: Path = Path()


class Sources(msgspec.Struct):
    """All files that are to be read, and the faults of the others."""

    files: list[Source]
    faults: list[Fault]

    def of(self, role: str) -> list[Source]:
        """The files of one role, in the order of their names."""
        return [source for source in self.files if source.place.role == role]


def collect(courses: Path, quizzes: Path, *, root: Path | None = None) -> Sources:
    """Read both folders; `root` is the folder that messages leave out of the names of files."""
    sources = Sources([], [])
    for folder, place_of in ((courses, place_in_courses), (quizzes, place_in_quizzes)):
        label = name_in_messages(folder, root or courses.parent)
        if folder.is_dir():
            _collect(folder, label, place_of, sources)
        else:
            sources.faults.append(Fault(label, 1, "the folder is missing", "make it"))
    if courses.is_dir():
        sources.faults += _faults_of_courses(
            courses, name_in_messages(courses, root or courses.parent)
        )
    return sources


def tree_digest(courses: Path, quizzes: Path) -> str:
    """A digest over the names and bytes of all files; equal digests publish equal documents."""
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    for folder in (courses, quizzes):
        digest.update(b"\0folder\0")
        for inner in _walked(folder):
            data = _bytes(folder, inner) or b""
            name = str(inner).encode("utf-8", "surrogateescape")
            digest.update(b"%d %s %d " % (len(name), name, len(data)))
            digest.update(data)
    return digest.hexdigest()


def _collect(
    folder: Path,
    label: str,
    place_of: Callable[[PurePosixPath], Place | Stray],
    sources: Sources,
) -> None:
    for inner in _walked(folder):
        file = f"{label}/{printable(inner)}"
        place = _obstacle(folder, inner) or place_of(inner)
        data = None if isinstance(place, Stray) else _data(folder, inner, place)
        if isinstance(place, Place) and data is None:
            place = Stray("the file cannot be read", "give yourself the right to read it")
        if isinstance(place, Stray):
            sources.faults.append(Fault(file, 1, place.what, place.instead))
        else:
            sources.files.append(Source(file, place, data or b"", folder / inner))


def _walked(folder: Path) -> list[PurePosixPath]:
    """Every visible file, and every folder that is a link; their order is that of their names."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        here = Path(place).relative_to(folder)
        found += [here / name for name in files + links if not name.startswith(".")]
    return sorted((PurePosixPath(path.as_posix()) for path in found), key=str)


def _obstacle(folder: Path, inner: PurePosixPath) -> Stray | None:
    """Why a file is not read, whatever its name."""
    path = folder / inner
    if path.is_symlink() and (path.is_dir() or not _is_within(path, folder)):
        return Stray("a link leads away from here", "put the file itself in its place")
    if not path.is_file():
        return Stray("this is not a file", "delete it")
    return None


def _data(folder: Path, inner: PurePosixPath, place: Place) -> bytes | None:
    if place.role == "recording":
        return b"" if os.access(folder / inner, os.R_OK) else None
    return _bytes(folder, inner)


def _bytes(folder: Path, inner: PurePosixPath) -> bytes | None:
    path = folder / inner
    if not path.is_file() or not _is_within(path, folder):
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_within(path: Path, folder: Path) -> bool:
    if not path.is_symlink():
        return True
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        # A link that leads to itself leads nowhere.
        return False


def _faults_of_courses(courses: Path, label: str) -> list[Fault]:
    """Each folder of a course has a name that can stand in an address, and a `course.yaml`."""
    faults = []
    for folder in sorted(courses.iterdir()):
        if not folder.is_dir() or folder.is_symlink() or folder.name.startswith("."):
            continue
        file = f"{label}/{printable(PurePosixPath(folder.name))}"
        if folder.name in (*YAML_FOLDERS, MEDIA_FOLDER, POLICIES_FOLDER):
            continue
        if not is_slug(folder.name):
            faults.append(Fault(file, 1, f"the name {quoted(folder.name)} is not a slug", ADVICE))
        if not (folder / COURSE_FILE).exists():
            advice = f"write its {COURSE_FILE}, or delete the folder"
            faults.append(Fault(file, 1, f"the folder has no {COURSE_FILE}", advice))
    return faults


def name_in_messages(folder: Path, root: Path) -> str:
    """The name of a folder in messages: inside the root from there on, outside in full."""
    here, top = folder.resolve(), root.resolve()
    return printable(here.relative_to(top) if here.is_relative_to(top) else here)


def printable(path: Path | PurePosixPath) -> str:
    """A path for a message, even where its name is not Unicode or holds a line break."""
    text = path.as_posix().encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "?" for character in text)
