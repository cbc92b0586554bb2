"""What the watch over a page finds, and that it overlooks nothing because it looks once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching import DESK, PHONE, Screen, Watch, look_over

PALE = "style='color: #ccc'"
PAGE = """<!doctype html><html lang="en"><title>Page</title><style>
  body { color: #111; background: #fff } .pale { color: #ccc } .dark { background: #222 }
  td:nth-child(3) { color: #ccc }
</style><main><h1>Page</h1>%s</main></html>"""

pytestmark = [pytest.mark.browser]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def faults_of(page: Page, body: str) -> list[str]:
    page.set_content(PAGE % body)
    return [found["id"] for found in look_over(page).response["violations"]]


@pytest.mark.parametrize(
    "body",
    [
        "<p>one</p><p>two</p>",
        "<p>one</p><p hidden class='pale'>two</p>",
        "<details><summary>more</summary><p class='pale'>folded away</p></details>",
    ],
)
def test_what_can_be_read_is_no_fault(page: Page, body: str) -> None:
    assert faults_of(page, body) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p class='pale'>one</p><p class='pale'>two</p>",
        "<p>one</p><p class='pale'>two</p>",
        f"<p>one</p><p {PALE}>two</p>",
        "<p>one</p><div class='dark'><p>two</p></div>",
        "<div><p>one</p></div><div class='dark'><p>two</p></div>",
        "<p class='pale' hidden>one</p><p class='pale'>two</p>",
        "<p class='pale'></p><p class='pale'>two</p>",
        "<p class='pale'><img alt='' src='data:,'></p><p class='pale'>two</p>",
        "<p class='pale'><input aria-label='name'></p><p class='pale'>two</p>",
        "<details><summary>more</summary><p class='pale'>one</p></details>"
        "<details open><summary>more</summary><p class='pale'>two</p></details>",
        "<table><tr><td>one<td>two<td>three<tr><td>one<td>two<td>three</table>",
    ],
)
def test_what_is_too_pale_is_found_wherever_it_stands(page: Page, body: str) -> None:
    assert "color-contrast" in faults_of(page, body)


def test_other_faults_are_found_in_every_row(page: Page) -> None:
    assert faults_of(page, "<p><label>Name <input></label></p><p><input></p>") == ["label"]


@pytest.mark.parametrize(
    ("screen", "rule", "said"),
    [
        (PHONE, "@media (min-width: 768px) { p { width: 2000px } }", "at 1280px scrolls sideways"),
        (DESK, "@media (max-width: 767px) { p { width: 500px } }", "at 360px scrolls sideways"),
        (PHONE, "@media (min-width: 768px) { p { color: #ccc } }", "at 1280px\n(.|\n)*contrast"),
        (DESK, "@media (max-width: 767px) { p { color: #ccc } }", "at 360px\n(.|\n)*contrast"),
        (DESK, "@media (max-width: 767px) { button { height: 30px } }", "at 360px.* 48 by 30"),
    ],
)
def test_what_is_wrong_at_the_other_width_only_is_found(
    page: Page, screen: Screen, rule: str, said: str
) -> None:
    watch = Watch(page, "about:blank", screen)
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    style = f"<style>button {{ width: 48px; height: 48px }} {rule}</style>"
    page.set_content(PAGE % f"{style}<p>one</p><button>OK</button>")

    watch.check_here()
    with pytest.raises(AssertionError, match=said):
        watch.check()
