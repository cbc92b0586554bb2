"""The courses and quizzes that this project ships."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.content.tree import Tree, compile_tree
from app.courses.model import Position
from app.quizzes.drawing import draw
from app.quizzes.model import Multiple, Quiz, Single

ROOT = Path(__file__).resolve().parents[2]

#: What no screening may name, in the words of a vacancy.
PROTECTED = re.compile(
    r"年龄|周岁|岁以|男性|女性|男士|女士|性别|形象|气质|身高|体重|婚|生育|家庭稳定|子女|民族|籍|宗教|信仰|政治|党员|健康|残疾"
    r"|\b(?:aged?|years old|male|female|wom[ae]n|m[ae]n|sex|gender|looks|height|weight|marri\w+"
    r"|children|famil\w+|ethnic\w*|religio\w+|political|health\w*|disab\w+)\b",
    re.IGNORECASE,
)


@cache
def tree() -> Tree:
    """Everything that is shipped."""
    return compile_tree(ROOT / "courses", ROOT / "quizzes")


def bodies(kind: str) -> dict[str, Any]:
    """The documents of a kind by their slugs."""
    return {each.slug: each.body for each in tree().documents if each.kind == kind}


def screening_quiz() -> Quiz:
    """What candidates answer."""
    quiz = bodies("quiz")["first-look"]
    assert isinstance(quiz, Quiz)
    return quiz


def test_the_real_courses_and_quizzes_have_no_fault() -> None:
    assert "\n".join(map(str, tree().faults)) == ""
    assert {document.kind for document in tree().documents} >= {"topic", "course", "lesson"}


@pytest.mark.parametrize(
    ("slug", "musts", "wishes"),
    [("customer-service-assistant", 7, 1), ("customer-service-supervisor", 9, 1)],
)
def test_each_position_says_what_the_work_asks(slug: str, musts: int, wishes: int) -> None:
    position: Position = bodies("position")[slug]

    kinds = [each.kind for each in position.requirements]
    assert (kinds.count("must"), kinds.count("wish")) == (musts, wishes)
    assert position.screening is not None
    assert position.screening.lesson == "first-look/10-the-desk-is-a-window"
    assert (position.screening.quiz, position.screening.instrument) == (
        "first-look",
        "service-aptitude",
    )
    assert position.screening.least_age == 16


@pytest.mark.parametrize(
    "words", ["年龄28—38岁", "女性优先", "身高160CM以上", "Good looks", "aged 28"]
)
def test_the_words_of_a_discriminating_vacancy_are_known(words: str) -> None:
    assert PROTECTED.search(words)


def test_no_requirement_names_what_may_not_be_asked() -> None:
    for position in bodies("position").values():
        for requirement in position.requirements:
            for words in (requirement.text.zh, requirement.text.en):
                assert not PROTECTED.search(words), words
                assert not re.search("薪|工资|pay|salary", words), words


def test_no_question_for_candidates_names_what_may_not_be_asked() -> None:
    for item in screening_quiz().items:
        choices = item.choices if isinstance(item, Single | Multiple) else ()
        for text in [item.stem, *(choice.text for choice in choices)]:
            assert not PROTECTED.search(text.zh), text.zh
            assert not PROTECTED.search(text.en), text.en


def test_candidates_answer_ten_questions_in_eight_minutes() -> None:
    quiz = screening_quiz()

    assert (quiz.time_limit, quiz.feedback, quiz.passing_score) == (8, "closed", 0.6)
    assert quiz.pick == {"lesson": 4, "service-sense": 3, "reading": 3}
    assert quiz.topics.keys() == quiz.pick.keys()
    assert 16 <= len(quiz.items) <= 20
    for seed in range(20):
        assert len(draw(quiz, seed=seed)) == 10


def test_what_candidates_answer_is_no_evidence_about_staff() -> None:
    assert [item.id for item in screening_quiz().items if item.standards] == []


def test_a_right_choice_is_not_given_away_by_its_length() -> None:
    singles = [item for item in screening_quiz().items if isinstance(item, Single)]
    longest = 0
    for item in singles:
        sizes = {choice.is_right: len(choice.text.zh) for choice in item.choices}
        lengths = [len(choice.text.zh) for choice in item.choices]
        assert max(lengths) - min(lengths) <= 4, item.id
        longest += sizes[True] == max(lengths) and lengths.count(max(lengths)) == 1
    assert longest <= len(singles) / 3
