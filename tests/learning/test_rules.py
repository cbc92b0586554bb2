"""Standards as their reader sees them."""

from __future__ import annotations

import pytest

from app.evidence.mastery import Triad
from app.learning.rules import Tally, rules_of, tally_of, touchpoint_of
from tests.learning.shelf import make_standard


def test_what_has_no_evidence_is_not_proved() -> None:
    known = Triad("yes", "old", "no")
    standards = [make_standard("b"), make_standard("a")]

    rules = rules_of(standards, {"a": known})

    assert [(rule.standard.id, rule.triad) for rule in rules] == [("b", Triad()), ("a", known)]


@pytest.mark.parametrize(
    ("kind", "shown"), [("rule", "yes"), ("duty", "yes"), ("definition", None), ("example", None)]
)
def test_definitions_and_examples_are_never_shown_on_site(kind: str, shown: str | None) -> None:
    rule = rules_of([make_standard("a", kind=kind)], {"a": Triad("yes", "yes", "yes")})[0]

    assert rule.shown == shown


def test_old_wordings_do_not_count() -> None:
    triads = [Triad("yes", "yes", "yes"), Triad("yes", "old", "no"), Triad("old", "no", "old")]

    assert tally_of(triads) == Tally(learned=2, answered=1, shown=1)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((17, None, 17), 17), ((17, 18), None), ((None,), None), ((), None)],
)
def test_a_lesson_has_a_plate_when_it_is_about_one_touchpoint(
    numbers: tuple[int | None, ...], expected: int | None
) -> None:
    standards = [make_standard(f"s{n}", touchpoint=number) for n, number in enumerate(numbers)]

    assert touchpoint_of(standards) == expected
