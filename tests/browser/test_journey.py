"""A new hire's day in a real browser: sign in, lesson, quiz, result, self-assessment, record."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.library.queries import current_library
from tests.browser.conftest import DESK, PHONE, House
from tests.browser.steps import INSTRUMENT, PASSWORD, answer, go_on, rate_all, sign_in
from tests.browser.watching import Watch

LEARNER = "learner@demo.example"

pytestmark = [pytest.mark.browser]


def test_a_new_hire_learns_answers_rates_herself_and_sees_her_record(watch: Watch) -> None:
    page = watch.page
    watch.open("/login")
    watch.check()
    sign_in(watch, LEARNER)
    expect(page.locator("h1")).to_contain_text("陈丽华")
    watch.check()

    read_the_next_lesson(watch)
    sit_the_quiz(watch, "telephone")
    rate_herself(watch)

    watch.go("nav a[href='/record']:visible")
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
        kind = answer(watch)
        if kind not in seen:
            watch.check()
            seen.add(kind)
        go_on(watch)
    assert len(seen) >= 2
    watch.check()
    page.click(".tp-bar .btn-primary")
    expect(page).to_have_url(re.compile("/result$"))
    expect(page.locator("h1")).not_to_be_empty()
    watch.check()


def rate_herself(watch: Watch) -> None:
    watch.open(f"/appraisals/{INSTRUMENT}")
    watch.check()
    rate_all(watch, 8)
    expect(watch.page.locator("h1")).to_contain_text("80")
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


@pytest.mark.parametrize(
    ("screen", "language"), [(PHONE, "zh-Hant"), (DESK, "en")], indirect=["screen"]
)
def test_every_page_is_sound_in_every_language_and_in_the_dark(watch: Watch, language: str) -> None:
    sign_in(watch, LEARNER)
    prefer(watch, "language", language)
    prefer(watch, "theme", "dark")
    for path in PAGES:
        watch.open(path)
        expect(watch.page.locator("html")).to_have_attribute("lang", language)
        watch.check_here()


def test_the_longest_names_fit_a_phone_in_the_largest_letters(watch: Watch, house: House) -> None:
    with house.app.app_context():
        courses = [each.body for each in current_library().all("course")]
    longest = max(courses, key=lambda course: len(course.title.en))
    sign_in(watch, LEARNER)
    prefer(watch, "language", "en")
    prefer(watch, "text_size", "larger")
    lesson = f"/courses/{longest.slug}/{longest.lessons[0]}"
    for path in ("/", "/account", "/record/file", f"/courses/{longest.slug}", lesson):
        watch.open(path)
        watch.check_here()


def prefer(watch: Watch, name: str, value: str) -> None:
    """Choose in the account menu, as a person does."""
    watch.page.locator("[data-menu] summary").click()
    watch.page.locator(f"[data-menu] button[name={name}][value={value}]").click()
    shown = {"language": "lang", "theme": "data-bs-theme", "text_size": "data-text-size"}[name]
    expect(watch.page.locator("html")).to_have_attribute(shown, value)


def test_a_page_read_before_sign_in_comes_back_afterwards(watch: Watch) -> None:
    watch.open("/courses/telephone/10-three-rings")
    watch.page.fill("[name=identifier]", LEARNER)
    watch.page.fill("[name=password]", PASSWORD)
    watch.page.press("[name=password]", "Enter")
    expect(watch.page).to_have_url(re.compile("/courses/telephone/10-three-rings$"))
