"""A session of forty people in a real browser: written down in few taps, and by the code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.accounts.models import Unit
from app.db import db
from app.sessions.models import Attendance, TrainingSession
from tests.browser.conftest import PHONE, House
from tests.browser.steps import PASSWORD, sign_in
from tests.browser.watching import Watch
from tests.factories import make_person

SUPERVISOR, UNIT = "supervisor@demo.example", "翠湖花园客服组"
#: Works in a unit that the supervisor does not lead.
STRANGER = "H0105"
#: With the eight of the demonstration there are forty in the unit.
MORE = 32
#: At three seconds a tap, and ten for the topic, this is less than a minute.
TAPS = 9

pytestmark = [pytest.mark.browser]


class Taps:
    """Presses what a person presses, and counts."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.count = 0

    def __call__(self, target: str, *, leads_on: bool = False) -> None:
        self.count += 1
        (self.watch.go if leads_on else self.watch.press)(target)


@pytest.mark.parametrize("screen", [PHONE], ids=["360px"], indirect=True)
def test_forty_people_are_written_down_in_nine_taps_and_others_come_by_code(
    watch: Watch, device: Callable[[], Watch], house: House
) -> None:
    unit_id = take_in(house)
    sign_in(watch, SUPERVISOR)
    watch.open("/sessions")
    watch.check()
    write_down(watch, unit_id)
    watch.check()
    assert count_present(house) == 38
    print_both(watch)

    watch.go("form[action$='/code'] button")
    watch.check()
    address = re.search(r"http\S+/attend/\w+", watch.page.inner_text(".tp-wall"))
    assert address
    come(device(), address[0])
    # The list asks anew by itself.
    expect(watch.page.locator("[data-poll]")).to_contain_text("吴晓玲", timeout=20_000)
    watch.go("[data-poll] li:has-text('吴晓玲') button")
    assert count_present(house) == 38


def take_in(house: House) -> str:
    """Let forty people work in one of her teams."""
    with house.app.app_context():
        unit = db.session.scalars(select(Unit).where(Unit.name == UNIT)).one()
        for number in range(MORE):
            make_person(name=f"丁{number:02}", unit_id=unit.id)
        db.session.commit()
        return str(unit.id)


def write_down(watch: Watch, unit_id: str) -> None:
    """The weekly half hour of forty people, of whom two are missing, and all passed."""
    page, tap = watch.page, Taps(watch)
    tap(".tp-head-act a", leads_on=True)
    # To choose from a list takes two taps; what is shown then comes by itself.
    tap.count += 2
    with page.expect_navigation():
        page.select_option("[name=unit_id]", unit_id)
    people = page.locator("[data-roll] li")
    expect(people).to_have_count(40)
    expect(people.locator(":checked[name=present]")).to_have_count(0)
    tap("[name=topic]")
    page.fill("[name=topic]", "电话铃响三声之内接起")
    tap("[data-roll-all]")
    for number in (3, 7):
        tap(f"[data-roll] li:nth-child({number}) label")
    tap("label[for=all_passed]")
    watch.check()
    tap(".tp-bar .btn-primary", leads_on=True)
    expect(page.locator("h1")).to_have_text("电话铃响三声之内接起")
    assert tap.count == TAPS


def count_present(house: House) -> int:
    """How many are on the list of the session that was written down last."""
    with house.app.app_context():
        latest = select(func.max(TrainingSession.id)).scalar_subquery()
        there = select(func.count()).where(Attendance.session_id == latest)
        return db.session.scalar(there) or 0


def print_both(watch: Watch) -> None:
    """Both sheets fit on paper: two pages of twenty-five lines, and the record."""
    at = watch.page.url.partition("#")[0]
    watch.go("a[href$='/sheet']")
    watch.check()
    with watch.on_paper() as page:
        expect(page.locator(".tp-a4")).to_have_count(2)
        expect(page.locator("tbody tr")).to_have_count(50)
    watch.open(at.removeprefix(watch.address) + "/minutes")
    watch.check()
    with watch.on_paper() as page:
        expect(page.locator("tbody tr")).to_have_count(19)
    watch.page.goto(at)


def come(phone: Watch, address: str) -> None:
    """Scan the code on a phone of one's own, sign in, and say that one is there."""
    page = phone.page
    page.goto(address)
    page.fill("[name=identifier]", STRANGER)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
    expect(page).to_have_url(address)
    phone.check()
    phone.go("main form .btn-primary")
    expect(page.locator("main .tp-save")).to_contain_text("吴晓玲")
    phone.check()
