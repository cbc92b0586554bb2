"""The authors' reference for courses: its examples are files that can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.courses.checklist_files import parse_checklist
from app.courses.files import ReadFile, parse_course
from app.courses.form_files import parse_form
from app.courses.glossary_files import parse_glossary
from app.courses.model import Position
from app.courses.path_files import parse_path
from app.courses.position_files import parse_position
from app.standards.files import ReadTopic, parse_topic

README = (Path(__file__).parents[2] / "courses" / "README.md").read_text(encoding="utf-8")
BLOCKS = [
    re.sub("^    ", "", block, flags=re.MULTILINE)
    for block in re.findall(r"\n\n((?:    .*\n)+)", README)
]

#: What parses an example, and the key by which it is known among the others.
KINDS: list[tuple[Callable[..., ReadFile | ReadTopic], str]] = [
    (parse_topic, "standards:"),
    (parse_course, "lessons:"),
    (parse_position, "requirements:"),
    (parse_path, "stages:"),
    (parse_checklist, "kind: conduct"),
    (parse_glossary, "terms:"),
    (parse_form, "fields:"),
]


def example(key: str) -> str:
    """The one example that has a key at its margin."""
    (found,) = [block for block in BLOCKS if re.search(f"^{key}", block, re.MULTILINE)]
    return found


@pytest.mark.parametrize(("parse", "key"), KINDS)
def test_an_example_can_be_read(parse: Callable[..., ReadFile | ReadTopic], key: str) -> None:
    found = parse(example(key), file="README.md", slug="example", hant=str)

    assert found.faults == []


def test_every_key_of_a_position_is_shown() -> None:
    position = parse_position(example("requirements:"), file="f", slug="s", hant=str).document

    assert isinstance(position, Position)
    assert {each.kind for each in position.requirements} == {"must", "wish"}
    assert position.screening is not None
    assert position.screening.instrument
    assert "least_age: 16" in example("requirements:")
