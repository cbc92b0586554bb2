"""Bytes as text: what every editor may write is welcome, the rest is a fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markup.faults import FaultLog
from app.markup.plaintext import LONGEST_FILE, decode, without_unseen


@pytest.mark.parametrize("source", [b"a\nb\n", b"\xef\xbb\xbfa\nb\n", b"a\r\nb\r\n", b"a\rb\r"])
def test_marks_and_line_ends_of_every_editor_are_welcome(source: bytes) -> None:
    log = FaultLog("f")

    assert decode(source, log) == "a\nb\n"
    assert not log.faults


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("甲\n乙".encode("gb18030"), 1, "a character is not UTF-8"),
        (b"a\nb\xff", 2, "a character is not UTF-8"),
        (b"a\n\x00", 2, "an unseen character U+0000"),
        ("a\n\n\ue000".encode(), 3, "an unseen character U+E000"),
        ("a\u2028b".encode(), 1, "an unseen character U+2028"),
        (b"a" * (LONGEST_FILE + 1), 1, f"the file has {LONGEST_FILE + 1} bytes"),
    ],
)
def test_what_is_no_text_is_a_fault(source: bytes, line: int, what: str) -> None:
    log = FaultLog("f")

    decode(source, log)

    assert [(fault.line, fault.what) for fault in log.faults] == [(line, what)]


@given(st.binary())
def test_no_bytes_make_it_raise(source: bytes) -> None:
    log = FaultLog("f")

    assert decode(source, log) is not None or log.faults


def test_unseen_characters_are_dropped_for_a_preview() -> None:
    assert without_unseen("a\x00\ue000b\x02\r\nc\ud800") == "ab\nc?"
