"""Talks and essays through the pages, without script: step by step, nothing taken back."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.library.queries import Library
from tests.attempts.sitting import Sitting, kept, only_attempt, start, words
from tests.content_tree import ContentTree, publish_tree
from tests.quizzes.samples import ESSAY, SCENARIO, TRUEFALSE
from tests.quizzes.test_rubrics import SOURCE

pytestmark = pytest.mark.database("sqlite")

HEAD = """\
---
title: {{zh: 夜里, en: At night}}
shuffle: no
feedback: {feedback}
---

"""
TALK = SCENARIO.replace("std=listen", "std=touchpoint-17-three-rings")


def written(content: ContentTree, feedback: str) -> None:
    """A quiz with a talk, an essay and a statement, published."""
    (content.quizzes / "rubrics").mkdir()
    (content.quizzes / "rubrics" / "complaint-reply.yaml").write_text(SOURCE, "utf-8")
    quiz = HEAD.format(feedback=feedback) + TALK + ESSAY + TRUEFALSE
    (content.quizzes / "night.md").write_text(quiz, "utf-8")
    publish_tree(content)


@pytest.fixture
def night(client: FlaskClient, person: Person, published: Library, content: ContentTree) -> Sitting:
    """An attempt at the quiz, which tells what was right after handing in."""
    written(content, "submitted")
    return start(client, "night")


def say(sitting: Sitting, *path: str) -> TestResponse:
    """Press the button of the last reply on a page that holds those before it."""
    fields = {"path": list(path[:-1]), "answer": path[-1]}
    return sitting.client.post(f"{sitting.address}/responses/leak", data=fields)


def said_on(page: TestResponse) -> list[str]:
    """The replies that the page holds as said."""
    return re.findall(r'<input type="hidden" name="path" value="([^"]+)"', page.text)


def offered_on(page: TestResponse) -> list[str]:
    """The replies that can be pressed now, without those that a script holds ready."""
    text = re.sub(r"<template.*?</template>", "", page.text, flags=re.DOTALL)
    return re.findall(r'name="answer" value="([^"]+)" data-to', text)


def test_a_talk_goes_on_reply_by_reply(night: Sitting) -> None:
    page = night.page(1)
    assert offered_on(page) == ["a.1", "a.2"]
    assert "Customer · angry" in words(page)

    answered = say(night, "a.1")

    assert answered.location == f"{night.address}?question=1#q1-now"
    page = night.page(1)
    assert 'id="q1-now"' in page.text
    assert (said_on(page), offered_on(page)) == (["a.1"], ["b.1", "b.2"])
    assert kept() == {"leak": {"path": ["a.1"]}}

    say(night, "a.1", "b.1")

    page = night.page(1)
    assert (said_on(page), offered_on(page)) == (["a.1", "b.1"], [])
    assert "The talk is over" in words(page)
    assert "How the customer feels now: calm" in words(page)


def test_points_and_standards_are_not_on_the_page_before_the_end(night: Sitting) -> None:
    for path in ([], ["a.1"], ["a.1", "b.2"]):
        if path:
            say(night, *path)
        page = night.page(1).text
        assert "First show that you have heard" not in page
        assert "touchpoint-17-three-rings" not in page
        assert not re.search(
            r"[+−]\d|data-earned|\bpoints?\b", re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
        )


def test_what_is_said_cannot_be_taken_back(night: Sitting) -> None:
    say(night, "a.2")

    answered = say(night, "a.1")

    assert answered.status_code == 422
    assert "You have already said something else here" in words(answered)
    assert said_on(answered) == ["a.2"]
    assert kept() == {"leak": {"path": ["a.2"]}}


def test_an_older_page_changes_nothing(night: Sitting) -> None:
    say(night, "a.1")
    say(night, "a.1", "b.2")

    assert say(night, "a.1").status_code == 302

    assert kept() == {"leak": {"path": ["a.1", "b.2"]}}


@pytest.mark.parametrize("path", [("b.1",), ("a.1", "a.2"), ("a.9",), ("a.1", ""), ("x" * 9000,)])
def test_a_reply_that_cannot_be_given_is_refused(night: Sitting, path: tuple[str, ...]) -> None:
    answered = say(night, *path)

    assert answered.status_code == (302 if path == ("a.1", "") else 422)
    assert kept() == ({"leak": {"path": ["a.1"]}} if path == ("a.1", "") else {})


def test_an_unfinished_talk_is_gone_on_with_later(night: Sitting) -> None:
    say(night, "a.1")
    night.answer("leak", {"path": ["a.1"]}, go="next")

    assert said_on(night.page()) == ["a.1"]
    assert "0 answered" in words(night.page(2))


def test_the_result_tells_points_feelings_standards_and_what_was_better(night: Sitting) -> None:
    say(night, "a.1")
    say(night, "a.1", "b.2")
    say(night, "a.1", "b.2", "a.2")
    night.hand_in()

    told = words(night.result())

    assert "You · +5 points Apologise and repeat the problem" in told
    assert "Why First show that you have heard." in told
    assert "You · −2 points Say it was the previous shift" in told
    assert "Better · +5 points Apologise and repeat the problem" in told
    assert "How the customer feels has given up on us" in told
    assert "Points of the talk 3 of 8" in told
    assert 'href="/standards/touchpoint-17-three-rings"' in night.result().text
    score = {each.item: each.score for each in only_attempt().responses}
    assert score == {"leak": pytest.approx(3 / 8)}


def test_afterwards_the_talk_can_be_tried_again_from_any_point(night: Sitting) -> None:
    say(night, "a.1")
    say(night, "a.1", "b.2")
    night.hand_in()
    before = kept()

    place = f"{night.address}/result"
    page = night.client.get(f"{place}?replay=leak&path=a.1")
    assert (said_on(page), offered_on(page)) == (["a.1"], ["b.1", "b.2"])
    assert 'href="?replay=leak&amp;path=a.1#replay-leak"' in page.text

    page = night.client.get(f"{place}?replay=leak&path=a.1&answer=b.1")
    assert "How the customer feels now: calm" in words(page)
    assert "It is not kept and does not count." in words(page)
    assert kept() == before


@pytest.mark.parametrize("query", ["path=x", "path=a.1&path=a.1", "answer=", "path=%00&answer=b.1"])
def test_a_replay_of_nonsense_goes_as_far_as_it_can(night: Sitting, query: str) -> None:
    night.hand_in()

    page = night.client.get(f"{night.address}/result?replay=leak&{query}")

    assert page.status_code == 200
    assert offered_on(page)


def test_where_each_answer_is_told_a_talk_is_told_at_its_end(
    client: FlaskClient, person: Person, published: Library, content: ContentTree
) -> None:
    written(content, "each")
    sitting = start(client, "night")

    say(sitting, "a.1")
    page = sitting.page(1)
    assert offered_on(page) == ["b.1", "b.2"]
    assert "points" not in words(page)

    say(sitting, "a.1", "b.1")
    page = sitting.page(1)
    assert "Points of the talk 8 of 8" in words(page)
    assert "First show that you have heard" in words(page)
    assert "replay=" not in page.text


def test_an_essay_is_kept_with_its_lines_and_waits_for_its_marks(night: Sitting) -> None:
    text = "Dear resident,\r\n\r\n<b>I am sorry.</b>"
    assert "write about 120 words" in words(night.page(2))

    night.answer("reply", {"answer": text})

    assert kept() == {"reply": {"text": "Dear resident,\n\n<b>I am sorry.</b>"}}
    assert "Dear resident,\n\n&lt;b&gt;I am sorry.&lt;/b&gt;</textarea>" in night.page(2).text
    night.hand_in()
    told = words(night.result())
    assert "somebody reads it and marks it by these criteria" in told
    assert "Heard" in told
    assert "Names the trouble" in told
    assert "&lt;b&gt;I am sorry.&lt;/b&gt;</div>" in night.result().text


def test_an_essay_that_is_too_long_stays_on_the_page(night: Sitting) -> None:
    answered = night.answer("reply", {"answer": "字" * 8001})

    assert answered.status_code == 422
    assert "This response is too long" in words(answered)
    assert "字" * 8001 in answered.text
    assert kept() == {}
