"""Answers that are never lost: a sitting in a real browser when line, phone or clock fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from app.db import utcnow
from tests.browser.conftest import DESK, PHONE, House
from tests.browser.sittings import (
    WAITING,
    Sat,
    begin,
    choices,
    choose,
    enter,
    expect_receipt,
    expect_waiting,
    expect_waiting_count,
    expire_sign_ins,
    question,
    turn_to,
)
from tests.browser.steps import PASSWORD, go_on
from tests.browser.watching import Watch

LEARNER = "learner@demo.example"
COLLEAGUE = "supervisor@demo.example"

#: Sends once more what was sent before.
SEND = """([address, body]) => fetch(address, {
  method: "POST", body, headers: {"Content-Type": "application/json", "X-Touchpoint": "answers"},
}).then((answer) => answer.json())"""

#: A browser whose store takes a second to open, as on a cheap phone.
SLOW_STORE = """
const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
Object.defineProperty(IDBOpenDBRequest.prototype, "onsuccess", {
  set(act) { set.call(this, (event) => setTimeout(() => act.call(this, event), 1000)); },
});
"""

pytestmark = [pytest.mark.browser]
on_a_phone = pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["360px"])
on_a_desk = pytest.mark.parametrize("screen", [DESK], indirect=True, ids=["1280px"])


@pytest.fixture
def sat(house: House, watch: Watch) -> Sat:
    """The learner sits the quiz about the telephone, and has its page open."""
    sat = begin(house)
    enter(watch, house)
    watch.open(sat.path)
    return sat


@contextmanager
def without_answers(page: Page) -> Iterator[None]:
    """Nothing that is sent arrives, but pages do."""
    page.context.route("**/answers", lambda route: route.abort())
    yield
    page.context.unroute("**/answers")


@contextmanager
def without_the_script(page: Page) -> Iterator[None]:
    """The page loaded again, of which the sitting's own script comes only at the end."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/attempt.js*", hold)
    page.reload(wait_until="commit")
    yield
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/attempt.js*")


def test_without_a_line_one_goes_on_and_everything_is_sent_later(watch: Watch, sat: Sat) -> None:
    page = watch.page
    first, second, third = choices(page)[:3]
    items = {choose(watch, first)}
    expect_receipt(page, first)
    with watch.offline():
        for number in (second, third):
            items.add(choose(watch, number))
            expect_waiting(page, number)
        expect(page.locator("[data-line] .tp-offline")).to_contain_text("2")
        expect(page.locator(".tp-jump .done")).to_have_count(3)
        watch.check_width()
        with watch.at(DESK):
            watch.check_width()

    for number in (second, third):
        expect_receipt(page, number)
    expect(page.locator("[data-line]")).to_be_empty()
    assert set(sat.kept()) == items
    watch.faults.clear()
    watch.check()


@on_a_phone
def test_going_to_and_fro_needs_no_network(watch: Watch, sat: Sat) -> None:
    page = watch.page
    turn_to(watch, 1)
    with watch.offline():
        go_on(watch)
        expect(page).to_have_url(re.compile(r"\?question=2$"))
        expect(question(page, 2).locator("legend")).to_be_focused()
        expect(page).to_have_title(re.compile("2"))
        expect(page.locator(".tp-jump [aria-current]")).to_have_text("2")
        page.go_back()
        expect(question(page, 1)).to_be_visible()
        expect(question(page, 2)).to_be_hidden()
        choose(watch, choices(page)[0])
        expect(page.locator("[data-line] .tp-offline")).to_be_visible()


@on_a_phone
def test_a_closed_tab_loses_nothing_and_any_page_sends_it(watch: Watch, sat: Sat) -> None:
    with without_answers(watch.page):
        item = choose(watch, choices(watch.page)[0], choice=1)
        expect_waiting_count(watch.page, 1)
        watch.open_anew()
    watch.open("/account")

    expect_waiting_count(watch.page, 0)
    assert set(sat.kept()) == {item}


