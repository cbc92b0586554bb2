"""Reading one YAML file as the tests of all kinds of them do."""

from __future__ import annotations

from collections.abc import Callable

from app.courses.files import ReadFile
from app.markup.texts import Text

Parse = Callable[..., ReadFile]


def read(parse: Parse, source: str) -> ReadFile:
    """What a parser makes of a file; Traditional Chinese is marked by one character."""
    return parse(source, file="f.yaml", slug="s", hant=lambda zh: f"繁{zh}")


def text(zh: str, en: str) -> Text:
    """A text as such a reading gives it."""
    return Text(zh, en, f"繁{zh}")


def check_told(parse: Parse, source: str, old: str, new: str, line: int, what: str) -> None:
    """Changed in one place, the file is refused, and the line says what is wrong there."""
    assert source.count(old) == 1

    found = read(parse, source.replace(old, new))

    assert found.document is None
    assert line in [fault.line for fault in found.faults if what in fault.what]
