"""Drawing: which items an attempt shows, and in which order it offers the choices."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.drawing import History, Seen, Shown, draw
from app.quizzes.model import Quiz
from tests.quizzes.samples import BLANKS, HEAD, ITEMS, NUMERIC, ORDER, UNHURRIED, quiz_of

#: The types of the first days: what was drawn then must be drawn so today.
QUIZ = HEAD + "\n".join(
    ITEMS[name] for name in ("single", "multiple", "truefalse", "numeric", "order", "match")
)
KEYS = {
    "gate": {"c1", "c2", "c3"},
    "handover": {"c1", "c2", "c3", "c4"},
    "lamp": set(),
    "rounds": set(),
    "fire": {"s1", "s2", "s3", "s4"},
    "tools": {"r1", "r2", "r3"},
}
#: Written down once: an attempt must be drawn again years later as it was.
EXPECTED = (
    Shown("fire", ("s2", "s4", "s1", "s3")),
    Shown("gate", ("c2", "c1", "c3")),
    Shown("tools", ("r1", "r3", "r2")),
    Shown("handover", ("c3", "c2", "c1", "c4")),
    Shown("rounds", ()),
    Shown("lamp", ()),
)


def tagged(tags: str, pick: dict[str, int]) -> Quiz:
    """A quiz with one numeric item for each word, which names the tags of the item."""
    items = [
        NUMERIC.replace("## rounds {type=numeric}", f"## i{number} {{type=numeric tags={names}}}")
        for number, names in enumerate(tags.split())
    ]
    bare = quiz_of(HEAD + "\n".join(items).replace(" tags=-", ""))
    return msgspec.structs.replace(bare, pick=pick)


@settings(UNHURRIED)
@given(st.integers())
def test_every_item_is_shown_once_with_everything_it_offers(seed: int) -> None:
    shown = draw(quiz_of(QUIZ), seed=seed)

    assert {one.item: set(one.order) for one in shown} == KEYS
    assert all(len(one.order) == len(set(one.order)) for one in shown)
    assert len(shown) == len(KEYS)


@settings(UNHURRIED)
@given(st.integers())
def test_steps_are_never_shown_in_their_right_order(seed: int) -> None:
    two_steps = ORDER[: ORDER.index("3. ")]
    for source in (ORDER, two_steps):
        (shown,) = draw(quiz_of(HEAD + source), seed=seed)
        assert list(shown.order) != sorted(shown.order)


def test_the_same_seed_draws_the_same_on_every_version_of_python() -> None:
    assert draw(quiz_of(QUIZ), seed=2024) == draw(quiz_of(QUIZ), seed=2024)
    assert draw(quiz_of(QUIZ), seed=2024) == EXPECTED


def test_other_seeds_draw_otherwise() -> None:
    assert len({draw(quiz_of(QUIZ), seed=seed) for seed in range(50)}) == 50


def test_the_options_of_a_blank_are_mixed_unless_the_quiz_says_no() -> None:
    quiz = quiz_of(HEAD + BLANKS)
    still = msgspec.structs.replace(quiz, shuffle=False)

    orders = {draw(quiz, seed=seed)[0].order for seed in range(60)}

    assert len(orders) == 6
    assert {frozenset(order) for order in orders} == {frozenset(["b2-o1", "b2-o2", "b2-o3"])}
    assert draw(still, seed=7)[0].order == ("b2-o1", "b2-o2", "b2-o3")


def test_every_order_is_about_as_likely() -> None:
    quiz = quiz_of(HEAD + ITEMS["single"])

    seen = Counter(draw(quiz, seed=seed)[0].order for seed in range(1200))

    assert len(seen) == 6
    assert all(140 <= count <= 260 for count in seen.values())


def test_without_shuffling_only_what_would_give_itself_away_is_shuffled() -> None:
    quiz = msgspec.structs.replace(quiz_of(QUIZ), shuffle=False)
    draws = [draw(quiz, seed=seed) for seed in range(20)]

    assert {tuple(one.item for one in shown) for shown in draws} == {tuple(KEYS)}
    assert {shown[0].order for shown in draws} == {("c1", "c2", "c3")}
    assert {shown[1].order for shown in draws} == {("c1", "c2", "c3", "c4")}
    assert len({shown[4].order for shown in draws}) > 5
    assert len({shown[5].order for shown in draws}) > 3


@pytest.mark.parametrize("seed", range(20))
def test_so_many_items_are_picked_for_each_tag(seed: int) -> None:
    quiz = tagged("a a a b b b", {"a": 2, "b": 1})

    drawn = Counter(tag for shown in draw(quiz, seed=seed) for tag in tags_of(quiz, shown))

    assert drawn == {"a": 2, "b": 1}


def test_every_item_of_a_pool_is_picked_at_times() -> None:
    quiz = tagged("a a a a", {"a": 1})

    assert {draw(quiz, seed=seed)[0].item for seed in range(60)} == {"i0", "i1", "i2", "i3"}


@pytest.mark.parametrize("seed", range(20))
def test_items_without_a_picked_tag_are_always_asked(seed: int) -> None:
    quiz = tagged("a a - c", {"a": 1})

    items = {shown.item for shown in draw(quiz, seed=seed)}

    assert len(items) == 3
    assert {"i2", "i3"} < items


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("tags", ["a,b b,c a", "a,b b,c c,a", "a,b,c a,b a"])
def test_items_with_several_tags_are_shared_out_so_that_each_has_enough(
    tags: str, seed: int
) -> None:
    quiz = tagged(tags, {"a": 1, "b": 1, "c": 1})

    assert len(draw(quiz, seed=seed)) == 3


def test_picked_items_keep_the_order_of_the_file_without_shuffling() -> None:
    quiz = msgspec.structs.replace(tagged("a a a a a", {"a": 3}), shuffle=False)

    for seed in range(20):
        items = [shown.item for shown in draw(quiz, seed=seed)]
        assert items == sorted(items)


def test_a_pool_that_is_too_small_cannot_be_drawn_from() -> None:
    with pytest.raises(ValueError, match="fewer items than it picks"):
        draw(tagged("a b", {"a": 2}), seed=1)


def tags_of(quiz: Quiz, shown: Shown) -> tuple[str, ...]:
    return next(item.tags for item in quiz.items if item.id == shown.item)


# Earlier attempts.

HISTORIES = st.dictionaries(
    st.sampled_from([f"i{number}" for number in range(8)]),
    st.builds(Seen, st.integers(1, 4), was_right=st.booleans()),
)


def test_what_was_right_before_is_drawn_last_and_what_was_seen_least_first() -> None:
    quiz = tagged("a a a a a", {"a": 3})
    history = {
        "i0": Seen(1, was_right=True),
        "i1": Seen(3, was_right=False),
        "i2": Seen(1, was_right=False),
    }

    for seed in range(40):
        assert {one.item for one in draw(quiz, seed=seed, history=history)} == {"i2", "i3", "i4"}
    four = msgspec.structs.replace(quiz, pick={"a": 4})
    for seed in range(40):
        drawn = {one.item for one in draw(four, seed=seed, history=history)}
        assert drawn == {"i1", "i2", "i3", "i4"}


def test_between_equals_chance_decides() -> None:
    quiz = tagged("a a a", {"a": 1})
    history = {"i1": Seen(1, was_right=True)}

    drawn = {draw(quiz, seed=seed, history=history)[0].item for seed in range(60)}

    assert drawn == {"i0", "i2"}


def test_what_is_new_does_not_always_stand_first() -> None:
    quiz = tagged("a a a", {"a": 2})
    history = {"i0": Seen(1, was_right=True), "i1": Seen(1, was_right=False)}

    firsts = {draw(quiz, seed=seed, history=history)[0].item for seed in range(60)}

    assert firsts == {"i1", "i2"}


@settings(UNHURRIED)
@given(st.integers(), HISTORIES)
def test_whatever_was_seen_each_tag_has_its_number(seed: int, history: History) -> None:
    quiz = tagged("a,b a b a,b a b a b", {"a": 3, "b": 2})

    drawn = draw(quiz, seed=seed, history=history)

    assert len(drawn) == len({one.item for one in drawn}) == 5
    assert drawn == draw(quiz, seed=seed, history=history)


@settings(UNHURRIED)
@given(st.lists(st.integers(), min_size=4, max_size=4))
def test_after_enough_attempts_every_item_was_asked(seeds: list[int]) -> None:
    quiz = tagged("a a a a a a a", {"a": 2})
    seen: Counter[str] = Counter()

    for seed in seeds:
        history = {item: Seen(times, was_right=False) for item, times in seen.items()}
        seen.update(one.item for one in draw(quiz, seed=seed, history=history))

    assert len(seen) == 7
    assert max(seen.values()) - min(seen.values()) <= 1
