"""Responses: what a form holds, what can be a response, what is still missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.responses import BadResponse, Reason, check_response, is_complete, read_form
from app.quizzes.scoring import right_response, score_item
from tests.quizzes.samples import ITEMS, UNHURRIED, item_of, items

NO_RESPONSES: list[Any] = [None, [], "c1", {}, 3, {"other": 1}]
SAMPLES = {name: item_of(source) for name, source in ITEMS.items()}


class Fields(dict[str, list[str]]):
    """The part of werkzeug's MultiDict that is used."""

    def get(self, key: str, default: Any = None) -> Any:
        return self[key][0] if key in self else default

    def getlist(self, key: str) -> list[str]:
        return list(self[key]) if key in self else []


def fields(written: dict[str, str | list[str]]) -> Fields:
    return Fields({key: [one] if isinstance(one, str) else one for key, one in written.items()})


POSITIONS = {"answer-s1": "2", "answer-s2": "1", "answer-s3": "4", "answer-s4": "3"}


@pytest.mark.parametrize(
    ("name", "form", "response"),
    [
        ("single", {"answer": "c2"}, {"choice": "c2"}),
        ("multiple", {"answer": ["c1", "c3"]}, {"choices": ["c1", "c3"]}),
        ("multiple", {"answer": ["", "c1"]}, {"choices": ["c1"]}),
        ("truefalse", {"answer": "true"}, {"value": True}),
        ("truefalse", {"answer": "false"}, {"value": False}),
        ("numeric", {"answer": " 3 小时 "}, {"text": "3 小时"}),
        ("order", POSITIONS, {"order": ["s2", "s1", "s4", "s3"]}),
        ("order", POSITIONS | {"answer-s1": "２"}, {"order": ["s2", "s1", "s4", "s3"]}),
        (
            "match",
            {"answer-l1": "r2", "answer-l2": "", "answer-l3": "r2"},
            {"pairs": {"l1": "r2", "l3": "r2"}},
        ),
        ("short", {"answer": " 客服部 "}, {"text": "客服部"}),
        (
            "blanks",
            {"answer-b1": "客服", "answer-b2": "o3"},
            {"blanks": {"b1": "客服", "b2": "o3"}},
        ),
    ],
)
def test_a_form_holds_a_response(name: str, form: Any, response: Any) -> None:
    assert read_form(SAMPLES[name], fields(form)) == response


@pytest.mark.parametrize("name", list(ITEMS))
@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_empty_form_answers_nothing(name: str, value: str | None) -> None:
    names = ["answer", *(f"answer-{side}{number}" for side in "slb" for number in "1234")]
    if value == "  " and name not in {"numeric", "order", "short", "blanks"}:
        value = ""
    form = fields({} if value is None or name == "multiple" else dict.fromkeys(names, value))

    assert read_form(SAMPLES[name], form) is None


