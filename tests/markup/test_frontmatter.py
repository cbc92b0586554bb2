"""The head of a Markdown file."""

from __future__ import annotations

import pytest

from app.markup.faults import FaultLog
from app.markup.frontmatter import part


def test_head_and_body_are_parted_and_keep_their_lines() -> None:
    page = part("---\ntitle: a\n---\nbody\n\n---\n", FaultLog("f"))

    assert page is not None
    assert page.head == "title: a"
    assert page.body == ("body", "", "---", "")
    assert page.body_line == 4


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the front matter is missing"),
        ("title: a\n", "the front matter is missing"),
        ("\n---\ntitle: a\n---\n", "the front matter is missing"),
        ("---\ntitle: a\nbody\n", "the front matter does not end"),
    ],
)
def test_a_head_that_is_not_there_is_a_fault(text: str, what: str) -> None:
    log = FaultLog("f")

    assert part(text, log) is None
    assert [(fault.line, fault.what) for fault in log.faults] == [(1, what)]
