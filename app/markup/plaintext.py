"""The bytes of a content file as text with plain line ends."""

from __future__ import annotations

import re

from app.markup.faults import FaultLog

LONGEST_FILE = 500_000
#: What no text file holds on purpose; the renderer would drop it, and its marks lie among these.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]")


def decode(source: bytes, log: FaultLog) -> str | None:
    """The text of a file; a byte order mark and Windows line ends are welcome, and go."""
    if len(source) > LONGEST_FILE:
        log.note(1, f"the file has {len(source)} bytes", f"keep it under {LONGEST_FILE}")
        return None
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        log.note(line, "a character is not UTF-8", "save the file with the encoding UTF-8")
        return None
    text = plain_newlines(text)
    for number, line_text in enumerate(text.split("\n"), start=1):
        if found := _UNSEEN.search(line_text):
            log.note(number, f"an unseen character U+{ord(found[0]):04X}", "delete it")
    return text


def plain_newlines(text: str) -> str:
    """The text with one line feed at the end of each line, as every editor may have written it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_unseen(text: str) -> str:
    """The text without the characters that no text file holds on purpose."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub("", plain_newlines(whole))
