"""Choosing what to talk about at the start of a shift."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from app.courses.model import Part, Section
from app.library.queries import Library
from app.quizzes.model import Choice, Single
from app.teams.briefing import Need, Proved, briefing_of, needs_of, phrase_for
from tests.learning.shelf import (
    FRIDAY,
    make_course,
    make_lesson,
    make_library,
    make_quiz,
    make_standard,
    text,
)

NAMES = ("rings", "greet", "lamp")
PHRASE = '<aside class="tp-note tp-phrase"><p>Say this</p><q>Hello.</q></aside>'
OTHER = '<aside class="tp-note tp-phrase"><p>Say this</p><q>Goodbye.</q></aside>'


def library_with(*, feedback: str = "submitted", revision: int = 1) -> Library:
    course, *_ = make_course("telephone", lessons=1)
    return make_library(
        course,
        make_lesson("telephone/l1", teaches=NAMES),
        make_quiz("telephone", standards=NAMES, feedback=feedback),
        standards=[make_standard(name, revision=revision) for name in NAMES],
    )


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ([], (4, 0, 0, 0)),
        ([Proved("rings", 2, 2, 3)], (4, 3, 3, 0)),
        ([Proved("rings", 2, None, 3), Proved("rings", 2, 2, 1)], (4, 4, 1, 3)),
        # An old wording proves nothing.
        ([Proved("rings", 1, 1, 3)], (4, 0, 0, 0)),
        ([Proved("rings", 2, 1, 3)], (4, 3, 0, 3)),
        ([Proved("rings", None, 2, 2)], (4, 0, 2, 0)),
    ],
)
def test_how_a_team_stands(rows: list[Proved], numbers: tuple[int, ...]) -> None:
    need = needs_of(rows, {"telephone": 4}, library_with(revision=2))["rings"]

    assert (need.asked, need.learned, need.answered, need.unanswered) == numbers


def test_standards_that_are_no_longer_registered_are_left_out() -> None:
    assert set(needs_of([Proved("gone", 1, 1, 1)], {"gone": 2}, library_with())) == set()


def need(name: str, **counts: int) -> Need:
    numbers = {"asked": 0, "learned": 0, "answered": 0, "unanswered": 0} | counts
    return Need(make_standard(name), **numbers)


def chosen(needs: list[Need], *, day: date = FRIDAY, library: Library | None = None) -> list[str]:
    by_name = {each.standard.id: each for each in needs}
    shelf = library or library_with()
    found = [briefing_of(by_name, shelf, day=day, another=n) for n in range(len(needs))]
    return list(dict.fromkeys(each.need.standard.id for each in found if each))


def test_what_most_have_not_answered_right_comes_first_then_the_next() -> None:
    needs = [
        need("rings", asked=9, learned=9, unanswered=2),
        need("greet", asked=9, learned=9, unanswered=7),
        need("lamp", asked=9, learned=4),
    ]

    assert chosen(needs) == ["greet", "lamp", "rings"]


def test_after_the_last_one_the_first_comes_again() -> None:
    needs = {"rings": need("rings", unanswered=2), "greet": need("greet", unanswered=1)}
    found = briefing_of(needs, library_with(), day=FRIDAY, another=2)

    assert found is not None
    assert (found.need.standard.id, found.number, found.count) == ("rings", 0, 2)


def test_the_same_day_gives_the_same_one_and_equal_gaps_change_places_from_day_to_day() -> None:
    needs = [need(name, unanswered=3) for name in NAMES]
    days = [FRIDAY + timedelta(days=n) for n in range(20)]

    assert chosen(needs) == chosen(needs[::-1])
    assert {chosen(needs, day=day)[0] for day in days} == set(NAMES)


def test_what_no_quiz_asks_for_is_left_out() -> None:
    assert chosen([need("rings", unanswered=1), need("unasked", unanswered=9)]) == ["rings"]


def test_no_answer_is_told_that_the_quiz_itself_does_not_tell() -> None:
    assert chosen([need("rings", unanswered=1)], library=library_with(feedback="closed")) == []


def test_nothing_that_candidates_are_asked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "screening_quizzes", frozenset({"telephone"}))

    assert chosen([need("rings", unanswered=1)]) == []


def test_the_order_of_the_choices_does_not_give_the_answer_away() -> None:
    choices = tuple(Choice(f"c{n}", text(f"c{n}"), n == 1) for n in range(1, 5))
    item = Single(id="x", stem=text("x"), choices=choices, standards=("rings",))
    library = make_library(
        make_quiz("telephone", items=(item,)), standards=[make_standard("rings")]
    )
    needs = {"rings": need("rings", unanswered=1)}
    days = [FRIDAY + timedelta(days=n) for n in range(20)]
    found = [briefing_of(needs, library, day=day) for day in days]

    assert {each.parts[0].key for each in found if each} == {"c1", "c2", "c3", "c4"}


def lesson_of(*parts: Part) -> Library:
    lesson = make_lesson("telephone/l1", teaches=("rings",))
    bodies = {
        language: msgspec.structs.replace(
            getattr(lesson, language), sections=(Section("why", "Why", parts),)
        )
        for language in ("zh", "en", "hant")
    }
    return make_library(msgspec.structs.replace(lesson, **bodies))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((Part(standard="rings"), Part(html=f"<p>Why.</p>{PHRASE}<p>So.</p>")), PHRASE),
        ((Part(html=OTHER), Part(standard="rings"), Part(html=PHRASE)), PHRASE),
        ((Part(html=PHRASE), Part(standard="rings"), Part(html="<p>Why.</p>")), PHRASE),
        ((Part(standard="rings"), Part(html="<p>Why.</p>")), None),
        ((Part(standard="rings"), Part(html='<aside class="tp-note"><p>A rule</p></aside>')), None),
    ],
)
def test_the_words_to_say_come_from_the_section_that_teaches_it(
    parts: tuple[Part, ...], found: str | None
) -> None:
    assert phrase_for("rings", lesson_of(*parts), "en") == found


def test_what_no_lesson_teaches_has_no_words_to_say() -> None:
    assert phrase_for("lamp", lesson_of(Part(html=PHRASE)), "en") is None
