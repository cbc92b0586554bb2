"""What a new version of a quiz means for answers to the old one."""

from __future__ import annotations

import msgspec
import pytest

from app.attempts.keying import Change, compared
from app.markup.texts import Text
from app.quizzes.model import (
    Accepted,
    Choice,
    Item,
    Left,
    Match,
    Multiple,
    Numeric,
    Order,
    Right,
    Single,
    Step,
    TrueFalse,
)
from app.quizzes.scoring import score_item


def text(words: str) -> Text:
    """A text that reads the same in every language."""
    return Text(words, words, words)


def single(*choices: str, right: int = 1, stem: str = "?") -> Single:
    """An item whose choice of this number is right."""
    return Single(
        id="one",
        stem=text(stem),
        choices=tuple(
            Choice(f"c{number}", text(words), number == right)
            for number, words in enumerate(choices, 1)
        ),
    )


def order(*steps: str) -> Order:
    """Steps in their right order."""
    found = tuple(Step(f"s{n}", text(words)) for n, words in enumerate(steps, 1))
    return Order(id="one", stem=text("?"), steps=found)


def number(value: int) -> Numeric:
    """An item to which this number is right."""
    return Numeric(id="one", stem=text("?"), answers=(Accepted(value, value),))  # type: ignore[arg-type]


ABC = single("a", "b", "c")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param(ABC, ABC, set(), id="nothing"),
        pytest.param(ABC, None, {Change.GONE}, id="gone"),
        pytest.param(ABC, single("a", "b", "c", right=2), {Change.KEY}, id="another is right"),
        pytest.param(ABC, single("c", "a", "b", right=2), set(), id="only moved"),
        pytest.param(ABC, single("c", "a", "b"), {Change.KEY}, id="moved and another is right"),
        pytest.param(ABC, single("a", "b", "d"), {Change.WORDS}, id="words of a choice"),
        pytest.param(ABC, single("a", "b", "c", stem="!"), {Change.WORDS}, id="words of the stem"),
        pytest.param(ABC, single("a", "b"), {Change.PARTS}, id="a choice less"),
        pytest.param(ABC, single("c", "d", "e"), {Change.PARTS}, id="one moved, others new"),
        pytest.param(ABC, number(3), {Change.TYPE}, id="another type"),
        pytest.param(number(3), number(4), {Change.KEY}, id="another number"),
        pytest.param(order("a", "b"), order("b", "a"), {Change.KEY}, id="another order"),
        pytest.param(
            ABC, msgspec.structs.replace(ABC, points=2.0), {Change.KEY}, id="other points"
        ),
        pytest.param(
            ABC, msgspec.structs.replace(ABC, explain=text("!")), set(), id="an explanation"
        ),
        pytest.param(
            TrueFalse(id="one", stem=text("?"), answer=True),
            TrueFalse(id="one", stem=text("?"), answer=False),
            {Change.KEY},
            id="true is false",
        ),
    ],
)
def test_what_is_told_of_an_item(old: Item, new: Item | None, changes: set[Change]) -> None:
    comparison = compared(old, new)

    assert comparison.changes == changes
    kept = changes & {Change.GONE, Change.TYPE, Change.PARTS}
    assert (comparison.keyed is None) == bool(kept)


def test_an_answer_follows_its_words_wherever_they_stand_now() -> None:
    keyed = compared(ABC, single("c", "a", "b", right=2)).keyed

    assert keyed is not None
    assert keyed.answer({"choice": "c1"}) == {"choice": "c2"}
    assert score_item(keyed.item, keyed.answer({"choice": "c1"})) == 1
    assert score_item(keyed.item, keyed.answer({"choice": "c3"})) == 0
    assert keyed.order(["c3", "c1", "c2"]) == ["c1", "c2", "c3"]


def test_an_order_is_scored_by_the_mended_one() -> None:
    keyed = compared(order("a", "b", "c"), order("b", "a", "c")).keyed

    assert keyed is not None
    assert score_item(keyed.item, keyed.answer({"order": ["s2", "s1", "s3"]})) == 1
    assert score_item(keyed.item, keyed.answer({"order": ["s1", "s2", "s3"]})) == 0


def test_pairs_are_scored_by_the_mended_ones() -> None:
    rights = (Right("r1", text("x")), Right("r2", text("y")))
    old = Match(
        id="one",
        stem=text("?"),
        lefts=(Left("l1", text("a"), "r1"), Left("l2", text("b"), "r2")),
        rights=rights,
    )
    new = Match(
        id="one",
        stem=text("?"),
        lefts=(Left("l1", text("a"), "r1"), Left("l2", text("b"), "r2")),
        rights=(Right("r1", text("y")), Right("r2", text("x"))),
    )
    keyed = compared(old, new).keyed

    assert keyed is not None
    answer = keyed.answer({"pairs": {"l1": "r2", "l2": "r1"}})
    assert score_item(keyed.item, answer) == 1
    assert compared(old, new).changes == {Change.KEY}


def test_ticks_follow_their_words() -> None:
    old = Multiple(
        id="one",
        stem=text("?"),
        choices=(Choice("c1", text("a"), True), Choice("c2", text("b"), False)),
    )
    new = Multiple(
        id="one",
        stem=text("?"),
        choices=(Choice("c1", text("b"), True), Choice("c2", text("a"), True)),
    )
    keyed = compared(old, new).keyed

    assert keyed is not None
    assert keyed.answer({"choices": ["c1"]}) == {"choices": ["c2"]}
    assert keyed.answer(None) is None
