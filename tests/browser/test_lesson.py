"""What a lesson does under the finger: checks that answer, words that explain, a voice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.markup.markdown import filled, skeletons
from tests.browser.test_scripts import Visit
from tests.browser.watching import look_over
from tests.interface.conftest import Look, make_look_app

pytestmark = [pytest.mark.browser]

LESSON = """\
A [key customer](term:key-customer) calls. The line is **bad**. Nobody says a word.

/// check | Before which ring?
- (x) the third
- ( ) the fifth

After three rings people feel alone.
///

Once more.

/// check | What do you carry?
- [x] mats
- [x] covers
- [ ] a cup

Mats and covers keep the floor clean.
///

![Two people, one step apart](figure:step "One step")
"""
SVG = '<svg viewBox="0 0 9 9" aria-hidden="true"><text class="ink" x="1" y="8">1</text></svg>'
PAGE = """\
{% extends "base.html" %}{% from "components/listen.html" import listen %}
{% from "components/prose.html" import prose %}{% from "components/term.html" import term %}
{% block main %}<h1>Lesson</h1>{{ listen() }}
{% call prose() %}<h2 id="why">Why three</h2>{{ note_icons(lesson) }}{% endcall %}{% endblock %}
{% block scripts %}
{{ term("key-customer", "Key customer", "Somebody who needs care.", "/glossary#key-customer") }}
<script type="module" src="{{ url_for('static', filename='js/meaning.js') }}"></script>
<script type="module" src="{{ url_for('static', filename='js/check.js') }}"></script>
{% endblock %}
"""
#: A voice that tells what it was given to say, and says the next thing when the test lets it.
VOICE = """\
window.said = [];
window.SpeechSynthesisUtterance = function (words) { this.words = words; };
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  cancel: () => { window.said.push("(silence)"); },
  speak: (utterance) => { window.said.push(utterance.words); window.now = utterance; },
} });
"""
ENGLISH = '[{ lang: "en_GB", localService: true }]'


@pytest.fixture(scope="module")
def house() -> Flask:
    return make_look_app()


@pytest.fixture
def visit(chromium: Browser, house: Flask) -> Iterator[Visit]:
    """A phone in somebody's hand."""
    yield from visit_with(chromium, house, java_script_enabled=True)


@pytest.fixture
def bare_visit(chromium: Browser, house: Flask) -> Iterator[Visit]:
    """A phone on which no script runs."""
    yield from visit_with(chromium, house, java_script_enabled=False)


def visit_with(chromium: Browser, house: Flask, *, java_script_enabled: bool) -> Iterator[Visit]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=java_script_enabled
    )
    context.set_default_timeout(5_000)
    yield Visit(context.new_page(), Look(house))
    context.close()


def open_lesson(visit: Visit) -> Page:
    skeleton = skeletons(LESSON.split("\n"), [])[0]
    html = filled(skeleton, language="en", standard=lambda _: None, figure={"step": SVG}.get)
    return visit.open(PAGE, lesson=html)


def test_a_press_says_at_once_whether_it_was_right_and_why(visit: Visit) -> None:
    page = open_lesson(visit)
    check = page.locator(".tp-check").first

    check.get_by_label("the fifth").check()

    status = check.get_by_role("status")
    expect(status).to_have_text("Not right; see why", use_inner_text=True)
    expect(check.get_by_text("After three rings")).to_be_visible()
    expect(check.locator(".tp-opt-wrong")).to_have_text("the fifth")

    check.get_by_label("the third").check()

    expect(status).to_have_text("Right", use_inner_text=True)
    expect(check.locator(".tp-opt-wrong")).to_have_count(0)
    expect(check.locator(".tp-opt-right")).to_have_text("the third")
    assert visit.sent == []


def test_where_several_are_right_it_is_told_when_asked(visit: Visit) -> None:
    page = open_lesson(visit)
    check = page.locator(".tp-check").nth(1)
    status, button = check.get_by_role("status"), check.get_by_role("button")

    check.get_by_label("mats").check()
    expect(status).to_have_text("", use_inner_text=True)
    button.click()
    expect(status).to_have_text("Not all of it; see why", use_inner_text=True)

    check.get_by_label("covers").check()
    expect(status).to_have_text("", use_inner_text=True)
    button.click()
    expect(status).to_have_text("Right", use_inner_text=True)


def test_a_check_can_be_answered_with_the_keyboard(visit: Visit) -> None:
    page = open_lesson(visit)
    page.locator("#check-1-1").focus()

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status").first).to_have_text("Not right; see why", use_inner_text=True)
    page.keyboard.press("ArrowUp")

    expect(page.get_by_role("status").first).to_have_text("Right", use_inner_text=True)


