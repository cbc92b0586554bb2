"""Rubrics in the tree: where they stand, who keeps them, and standards that replies name."""

from __future__ import annotations

import msgspec
import pytest

from app.content.documents import BODIES
from app.quizzes.model import Quiz
from tests.content.trees import SmallTree
from tests.quizzes.samples import ESSAY, HEAD, SCENARIO
from tests.quizzes.test_rubrics import SOURCE

RUBRIC = "quizzes/rubrics/complaint-reply.yaml"
QUIZ = "quizzes/night.md"
NIGHT = ("quiz", "night")


@pytest.fixture
def tree(small_tree: SmallTree) -> SmallTree:
    """The small tree with an essay, its rubric and a talk."""
    small_tree.write(RUBRIC, SOURCE)
    small_tree.write(QUIZ, HEAD + ESSAY + SCENARIO.replace("std=listen", "std=tone"))
    return small_tree


def quiz_of(tree: SmallTree) -> Quiz:
    body: Quiz = tree.documents()[NIGHT].body
    return body


def told(tree: SmallTree) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.what) for fault in tree.compiled().faults]


def test_an_essay_holds_its_rubric_and_goes_to_json_and_back(tree: SmallTree) -> None:
    quiz = quiz_of(tree)

    essay = quiz.items[0]
    assert essay.type == "essay"
    assert essay.rubric.title.zh == "投诉回复"
    assert msgspec.json.decode(msgspec.json.encode(quiz), type=BODIES["quiz"]) == quiz


def test_a_rubric_changes_the_quizzes_that_name_it_alone(tree: SmallTree) -> None:
    before = {name: each.digest for name, each in tree.documents().items()}

    tree.replace(RUBRIC, "points: 4", "points: 5")

    after = {name: each.digest for name, each in tree.documents().items()}
    assert {name for name in before if before[name] != after[name]} == {NIGHT}
    assert quiz_of(tree).items[0].rubric.most == 8


def test_a_rubric_that_nobody_names_is_checked_and_does_no_harm(small_tree: SmallTree) -> None:
    before = set(small_tree.documents())

    small_tree.write("quizzes/rubrics/other.yaml", SOURCE)

    assert told(small_tree) == []
    assert set(small_tree.documents()) == before


def test_a_faulty_rubric_is_told_once_in_its_own_file(tree: SmallTree) -> None:
    tree.replace(RUBRIC, "points: 3", "points: three")

    assert [file for file, _, _ in told(tree)] == [RUBRIC]


def test_a_rubric_that_is_not_there_is_told_at_its_essay(tree: SmallTree) -> None:
    (tree.root / RUBRIC).unlink()

    ((file, line, what),) = told(tree)
    assert (file, line) == (QUIZ, HEAD.count("\n") + 1)
    assert what == 'there is no rubric "complaint-reply"'


def test_a_standard_that_a_reply_names_must_be_there(tree: SmallTree) -> None:
    tree.replace(QUIZ, "std=tone", "std=tune")

    ((file, _, what),) = told(tree)
    assert (file, what) == (QUIZ, 'there is no standard "tune"')


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("quizzes/rubrics/reply.yml", "rubrics holds .yaml files only"),
        ("quizzes/rubrics/Reply.yaml", 'the name "Reply" is not a slug'),
        ("quizzes/rubrics/more/reply.yaml", "a folder inside quizzes"),
        ("quizzes/rubrics.yaml", "this is no quiz"),
        ("quizzes/rubrics/reply.yaml~", "a leftover"),
    ],
)
def test_a_rubric_has_one_place(small_tree: SmallTree, name: str, what: str) -> None:
    small_tree.write(name, SOURCE)

    ((file, _, fault),) = told(small_tree)
    assert file == name
    assert what in fault
