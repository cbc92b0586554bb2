"""What stands on an answer card, read as an answer and written again."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markup.texts import Text
from app.paper.letters import Unreadable, Why, fields_of, read_answer, write_answer
from app.quizzes.accepting import AcceptedText
from app.quizzes.itemtypes import ITEM_TYPES
from app.quizzes.model import ChosenBlank, Item, Option, TypedBlank
from app.quizzes.reasons import Reason
from tests.quizzes.samples import ESSAY, item_of, items

SHOWN = {
    "single": ("c2", "c3", "c1"),
    "multiple": ("c3", "c1", "c4", "c2"),
    "order": ("s3", "s1", "s4", "s2"),
    "match": ("r3", "r1", "r2"),
}
#: One item of each type; of no talk, which needs a screen.
ITEMS: dict[str, Item] = {item.type: item for item in [*items(), item_of(ESSAY)]}
ON_PAPER = sorted(set(ITEM_TYPES) - {"scenario"})


def order_of(item: Item) -> tuple[str, ...]:
    """What the paper offers: another order than that of the file."""
    if item.type == "blanks":
        return tuple(
            f"{blank.key}-{option.key}"
            for blank in item.blanks  # type: ignore[union-attr]
            if isinstance(blank, ChosenBlank)
            for option in reversed(blank.options)
        )
    parts = {"single": "choices", "multiple": "choices", "order": "steps", "match": "rights"}
    name = parts.get(item.type)
    return tuple(part.key for part in reversed(getattr(item, name))) if name else ()


def read(kind: str, *typed: str) -> Any:
    """What is typed for an item of a type, with the choices of the paper in SHOWN."""
    return read_answer(ITEMS[kind], SHOWN.get(kind, ()), typed)


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("single", "A", {"choice": "c2"}),
        ("single", " c. ", {"choice": "c1"}),
        ("single", "Ｂ", {"choice": "c3"}),
        ("single", "（b）", {"choice": "c3"}),
        ("single", "Ⓑ", {"choice": "c3"}),
        ("multiple", "AC", {"choices": ["c3", "c4"]}),
        ("multiple", "d，a、b", {"choices": ["c3", "c1", "c2"]}),
        ("multiple", "A A", {"choices": ["c3"]}),
        ("truefalse", "✓", {"value": True}),
        ("truefalse", "✔️", {"value": True}),
        ("truefalse", "对", {"value": True}),
        ("truefalse", "對。", {"value": True}),
        ("truefalse", "ｔ", {"value": True}),
        ("truefalse", "√", {"value": True}),
        ("truefalse", "错", {"value": False}),
        ("truefalse", "不对", {"value": False}),
        ("truefalse", "×", {"value": False}),
        ("truefalse", "f", {"value": False}),
        ("order", "3 1 4 2", {"order": ["s1", "s2", "s3", "s4"]}),
        ("order", "３，１，４，２", {"order": ["s1", "s2", "s3", "s4"]}),
        ("order", "3142", {"order": ["s1", "s2", "s3", "s4"]}),
        ("order", "①②③④", {"order": ["s3", "s1", "s4", "s2"]}),
        ("match", "1B 2A", {"pairs": {"l1": "r1", "l2": "r3"}}),
        ("match", "1-b；2：c", {"pairs": {"l1": "r1", "l2": "r2"}}),
        ("match", "2c", {"pairs": {"l2": "r2"}}),
        ("match", "1b2b", {"pairs": {"l1": "r1", "l2": "r1"}}),
        ("numeric", " ３ ", {"text": "３"}),
        ("short", " 客服部 ", {"text": "客服部"}),
        ("essay", " 一\r\n二 ", {"text": "一\n二"}),
    ],
)
def test_a_field_is_read_kindly(kind: str, typed: str, answer: dict[str, Any]) -> None:
    assert read(kind, typed) == answer


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("single", "AB", Why.ONE_LETTER),
        ("single", "E", Why.ONE_LETTER),
        ("single", "1", Why.ONE_LETTER),
        ("single", "?", Why.ONE_LETTER),
        ("multiple", "AF", Why.LETTERS),
        ("multiple", "--", Why.LETTERS),
        ("truefalse", "1", Why.TRUE_OR_FALSE),
        ("truefalse", "maybe", Why.TRUE_OR_FALSE),
        ("order", "1 2", Why.POSITIONS),
        ("order", "1 1 2 3", Why.POSITIONS),
        ("order", "0 1 2 3", Why.POSITIONS),
        ("order", "A 1 2 3 4", Why.POSITIONS),
        ("order", "9" * 5000, Why.POSITIONS),
        ("match", "1F", Why.PAIRS),
        ("match", "9A", Why.PAIRS),
        ("match", "1A 2", Why.PAIRS),
        ("match", "1A 1B", Why.PAIR_TWICE),
        ("numeric", "three", Reason.NOT_A_NUMBER),
        ("short", "x" * 501, Reason.TOO_LONG),
        ("short", "a\0b", Reason.UNREADABLE),
    ],
)
def test_what_is_no_answer_says_why(kind: str, typed: str, why: Why | Reason) -> None:
    with pytest.raises(Unreadable) as wrong:
        read(kind, typed)

    assert wrong.value.why == why


def test_only_letters_do_for_all_pairs() -> None:
    lefts = len(ITEMS["match"].lefts)  # type: ignore[union-attr]

    found = read("match", "B" * lefts)

    assert found == {"pairs": {f"l{number}": "r1" for number in range(1, lefts + 1)}}


@pytest.mark.parametrize("kind", ON_PAPER)
def test_an_empty_field_is_no_answer(kind: str) -> None:
    item = ITEMS[kind]
    nothing = [" "] * fields_of(item)

    assert read_answer(item, order_of(item), nothing) is None
    assert write_answer(item, order_of(item), None) == [""] * fields_of(item)


def test_a_blank_is_written_into_or_takes_a_letter() -> None:
    text = Text("请您稍等", "wait", "請您稍等")
    typed = TypedBlank("b1", (AcceptedText(text),))
    chosen = ChosenBlank("b2", (Option("o1", text), Option("o2", text)), "o1")
    item = type(ITEMS["blanks"])(id="gaps", stem=text, blanks=(typed, chosen))  # type: ignore[call-arg]

    found = read_answer(item, ("b2-o2", "b2-o1"), ["稍等 A", "ｂ"])

    assert found == {"blanks": {"b1": "稍等 A", "b2": "o1"}}
    with pytest.raises(Unreadable) as wrong:
        read_answer(item, ("b2-o2", "b2-o1"), ["", "c"])
    assert (wrong.value.why, wrong.value.field, wrong.value.last) == (Why.ONE_LETTER, 1, "B")


@st.composite
def answered(draw: Any) -> tuple[Item, tuple[str, ...], dict[str, Any]]:
    """An item, the order in which a paper offers its parts, and an answer to it."""
    item: Any = ITEMS[draw(st.sampled_from(ON_PAPER))]
    order = tuple(draw(st.permutations(order_of(item))))
    words = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)
    text = words.map(str.strip).filter(bool)
    match item.type:
        case "single":
            value: Any = draw(st.sampled_from(order))
        case "multiple":
            taken = draw(st.sets(st.sampled_from(order), min_size=1))
            value = [key for key in order if key in taken]
        case "truefalse":
            value = draw(st.booleans())
        case "numeric":
            value = draw(st.decimals(0, 999, places=2).map(str))
        case "order":
            value = list(draw(st.permutations(order)))
        case "match":
            rights = st.sampled_from(order)
            lefts = st.sampled_from([left.key for left in item.lefts])
            value = draw(st.dictionaries(lefts, rights, min_size=1))
        case "blanks":
            value = {blank.key: draw(filled(blank, text)) for blank in item.blanks}
        case _:
            value = draw(text)
    return item, order, {ITEM_TYPES[item.type].field: value}


def filled(blank: TypedBlank | ChosenBlank, text: st.SearchStrategy[str]) -> Any:
    """What may stand in a blank."""
    if isinstance(blank, ChosenBlank):
        return st.sampled_from([option.key for option in blank.options])
    return text


@given(answered())
def test_an_answer_is_read_as_it_was_written(case: tuple[Item, Any, dict[str, Any]]) -> None:
    item, order, answer = case

    assert read_answer(item, order, write_answer(item, order, answer)) == answer


@given(st.sampled_from(ON_PAPER), st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(kind: str, typed: str) -> None:
    item = ITEMS[kind]
    with suppress(Unreadable):
        answer = read_answer(item, order_of(item), [typed] * fields_of(item))
        assert (answer is None) is not bool(typed.strip())
