"""A new hire's day in a real browser: sign in, lesson, quiz, result, self-assessment, record."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch

PASSWORD = "touchpoint-demo"

pytestmark = [pytest.mark.browser]


def sign_in(watch: Watch, identifier: str = "learner@demo.example") -> None:
    watch.open("/login")
    watch.page.fill("[name=identifier]", identifier)
    watch.page.fill("[name=password]", PASSWORD)
    watch.page.press("[name=password]", "Enter")
    expect(watch.page.locator("h1")).to_contain_text("陈丽华")


def test_a_new_hire_learns_answers_rates_herself_and_sees_her_record(watch: Watch) -> None:
    page = watch.page
    watch.open("/login")
    watch.check()
    sign_in(watch)
    watch.check()

    read_the_next_lesson(watch)
    sit_the_quiz(watch, "telephone")
    rate_herself(watch)

    watch.open("/record")
    expect(page.locator("main")).to_contain_text("服务潜能自评")
    watch.check()
    watch.open("/record/file")
    expect(page.locator("main")).to_contain_text("H0128")
    watch.check()


def read_the_next_lesson(watch: Watch) -> None:
    page = watch.page
    page.click(".btn-gilt")
    expect(page).to_have_url(re.compile(r"/courses/[a-z-]+/[0-9a-z-]+$"))
    before = page.url
    watch.check()
    page.locator("details.tp-ask summary").first.click()
    page.click(".tp-bar .btn-primary")
    expect(page).not_to_have_url(before)
    watch.check()
    page.goto(before.rsplit("/", 1)[0])
    watch.check()


def sit_the_quiz(watch: Watch, quiz: str) -> None:
    page = watch.page
    watch.open(f"/quizzes/{quiz}")
    watch.check()
    page.click("main form .btn-primary")
    seen: set[str] = set()
    while "/overview" not in page.url:
        kind = answer(page)
        if kind not in seen:
            watch.check()
            seen.add(kind)
        at = page.url
        page.click(".tp-bar button[value=next]")
        expect(page).not_to_have_url(at)
    assert len(seen) >= 2
    watch.check()
    page.click(".tp-bar .btn-primary")
    expect(page).to_have_url(re.compile("/result$"))
    expect(page.locator("h1")).not_to_be_empty()
    watch.check()


def answer(page: Page) -> str:
    """Answer the question that is shown, somehow; returns its kind."""
    choices = page.locator("#answer [name=answer]")
    if page.locator("#answer [data-order]").count():
        page.locator("#answer [data-order] [data-step='1']").first.click()
        return "order"
    pairs = page.locator("#answer select")
    if pairs.count():
        for number in range(pairs.count()):
            pairs.nth(number).select_option(index=1)
        return saved(page, "match")
    kind = choices.first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        choices.nth(1).check(force=True)
        return saved(page, kind)
    choices.first.fill("3")
    choices.first.press("Tab")
    return saved(page, "numeric")


def saved(page: Page, kind: str) -> str:
    """The answer has its receipt before anything else is pressed."""
    expect(page.locator("#receipt .tp-save")).to_contain_text(re.compile(r"[0-9A-F]{4}-\d+"))
    return kind


def rate_herself(watch: Watch) -> None:
    page = watch.page
    watch.open("/appraisals/service-aptitude")
    watch.check()
    page.click("main form .btn-primary")
    for _page in (1, 2):
        expect(page.locator("fieldset")).to_have_count(5)
        for statement in page.locator("fieldset").all():
            statement.locator("[value='8']").check(force=True)
        watch.check()
        at = page.url
        page.click(".tp-bar .btn-primary")
        expect(page).not_to_have_url(at)
    expect(page).to_have_url(re.compile("/result$"))
    expect(page.locator("h1")).to_contain_text("80")
    watch.check()


PAGES = (
    "/",
    "/courses",
    "/courses/etiquette",
    "/courses/etiquette/30-always-ready",
    "/quizzes/etiquette",
    "/standards",
    "/standards/touchpoint-17-three-rings",
    "/touchpoints/17",
    "/record",
    "/account",
    "/account/password",
)


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_page_is_sound_in_every_language_and_in_the_dark(watch: Watch, language: str) -> None:
    sign_in(watch)
    prefer(watch, "language", language)
    prefer(watch, "theme", "dark")
    for path in PAGES:
        watch.open(path)
        expect(watch.page.locator("html")).to_have_attribute("lang", language)
        watch.check()


def prefer(watch: Watch, name: str, value: str) -> None:
    """Choose in the account menu, as a person does."""
    watch.page.locator("[data-menu] summary").click()
    watch.page.locator(f"[data-menu] button[name={name}][value={value}]").click()
    expect(watch.page.locator("html")).to_have_attribute(
        "lang" if name == "language" else "data-bs-theme", value
    )


def test_a_page_read_before_sign_in_comes_back_afterwards(watch: Watch) -> None:
    watch.open("/courses/telephone/10-three-rings")
    watch.page.fill("[name=identifier]", "learner@demo.example")
    watch.page.fill("[name=password]", PASSWORD)
    watch.page.press("[name=password]", "Enter")
    expect(watch.page).to_have_url(re.compile("/courses/telephone/10-three-rings$"))
