"""Rubrics: how they are written, and what their marks are worth."""

from __future__ import annotations

from itertools import product

import pytest

from app.quizzes.rubric_files import ReadRubric, parse_rubric
from app.quizzes.rubrics import Rubric, marked_score
from tests.quizzes.samples import RUBRIC

SOURCE = """\
title: {zh: 投诉回复, en: Reply to a complaint}
criteria:
  - id: heard
    title: {zh: 听懂了, en: Heard}
    description: {zh: 说出难处, en: Names the trouble}
    levels:
      - {id: full, points: 4, title: {zh: 有, en: Full}, description: {zh: 门, en: Door}}
      - {id: none, points: 0, title: {zh: 没有, en: None}}
  - id: tone
    title: {zh: 语气, en: Tone}
    levels:
      - {id: full, points: 3, title: {zh: 平和, en: Calm}}
      - {id: part, points: 1, title: {zh: 生硬, en: Stiff}}
"""


def read(source: str) -> ReadRubric:
    return parse_rubric(
        source,
        file="quizzes/rubrics/reply.yaml",
        slug="reply",
        hant=lambda words: words.replace("门", "門"),
    )


def rubric_of(source: str) -> Rubric:
    rubric, faults = read(source)
    assert faults == []
    assert rubric is not None
    return rubric


def test_a_rubric_has_criteria_with_their_levels_from_the_best_down() -> None:
    rubric = rubric_of(SOURCE)

    assert (rubric.slug, rubric.title.en, rubric.most) == ("reply", "Reply to a complaint", 7)
    heard, tone = rubric.criteria
    assert heard.description is not None
    assert heard.description.en == "Names the trouble"
    assert heard.levels[0].description is not None
    assert heard.levels[0].description.hant == "門"
    assert [(level.id, level.points) for level in tone.levels] == [("full", 3), ("part", 1)]


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("title: {zh: 投诉回复, en: Reply to a complaint}\n", "", 1, "the file has no title"),
        ("id: tone", "id: heard", 9, 'the criterion "heard" stands twice'),
        ("id: part", "id: full", 13, 'the level "full" stands twice'),
        ("points: 1", "points: 3", 11, "the levels do not go down"),
        ("points: 4", "points: -1", 7, "points"),
        ("points: 4", "points: 0", 6, "the levels do not go down"),
        ("      - {id: part, points: 1, title: {zh: 生硬, en: Stiff}}\n", "", 12, "levels"),
        ("{zh: 平和, en: Calm}", "{zh: 平和}", 12, "title has no en"),
        ("  - id: tone", "  - name: tone", 9, 'unknown key "name"'),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    rubric, faults = read(
        SOURCE.replace(old, new, 1) if old != "points: 4" else SOURCE.replace(old, new)
    )

    assert rubric is None
    found = [(each.line, each.what) for each in faults]
    assert any(at == line and fault in what for at, what in found), found


@pytest.mark.parametrize("source", ["", "[]", "x", "criteria: [1, {}]", "a: [", "criteria: {a: b}"])
def test_scraps_are_faults(source: str) -> None:
    rubric, faults = read(source)

    assert rubric is None
    assert faults


@pytest.mark.parametrize(
    ("heard", "tone", "score"),
    [
        ("full", "full", 1),
        ("full", "part", 5 / 7),
        ("none", "full", 3 / 7),
        ("none", "part", 1 / 7),
    ],
)
def test_the_marks_are_worth_their_share_of_the_points(heard: str, tone: str, score: float) -> None:
    assert marked_score(RUBRIC, {"heard": heard, "tone": tone}) == pytest.approx(score)


@pytest.mark.parametrize(
    "levels",
    [
        {},
        {"heard": "full"},
        {"heard": "full", "tone": "none"},
        {"heard": "full", "tone": "full", "x": "y"},
    ],
)
def test_marks_that_do_not_fit_are_refused(levels: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="level"):
        marked_score(RUBRIC, levels)


def test_every_set_of_marks_is_a_share() -> None:
    ids = [[level.id for level in criterion.levels] for criterion in RUBRIC.criteria]

    for chosen in product(*ids):
        marks = dict(zip((criterion.id for criterion in RUBRIC.criteria), chosen, strict=True))
        assert 0 <= marked_score(RUBRIC, marks) <= 1
