"""A talk with a customer in a real browser: by thumb and by keyboard, without the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_scripts import HEAD, Visit
from tests.interface.conftest import Look, make_look_app
from tests.quizzes.samples import SCENARIO, item_of

pytestmark = [pytest.mark.browser]

TALK = (
    HEAD
    + '{% from "components/talk.html" import talk_player, talk_script %}'
    + "{% block main %}<h1>Talk</h1>{% call form('/sent') %}"
    + "{{ talk_player(talk, talk.walk(known), order, 'en') }}{% endcall %}{% endblock %}"
    + "{% block scripts %}{{ talk_script() }}{% endblock %}"
)
ORDER = ["a.1", "a.2", "b.1", "b.2"]
APOLOGY = "Apologise and repeat the problem"
SOON = 'Say "soon"'


@pytest.fixture(scope="module")
def house() -> Flask:
    return make_look_app()


@pytest.fixture
def visit(chromium: Browser, house: Flask) -> Iterator[Visit]:
    """A phone that somebody holds who talks with a customer."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(5_000)
    yield Visit(context.new_page(), Look(house))
    context.close()


def begin(visit: Visit, *path: str, steps: int = 6) -> Page:
    """The page of a talk that has come so far, counting what a saver would be told."""
    talk = item_of(SCENARIO.replace("steps=6", f"steps={steps}")).talk
    page = visit.open(TALK, talk=talk, known=path, order=ORDER)
    page.evaluate(
        "window.told = []; document.querySelector('main form').addEventListener('change',"
        " (event) => window.told.push(new FormData(event.currentTarget).getAll('path')))"
    )
    return page


def reply(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def test_a_talk_goes_on_at_once_and_tells_whoever_saves(visit: Visit) -> None:
    page = begin(visit)

    reply(page, APOLOGY)
    expect(page.get_by_role("log")).to_contain_text("He wants a time.")
    expect(page.get_by_role("button", name=APOLOGY)).to_have_count(0)
    reply(page, "Give a time")

    expect(page.locator(".tp-over")).to_contain_text("How the customer feels now: calm")
    expect(page.locator(".tp-over")).to_be_focused()
    assert page.evaluate("told") == [["a.1"], ["a.1", "b.1"]]


def test_the_keyboard_goes_on_where_one_can_speak(visit: Visit) -> None:
    page = begin(visit)

    page.get_by_role("button", name=APOLOGY).press("Enter")
    expect(page.get_by_role("group", name="What do you say?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("told") == [["a.1"], ["a.1", "b.1"]]


def test_the_second_tap_of_two_says_nothing(visit: Visit) -> None:
    page = begin(visit)

    reply(page, APOLOGY)
    page.get_by_role("button", name=SOON).dispatch_event("click", {"detail": 2})

    assert page.evaluate("told") == [["a.1"]]


def test_the_talk_ends_when_there_is_no_more_time(visit: Visit) -> None:
    page = begin(visit, steps=2)

    reply(page, APOLOGY)
    reply(page, SOON)

    expect(page.locator(".tp-over")).to_contain_text("How the customer feels now: angry")
    expect(page.locator(".tp-over")).to_contain_text("There was no more time to talk.")


@pytest.mark.parametrize(
    ("known", "waiting", "expected"),
    [
        ((), ["a.1", "b.2"], ["a.1", "b.2"]),
        (("a.1",), ["a.1", "b.2"], ["a.1", "b.2"]),
        (("a.1", "b.2"), ["a.1"], ["a.1", "b.2"]),
        (("a.1",), ["a.2"], ["a.1"]),
        ((), ["a.1", "x"], ["a.1"]),
    ],
)
def test_what_waits_in_the_browser_comes_back(
    visit: Visit, known: tuple[str, ...], waiting: list[str], expected: list[str]
) -> None:
    page = begin(visit, *known)

    page.evaluate(
        "path => document.querySelector('[data-talk]').dispatchEvent("
        "new CustomEvent('talk-restore', {detail: {path}}))",
        waiting,
    )

    said = "Array.from(document.querySelectorAll('input[name=path]'), (field) => field.value)"
    assert page.evaluate(said) == expected
    assert page.evaluate("told") == []
