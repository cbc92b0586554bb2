"""Scores of items and of attempts."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.model import Item
from app.quizzes.scoring import reaches, right_response, score_item, weighed_score
from tests.quizzes.samples import ITEMS, MATCH, MULTIPLE, ORDER, SINGLE, UNHURRIED, item_of, items

CHOICES = ["c1", "c2", "c3", "c4"]
PARTIAL = item_of(MULTIPLE.replace("=multiple", "=multiple score=partial"))
WEIGHED = item_of(
    MULTIPLE.replace("  en: The keys", "  weight: 60\n  en: The keys")
    .replace("  en: The log", "  weight: 40\n  en: The log")
    .replace("  en: Loose", "  weight: -30\n  en: Loose")
)
PARTIAL_ORDER = item_of(ORDER.replace("=order", "=order score=partial"))
MATCHED = item_of(MATCH)


@pytest.mark.parametrize("item", items(), ids=list(ITEMS))
def test_the_right_response_scores_all_and_none_scores_nothing(item: Item) -> None:
    assert score_item(item, right_response(item)) == 1
    assert score_item(item, None) == 0


@pytest.mark.parametrize(
    ("name", "response"),
    [
        ("single", {"choice": "c2"}),
        ("multiple", {"choices": ["c1"]}),
        ("multiple", {"choices": ["c1", "c2", "c3"]}),
        ("truefalse", {"value": True}),
        ("numeric", {"text": "3"}),
        ("order", {"order": ["s2", "s1", "s3", "s4"]}),
        ("match", {"pairs": {"l1": "r3"}}),
        ("short", {"text": "总台"}),
        ("blanks", {"blanks": {"b1": "总台", "b2": "o2"}}),
    ],
)
def test_a_response_that_is_not_wholly_right_scores_nothing(name: str, response: Any) -> None:
    assert score_item(item_of(ITEMS[name]), response) == 0


def test_the_order_of_ticks_does_not_matter() -> None:
    assert score_item(item_of(MULTIPLE), {"choices": ["c2", "c1"]}) == 1


def test_a_weighed_wrong_choice_scores_its_weight() -> None:
    item = item_of(SINGLE.replace("  en: Take no", "  weight: 30\n  en: Take no"))

    assert [score_item(item, {"choice": key}) for key in ("c1", "c2", "c3")] == [1, 0, 0.3]


@pytest.mark.parametrize(
    ("chosen", "score"),
    [("c1", 0.5), ("c1 c2", 1), ("c1 c3", 0), ("c1 c2 c3", 0.5), ("c3 c4", 0), ("c1 c2 c3 c4", 0)],
)
def test_a_partly_right_multiple_response_scores_right_minus_wrong(
    chosen: str, score: float
) -> None:
    assert score_item(PARTIAL, {"choices": chosen.split()}) == score


@pytest.mark.parametrize(
    ("chosen", "score"),
    [("c1", 0.6), ("c2", 0.4), ("c1 c2", 1), ("c1 c3", 0.3), ("c3", 0), ("c1 c2 c4", 1)],
)
def test_weights_count_as_written(chosen: str, score: float) -> None:
    assert score_item(WEIGHED, {"choices": chosen.split()}) == pytest.approx(score)


@pytest.mark.parametrize(
    ("order", "score"),
    [("1234", 1), ("2134", 2 / 3), ("2341", 2 / 3), ("2143", 1 / 3), ("1432", 1 / 3), ("4321", 0)],
)
def test_a_partly_right_order_scores_the_neighbours_in_order(order: str, score: float) -> None:
    response = {"order": [f"s{number}" for number in order]}

    assert score_item(PARTIAL_ORDER, response) == pytest.approx(score)


@pytest.mark.parametrize(
    ("pairs", "score"),
    [
        ({"l1": "r1"}, 1 / 3),
        ({"l1": "r1", "l2": "r2"}, 2 / 3),
        ({"l1": "r1", "l2": "r1", "l3": "r1"}, 2 / 3),
        ({"l1": "r2", "l2": "r1"}, 0),
    ],
)
def test_a_match_scores_its_right_pairs(pairs: dict[str, str], score: float) -> None:
    assert score_item(MATCHED, {"pairs": pairs}) == pytest.approx(score)


@settings(UNHURRIED)
@given(st.sampled_from([PARTIAL, WEIGHED]), st.sets(st.sampled_from(CHOICES)))
def test_one_more_right_choice_never_lowers_and_one_more_wrong_never_raises(
    item: Any, chosen: set[str]
) -> None:
    before = score_item(item, {"choices": sorted(chosen)})

    for choice in item.choices:
        after = score_item(item, {"choices": sorted(chosen | {choice.key})})
        assert 0 <= after <= 1
        assert after >= before if choice.is_right else after <= before


@settings(UNHURRIED)
@given(st.dictionaries(st.sampled_from(["l1", "l2", "l3"]), st.sampled_from(["r1", "r2", "r3"])))
def test_mending_a_pair_never_lowers(pairs: dict[str, str]) -> None:
    before = score_item(MATCHED, {"pairs": pairs})

    for left in MATCHED.lefts:
        after = score_item(MATCHED, {"pairs": pairs | {left.key: left.right}})
        assert after >= before
        assert (after > before) is (pairs.get(left.key) != left.right)


def test_only_the_right_order_scores_all() -> None:
    full = [
        order
        for order in permutations(["s1", "s2", "s3", "s4"])
        if score_item(PARTIAL_ORDER, {"order": list(order)}) == 1
    ]

    assert full == [("s1", "s2", "s3", "s4")]


def test_a_response_to_an_older_form_of_the_item_scores_nothing() -> None:
    assert score_item(item_of(SINGLE), {"choice": "c7"}) == 0
    assert score_item(item_of(SINGLE), {"choices": ["c1"]}) == 0


def score_of(items: list[Item], responses: dict[str, Any]) -> float:
    scores = ((each.points, score_item(each, responses.get(each.id))) for each in items)
    return weighed_score(list(scores))


def five(points: float = 1.0) -> list[Item]:
    item = item_of(SINGLE)
    return [msgspec.structs.replace(item, id=f"i{n}", points=points) for n in range(5)]


@pytest.mark.parametrize("points", [1.0, 0.1, 0.3, 7.7])
def test_four_right_of_five_pass_at_eighty_percent(points: float) -> None:
    responses = {f"i{number}": {"choice": "c1"} for number in range(4)}

    score = score_of(five(points), responses)

    assert score == 0.8
    assert reaches(score, 0.8)
    assert not reaches(score, 0.81)


def test_an_item_counts_by_its_points() -> None:
    first, second, *_ = five()
    heavy = msgspec.structs.replace(second, points=3.0)

    assert score_of([first, heavy], {"i1": {"choice": "c1"}, "i0": None}) == 0.75


def test_an_attempt_without_items_scores_nothing() -> None:
    assert score_of([], {}) == 0


def test_a_share_that_decimals_cannot_hold_is_reached() -> None:
    assert reaches(score_of(five()[:3], {"i0": {"choice": "c1"}}), 1 / 3)


@settings(UNHURRIED)
@given(st.lists(st.tuples(st.floats(0.01, 1000), st.booleans()), min_size=1, max_size=30))
def test_an_attempt_scores_between_nothing_and_all(parts: list[tuple[float, bool]]) -> None:
    item = item_of(SINGLE)
    asked = [
        msgspec.structs.replace(item, id=f"i{n}", points=points)
        for n, (points, _) in enumerate(parts)
    ]
    responses = {f"i{n}": {"choice": "c1"} for n, (_, is_right) in enumerate(parts) if is_right}

    score = score_of(asked, responses)

    assert 0 <= score <= 1
    if len(responses) == len(parts):
        assert score == 1
    for one in asked:
        assert score_of(asked, responses | {one.id: {"choice": "c1"}}) >= score