@pytest.mark.parametrize(
    ("name", "form", "reason"),
    [
        ("single", {"answer": "c9"}, Reason.UNKNOWN_CHOICE),
        ("multiple", {"answer": ["c1", "c9"]}, Reason.UNKNOWN_CHOICE),
        ("multiple", {"answer": ["c1", "c1"]}, Reason.UNKNOWN_CHOICE),
        ("truefalse", {"answer": "yes"}, Reason.NOT_TRUE_OR_FALSE),
        ("numeric", {"answer": "many"}, Reason.NOT_A_NUMBER),
        ("numeric", {"answer": "3" * 201}, Reason.TOO_LONG),
        ("order", POSITIONS | {"answer-s1": ""}, Reason.POSITION_MISSING),
        ("order", POSITIONS | {"answer-s1": "1"}, Reason.POSITION_TWICE),
        ("order", POSITIONS | {"answer-s3": "5"}, Reason.NOT_A_POSITION),
        ("order", POSITIONS | {"answer-s3": "0"}, Reason.NOT_A_POSITION),
        ("order", POSITIONS | {"answer-s3": "last"}, Reason.NOT_A_POSITION),
        ("match", {"answer-l1": "r9"}, Reason.UNKNOWN_CHOICE),
        ("match", {"answer-l1": "l2"}, Reason.UNKNOWN_CHOICE),
        ("short", {"answer": "x" * 501}, Reason.TOO_LONG),
        ("short", {"answer": "a\x00"}, Reason.UNREADABLE),
        ("blanks", {"answer-b1": "x" * 501}, Reason.TOO_LONG),
        ("blanks", {"answer-b2": "o9"}, Reason.UNKNOWN_CHOICE),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(name: str, form: Any, reason: Reason) -> None:
    with pytest.raises(BadResponse) as caught:
        read_form(SAMPLES[name], fields(form))

    assert caught.value.reason is reason
    assert str(caught.value) == reason.value


@pytest.mark.parametrize(
    ("name", "response"),
    [
        *((name, bad) for name in ITEMS for bad in NO_RESPONSES),
        *((name, right_response(item) | {"more": 1}) for name, item in SAMPLES.items()),
        ("single", {"choice": ["c1"]}),
        ("single", {"choice": None}),
        ("multiple", {"choices": "c1"}),
        ("multiple", {"choices": ["c1", ["c2"]]}),
        ("multiple", {"choices": ["c1", "c1"]}),
        ("truefalse", {"value": 1}),
        ("truefalse", {"value": "true"}),
        ("numeric", {"text": 3}),
        ("numeric", {"text": " " * 201}),
        ("order", {"order": ["s1", "s2", "s3"]}),
        ("order", {"order": ["s1", "s2", "s3", "s3"]}),
        ("order", {"order": ["s1", "s2", "s3", "s4", "s5"]}),
        ("match", {"pairs": [["l1", "r1"]]}),
        ("match", {"pairs": {"l9": "r1"}}),
        ("match", {"pairs": {"l1": ["r1"]}}),
        ("match", {"pairs": {"l1": ""}}),
        ("short", {"text": ["客服部"]}),
        ("blanks", {"blanks": ["b1"]}),
        ("blanks", {"blanks": {"b9": "x"}}),
        ("blanks", {"blanks": {"b1": 3}}),
    ],
)
def test_what_cannot_be_a_response_is_refused_and_earns_nothing(name: str, response: Any) -> None:
    with pytest.raises(BadResponse):
        check_response(SAMPLES[name], response)

    assert score_item(SAMPLES[name], response) == 0


@pytest.mark.parametrize("item", items(), ids=list(ITEMS))
def test_the_right_response_is_a_complete_response(item: Any) -> None:
    check_response(item, right_response(item))

    assert is_complete(item, right_response(item))
    assert not is_complete(item, None)


@pytest.mark.parametrize(
    ("name", "response"),
    [
        ("multiple", {"choices": []}),
        ("numeric", {"text": " "}),
        ("match", {"pairs": {}}),
        ("match", {"pairs": {"l1": "r1", "l2": "r2"}}),
        ("short", {"text": " "}),
        ("blanks", {"blanks": {"b1": "x"}}),
    ],
)
def test_a_response_may_be_incomplete(name: str, response: Any) -> None:
    check_response(SAMPLES[name], response)

    assert not is_complete(SAMPLES[name], response)


FIELDS = ["choice", "choices", "value", "text", "order", "pairs", "l1", "blanks", "b1", "b2", "x"]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["c1", "s1", "l1", "r1"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(UNHURRIED)
@given(st.sampled_from(items()), JSON)
def test_whatever_is_sent_is_taken_or_refused(item: Any, response: Any) -> None:
    try:
        check_response(item, response)
    except BadResponse:
        assert score_item(item, response) == 0
    else:
        assert 0 <= score_item(item, response) <= 1
        assert is_complete(item, response) in {True, False}


@settings(UNHURRIED)
@given(
    st.sampled_from(items()),
    st.dictionaries(
        st.sampled_from(
            ["answer", "answer-s1", "answer-s2", "answer-l1", "answer-l2", "answer-b1", "answer-b2"]
        ),
        st.lists(st.text(max_size=5) | st.sampled_from(["c1", "r1", "1", "true"]), max_size=3),
    ),
)
def test_whatever_a_form_holds_is_read_or_refused(item: Any, form: dict[str, list[str]]) -> None:
    filled = Fields({key: values for key, values in form.items() if values})
    try:
        response = read_form(item, filled)
    except BadResponse:
        return
    assert response is None or 0 <= score_item(item, response) <= 1