@on_a_phone
def test_a_page_loaded_again_shows_what_was_given_and_sends_it(watch: Watch, sat: Sat) -> None:
    page = watch.page
    number = choices(page)[1]
    with without_answers(page):
        item = choose(watch, number, choice=1)
        expect_waiting_count(page, 1)
        page.reload()
        expect(question(page, number).locator("[name=answer]").nth(1)).to_be_checked()
        expect_waiting(page, number)
    page.reload()

    expect_receipt(page, number)
    expect(question(page, number).locator("[name=answer]").nth(1)).to_be_checked()
    assert [each for each, _state in sat.receipts()] == [item]


@on_a_phone
def test_what_arrives_twice_or_late_changes_nothing(watch: Watch, sat: Sat) -> None:
    page = watch.page
    number = choices(page)[0]
    sent: list[tuple[str, dict[str, str]]] = []

    def twice(route: Route) -> None:
        sent.append((route.request.post_data or "", route.request.headers))
        route.fetch()
        route.fulfill(response=route.fetch())

    page.context.route("**/answers", twice)
    item = choose(watch, number, choice=0)
    expect_receipt(page, number)
    choose(watch, number, choice=1)
    expect(question(page, number).locator("[data-receipts]")).to_contain_text("-2")
    page.context.unroute("**/answers")
    last = sat.kept()[item]
    # The first one comes once more, after the second.
    again = page.evaluate(
        SEND,
        [f"{sat.path}/answers", sent[0][0]],
    )

    assert again["is_repeat"]
    assert sat.kept()[item] == last
    assert [state for _item, state in sat.receipts()] == ["kept", "kept"]


@on_a_phone
def test_after_an_expired_sign_in_one_is_back_at_the_same_question(
    watch: Watch, house: House, sat: Sat
) -> None:
    page = watch.page
    number = choices(page)[2]
    turn_to(watch, number)
    expire_sign_ins(house)
    item = choose(watch, number)
    expect_waiting(page, number)
    watch.go("[data-line] a")
    expect(page.locator("[data-door-note]")).to_be_visible()
    page.fill("[name=identifier]", LEARNER)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")

    expect(page).to_have_url(re.compile(rf"{sat.path}\?question={number}$"))
    expect_receipt(page, number)
    assert set(sat.kept()) == {item}


@on_a_phone
def test_a_colleague_on_the_same_phone_neither_sends_nor_sees_it(
    watch: Watch, house: House, sat: Sat
) -> None:
    with without_answers(watch.page):
        choose(watch, choices(watch.page)[0])
        expect_waiting_count(watch.page, 1)
        # The old page goes on trying until the next one is there.
        watch.page.context.clear_cookies()
        enter(watch, house, COLLEAGUE)
        watch.open_anew()
    asked: list[str] = []
    watch.page.context.on("request", lambda request: asked.append(request.url))
    watch.open("/account")

    expect(watch.page.locator("[data-told=others]")).to_be_visible()
    watch.faults.clear()
    watch.check()
    assert watch.page.evaluate(WAITING) == 1
    assert not [url for url in asked if "/answers" in url]
    assert sat.kept() == {}

    watch.page.context.clear_cookies()
    enter(watch, house)
    watch.open("/account")
    expect_waiting_count(watch.page, 0)
    expect(watch.page.locator("[data-told=others]")).to_have_count(0)
    assert len(sat.kept()) == 1


@on_a_phone
def test_an_old_page_sends_nothing_when_somebody_else_signed_in(
    watch: Watch, house: House, sat: Sat
) -> None:
    page = watch.page
    number = choices(page)[0]
    other = page.context.new_page()
    page.context.clear_cookies()
    enter(watch, house, COLLEAGUE)
    other.goto(house.address + "/account")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    choose(watch, number)

    expect(page.locator("[data-line] a")).to_be_visible()
    assert not [url for url in asked if "/answers" in url]


@on_a_phone
def test_signing_out_with_answers_waiting_warns(watch: Watch, sat: Sat) -> None:
    page = watch.page
    with without_answers(page):
        choose(watch, choices(page)[0])
        expect_waiting_count(page, 1)
        dialog = page.get_by_role("alertdialog")
        sign_out(watch)
        expect(dialog).to_be_visible()
        expect(dialog.locator("button").first).to_be_focused()
        watch.check_width()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        sign_out(watch)
        watch.go(dialog.locator("[data-leave-anyway]"))
    expect(page).to_have_url(re.compile("/login"))
    expect(page.locator("[data-door-note]")).to_be_visible()
    assert page.evaluate(WAITING) == 1
    assert sat.kept() == {}


