"""What a person does on the pages in more than one journey. Words of the interface play no part."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.watching import Watch

PASSWORD = "touchpoint-demo"
INSTRUMENT = "service-aptitude"
#: A total would say nothing, so there is none.
UNSURE = "unsure"


def sign_in(watch: Watch, identifier: str, password: str = PASSWORD) -> None:
    """Sign in, and be somewhere else than at the door."""
    watch.open("/login")
    watch.page.fill("[name=identifier]", identifier)
    watch.page.fill("[name=password]", password)
    with watch.page.expect_navigation():
        watch.page.press("[name=password]", "Enter")
    expect(watch.page).not_to_have_url(re.compile("/login"))


def set_first_password(watch: Watch, identifier: str, code: str, password: str) -> None:
    """Come from the door to the page for a code, set a password with it, and sign in."""
    watch.open("/login")
    watch.go("main a[href='/password/code']")
    watch.check()
    typed = {"identifier": identifier, "code": code, "new": password, "repeat": password}
    for name, value in typed.items():
        watch.page.fill(f"main [name={name}]", value)
    watch.go("main form .btn-primary")
    expect(watch.page).to_have_url(re.compile("/login$"))
    sign_in(watch, identifier, password)


def asked(page: Page) -> Locator:
    """The question that is shown; all others of the sitting stand hidden beside it."""
    return page.locator("[data-question]:visible")


def answer(watch: Watch) -> str:
    """Answer the question that is shown, somehow; returns its kind."""
    question = asked(watch.page)
    choices = question.locator("[name=answer]")
    if question.locator("[data-order]").count():
        watch.press(question.locator("[data-order] [data-step='1']").first)
        return saved(question, "order")
    pairs = question.locator("select")
    if pairs.count():
        for number in range(pairs.count()):
            pairs.nth(number).select_option(index=1)
        return saved(question, "match")
    kind = choices.first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        watch.press(choices.nth(1))
        return saved(question, kind)
    choices.first.fill("3")
    choices.first.press("Tab")
    return saved(question, "numeric")


def saved(question: Locator, kind: str = "") -> str:
    """The answer has its receipt before anything else is pressed."""
    receipt = question.locator("[data-receipts] .tp-save:not(.is-waiting)")
    # A browser's store and a busy machine may need longer than what is drawn at once.
    expect(receipt).to_contain_text(re.compile(r"[0-9A-F]{4}-\d+"), timeout=20_000)
    return kind


def go_on(watch: Watch) -> None:
    """Press the button at the foot, and be at another question or at the end."""
    at = watch.page.url
    watch.press("[data-act=onward] > *")
    expect(watch.page).not_to_have_url(at)


def rate_all(watch: Watch, number: int, *, unsure: int = 0) -> None:
    """Begin to rate, give every statement the same number but the first few, and hand in."""
    page = watch.page
    watch.go("main form .btn-primary, .tp-bar .btn-primary")
    for sheet in (1, 2):
        statements = page.locator("fieldset.tp-bip")
        expect(statements).to_have_count(5)
        for statement in statements.all():
            choice = UNSURE if unsure > 0 else number
            watch.press(statement.locator(f"[value='{choice}']"))
            unsure -= 1
        if sheet == 1:
            watch.check()
        watch.go(".tp-bar .btn-primary")
    expect(page).to_have_url(re.compile("/(result|thanks)$"))


def copied(watch: Watch) -> str:
    """Press the button that copies the text, and look into the clipboard."""
    watch.press("[data-copy]")
    expect(watch.page.locator("[data-copy-said]")).not_to_be_empty()
    text = str(watch.page.evaluate("navigator.clipboard.readText()"))
    assert text == watch.page.locator("textarea[readonly]").first.input_value()
    return text


def code_shown(page: Page) -> str:
    """The eight digits that are shown this once."""
    code = re.sub(r"\s", "", page.locator(".tp-num").inner_text())
    assert re.fullmatch(r"\d{8}", code)
    return code


def names_in(rows: Locator) -> list[str]:
    """The names that stand first in the rows of a table."""
    shown = rows.locator(".tp-who > span:last-child").all_inner_texts()
    return [text.splitlines()[0] for text in shown]