def test_without_script_the_answer_unfolds_and_a_word_leads_to_the_glossary(
    bare_visit: Visit,
) -> None:
    page = open_lesson(bare_visit)

    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    page.get_by_text("See the answer").first.click()

    expect(page.get_by_text("Answer: the third")).to_be_visible()
    term = page.get_by_role("link", name="key customer")
    assert term.get_attribute("href") == "/glossary#key-customer"


def test_a_word_shows_its_meaning_and_takes_it_back(visit: Visit) -> None:
    page = open_lesson(visit)
    term = page.get_by_role("button", name="key customer")

    term.click()
    meaning = page.get_by_role("dialog", name="Key customer")
    expect(meaning).to_contain_text("Somebody who needs care.")
    expect(meaning).to_be_focused()
    expect(term).to_have_attribute("aria-expanded", "true")
    assert look_over(page).violations_count == 0
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    page.keyboard.press("Escape")
    expect(meaning).to_have_count(0)
    expect(term).to_be_focused()

    page.keyboard.press(" ")
    expect(meaning).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(meaning).to_have_count(0)

    term.click()
    page.get_by_role("heading", name="Lesson").click()
    expect(meaning).to_have_count(0)
    expect(term).to_have_attribute("aria-expanded", "false")


def test_the_voice_reads_sentence_by_sentence_and_marks_where_it_is(visit: Visit) -> None:
    visit.page.add_init_script(VOICE % ENGLISH)
    page = open_lesson(visit)

    page.get_by_role("button", name="Listen").click()
    for _ in range(3):
        page.evaluate("window.now.onend()")

    assert page.evaluate("window.said.filter((each) => each !== '(silence)')") == [
        "Why three",
        "A key customer calls.",
        "The line is bad.",
        "Nobody says a word.",
    ]
    expect(page.locator(".tp-heard")).to_contain_text("Nobody says a word.")


def test_the_voice_reads_what_is_seen_to_the_end(visit: Visit) -> None:
    visit.page.add_init_script(VOICE % ENGLISH)
    page = open_lesson(visit)

    page.get_by_role("button", name="Listen").click()
    page.evaluate("() => { for (let i = 0; i < 50; i += 1) window.now.onend(); }")

    said = page.evaluate("window.said")
    assert "the fifth" in said
    assert "Two people, one step apart" in said
    assert not [each for each in said if "After three rings" in each or "Is that right" in each]
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    expect(page.locator(".tp-heard")).to_have_count(0)


def test_a_pause_goes_on_with_the_same_sentence_and_stop_begins_anew(visit: Visit) -> None:
    visit.page.add_init_script(VOICE % ENGLISH)
    page = open_lesson(visit)
    page.get_by_role("button", name="Listen").click()
    page.evaluate("window.now.onend()")

    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("window.said.pop()") == "(silence)"
    page.get_by_role("button", name="Go on").click()
    assert page.evaluate("window.said.pop()") == "A key customer calls."

    page.get_by_role("button", name="Stop").click()
    assert page.evaluate("window.said.pop()") == "(silence)"
    expect(page.get_by_role("button", name="Listen")).to_be_focused()
    page.get_by_role("button", name="Listen").click()
    assert page.evaluate("window.said.pop()") == "Why three"


def test_the_voice_stops_when_the_page_is_left(visit: Visit) -> None:
    visit.page.add_init_script(VOICE % ENGLISH)
    page = open_lesson(visit)
    page.get_by_role("button", name="Listen").click()

    page.evaluate("window.dispatchEvent(new Event('pagehide'))")

    assert page.evaluate("window.said.pop()") == "(silence)"


@pytest.mark.parametrize(
    "voices",
    [
        "[]",
        '[{ lang: "zh-CN", localService: true }]',
        '[{ lang: "en-US", localService: false }]',
    ],
)
def test_without_a_voice_of_its_own_for_the_language_nothing_is_offered(
    visit: Visit, voices: str
) -> None:
    visit.page.add_init_script(VOICE % voices)
    page = open_lesson(visit)

    expect(page.get_by_role("button", name="key customer")).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_lesson_with_everything(visit: Visit, theme: str) -> None:
    visit.page.add_init_script(VOICE % ENGLISH)
    visit.look.values["theme"] = theme
    page = open_lesson(visit)
    page.get_by_role("button", name="Listen").click()
    page.locator("#check-1-2").check()
    page.locator("#check-2-1").check()
    page.get_by_role("button", name="Is that right?").click()
    expect(page.get_by_role("status").nth(1)).to_have_text(
        "Not all of it; see why", use_inner_text=True
    )

    results = look_over(page)

    assert results.violations_count == 0, results.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
