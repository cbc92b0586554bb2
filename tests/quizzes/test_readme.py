"""The authors' reference: every example in it is a quiz or an item that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.quizzes.itemtypes import ITEM_TYPES
from tests.quizzes.samples import HEAD, parse

README = (Path(__file__).parents[2] / "quizzes" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_read(example: str) -> None:
    parsed = parse(example if example.startswith("---") else HEAD + example)

    assert parsed.faults == []
    assert parsed.document is not None


def test_every_fenced_block_is_an_example() -> None:
    assert len(EXAMPLES) * 2 == README.count("\n```")


@pytest.mark.parametrize("name", [*ITEM_TYPES, "scale"])
def test_every_type_is_shown(name: str) -> None:
    assert any(f"type={name}" in example for example in EXAMPLES)
    assert f"`{name}`" in README or f"type={name}`" in README
