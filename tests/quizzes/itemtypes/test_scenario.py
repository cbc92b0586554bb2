"""Talks with a customer: how they are written, what is wrong with them, how far one has come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.drawing import draw
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.responses import (
    check_response,
    is_complete,
    is_under_way,
    read_form,
    what_counts,
)
from app.quizzes.scoring import right_response, score_item
from tests.quizzes.samples import FIRST, HEAD, SCENARIO, UNHURRIED, faults_of, item_of, quiz_of
from tests.quizzes.test_responses import fields

BEST = ["a.1", "b.1"]


def path(*keys: object) -> dict[str, Any]:
    return {"path": list(keys)}


def test_a_talk_is_read_with_its_moods_points_and_standards() -> None:
    talk = item_of(SCENARIO).talk

    assert (talk.start, talk.most, talk.steps) == ("a", 8, 6)
    assert [(node.id, node.mood, len(node.replies)) for node in talk.nodes] == [
        ("a", "angry", 2),
        ("b", "tense", 2),
        ("end:calm", "calm", 0),
        ("end:lost", "lost", 0),
    ]
    first, second = talk.nodes[0].replies
    assert (first.key, first.to, first.points, first.standards) == ("a.1", "b", 5, ("listen",))
    assert first.text.zh == "<i>先致歉，复述一遍问题</i>"
    assert first.text.en == "<i>Apologise and repeat the problem</i>"
    assert first.feedback.en == "<i>First show that you have heard.</i>"
    assert (second.to, second.points, second.standards) == ("end:lost", -2, ())
    assert talk.nodes[1].text.en == "<p>He wants a time.</p>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- -> b (+5) {std=listen} ", "- → b（＋5）{std=listen}"),
        ("(-2)", "（－２）"),
        ("(-2)", "(−2)"),
        ("end:lost", "end：lost"),
        ("(0)", "( 0 )"),
        ("start=a ", ""),
    ],
)
def test_full_width_marks_and_arrows_are_read(old: str, new: str) -> None:
    assert item_of(SCENARIO.replace(old, new)).talk == item_of(SCENARIO).talk


def test_a_bracket_or_a_company_figure_may_begin_the_words() -> None:
    item = item_of(SCENARIO.replace("说“尽快”", "{{company.hours}} 小时内（尽快）"))

    assert item.talk.node("b").replies[1].text.zh == "<i>{{company.hours}} 小时内（尽快）</i>"


def test_headings_inside_what_is_said_have_a_backslash() -> None:
    item = item_of(SCENARIO.replace("他要一个时间。", "\\### 他要\n- 一个时间\n\\- -> 真的"))

    assert item.talk.node("b").text.zh == "<p>### 他要\n- 一个时间\n- -> 真的</p>"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("- -> b (+5)", "- -> c (+5)", 10, 'no part is called "c"'),
        ("- -> b (+5) {std=listen}", "- -> (+5)", 10, "the arrow leads nowhere"),
        ("(+5)", "(five)", 10, "(five) is no number of points"),
        ("(+5) ", "", 10, "the reply has no points"),
        ("{std=listen}", "{tags=x}", 10, "type scenario, at a reply, has no attribute"),
        ("{std=listen}", "{std=Listen}", 10, 'std names "Listen"'),
        ("mood=angry", "mood=angy", 5, 'mood="angy" is unknown; did you mean "angry"?'),
        ("### b {mood=tense}", "### b {mood=tense", 16, "the attributes do not stand between"),
        ("### b ", "### B ", 16, '"B" is no name'),
        ("### b ", "### a ", 16, 'the name "a" stands twice'),
        ("start=a", "start=x", 0, 'start="x" names no part'),
        ("start=a", "start=end:calm", 0, "the scenario starts at an ending"),
        ("max=8", "max=9", 0, "max=9 is not what can be earned: the best way earns 8"),
        ("max=8 ", "", 0, "max= is missing: the best way earns 8; write max=8"),
        ("max=8", "max=0", 0, "max=0 is too little"),
        ("steps=6", "steps=1", 0, "steps=1 ends the talk before the best way is through"),
        ("steps=6", "steps=x", 0, 'steps="x" is no whole number'),
        ("end:lost", "end:gone", 30, "the ending end:gone does not say how the customer feels"),
        ("业主拍着台面：“第三次了！”\n", "", 5, "what is said at a has no Chinese text"),
        (" (-2) 说是上一班的事", " (-2)", 14, "the reply a.2 has no Chinese text"),
        ("  en: Give a time and say who will call\n", "", 21, "the reply b.1 has no English text"),
        (
            "Say it was the previous shift",
            "Apologise and repeat the problem",
            15,
            "the English reply",
        ),
        ("- -> a (0)", "- -> b (0)", -1, ""),
        ("他转身走了。", "- -> b (1) 走了\n  en: Leaves\n", 30, "the ending end:lost has replies"),
        ("### a {", "- -> a (1) 早\n  en: Early\n### a {", 5, "a reply stands above the first ###"),
        (
            "### end:calm",
            "explain: 好\nexplain.en: OK\n### end:calm",
            27,
            "a part stands after explain:",
        ),
        ("\n他点点头", "\n  weight: 5\n他点点头", -1, ""),
        ("  > 先让", "  weight: 5\n  > 先让", 12, "an answer of type scenario has no weight:"),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    found = faults_of(HEAD + SCENARIO.replace(old, new))

    if fault:
        assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found
    else:
        assert found == []


@pytest.mark.parametrize(
    ("addition", "fault"),
    [
        (
            "### c\n说。\n::: en\nSays.\n:::\n- -> b (0) 好\n  en: Good\n",
            "no way from a leads to c",
        ),
        ("### end:tense\n走。\n::: en\nGoes.\n:::\n", "no way from a leads to end:tense"),
    ],
)
def test_what_cannot_be_reached_is_a_fault(addition: str, fault: str) -> None:
    (found,) = faults_of(HEAD + SCENARIO.replace("explain:", addition + "explain:"))

    assert fault in found


def test_a_way_without_an_ending_is_a_fault() -> None:
    source = SCENARIO.replace("-> end:calm (+3)", "-> b (+3)").replace("-> a (0)", "-> b (0)")

    found = faults_of(HEAD + source)

    assert f"{FIRST + 16}: no way from b leads to an ending; let a reply lead to end:…" in found
    assert any("no way from a leads to end:calm" in one for one in found)


@pytest.mark.parametrize(
    ("cut", "fault"),
    [("### a", "the scenario has no parts"), ("- -> b", "nothing can be said at a")],
)
def test_a_talk_without_anything_to_say_is_a_fault(cut: str, fault: str) -> None:
    found = faults_of(HEAD + SCENARIO[: SCENARIO.index(cut)])

    assert any(fault in one for one in found), found


def test_a_talk_that_earns_nothing_is_a_fault() -> None:
    found = faults_of(HEAD + SCENARIO.replace("(+5)", "(0)").replace("(+3)", "(-1)"))

    assert any("no way through the scenario earns a point" in one for one in found)


@pytest.mark.parametrize(
    ("keys", "score", "is_over"),
    [
        ([], 0, False),
        (["a.1"], 5 / 8, False),
        (["a.1", "b.1"], 1, True),
        (["a.2"], 0, True),
        (["a.1", "b.2", "a.2"], 3 / 8, True),
        (["a.1", "b.2", "a.1", "b.1"], 1, True),
        (["a.1", "b.2"] * 3, 1, True),
    ],
)
def test_the_points_of_what_was_said_count(keys: list[str], score: float, is_over: bool) -> None:
    item = item_of(SCENARIO)

    assert score_item(item, path(*keys)) == pytest.approx(score)
    assert is_complete(item, path(*keys)) is is_over
    assert is_under_way(item, path(*keys)) is not is_over


@pytest.mark.parametrize(
    "keys",
    [
        ["b.1"],
        ["a.1", "a.1"],
        ["a.2", "b.1"],
        ["a.3"],
        [1],
        [["a.1"]],
        [None],
        ["a.1", "b.1", "a.1"],
        ["a.1", "b.2"] * 3 + ["a.1"],
        ["a.1"] * 100_000,
    ],
)
def test_a_way_that_cannot_be_gone_is_refused(keys: list[Any]) -> None:
    with pytest.raises(BadResponse):
        check_response(item_of(SCENARIO), path(*keys))

    assert score_item(item_of(SCENARIO), path(*keys)) == 0


def test_a_form_holds_the_path_so_far_and_the_button_pressed() -> None:
    item = item_of(SCENARIO)

    assert read_form(item, fields({"answer": "a.1"})) == path("a.1")
    assert read_form(item, fields({"path": "a.1", "answer": "b.2"})) == path("a.1", "b.2")
    assert read_form(item, fields({"path": ["a.1", "b.2"]})) == path("a.1", "b.2")
    with pytest.raises(BadResponse):
        read_form(item, fields({"path": "a.2", "answer": "b.2"}))


@pytest.mark.parametrize(
    ("earlier", "later", "counts"),
    [
        (None, path("a.1"), path("a.1")),
        (path("a.1"), path(*BEST), path(*BEST)),
        (path(*BEST), path("a.1"), path(*BEST)),
        (path(*BEST), path(*BEST), path(*BEST)),
        (path("a.1"), None, path("a.1")),
        (None, None, None),
    ],
)
def test_a_talk_can_only_be_gone_on_with(earlier: Any, later: Any, counts: Any) -> None:
    assert what_counts(item_of(SCENARIO), earlier, later) == counts


def test_what_is_said_cannot_be_taken_back() -> None:
    with pytest.raises(BadResponse) as caught:
        what_counts(item_of(SCENARIO), path("a.2"), path("a.1"))

    assert caught.value.reason is Reason.ALREADY_SAID


def test_replies_are_shown_by_chance_unless_the_author_says_otherwise() -> None:
    quiz = quiz_of(HEAD + SCENARIO)
    orders = {draw(quiz, seed=seed)[0].order for seed in range(40)}
    still = quiz_of(HEAD.replace("---\n\n", "shuffle: no\n---\n\n") + SCENARIO)

    assert len(orders) == 4
    assert all(set(order[:2]) == {"a.1", "a.2"} for order in orders)
    assert draw(still, seed=3)[0].order == ("a.1", "a.2", "b.1", "b.2")


@UNHURRIED
@given(st.lists(st.sampled_from(["a.1", "a.2", "b.1", "b.2"]), max_size=9))
def test_a_walk_goes_as_far_as_it_can(keys: list[str]) -> None:
    item = item_of(SCENARIO)

    walk = item.talk.walk(keys)

    assert list(walk.path) == keys[: len(walk.path)]
    assert walk.is_over or walk.path == tuple(keys) or keys[len(walk.path)][0] != walk.node.id[0]
    check_response(item, path(*walk.path))
    assert 0 <= score_item(item, path(*walk.path)) <= 1


def test_the_right_response_is_the_best_way() -> None:
    assert right_response(item_of(SCENARIO)) == path(*BEST)
