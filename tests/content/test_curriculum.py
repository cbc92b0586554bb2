"""What the shipped courses are together: everything taught, tested or seen, and bearable."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

import pytest

from app.courses.model import Course, Lesson
from app.library.queries import Library, Published
from app.quizzes.model import Item, Quiz, Scenario, Single
from app.reference.workload import loads_of
from tests.content.test_real_content import ROOT, bodies, tree

#: What can be asked in a question or seen at work; the others are told, or shown over months.
TESTABLE = {"rule", "figure", "list", "process", "caution", "duty"}
TAPPED = {"single", "multiple", "truefalse", "order", "match", "scenario"}
#: What everybody is to meet in an exercise rather than for the first time with a customer.
TALKS = 8
LEAST_ENDINGS = 3
ITEMS = 600
#: Minutes.
WEEKLY = 31


@cache
def library() -> Library:
    """The shipped content as it would be published."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Library(
        1, [Published(d.kind, d.slug, uuid.UUID(int=0), 1, now, d.body) for d in tree().documents]
    )


def courses() -> dict[str, Course]:
    """The courses by their slugs."""
    return bodies("course")


def items() -> Iterator[tuple[Quiz, Item]]:
    """Every item with its quiz."""
    for quiz in bodies("quiz").values():
        for item in quiz.items:
            yield quiz, item


def taught() -> set[str]:
    """The standards that a lesson calls out."""
    return {standard for lesson in bodies("lesson").values() for standard in lesson.teaches}


def observed() -> set[str]:
    """The standards that a line of a checklist shows."""
    lines = (line for checklist in bodies("checklist").values() for line in checklist.lines)
    return {each for line in lines for each in line.standards}


def test_every_standard_is_taught() -> None:
    assert library().standards.keys() - taught() == set()


def test_what_can_be_tested_is_tested_or_observed() -> None:
    register = library().standards
    asked = {each for _, item in items() for each in item.standards} | observed()
    testable = {each for each, standard in register.items() if standard.kind in TESTABLE}

    # What the handbook only names, or gives without its figure, is taught and cannot be asked.
    assert len(testable & asked) >= 0.93 * len(testable)


def test_every_touchpoint_has_its_lesson_and_is_seen_on_a_checklist() -> None:
    standards = [each for each in library().standards.values() if each.touchpoint]

    assert {each.touchpoint for each in standards} == set(range(1, 21))
    assert {each.id for each in standards if each.kind != "definition"} <= observed()
    assert {each.touchpoint for each in bodies("checklist").values()} >= set(range(1, 21))


def test_there_are_items_enough_of_every_type() -> None:
    types = Counter(item.type for _, item in items())

    assert types.total() >= ITEMS
    assert len(types) == 10
    assert all(item.explain or _has_feedback(item) for _, item in items() if item.type != "essay")


def _has_feedback(item: Item) -> bool:
    if isinstance(item, Scenario):
        return True
    return any(choice.feedback for choice in getattr(item, "choices", ()))


def test_talks_branch_and_end_in_several_ways() -> None:
    talks = [item for _, item in items() if isinstance(item, Scenario)]

    assert len(talks) >= TALKS
    for item in talks:
        ends = {node.id for node in item.talk.nodes if node.is_end}
        assert len(ends) >= LEAST_ENDINGS, item.id


@pytest.mark.parametrize("quiz", sorted(path.stem for path in (ROOT / "quizzes").glob("*.md")))
def test_the_right_choice_is_spread_over_the_places(quiz: str) -> None:
    body = bodies("quiz").get(quiz)
    singles = [item for item in body.items if isinstance(item, Single)] if body else []
    places = Counter(
        next(place for place, choice in enumerate(item.choices) if choice.is_right)
        for item in singles
    )

    if len(singles) >= 8:
        assert max(places.values()) <= 0.55 * len(singles)


def test_every_course_ends_with_a_quiz_and_each_lesson_with_two_small_questions() -> None:
    for course in courses().values():
        is_read_before_hiring = library().is_for_candidates(course)
        assert course.quiz or is_read_before_hiring, course.slug
    for lesson in bodies("lesson").values():
        last = lesson.zh.sections[-1]
        html = "".join(part.html for part in last.parts)
        assert html.count("tp-ask") + html.count("tp-check") >= 2, f"{lesson.course}/{lesson.slug}"


@pytest.mark.parametrize("path", sorted(p.stem for p in (ROOT / "courses/paths").glob("*.yaml")))
def test_a_plan_can_be_done_beside_the_work(path: str) -> None:
    loads = loads_of(bodies("path")[path], library(), begun_on=date(2026, 11, 2))

    assert [load.stage.id for load in loads if load.is_heavy] == []
    before = 0
    for load in loads:
        if load.days is not None:
            # After the first month, the half hour a week that the handbook asks for.
            if before >= 30:
                assert load.minutes <= WEEKLY * (load.days - before) / 7, load.stage.id
            before = load.days


def test_guards_cleaners_and_technicians_only_tap() -> None:
    plain = [path for path in bodies("path").values() if path.is_plain]

    assert {path.position for path in plain} == {"gate-guard", "cleaner", "repair-technician"}
    asked = {item.slug for path in plain for stage in path.stages for item in stage.items}
    quizzes = {courses()[slug].quiz for slug in asked & courses().keys()}
    types = {item.type for quiz, item in items() if quiz.slug in quizzes | asked}
    assert types <= TAPPED


def test_a_lesson_is_a_matter_of_minutes() -> None:
    lessons: list[Lesson] = list(bodies("lesson").values())

    assert all(3 <= lesson.minutes <= 8 for lesson in lessons)
    assert all(1 <= len(lesson.teaches) <= 8 or not lesson.teaches for lesson in lessons)
