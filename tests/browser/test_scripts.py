"""The scripts of every page, in a real browser: menus, forms sent once, order, the shared phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests.interface.conftest import Look, make_look_app

pytestmark = [pytest.mark.browser]

HOME = "http://look.test"
HEAD = '{% extends "base.html" %}{% from "components/form.html" import form %}'
ORDER = (
    HEAD
    + '{% from "components/order_steps.html" import order_steps, order_script %}'
    + "{% block main %}<h1>Order</h1>{% call form('/sent') %}"
    + "{{ order_steps([('s2', 'Listen'), ('s1', 'Pick up'), ('s3', 'Note')], given) }}"
    + "<button>Send</button>{% endcall %}{% endblock %}"
    + "{% block scripts %}{{ order_script() }}{% endblock %}"
)
FORM = (
    HEAD
    + "{% block main %}<h1>Form</h1>{% call form('/slow') %}"
    + '<input name="a" value="1"><button name="go" value="next">Send</button>'
    + "{% endcall %}{% endblock %}"
)


class Visit:
    """A page of a made-up house: what is asked of it is answered here, without a network."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page = page
        self.look = look
        self.sent: list[tuple[str, dict[str, str]]] = []
        self.pages: dict[str, str] = {}
        self.read: list[str] = []
        page.route("**/*", self._answer)

    def open(self, source: str, **values: object) -> Page:
        self.pages["/"] = self.look.of(source, path="/", **values)
        self.page.goto(HOME + "/")
        return self.page

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOME).split("?")[0]
        if route.request.method == "POST":
            body = route.request.post_data or ""
            self.sent.append((path, dict(part.split("=", 1) for part in body.split("&"))))
            # 204 keeps the page where it is, as if the answer were long in coming.
            status = 204 if path == "/slow" else 200
            route.fulfill(status=status, content_type="text/html", body="<h1>thanks</h1>")
        elif path in self.pages:
            self.read.append(path)
            route.fulfill(content_type="text/html", body=self.pages[path])
        else:
            self.read.append(path)
            with self.look.app.test_client().get(path) as answer:
                headers = dict(answer.headers)
                route.fulfill(status=answer.status_code, headers=headers, body=answer.data)


@pytest.fixture(scope="module")
def house() -> Flask:
    return make_look_app()