def sign_out(watch: Watch) -> None:
    watch.press(".tp-account > summary")
    watch.press("[form=tp-logout]")


@on_a_phone
def test_two_devices_are_told_of_each_other(
    watch: Watch, device: Callable[[], Watch], house: House, sat: Sat
) -> None:
    other = device()
    enter(other, house)
    other.open(sat.path)
    first, second = choices(watch.page)[:2]
    choose(other, first, choice=1)
    expect_receipt(other.page, first)

    item = choose(watch, first, choice=0)
    expect(question(watch.page, first).locator("[data-notes] .tp-note")).to_be_visible()
    choose(other, second)
    note = question(other.page, first).locator("[data-notes]")
    expect(note.locator("a")).to_have_count(1)
    expect(other.page.locator(".tp-jump .elsewhere")).to_have_count(1)
    turn_to(other, first)
    other.check()
    with other.page.expect_navigation():
        other.press(note.locator("a"))

    shown = question(other.page, first).locator("[name=answer]:checked").get_attribute("value")
    assert shown in str(sat.kept()[item])


@on_a_phone
def test_on_a_device_that_knew_less_the_page_says_what_changed(
    watch: Watch, device: Callable[[], Watch], house: House, sat: Sat
) -> None:
    number = choices(watch.page)[0]
    other = device()
    enter(other, house)
    other.open(sat.path)
    choose(other, number)
    expect_receipt(other.page, number)

    watch.page.reload()

    note = question(watch.page, number).locator("[data-notes] .tp-note")
    expect(note).to_have_count(1)
    watch.page.reload()
    expect(watch.page.locator("[data-here]")).to_be_attached()
    expect(note).to_have_count(0)


@on_a_phone
@pytest.mark.parametrize("times", [1, 9])
def test_a_page_made_before_the_last_answer_arrived_is_loaded_once_more(
    watch: Watch, sat: Sat, times: int
) -> None:
    page = watch.page
    number = choices(page)[0]
    choose(watch, number, choice=0)
    expect_receipt(page, number)
    old = page.request.get(page.url).text()
    item = choose(watch, number, choice=1)
    expect(question(page, number).locator("[data-receipts]")).to_contain_text("-2")
    loads: list[str] = []

    def hand_out(route: Route) -> None:
        loads.append(route.request.url)
        if len(loads) <= times:
            route.fulfill(body=old, content_type="text/html")
        else:
            route.continue_()

    page.route(f"**{sat.path}*", hand_out)
    with page.expect_event("load", lambda _: len(loads) == 2):
        page.reload()

    # What a server that has lost something says is believed after that.
    receipts = question(page, number).locator("[data-receipts]")
    expect(receipts).to_contain_text("-2" if times == 1 else "-1")
    watch.press(question(page, number).locator("[name=answer]").nth(2))
    expect(receipts).to_contain_text("-3")
    assert len(loads) == 2
    assert item in sat.kept()


@on_a_phone
def test_a_clock_that_is_wrong_by_a_day_does_not_matter(watch: Watch, sat: Sat) -> None:
    page = watch.page
    sat.give_seconds(600)
    page.context.clock.set_fixed_time(utcnow() + timedelta(days=1))
    page.reload()
    number = choices(page)[0]

    expect(page.locator("[data-clock]")).to_contain_text(re.compile(r"(10:00|9:\d\d)"))
    item = choose(watch, number)
    expect_receipt(page, number)

    assert set(sat.kept()) == {item}
    assert sat.given_at()[0] > utcnow() + timedelta(hours=20)


@on_a_phone
def test_when_the_time_is_up_what_was_given_is_sent_and_the_end_is_shown(
    watch: Watch, sat: Sat
) -> None:
    page = watch.page
    number = choices(page)[0]
    sat.give_seconds(4)
    page.goto(page.url)
    item = choose(watch, number)

    page.wait_for_url("**/overview")
    assert set(sat.kept()) == {item}
    expect(page.locator(".tp-bar a")).to_have_count(0)
    watch.check()


