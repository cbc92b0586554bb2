"""What is kept of a number, in which state a certificate is, and whether somebody is ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.model import Position
from app.markup.texts import Text
from app.outside_certificates.asking import asked_from
from app.outside_certificates.kinds import DEFAULTS, kinds_from, name_of, settled_from, slug_for
from app.outside_certificates.numbers import SHORTEST, digest_of, end_of, plain_number
from app.outside_certificates.readiness import expiring_of, lacks_of, state_of
from app.outside_certificates.reminders import step_of

TODAY = date(2026, 11, 20)
TITLE = Text(zh="岗", en="Post", hant="崗")
POST = Position(
    slug="gate", title=TITLE, aliases={}, summary=TITLE, certificates=("guard-card", "health")
)


@dataclass
class Paper:
    """A guard card that was checked and does not run out."""

    kind: str = "guard-card"
    expires_on: date | None = None
    checked_by_name: str = "Huang"


def good_for(days: int, **values: Any) -> Paper:
    """One that is good for so many more days."""
    return Paper(expires_on=TODAY + timedelta(days=days), **values)


@pytest.mark.parametrize(
    ("paper", "state"),
    [
        (Paper(), "good"),
        (good_for(61), "good"),
        (good_for(60), "expiring"),
        (good_for(0), "expiring"),
        (good_for(-1), "expired"),
        (good_for(61, checked_by_name=""), "unchecked"),
        (good_for(5, checked_by_name=""), "unchecked"),
        (good_for(-1, checked_by_name=""), "expired"),
    ],
)
def test_a_certificate_is_in_one_state_on_a_day(paper: Paper, state: str) -> None:
    assert state_of(paper, TODAY) == state


#: What somebody holds, and what she lacks for the post.
HELD: list[tuple[list[Paper], list[Any]]] = [
    ([], [("guard-card", "missing"), ("health", "missing")]),
    ([Paper(), Paper("health")], []),
    ([good_for(0), Paper("health")], []),
    ([good_for(-1), Paper("health")], [("guard-card", "expired")]),
    ([good_for(-1), good_for(300), Paper("health")], []),
    ([Paper(checked_by_name=""), Paper("health")], [("guard-card", "unchecked")]),
    (
        [good_for(-1), Paper(checked_by_name=""), Paper("health")],
        [("guard-card", "unchecked")],
    ),
    ([Paper("driver"), Paper("health")], [("guard-card", "missing")]),
]


def test_only_what_is_good_and_checked_makes_ready() -> None:
    for held, lacks in HELD:
        assert lacks_of(POST, held, TODAY) == lacks
        assert lacks_of(None, held, TODAY) == []


def test_what_the_post_needs_and_runs_out_is_told_before() -> None:
    held = [good_for(30), good_for(-5), Paper("health")]

    assert expiring_of(POST, held, TODAY) == [("guard-card", TODAY + timedelta(days=30))]
    assert expiring_of(POST, [*held, good_for(400)], TODAY) == []


def test_the_nearest_step_is_told() -> None:
    days = (61, 60, 31, 30, 8, 7, 0, -1)

    assert [step_of(each) for each in days] == [None, 60, 60, 30, 30, 7, 7, None]


@given(st.text(alphabet="０1２3４56789ABCxyz -–·", min_size=1, max_size=40))
def test_never_more_than_half_of_a_number_is_kept(typed: str) -> None:
    number = plain_number(typed)
    if len(number) < SHORTEST:
        return

    end = end_of(number)

    assert number.endswith(end)
    assert 2 <= len(end) <= min(4, len(number) / 2)
    assert plain_number(f" {typed.lower()} - ") == number


def test_a_number_is_known_again_with_the_key_alone() -> None:
    digest = digest_of("T1234567", TODAY, key="secret")

    assert digest == digest_of("T1234567", TODAY, key="secret")
    assert digest != digest_of("T1234567", TODAY, key="another")
    assert digest != digest_of("T1234567", TODAY + timedelta(days=1), key="secret")
    assert digest != digest_of("T1234568", TODAY, key="secret")


def test_kinds_are_the_five_until_a_company_settles_its_own() -> None:
    assert list(kinds_from({})) == list(kinds_from(None)) == list(DEFAULTS)
    assert kinds_from(settled_from(DEFAULTS)) == DEFAULTS
    assert list(kinds_from({"lift": {"zh": "电梯", "en": "Lift"}})) == ["lift"]
    assert name_of("lift", DEFAULTS).en == "lift"


def test_a_new_kind_gets_a_name_for_files() -> None:
    slugs = {
        "Lift operator": "lift-operator",
        "Health": "health-2",
        "  Café & Bar! ": "cafe-bar",
        "证": "kind",
        "x" * 80: "x" * 36,
    }

    assert {english: slug_for(english, DEFAULTS) for english in slugs} == slugs


@given(
    st.dictionaries(st.sampled_from(["q", "state", "kind", "unit", "after", "before"]), st.text())
)
def test_whatever_stands_in_an_address_is_a_question(values: dict[str, str]) -> None:
    asked = asked_from(values, kinds=DEFAULTS, units=())

    assert asked.unit_id is None
    assert set(asked.address()) <= {"q", "state", "kind"}
