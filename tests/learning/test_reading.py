"""A lesson as it is read."""

from __future__ import annotations

from typing import Literal

import pytest

from app.evidence.mastery import Triad
from app.learning.reading import Reading, reading_of
from tests.learning.shelf import (
    NOON,
    make_course,
    make_lesson,
    make_library,
    make_quiz,
    make_standard,
    make_standing,
)

COURSE = make_course("telephone", lessons=2, quiz="telephone")
LIBRARY = make_library(
    COURSE[0],
    make_lesson("telephone/l1", teaches=("rings", "identify")),
    make_lesson("telephone/l2"),
    make_quiz("telephone"),
    standards=[make_standard("rings"), make_standard("identify")],
)


def read(
    lesson: str, *done: str, learned: Literal["no", "yes", "old"] = "yes", also: str = "yes"
) -> Reading:
    document = LIBRARY.get("lesson", lesson)
    assert document is not None
    triads = {"rings": Triad(learned), "identify": Triad(also)}  # type: ignore[arg-type]
    standing = make_standing(*done)
    return reading_of(document, COURSE[0], LIBRARY, standing.done, triads, now=NOON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("done", "learned", "also", "state"),
    [
        pytest.param((), "no", "no", "open", id="not read yet"),
        pytest.param((), "yes", "yes", "open", id="its rules known from elsewhere"),
        pytest.param(("lesson:telephone/l1",), "yes", "yes", "done", id="read"),
        pytest.param(("lesson:telephone/l1",), "old", "yes", "changed", id="a rule changed"),
        pytest.param(("lesson:telephone/l1",), "yes", "no", "changed", id="a rule was added"),
    ],
)
def test_a_completed_lesson_is_done_until_one_of_its_rules_changes(
    done: tuple[str, ...], learned: Literal["no", "yes", "old"], also: str, state: str
) -> None:
    assert read("telephone/l1", *done, learned=learned, also=also).state == state


@pytest.mark.parametrize(
    ("lesson", "done", "expected"),
    [
        ("telephone/l1", (), ("lesson", "telephone/l2")),
        ("telephone/l2", (), ("quiz", "telephone")),
        ("telephone/l2", ("lesson:telephone/l1", "quiz:telephone"), ("course", "telephone")),
        (
            "telephone/l1",
            ("lesson:telephone/l1", "lesson:telephone/l2", "quiz:telephone"),
            ("lesson", "telephone/l2"),
        ),
        (
            "telephone/l2",
            ("lesson:telephone/l1", "lesson:telephone/l2", "quiz:telephone"),
            ("course", "telephone"),
        ),
    ],
)
def test_the_button_leads_where_finishing_will_lead(
    lesson: str, done: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert read(lesson, *done).after == expected


def test_a_lesson_knows_its_place() -> None:
    reading = read("telephone/l2")

    assert reading.number == 2
    assert reading.before is not None
    assert reading.before.slug == "l1"
    assert read("telephone/l1").before is None
