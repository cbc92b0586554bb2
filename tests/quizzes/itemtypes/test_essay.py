"""Essays: how they are written, what can be an answer, and that a person marks them."""

from __future__ import annotations

import pytest

from app.quizzes.itemtypes import ITEM_TYPES
from app.quizzes.itemtypes.essay import LONGEST_TEXT
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.responses import check_response, is_complete, read_form, what_counts
from app.quizzes.scoring import score_item
from tests.quizzes.samples import ESSAY, FIRST, HEAD, RUBRIC, faults_of, item_of
from tests.quizzes.test_responses import fields


def test_an_essay_keeps_its_rubric() -> None:
    item = item_of(ESSAY)

    assert (item.words, item.rubric) == (120, RUBRIC)


def test_the_length_may_be_left_out() -> None:
    assert item_of(ESSAY.replace("words=120 ", "")).words is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (" rubric=complaint-reply", "", "the item has no rubric"),
        (
            "rubric=complaint-reply",
            "rubric=complaint-repl",
            'there is no rubric "complaint-repl"; did you mean "complaint-reply"?',
        ),
        ("words=120", "words=0", "words=0 is too little"),
        ("words=120", "words=many", 'words="many" is no whole number'),
        ("words=120", "score=partial", 'type essay has no attribute "score"'),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, fault: str) -> None:
    found = faults_of(HEAD + ESSAY.replace(old, new))

    assert any(one.startswith(f"{FIRST}: {fault}") for one in found), found


def test_of_a_rubric_with_faults_its_own_file_tells() -> None:
    assert faults_of(HEAD + ESSAY.replace("complaint-reply", "broken")) == []


def test_only_essays_are_marked_by_hand() -> None:
    assert [name for name, each in ITEM_TYPES.items() if each.is_marked_by_hand] == ["essay"]


def test_a_text_is_kept_as_written_and_earns_nothing_yet() -> None:
    item = item_of(ESSAY)

    response = read_form(item, fields({"answer": "  您好！\r\n\r\n对不起。 \n"}))

    assert response == {"text": "您好！\n\n对不起。"}
    assert is_complete(item, response)
    assert score_item(item, response) == 0


@pytest.mark.parametrize("blank", ["", "  ", "\r\n"])
def test_nothing_written_is_no_answer(blank: str) -> None:
    assert read_form(item_of(ESSAY), fields({"answer": blank})) is None
    assert not is_complete(item_of(ESSAY), {"text": blank})


def test_a_text_can_be_taken_back() -> None:
    assert what_counts(item_of(ESSAY), {"text": "a"}, None) is None
    assert what_counts(item_of(ESSAY), {"text": "a"}, {"text": "b"}) == {"text": "b"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("字" * (LONGEST_TEXT + 1), Reason.TOO_LONG),
        ("字" * 1_000_000, Reason.TOO_LONG),
        ("a\0b", Reason.UNREADABLE),
        ("a\ud800", Reason.UNREADABLE),
        (["a"], Reason.NOT_A_RESPONSE),
        (None, Reason.NOT_A_RESPONSE),
    ],
)
def test_what_cannot_be_kept_is_refused(text: object, reason: Reason) -> None:
    with pytest.raises(BadResponse) as caught:
        check_response(item_of(ESSAY), {"text": text})

    assert caught.value.reason is reason


def test_the_longest_text_with_any_script_is_kept() -> None:
    check_response(item_of(ESSAY), {"text": ("👩‍🔧é\u202e字" * LONGEST_TEXT)[:LONGEST_TEXT]})
