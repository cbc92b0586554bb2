"""Fixtures: a real browser against a real server, with the demonstration company."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserType,
    Playwright,
    sync_playwright,
)
from werkzeug.serving import BaseWSGIServer, make_server

from app.config import ROOT
from app.db import db, utcnow
from app.demo.commands import load_demo
from app.library.operations import publish
from tests.browser.watching import DESK, PHONE, TABLET, Screen, Watch
from tests.chromium import executable
from tests.conftest import make_app

__all__ = ["DESK", "PHONE", "TABLET", "House", "Screen"]

CHROMIUM = executable()
#: What a browser does beside showing pages. The suggestions below the address bar are two pages of
#: its own in every window, and cost more than most of ours: nobody here types an address. The
#: others are left out by Playwright, whose list does not count beside a second one.
LEFT_OUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = (
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class House(NamedTuple):
    """A server with a database of its own, and what it serves."""

    address: str
    app: Flask


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser on the machine its tests are skipped, and it is said why."""
    if CHROMIUM is not None:
        return
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@pytest.fixture(scope="session")
def demo_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration company with the real courses, loaded once for all workers."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path = folder / "demo.sqlite3"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            made = tmp_path_factory.mktemp("demo") / "made.sqlite3"
            shutil.copy(sqlite_template, made)
            _load_demo(made)
            made.replace(path)
    return path


@pytest.fixture
def house(demo_database: Path, tmp_path: Path) -> Iterator[House]:
    """A server with a demonstration database of its own."""
    path = tmp_path / "served.sqlite3"
    shutil.copy(demo_database, path)
    app = make_app(f"sqlite:///{path}", tmp_path / "instance", WTF_CSRF_ENABLED=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    # Links in letters and on slips lead here, so that they can be followed.
    app.config["PUBLIC_URL"] = address
    yield House(address, app)
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


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Screen:
    """A phone, unless a test is about another screen; what is checked is checked at both widths."""
    size: Screen = getattr(request, "param", PHONE)
    return size


@pytest.fixture
def device(chromium: Browser, house: House, screen: Screen) -> Iterator[Callable[..., Watch]]:
    """Opens browsers that know nothing of each other, as people have one each."""
    contexts = []

    def open_one(size: Screen = screen) -> Watch:
        context = chromium.new_context(
            viewport={"width": size.width, "height": size.height},
            has_touch=size.has_touch,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.address)
        return Watch(context.new_page(), house.address, size)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def watch(device: Callable[..., Watch]) -> Watch:
    """A page of a browser, watched."""
    return device()


def _load_demo(path: Path) -> None:
    """Fill an empty database with the real courses and the demonstration company."""
    app = make_app(f"sqlite:///{path}", path.parent / "instance")
    with app.app_context():
        publish(ROOT / "courses", ROOT / "quizzes", now=utcnow())
        db.session.commit()
        load_demo()
        db.session.remove()
        db.engine.dispose()


def _stop(server: BaseWSGIServer, thread: threading.Thread, app: Flask) -> None:
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
