"""The handbook: searching, pages, groups."""

from __future__ import annotations

import pytest

from app.evidence.mastery import Triad
from app.learning import handbook
from app.learning.rules import Rule
from app.markup.texts import Text
from tests.learning.shelf import make_course, make_lesson, make_library, make_quiz, make_standard

RINGS = make_standard(
    "touchpoint-17-three-rings",
    touchpoint=17,
    text=Text("电话铃响 3 声之内接起。", "Pick up within 3 rings.", "電話鈴響 3 聲之內接起。"),
    caution=Text("触点 20 的是敲门声", "At touchpoint 20 it is knocks", "觸點 20 的是敲門聲"),
)
LAMP = make_standard(
    "lobby-2-lamp",
    about="place",
    text=Text("大堂的灯要亮。", "The lobby lamp is on.", "大堂的燈要亮。"),
)
KNOCK = make_standard(
    "knock",
    touchpoint=20,
    text=Text("敲门 3 声，等 30 秒。", "Knock 3 times, wait 30 s.", "敲門 3 聲，等 30 秒。"),
)
LIBRARY = make_library(standards=[RINGS, LAMP, KNOCK])
PLATES = {17: "触点 17", 20: "触点 20"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [RINGS, LAMP, KNOCK]),
        ("   ", [RINGS, LAMP, KNOCK]),
        ("电话", [RINGS]),
        ("電話", [RINGS]),
        ("RINGS", [RINGS]),
        ("Ｒｉｎｇｓ", [RINGS]),
        ("within rings", [RINGS]),
        ("within lamp", []),
        ("17", [RINGS]),
        ("１７", [RINGS]),
        ("017", [RINGS]),
        ("20", [KNOCK]),
        ("7", []),
        ("0", []),
        ("3", [RINGS, KNOCK]),
        ("３声", [RINGS, KNOCK]),
        ("30 秒", [KNOCK]),
        ("触点17", [RINGS]),
        ("触点 17", [RINGS]),
        ("touchpoint-17-three-rings", [RINGS]),
        ("lobby-2-lamp", [LAMP]),
        ("knocks", [RINGS]),
        ("敲门声", [RINGS]),
        ("en telephone", [RINGS, LAMP, KNOCK]),
        ("没有的词", []),
        ("%", []),
        ("(.*", []),
    ],
)
def test_every_word_must_occur(words: str, expected: list[object]) -> None:
    assert handbook.found_in(LIBRARY, words, plates=PLATES) == expected


@pytest.mark.parametrize(
    ("about", "topic", "expected"),
    [
        ("person", "", [RINGS, KNOCK]),
        ("place", "", [LAMP]),
        ("", "telephone", [RINGS, LAMP, KNOCK]),
        ("place", "telephone", [LAMP]),
        ("", "elsewhere", []),
    ],
)
def test_conduct_places_and_topics_can_be_looked_at_apart(
    about: str, topic: str, expected: list[object]
) -> None:
    assert handbook.found_in(LIBRARY, about=about, topic=topic) == expected


@pytest.mark.parametrize(
    ("count", "asked", "number", "page_count", "first", "length"),
    [
        (0, 1, 1, 1, None, 0),
        (50, 1, 1, 1, 0, 50),
        (51, 1, 1, 2, 0, 50),
        (51, 2, 2, 2, 50, 1),
        (51, 9, 2, 2, 50, 1),
        (51, -3, 1, 2, 0, 50),
        (1200, 24, 24, 24, 1150, 50),
    ],
)
def test_a_page_has_fifty_standards(
    count: int, asked: int, number: int, page_count: int, first: int | None, length: int
) -> None:
    standards = [make_standard(f"s{n}") for n in range(count)]

    page = handbook.page_of(standards, asked)

    assert (page.number, page.page_count, page.count) == (number, page_count, count)
    assert len(page.standards) == length
    assert first is None or page.standards[0] == standards[first]


def test_standards_of_one_topic_stand_together_under_its_title() -> None:
    rules = [Rule(standard, Triad()) for standard in (RINGS, LAMP)]

    groups = handbook.grouped(rules, LIBRARY)

    assert [(group.title.en, group.rules) for group in groups] == [("en telephone", tuple(rules))]


def test_a_standard_knows_where_it_is_taught_and_asked_for() -> None:
    course = make_course("telephone", lessons=1)
    lesson = make_lesson("telephone/l1", teaches=("knock",))
    library = make_library(
        course[0],
        lesson,
        make_quiz("asks", standards=("knock",)),
        make_quiz("asks-not"),
        standards=[KNOCK, LAMP],
    )

    places = handbook.places_of("knock", library)
    assert [(place.course.en, place.lesson.slug) for place in places] == [("en telephone", "l1")]
    assert [place.section.id for place in places] == ["why"]
    assert handbook.places_of("lobby-2-lamp", library) == []
    assert [quiz.slug for quiz in handbook.quizzes_on("knock", library)] == ["asks"]
    assert [each.slug for each in handbook.lessons_on([KNOCK, KNOCK, LAMP], library)] == ["l1"]


def test_touchpoints_are_those_that_have_standards() -> None:
    assert handbook.touchpoints(LIBRARY) == [17, 20]
    assert handbook.at_touchpoint(20, LIBRARY) == [KNOCK]
    assert handbook.at_touchpoint(19, LIBRARY) == []