@on_a_phone
def test_the_time_left_is_said_at_half_at_five_minutes_and_at_one(watch: Watch, sat: Sat) -> None:
    page = watch.page
    sat.give_seconds(902)
    page.clock.install()
    page.reload()
    said = page.locator("[data-clock-said]")

    expect(said).to_be_empty()
    heard = []
    for seconds in (5, 600, 240):
        page.clock.run_for(seconds * 1000)
        heard.append(said.inner_text())
    assert len(set(heard)) == 3
    assert all(heard)


@on_a_phone
def test_a_browser_that_keeps_nothing_warns_while_something_waits(
    watch: Watch, house: House
) -> None:
    page = watch.page
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    sat = begin(house)
    enter(watch, house)
    watch.open(sat.path)
    first, second = choices(page)[:2]
    item = choose(watch, first)
    expect_receipt(page, first)
    with without_answers(page):
        choose(watch, second)
        expect_waiting(page, second)
        asked: list[str] = []
        page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.evaluate("() => { location.href = '/account'; }")
        expect(page.locator("[data-line] .tp-offline")).to_be_visible()
        for _ in range(100):
            if asked:
                break
            page.wait_for_timeout(20)

    assert asked == ["beforeunload"]
    assert item in sat.kept()


@on_a_phone
def test_handing_in_waits_for_what_is_not_sent_yet(watch: Watch, sat: Sat) -> None:
    page = watch.page
    with without_answers(page):
        item = choose(watch, choices(page)[0])
        expect_waiting_count(page, 1)
        watch.open(sat.path + "/overview")
        expect(page.locator("[data-held-words]")).not_to_be_empty()
        # It is held, but not taken away: whoever presses it reads why.
        page.locator(".tp-bar .btn-primary").dispatch_event("click")
        assert page.url.endswith("/overview")
    expect(page.locator(".tp-jump .done")).to_have_count(1)
    expect(page.locator("[data-held-words]")).to_be_empty()

    watch.go(".tp-bar .btn-primary")
    expect(page).to_have_url(re.compile("/result$"))
    assert set(sat.kept()) == {item}


@on_a_phone
def test_after_handing_in_elsewhere_the_page_says_so(watch: Watch, sat: Sat) -> None:
    page = watch.page
    number = choices(page)[0]
    sat.hand_in()

    choose(watch, number)

    expect(page.locator("[data-line] a")).to_have_attribute("href", re.compile("/result$"))
    expect_waiting(page, number)
    expect_waiting_count(page, 0)
    assert sat.kept() == {}


@on_a_phone
@pytest.mark.parametrize(
    ("status", "code"), [(422, "bad-answer"), (403, "x"), (404, "x"), (413, "x")]
)
def test_what_is_refused_is_told_kept_and_not_sent_for_ever(
    watch: Watch, sat: Sat, status: int, code: str
) -> None:
    page = watch.page
    first, second = choices(page)[:2]
    tries: list[int] = []

    def refuse(route: Route) -> None:
        tries.append(1)
        route.fulfill(status=status, json={"code": code, "error": "Not like that."})

    page.context.route("**/answers", refuse)
    choose(watch, first)
    expect(question(page, first).locator("[data-receipts]")).to_have_text("Not like that.")
    page.context.unroute("**/answers")
    item = choose(watch, second)
    expect_receipt(page, second)

    assert len(tries) == 1
    assert set(sat.kept()) == {item}
    assert page.evaluate(WAITING) == 1


@on_a_phone
def test_an_answer_given_while_the_browser_is_not_ready_is_sent_as_well(
    watch: Watch, sat: Sat
) -> None:
    page = watch.page
    page.add_init_script(SLOW_STORE)
    page.reload()

    item = choose(watch, 1)
    expect_receipt(page, 1)

    assert set(sat.kept()) == {item}
    assert page.evaluate(WAITING) == 0


@on_a_phone
def test_an_answer_given_before_the_scripts_are_there_is_sent_as_well(
    watch: Watch, sat: Sat
) -> None:
    page = watch.page
    with without_the_script(page):
        answer = question(page, 1).locator("[name=answer]").nth(1)
        watch.press(answer)
        expect(answer).to_be_checked()
    expect_receipt(page, 1)

    expect(answer).to_be_checked()
    assert len(sat.kept()) == 1