@pytest.fixture
def visit(chromium: Browser, house: Flask) -> Iterator[Visit]:
    """A phone that somebody who is signed in holds."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(5_000)
    yield Visit(context.new_page(), Look(house))
    context.close()


def test_the_account_menu_closes_on_escape_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit.open(FORM)
    page.locator(".tp-account > summary").click()
    expect(page.locator(".tp-menu").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator(".tp-menu").first).to_be_hidden()
    expect(page.locator(".tp-account > summary")).to_be_focused()


def test_the_account_menu_closes_on_a_press_elsewhere(visit: Visit) -> None:
    page = visit.open(FORM)
    page.locator(".tp-account > summary").click()

    page.mouse.click(20, 600)

    expect(page.locator(".tp-menu").first).to_be_hidden()


def test_a_form_is_sent_once_with_the_value_of_its_button(visit: Visit) -> None:
    page = visit.open(FORM)
    button = page.get_by_role("button", name="Send")

    page.evaluate(
        "() => { const b = document.querySelector('main button'); b.click(); b.click(); }"
    )

    expect(button).to_be_disabled()
    assert [(path, sent["go"]) for path, sent in visit.sent] == [("/slow", "next")]


def test_back_gives_the_button_back(visit: Visit) -> None:
    page = visit.open(FORM.replace("/slow", "/sent"))
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="thanks").wait_for()

    page.go_back()

    expect(page.get_by_role("button", name="Send")).to_be_enabled()


def test_a_form_that_a_script_sends_is_left_alone(visit: Visit) -> None:
    page = visit.open(FORM)
    page.evaluate(
        "() => { document.querySelector('main form').onsubmit = (e) => e.preventDefault(); }"
    )

    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("button", name="Send")).to_be_enabled()


def test_the_first_wrong_field_has_the_focus(visit: Visit) -> None:
    page = visit.open(FORM.replace('name="a"', 'name="a" data-error'))

    expect(page.locator("main input[name=a]")).to_be_focused()


def test_keep_closes_the_question(visit: Visit) -> None:
    page = visit.open(
        '{% extends "base.html" %}{% from "components/confirm.html" import confirm %}'
        "{% block main %}<h1>x</h1>{{ confirm('/d', 'Delete', 'Sure?', 'Yes', 'Keep') }}"
        "{% endblock %}"
    )
    page.locator(".tp-confirm > summary").click()

    page.get_by_role("link", name="Keep").click()

    expect(page.get_by_text("Sure?")).to_be_hidden()
    assert page.url == HOME + "/"


def test_steps_come_back_in_the_order_that_was_given(visit: Visit) -> None:
    page = visit.open(ORDER, given={"s1": 1, "s2": 2, "s3": 3})

    assert page.locator(".tp-order label").all_inner_texts() == ["Pick up", "Listen", "Note"]


def test_a_step_moves_up_and_says_where_it_stands(visit: Visit) -> None:
    page = visit.open(ORDER, given=None)
    up = page.get_by_role("button", name="Move up: Pick up")

    up.click()

    assert page.locator(".tp-order label").all_inner_texts() == ["Pick up", "Listen", "Note"]
    expect(page.locator("[role=status]").last).to_have_text("Pick up now stands at place 1 of 3.")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")


def test_the_order_is_sent_as_numbers(visit: Visit) -> None:
    page = visit.open(ORDER, given=None)
    page.get_by_role("button", name="Move down: Listen").focus()
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="thanks").wait_for()

    _path, sent = visit.sent[0]
    assert (sent["s1"], sent["s2"], sent["s3"]) == ("1", "2", "3")


def test_a_step_at_the_end_stays_there(visit: Visit) -> None:
    page = visit.open(ORDER, given=None)

    page.get_by_role("button", name="Move down: Note").focus()
    page.keyboard.press("Enter")

    assert page.locator(".tp-order label").all_inner_texts() == ["Listen", "Pick up", "Note"]


def test_moving_a_step_counts_as_a_change(visit: Visit) -> None:
    page = visit.open(ORDER, given=None)
    page.evaluate("window.changes = 0; addEventListener('change', () => { window.changes += 1; })")

    page.get_by_role("button", name="Move down: Listen").click()

    assert page.evaluate("window.changes") == 1


def test_a_shared_phone_warns_and_then_signs_out(visit: Visit) -> None:
    visit.look.values["shared_phone"] = True
    visit.page.clock.install()
    page = visit.open(FORM)
    warning = page.get_by_role("alertdialog")

    page.clock.run_for(149_000)
    expect(warning).to_be_hidden()
    page.clock.run_for(2_000)
    expect(warning).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.clock.run_for(28_000)
    assert visit.sent == []
    with page.expect_request("**/logout"):
        page.clock.run_for(2_000)

    page.wait_for_url(HOME + "/logout")
    assert [path for path, _ in visit.sent] == ["/logout"]
    assert "csrf_token" in visit.sent[0][1]


def test_whoever_stays_is_not_signed_out(visit: Visit) -> None:
    visit.look.values["shared_phone"] = True
    visit.page.clock.install()
    page = visit.open(FORM)
    page.clock.run_for(160_000)

    page.get_by_role("button", name="Stay signed in").click()
    page.clock.run_for(140_000)

    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert visit.sent == []


def test_a_touch_begins_the_wait_anew(visit: Visit) -> None:
    visit.look.values["shared_phone"] = True
    visit.page.clock.install()
    page = visit.open(FORM)
    page.clock.run_for(100_000)

    page.locator("main input[name=a]").click()
    page.clock.run_for(100_000)

    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_whoever_reads_on_keeps_the_sign_in_awake(visit: Visit) -> None:
    visit.look.values["shared_phone"] = True
    visit.page.clock.install()
    page = visit.open(FORM)
    page.clock.run_for(30_000)
    assert "/awake" not in visit.read

    page.locator("main input[name=a]").click()
    with page.expect_request("**/awake"):
        page.clock.run_for(2_000)

    page.clock.run_for(60_000)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert visit.read.count("/awake") == 1
