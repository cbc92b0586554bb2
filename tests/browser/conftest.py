"""A real browser against a real server: pages fail on console errors, foreign requests and axe."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserType,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    sync_playwright,
)
from werkzeug.serving import BaseWSGIServer, make_server

from app.config import ROOT
from app.db import db, utcnow
from app.demo.commands import load_demo
from app.library.operations import publish
from tests.chromium import executable
from tests.conftest import make_app

CHROMIUM = executable()
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser on the machine its tests are skipped, and it is said why."""
    if CHROMIUM is not None:
        return
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@pytest.fixture(scope="session")
def demo_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration company with the real courses, loaded once."""
    folder = tmp_path_factory.mktemp("demo")
    path = folder / "demo.sqlite3"
    shutil.copy(sqlite_template, path)
    app = make_app(f"sqlite:///{path}", folder / "instance")
    with app.app_context():
        publish(ROOT / "courses", ROOT / "quizzes", now=utcnow())
        db.session.commit()
        load_demo()
        db.session.remove()
        db.engine.dispose()
    return path


@pytest.fixture
def served(demo_database: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server with a demonstration database of its own."""
    path = tmp_path / "served.sqlite3"
    shutil.copy(demo_database, path)
    app = make_app(f"sqlite:///{path}", tmp_path / "instance", WTF_CSRF_ENABLED=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    _stop(server, thread, app)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests; each page has a profile of its own."""
    kind: BrowserType = playwright.chromium
    browser = kind.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
    yield browser
    browser.close()


class Watch:
    """What went wrong on a page while a person used it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def open(self, path: str) -> None:
        """Go to a page of the server."""
        self.page.goto(self.address + path)

    def check(self) -> None:
        """No fault so far, nothing wider than the screen, and axe finds nothing on this page."""
        results = Axe().run(self.page, options=RULES)
        assert results.violations_count == 0, results.generate_report()
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{self.page.url} scrolls sideways"
        assert self.faults == []

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


@pytest.fixture(params=[(360, 740), (1280, 900)], ids=["360px", "1280px"])
def watch(request: pytest.FixtureRequest, chromium: Browser, served: str) -> Iterator[Watch]:
    """A page of the width of a phone or a desk, watched."""
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(10_000)
    yield Watch(context.new_page(), served)
    context.close()


def _stop(server: BaseWSGIServer, thread: threading.Thread, app: Flask) -> None:
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
