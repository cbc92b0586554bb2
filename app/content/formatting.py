"""Quiz files brought into the one form: read, written anew, held against what they said before."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from app.content.places import LESSON_ENDINGS
from app.content.sources import name_in_messages, printable
from app.markup.faults import Fault, FaultLog
from app.markup.markdown import render, render_inline
from app.markup.plaintext import decode
from app.quizzes.files import Parsed, parse_quiz
from app.quizzes.manuscript import read_manuscript
from app.quizzes.writing import write_quiz

_RUBRIC = re.compile(r'rubric="?([^\s"}]+)')


class Formatting(msgspec.Struct, frozen=True):
    """What became of one file: its canonical bytes, or the faults because of which it has none."""

    file: str
    path: Path
    old: bytes
    new: bytes
    faults: list[Fault] = []

    @property
    def is_changed(self) -> bool:
        """Whether the file does not look as it should."""
        return self.new != self.old


def quiz_files(paths: Iterable[Path], courses: Path) -> Iterator[Path]:
    """The quiz files among these paths and in these folders, each once.

    Lessons and guides for authors are Markdown of another kind, and are left alone.
    """
    seen: set[str] = set()
    top = os.path.join(os.path.realpath(courses), "")
    for path in paths:
        for each in sorted(path.glob("*.md")) if path.is_dir() else [path]:
            place = os.path.realpath(each)
            if place not in seen and not place.startswith(top) and _may_be_quiz(each.name):
                yield each
            seen.add(place)


def formatting_of(path: Path, *, root: Path) -> Formatting:
    """The canonical form of a quiz file; messages name it from `root` on. With faults it stays."""
    file = f"{name_in_messages(path.parent, root)}/{printable(PurePosixPath(path.name))}"
    old = _bytes(path)
    if old is None:
        fault = Fault(file, 1, "the file cannot be read", "give yourself the right to read it")
        return Formatting(file, path, b"", b"", [fault])
    new, faults = canonical(old, file=file)
    return Formatting(file, path, old, new, faults)


def canonical(source: bytes, *, file: str) -> tuple[bytes, list[Fault]]:
    """The bytes of a quiz file in canonical form; where it has faults, the bytes as they are."""
    text, parsed = _read(source, file)
    if parsed.faults:
        return source, parsed.faults
    written = write_quiz(read_manuscript(text)).encode()
    if written != source and _read(written, file)[1].document != parsed.document:
        # No such file is known; if there is one, its author must not lose a word by it.
        told = "the file would not say the same in canonical form"
        return source, [Fault(file, 1, told, "tell the makers of the program; it stays as it is")]
    return written, []


def rewritten(one: Formatting) -> Formatting:
    """Put the canonical bytes in the place of the file; a reader finds old or new ones whole."""
    try:
        _replace_file(one.path, one.new)
    except OSError as error:
        told = f"the file cannot be written: {error.strerror}"
        fault = Fault(one.file, 1, told, "give yourself the right to write it and its folder")
        return msgspec.structs.replace(one, new=one.old, faults=[fault])
    return one


def _may_be_quiz(name: str) -> bool:
    is_other = name.startswith(".") or name == "README.md" or name.endswith(tuple(LESSON_ENDINGS))
    return name.endswith(".md") and not is_other


def _bytes(path: Path) -> bytes | None:
    try:
        # Whatever else is called a file, a pipe for example, might never end.
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _read(source: bytes, file: str) -> tuple[str, Parsed]:
    log = FaultLog(file)
    text = decode(source, log)
    parsed = Parsed(None, [], {}) if text is None else _parsed(text, file)
    return text or "", parsed._replace(faults=sorted({*log.faults, *parsed.faults}))


def _parsed(text: str, file: str) -> Parsed:
    return parse_quiz(
        text,
        file=file,
        slug="",
        render=lambda words: render(words, language="zh-Hans", standard=_nothing),
        render_inline=lambda words: render_inline(words, language="zh-Hans", standard=_nothing),
        # Equal words have equal Traditional ones, so there is no need to make them here.
        hant=str,
        # Whether a rubric is there, and what it says, is the matter of another file.
        rubrics=dict.fromkeys(_RUBRIC.findall(text)),
    )


def _nothing(identifier: str) -> None:
    return None


def _replace_file(path: Path, data: bytes) -> None:
    # A link goes on leading to its file, and the file keeps its mode.
    target = Path(os.path.realpath(path))
    mode = target.stat().st_mode & 0o7777
    handle, unfinished = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except BaseException:
        os.unlink(unfinished)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Have the folder itself remember, even through a power cut, that the file is another one."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
