"""What a candidate does below her link, from the consent to the thanks."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import answer, asked, go_on, rate_all, saved
from tests.browser.watching import Watch

QUESTIONS = 10


def agree_and_read(watch: Watch) -> None:
    page = watch.page
    watch.go(".tp-bar .btn-primary")
    expect(page.locator("[aria-invalid]")).to_have_count(2)
    watch.check(422)
    watch.press("label[for=of_age]")
    watch.press("label[for=agrees]")
    watch.go(".tp-bar .btn-primary")
    expect(page).to_have_url(re.compile("/lesson$"))
    watch.check()
    watch.go(".tp-bar .btn-primary")


def begin_the_questions(watch: Watch) -> None:
    expect(watch.page).to_have_url(re.compile("/quiz$"))
    watch.check()
    watch.go(".tp-bar .btn-primary")
    watch.check()


def answer_in_spite_of_the_line(watch: Watch, link: str) -> None:
    """Ten answers by a touch; the line is lost, the page is loaded anew, and is closed."""
    seen: set[str] = set()
    for number in range(1, QUESTIONS + 1):
        expect(watch.page.locator(".tp-jump [aria-current]")).to_have_text(str(number))
        if number == 3:
            lose_the_line(watch)
        kind = answer(watch)
        if kind not in seen:
            watch.check()
        seen.add(kind)
        if number == 5:
            load_anew(watch)
        if number == 7:
            close_and_come_back(watch, link, answered=number)
        else:
            go_on(watch)
    expect(watch.page).to_have_url(re.compile("/overview$"))
    expect(watch.page.locator(".tp-jump .done")).to_have_count(QUESTIONS)
    watch.check()
    watch.go(".tp-bar .btn-primary")


def lose_the_line(watch: Watch) -> None:
    """The page says that the answer waits, keeps it, and sends it when the line is back."""
    question = asked(watch.page)
    choice = question.locator("[name=answer]").first
    with watch.offline():
        watch.press(choice)
        expect(watch.page.locator("[data-line^='down']")).to_be_visible()
        expect(question.locator("[data-receipts] .is-waiting")).to_be_visible()
    expect(choice).to_be_checked()
    saved(question)


def load_anew(watch: Watch) -> None:
    """The same question is there, as it was answered."""
    page = watch.page
    chosen = chosen_in(page)
    page.reload()
    assert chosen_in(page) == chosen


def chosen_in(page: Page) -> list[str]:
    boxes = asked(page).locator("[name=answer]:checked")
    return [str(box.get_attribute("value")) for box in boxes.all()]


def close_and_come_back(watch: Watch, link: str, *, answered: int) -> None:
    """The same link leads to the first question that is open."""
    watch.open_anew()
    watch.open(link)
    watch.check()
    watch.go(".tp-bar .btn-primary")
    expect(watch.page.locator(".tp-jump .done")).to_have_count(answered)


def say_something_about_oneself(watch: Watch) -> None:
    """An offer: she passes it by, comes back and takes it."""
    page = watch.page
    expect(page).to_have_url(re.compile("/self$"))
    watch.check()
    watch.go(".tp-bar a[href$='/thanks']")
    expect(page).to_have_url(re.compile("/thanks$"))
    page.go_back()
    rate_all(watch, 8, unsure=1)


def is_thanked(watch: Watch, name: str) -> None:
    """No result; the tablet goes back, and is still locked."""
    expect(watch.page).to_have_url(re.compile("/thanks$"))
    expect(watch.page.locator("h1")).to_contain_text(name)
    expect(watch.page.locator("main .tp-score")).to_have_count(0)
    watch.check()
    watch.go("main a[href^='/unlock']")
