"""A page as a person uses it, and what goes wrong meanwhile: scripts, requests, axe, targets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request


class Screen(NamedTuple):
    """How large a screen is, and whether fingers use it."""

    width: int
    height: int
    has_touch: bool

    @property
    def is_narrow(self) -> bool:
        """Whether tables become cards, and places stand at the foot."""
        return self.width < 768


PHONE, DESK = Screen(360, 740, has_touch=True), Screen(1280, 900, has_touch=False)
#: As wide as a desk, and used by fingers: what HR hands to a candidate.
TABLET = Screen(1280, 900, has_touch=True)

#: Only violations are read, and to describe all that is well takes axe as long again.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}
#: Contrast is most of axe's work, and rows of a table look alike: of what looks the same in the
#: same surroundings the first is looked at, the others are marked. The marks go with the page.
MARK_WHAT_LOOKS_ALIKE = """() => {
  const looks = new Map();
  const places = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const look = [
      places.get(element.parentElement), element.tagName, element.className, style.color,
      style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize,
      style.fontWeight, style.visibility, style.position, style.textShadow, width * height > 0,
      element.checkVisibility(), words || Boolean(element.value || element.placeholder),
      element.matches(":disabled, [aria-disabled]"),
    ].join("|");
    element.toggleAttribute("data-looks-alike", looks.has(look));
    if (!looks.has(look)) looks.set(look, looks.size);
    places.set(element, looks.get(look));
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-looks-alike])" }] });
}"""
AXE = Axe().axe_script
RUN = "(options) => axe.run(document, options)"
#: What a finger meets: links and buttons, or the label of what is drawn by it. Links within a
#: sentence may be as high as its line, and what is left of the page shows itself to the keyboard.
SMALL_TARGETS = """() => {
  const controls = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const targets = [...document.querySelectorAll(controls)].map((control) =>
    control.matches("[type=radio], [type=checkbox]") ? control.labels[0] || control : control);
  return targets.flatMap((target) => {
    const { width, height, right } = target.getBoundingClientRect();
    const style = getComputedStyle(target);
    const isShown = width > 1 && height > 1 && right > 0 && style.visibility !== "hidden";
    const isFree = style.display === "inline" || target.closest(".tp-skip");
    if (!isShown || isFree || Math.min(width, height) > 43.5) return [];
    return [`${target.outerHTML.slice(0, 120)} is ${width.toFixed()} by ${height.toFixed()}`];
  });
}"""
WIDER = "document.documentElement.scrollWidth > innerWidth"


def look_over(page: Page) -> AxeResults:
    """What axe says of a page as it is."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    page.evaluate(MARK_WHAT_LOOKS_ALIKE)
    return AxeResults(page.evaluate(RUN, RULES))


class Watch:
    """What went wrong on a page while a person used it."""

    def __init__(self, page: Page, address: str, screen: Screen = DESK) -> None:
        self.address = address
        self.screen = screen
        self.has_touch = screen.has_touch
        self.faults: list[str] = []
        self._look_at(page)

    def open(self, path: str) -> None:
        """Go to a page of the server."""
        self.page.goto(self.address + path)

    def open_anew(self) -> None:
        """Close the page, and open an empty one in the same browser."""
        context = self.page.context
        self.page.close()
        self._look_at(context.new_page())
        self._resize(self.screen)

    def press(self, target: str | Locator) -> None:
        """Press something: by a finger on a phone or tablet, by the mouse on a desk."""
        found = self.page.locator(target) if isinstance(target, str) else target
        if self.has_touch:
            found.tap()
        else:
            found.click()

    def go(self, target: str | Locator) -> None:
        """Press what leads to a page, and wait for it; it may have the same address."""
        with self.page.expect_navigation():
            self.press(target)

    def check(self, status: int = 200) -> None:
        """Nothing went wrong, and the page is sound on this screen and on one of the other width.

        A page of another status says so on the console: that, and only that, is no fault.
        """
        self.check_here(status)
        with self.at(DESK if self.screen.is_narrow else PHONE):
            self._look_over()

    def check_here(self, status: int = 200) -> None:
        """The same, on this screen only."""
        self._look_over()
        assert self.page.locator("h1").count() == 1, self.page.url
        if status != 200:
            assert self._forget(f"status of {status} "), f"{self.page.url} is no {status}"
        assert not self.faults, f"{self.page.url}: {self.faults}"

    def check_width(self) -> None:
        """Nothing is wider than the screen."""
        is_wider = self.page.evaluate(WIDER)
        assert not is_wider, f"{self.page.url} at {self.screen.width}px scrolls sideways"

    @contextmanager
    def at(self, screen: Screen) -> Iterator[None]:
        """The same page in a window of another size; what presses it stays."""
        before = self.screen
        self._resize(screen)
        yield
        self._resize(before)

    @contextmanager
    def on_paper(self) -> Iterator[Page]:
        """The page as a printer sees it, on a sheet of A4 with its margins."""
        self.page.set_viewport_size({"width": 718, "height": 1047})
        self.page.emulate_media(media="print")
        yield self.page
        self.check_width()
        self.page.emulate_media(media="screen")
        self._resize(self.screen)

    @contextmanager
    def offline(self) -> Iterator[None]:
        """The line is lost for a while; that nothing arrives then is no fault of the page."""
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)
        assert self._forget("ERR_INTERNET_DISCONNECTED")

    def _resize(self, screen: Screen) -> None:
        self.screen = screen
        self.page.set_viewport_size({"width": screen.width, "height": screen.height})

    def _look_over(self) -> None:
        """The page fits the screen and the finger, and axe finds nothing."""
        place = f"{self.page.url} at {self.screen.width}px"
        results = look_over(self.page)
        assert results.violations_count == 0, f"{place}\n{results.generate_report()}"
        self.check_width()
        if self.screen.is_narrow:
            small = self.page.evaluate(SMALL_TARGETS)
            assert not small, f"{place}: {small}"

    def _look_at(self, page: Page) -> None:
        self.page = page
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _forget(self, words: str) -> bool:
        """Pass over the faults with these words; whether there were any."""
        left = [fault for fault in self.faults if words not in fault]
        found = len(left) < len(self.faults)
        self.faults = left
        return found

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"left the house: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left while something loads is no fault.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.faults.append(f"failed: {request.url} {request.failure}")