@on_a_phone
@pytest.mark.parametrize("field", ["answer", "is_flagged"])
def test_what_waits_and_what_is_given_before_the_scripts_are_there_go_together(
    watch: Watch, sat: Sat, field: str
) -> None:
    page = watch.page
    answers = question(page, 1).locator("[name=answer]")
    with without_answers(page):
        item = choose(watch, 1, choice=1)
        expect_waiting_count(page, 1)
        with without_the_script(page):
            watch.press(question(page, 1).locator(f"[name={field}]").first)
        expect_waiting_count(page, 2)
    expect_waiting_count(page, 0)

    chosen = 0 if field == "answer" else 1
    expect(answers.nth(chosen)).to_be_checked()
    assert sat.kept()[item]["choices"] == [answers.nth(chosen).get_attribute("value")]
    page.reload()
    expect(question(page, 1).locator("[name=is_flagged]")).to_be_checked(
        checked=field == "is_flagged"
    )


@on_a_phone
def test_what_is_typed_is_kept_after_a_rest(watch: Watch, sat: Sat) -> None:
    page = watch.page
    sat.ask_alone("rings")
    page.reload()
    question(page, 1).locator("[name=answer]").press_sequentially("12")

    expect_receipt(page, 1)

    assert [answer["text"] for answer in sat.kept().values()] == ["12"]
    assert len(sat.receipts()) == 1


@on_a_phone
def test_without_script_the_buttons_save(house: House, watch: Watch) -> None:
    browser = watch.page.context.browser
    assert browser is not None
    sat = begin(house)
    enter(watch, house)
    cookies = watch.page.context.cookies()
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as plain:
        plain.add_cookies([{k: c[k] for k in ("name", "value", "domain", "path")} for c in cookies])
        page = plain.new_page()
        page.goto(f"{house.address}{sat.path}")
        number = choices(page)[0]
        page.locator(".tp-jump a").nth(number - 1).click()
        shown = page.locator("[data-question]:visible")
        expect(shown).to_have_count(1)
        shown.locator("[name=answer]").first.check(force=True)
        page.locator("[data-act=onward] > *").click()
        expect(page).to_have_url(re.compile(rf"\?question={number + 1}$"))
    assert len(sat.kept()) == 1


@on_a_desk
def test_on_a_desk_all_questions_stand_on_one_page(watch: Watch, sat: Sat) -> None:
    page = watch.page
    watch.press("[data-view=all] a")
    count = page.locator(".tp-jump a").count()
    expect(page.locator("[data-question]:visible")).to_have_count(count)
    watch.check_here()
    number = choices(page)[-1]
    watch.press(question(page, number).locator("[name=answer]").first)
    expect_receipt(page, number)
    page.reload()
    expect(page.locator("[data-question]:visible")).to_have_count(count)

    watch.press("[data-view=one] a")
    expect(page.locator("[data-question]:visible")).to_have_count(1)
    assert len(sat.kept()) == 1


@on_a_phone
def test_where_an_answer_is_final_it_is_given_by_its_button_and_told_at_once(
    watch: Watch, sat: Sat
) -> None:
    page = watch.page
    sat.tell_at_once()
    page.reload()
    first, second = choices(page)[:2]
    onward, check = page.locator("[data-act=onward]"), page.locator("[data-act=check]")
    turn_to(watch, first)
    watch.press(check.locator("button"))
    expect_waiting(page, first)
    item = choose(watch, first)
    expect(onward).to_be_hidden()
    assert sat.receipts() == []
    watch.press(check.locator("button"))
    expect(question(page, first).locator(".tp-opt input:not([disabled])")).to_have_count(0)
    expect_receipt(page, first)
    expect(onward).to_be_visible()
    watch.check()

    other = choose(watch, second)
    with watch.offline():
        watch.press(check.locator("button"))
        expect_waiting(page, second)
        expect(onward).to_be_visible()
        watch.press(onward.locator("a"))
        expect(question(page, second)).to_be_hidden()
    expect(question(page, second).locator(".tp-opt input:not([disabled])")).to_have_count(0)
    assert set(sat.kept()) == {item, other}
