"""A server that is killed between any two steps: no answer is lost, and none counts twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.db import db
from tests.browser.conftest import PHONE, House
from tests.browser.mortal import Mortal
from tests.browser.sittings import begin, choices, choose, enter, expect_receipt, expect_waiting
from tests.browser.watching import Watch
from tests.conftest import make_app

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["360px"]),
]


@pytest.fixture
def server(demo_database: Path, tmp_path: Path) -> Iterator[Mortal]:
    """A server that can be killed."""
    path = tmp_path / "served.sqlite3"
    shutil.copy(demo_database, path)
    server = Mortal(path, tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def house(server: Mortal, tmp_path: Path) -> Iterator[House]:
    """What it serves, read beside it."""
    app = make_app(f"sqlite:///{tmp_path / 'served.sqlite3'}", tmp_path / "instance")
    yield House(server.address, app)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_server_that_is_killed_loses_no_answer(
    watch: Watch, house: House, server: Mortal, when: str
) -> None:
    page = watch.page
    sat = begin(house)
    enter(watch, house)
    watch.open(sat.path)
    first, second = choices(page)[:2]
    server.die(when)
    items = [choose(watch, first)]
    server.wait_for_death()
    items.append(choose(watch, second))
    expect_waiting(page, first)
    expect(page.locator("[data-line] .tp-offline")).to_contain_text("2")

    server.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")

    expect_receipt(page, first)
    expect_receipt(page, second)
    assert [item for item, _state in sat.receipts()] == items
    assert set(sat.kept()) == set(items)
