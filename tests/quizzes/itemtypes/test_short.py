"""Items answered with a few words: what authors write, and what typed words earn."""

from __future__ import annotations

from typing import Any

import pytest

from app.quizzes.responses import BadResponse, Reason, check_response, is_complete, read_form
from app.quizzes.scoring import right_response, score_item
from tests.quizzes.samples import FIRST, HEAD, SHORT, faults_of, item_of
from tests.quizzes.test_responses import fields

ACCEPTS = SHORT[SHORT.index("accept:") :]


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("客服部", 1),
        ("「客服部」。", 1),
        ("部门", 1),
        ("部門", 1),
        ("公司", 0.5),
        ("The Department", 1),
        ("the company!", 0.5),
        ("客服", 0),
        ("客服部门", 0),
        ("", 0),
        ("。", 0),
    ],
)
def test_typed_words_earn_what_the_author_says_in_any_language(typed: str, score: float) -> None:
    assert score_item(item_of(SHORT), {"text": typed}) == score


def test_the_words_that_earn_everything_are_told_in_the_readers_language() -> None:
    item = item_of(SHORT)

    assert item.words_in("zh-Hans") == ["客服部", "部门"]
    assert item.words_in("zh-Hant") == ["客服部", "部門"]
    assert item.words_in("en") == ["the department"]
    assert right_response(item) == {"text": "客服部"}


def test_a_name_needs_no_english() -> None:
    item = item_of(SHORT.replace(ACCEPTS, "accept: VIP\n"))

    assert item.words_in("en") == ["VIP"]
    assert score_item(item, {"text": "ｖｉｐ"}) == 1


def test_a_traditional_form_may_be_written_by_the_author() -> None:
    item = item_of(SHORT.replace("accept.en", "accept.zh-Hant: 客服組\naccept.en"))

    assert score_item(item, {"text": "客服组"}) == 1
    assert item.words_in("zh-Hant") == ["客服部", "部門", "客服組"]


@pytest.mark.parametrize(
    ("new", "line", "fault"),
    [
        ("", 0, "the item has no accept:"),
        ("accept.en: department\n", 0, "the item has no accept:"),
        ("accept@50: 公司\naccept.en: department\n", 0, "the item has no accept:"),
        ("accept: 客服部\n", 0, "nothing is accepted in English"),
        ("accept: 客服部\naccept@50.en: company\n", 0, "nothing is accepted in English"),
        ("accept: VIP\naccept:\n", 6, "an accepted text is empty"),
        ("accept: VIP\naccept: \u200b\n", 6, "an accepted text is empty"),
        ("accept: VIP\naccept@50: ｖｉｐ。\n", 6, '"ｖｉｐ。" is accepted already'),
        ("accept: VIP\naccept.en: vip\n", 6, '"vip" is accepted already'),
        ("accept: VIP\naccept.en@50: x\n", 6, "accept.en@50: does not exist; write accept: or"),
        ("accept: VIP\naccept@100: x\n", 6, "accept@100: does not exist"),
        ("accept: VIP\naccept@: x\n", 6, "accept@: does not exist"),
        ("accept: VIP\naccept.fr: x\n", 6, "accept.fr: does not exist"),
        ("accept: VIP\naccept: " + "x" * 501 + "\n", 6, "an accepted text has 501 characters"),
        ("accept: VIP\nanswer: x\n", 6, "type short has no keyword answer:"),
    ],
)
def test_a_fault_names_its_line(new: str, line: int, fault: str) -> None:
    found = faults_of(HEAD + SHORT.replace(ACCEPTS, new))

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("x" * 501, Reason.TOO_LONG),
        ("x" * 1_000_000, Reason.TOO_LONG),
        ("a\x00b", Reason.UNREADABLE),
        ("a\ud800", Reason.UNREADABLE),
        (["客服部"], Reason.NOT_A_RESPONSE),
        ({"a": 1}, Reason.NOT_A_RESPONSE),
        (3, Reason.NOT_A_RESPONSE),
        (None, Reason.NOT_A_RESPONSE),
    ],
)
def test_what_cannot_be_an_answer_is_refused(typed: Any, reason: Reason) -> None:
    with pytest.raises(BadResponse) as caught:
        check_response(item_of(SHORT), {"text": typed})

    assert caught.value.reason is reason


def test_a_form_keeps_the_words_as_they_were_typed() -> None:
    assert read_form(item_of(SHORT), fields({"answer": " 客服部。 "})) == {"text": "客服部。"}
    assert read_form(item_of(SHORT), fields({"answer": "  "})) is None


def test_blank_words_are_no_complete_answer() -> None:
    check_response(item_of(SHORT), {"text": " "})

    assert not is_complete(item_of(SHORT), {"text": " "})
