"""Days, parts, what is asked of the list, and what fits on a page: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.mastery import Triad
from app.library.queries import Library
from app.markup.texts import Text
from app.probation.dates import State, asks_for_voices, decided_by, state_of
from app.probation.facts import Facts, QuizPassed, facts_from, kept_form, proofs_of
from app.probation.finding import asked_from
from app.probation.fitting import HEIGHT, Contents, Item, Part, fitted, height_of
from app.probation.parts import Part as Role
from tests.content_tree import ContentTree
from tests.probation.cast import POSITION, publish_conditions

LAST = date(2026, 12, 20)


@dataclass(frozen=True)
class Probation:
    ends_on: date = LAST
    decided_at: datetime | None = None


@pytest.mark.parametrize(
    ("days_before", "state"),
    [(30, "open"), (11, "open"), (10, "soon"), (0, "soon"), (-1, "overdue")],
)
def test_a_review_is_due_ten_days_before_the_last_day(days_before: int, state: State) -> None:
    today = LAST - timedelta(days=days_before)

    assert state_of(Probation(), today) == state
    assert state_of(Probation(decided_at=datetime(2026, 11, 1, tzinfo=UTC)), today) == "decided"
    assert asks_for_voices(LAST, today) is (days_before <= 20)
    assert decided_by(LAST) == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("part", "voices", "others", "afterwards", "prints"),
    [
        (Role(is_own=True), ("self",), False, True, (False, True)),
        (Role(is_mentor=True), ("mentor",), False, False, (False, False)),
        (Role(leads=True), ("supervisor",), True, True, (True, True)),
        (Role(keeps=True), (), True, True, (True, True)),
        (Role(is_mentor=True, leads=True), ("mentor", "supervisor"), True, True, (True, True)),
    ],
)
def test_each_part_speaks_reads_and_prints_what_is_hers(
    part: Role,
    voices: tuple[str, ...],
    others: bool,
    afterwards: bool,
    prints: tuple[bool, bool],
) -> None:
    assert part.voices == voices
    assert part.reads(is_hers=False, is_decided=False) is others
    assert part.reads(is_hers=False, is_decided=True) is afterwards
    assert part.reads(is_hers=True, is_decided=False)
    assert (part.prints(is_decided=False), part.prints(is_decided=True)) == prints


@given(st.dictionaries(st.sampled_from(["q", "state", "after", "before"]), st.text()))
def test_whatever_stands_in_an_address_is_read(values: dict[str, str]) -> None:
    asked = asked_from(values)

    assert asked_from(asked.address(after=asked.after, before=asked.before)) == asked


@pytest.mark.database("sqlite")
def test_the_standards_of_a_condition_are_counted(app: object, content: ContentTree) -> None:
    library: Library = publish_conditions(content)
    position = library.get("position", POSITION)
    assert position is not None
    triads = {
        "touchpoint-17-three-rings": Triad("yes", "yes", "steady"),
        "touchpoint-17-identify": Triad("yes", "old", "no"),
    }

    seeable = {"touchpoint-17-three-rings"}
    rings, punctual = proofs_of(position.body.conditions, triads, library.standards, seeable)

    assert (len(rings.standards), rings.learned, rings.answered) == (2, 2, 1)
    assert (rings.to_be_shown, rings.shown) == (1, 1)
    assert punctual.standards == ()
    facts = Facts((rings, punctual), (QuizPassed(Text("测", "Quiz", "測"), 0.9, LAST),))
    assert facts_from(kept_form(facts)) == facts
    assert facts.proof_of("gone").standards == ()


def contents(count: int, text: str, said: str) -> Contents:
    """A form with so many conditions, and three voices."""
    items = tuple(Item(number, text) for number in range(count))
    parts = tuple(Part("主管", (said, "姓名")) for _voice in range(5))
    return Contents((("姓名", "陈新"), ("岗位", "客服")), items, parts)


@pytest.mark.parametrize(
    ("count", "text", "said", "size", "shown"),
    [
        (5, "按时到岗", "好", "large", 5),
        (8, "按时到岗" * 10, "好" * 100, "medium", 8),
        (12, "按时到岗" * 10, "好" * 100, "small", 12),
        (90, "按时到岗" * 10, "好" * 300, "small", 0),
    ],
)
def test_the_largest_type_is_taken_in_which_everything_fits(
    count: int, text: str, said: str, size: str, shown: int
) -> None:
    paper = fitted(contents(count, text, said))

    assert paper.size == size
    if shown:
        assert (paper.left_out, len(paper.contents.items)) == (0, shown)
    else:
        assert paper.left_out > 0
        assert paper.contents.items[0].text.endswith("…")


@given(st.integers(0, 60), st.text(max_size=200), st.text(max_size=300))
def test_what_is_set_fits_on_the_page(count: int, text: str, said: str) -> None:
    paper = fitted(contents(count, text, said))

    assert height_of(paper.contents, paper.size) <= HEIGHT
    assert len(paper.contents.items) + paper.left_out == count
