"""What a supervisor reads of one person: which gaps come first, and in which topics she stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.evidence.mastery import Triad
from app.learning.rules import Tally
from app.learning.standing import Standing, course_standings
from app.library.positions import position_title
from app.library.queries import Library
from app.teams.person import gaps_of, standards_asked, topics_of
from tests.learning.shelf import (
    FRIDAY,
    make_course,
    make_lesson,
    make_library,
    make_quiz,
    make_standard,
    make_standing,
)

NAMES = ("rings", "greet", "lamp", "note")
KNOWN = Triad(learned="yes", answered="yes")
READ = Triad(learned="yes")


def library_with(*, asked: tuple[str, ...] = NAMES) -> Library:
    course, *_lessons = make_course("telephone", lessons=2)
    return make_library(
        course,
        make_lesson("telephone/l1", teaches=("rings", "greet")),
        make_lesson("telephone/l2", teaches=("lamp", "note")),
        make_quiz("telephone", standards=asked),
        standards=[make_standard(name) for name in NAMES],
    )


def names_of_gaps(
    library: Library, standing: Standing, triads: dict[str, Triad], missed: tuple[str, ...] = ()
) -> list[str]:
    courses = course_standings(library, standing)
    gaps = gaps_of(courses, triads, library, today=FRIDAY, missed=missed)
    return [gap.rule.standard.id for gap in gaps]


@pytest.mark.parametrize(
    ("standing", "triads", "found"),
    [
        # Nothing read and nothing due: nothing to fill yet.
        (make_standing(), {}, []),
        # Of what was read, only what is open, in the order of the lessons.
        (make_standing("lesson:telephone/l1"), {"rings": READ, "greet": READ}, ["rings", "greet"]),
        (make_standing("lesson:telephone/l1"), {"rings": KNOWN, "greet": READ}, ["greet"]),
        # A changed wording opens it again.
        (
            make_standing("lesson:telephone/l1"),
            {"rings": KNOWN, "greet": Triad("old", "old")},
            ["greet"],
        ),
        # What is due and not read has the larger gap.
        (
            make_standing("lesson:telephone/l1", enrolled={"telephone": FRIDAY}),
            {"rings": READ, "greet": READ},
            ["lamp", "note", "rings"],
        ),
        # What is due much later is not asked for yet.
        (make_standing(enrolled={"telephone": FRIDAY + timedelta(days=30)}), {}, []),
    ],
)
def test_which_gaps_come_first(
    standing: Standing, triads: dict[str, Triad], found: list[str]
) -> None:
    assert names_of_gaps(library_with(), standing, triads) == found


def test_what_was_answered_wrong_goes_before_what_was_never_asked() -> None:
    standing = make_standing("lesson:telephone/l1", enrolled={"telephone": FRIDAY})
    triads = {"rings": KNOWN, "greet": READ}

    found = names_of_gaps(library_with(), standing, triads, missed=("rings", "greet"))
    assert found == ["greet", "lamp", "note"]


def test_nobody_lacks_an_answer_that_no_quiz_asks_for() -> None:
    standing = make_standing("lesson:telephone/l1")
    triads = {"rings": READ, "greet": READ}

    assert names_of_gaps(library_with(asked=("greet",)), standing, triads) == ["greet"]


def test_what_only_candidates_are_asked_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "screening_quizzes", frozenset({"telephone"}))

    assert standards_asked(library_with()) == frozenset()


def test_a_late_course_goes_before_one_that_is_due_soon() -> None:
    first, *_ = make_course("early", lessons=1)
    second, *_ = make_course("late", lessons=1)
    library = make_library(
        first,
        second,
        make_lesson("early/l1", teaches=("rings",)),
        make_lesson("late/l1", teaches=("greet",)),
        standards=[make_standard("rings"), make_standard("greet")],
    )
    due = {"early": FRIDAY, "late": FRIDAY - timedelta(days=1)}

    assert names_of_gaps(library, make_standing(enrolled=due), {}) == ["greet", "rings"]


def test_a_gap_leads_to_the_section_that_teaches_it() -> None:
    library = library_with()
    courses = course_standings(library, make_standing("lesson:telephone/l1"))
    gap = gaps_of(courses, {"rings": READ}, library, today=FRIDAY)[0]

    assert gap.place is not None
    assert (gap.place.lesson.slug, gap.place.section.id) == ("l1", "why")


def test_topics_without_any_proof_are_left_out() -> None:
    library = library_with()

    assert topics_of({}, library) == []
    assert topics_of({"unknown": KNOWN}, library) == []
    assert [topic.tally for topic in topics_of({"rings": KNOWN, "greet": READ}, library)] == [
        Tally(2, 1, 0)
    ]


def test_a_position_that_is_not_in_the_library_is_called_by_its_slug() -> None:
    assert position_title("gardener", library_with(), "en") == "gardener"
    assert position_title(None, library_with(), "en") == ""
