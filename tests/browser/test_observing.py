"""An observer on a phone: one person seen with a checklist, and twelve at once after a drill.

Taps from the page to which the code at the touchpoint leads. One person: the checklist, the person,
four key lines, the word on the whole, save: 8, and 4 more where a line was not met and its note is
written. Twelve people, or forty: everybody, four key lines, save: 6 on the sheet.
"""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.accounts.models import Person
from app.db import db
from app.observations.models import Observation
from tests.browser.conftest import PHONE, House
from tests.browser.steps import sign_in
from tests.browser.watching import Watch
from tests.factories import make_person, make_unit

SUPERVISOR = "supervisor@demo.example"
CHECKLIST, PLATE = "repair-visit", 19
KEY_LINES = ("on-time", "four", "price", "two-clean")
LONG_NAME = "古丽巴哈尔·阿卜杜热西提·吐尔逊"

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("screen", [PHONE], indirect=True)]


class Taps:
    """Counts how often a finger touches the screen."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.count = 0

    def press(self, target: str | Locator) -> None:
        self.count += 1
        self.watch.press(target)

    def go(self, target: str | Locator) -> None:
        self.count += 1
        self.watch.go(target)


def test_one_person_is_observed_and_then_twelve_at_once(watch: Watch, house: House) -> None:
    unit_id = take_in_twelve(house)
    before = {each.id for each in kept(house)}
    sign_in(watch, SUPERVISOR)

    observe_one(watch)
    (found,) = (each for each in kept(house) if each.id not in before)
    assert (found.verdict, found.batch_id) == ("not-yet", None)
    assert {m.line: m.note for m in found.marks if m.mark == "not-met"} == {"four": "没带鞋套"}

    observe_twelve(watch, unit_id)
    drill = [each for each in kept(house) if each.id not in before | {found.id}]
    assert len({each.batch_id for each in drill}) == 1
    assert len({each.person_id for each in drill}) == len(drill) == 12
    marks = [mark.mark for each in drill for mark in each.marks if mark.line in KEY_LINES]
    assert (marks.count("met"), marks.count("not-met")) == (47, 1)


def take_in_twelve(house: House) -> uuid.UUID:
    """A team of twelve for her, one of them with a long name."""
    with house.app.app_context():
        leader = db.session.scalars(select(Person).where(Person.email == SUPERVISOR)).one()
        unit = make_unit(name="消防演练组", leader_id=leader.id)
        for name in (LONG_NAME, *(f"演练{number}" for number in range(1, 12))):
            make_person(name=name, unit_id=unit.id)
        db.session.commit()
        return unit.id


def observe_one(watch: Watch) -> None:
    """From the code on the wall to what is kept of one person."""
    taps = Taps(watch)
    watch.open(f"/touchpoints/{PLATE}")
    taps.go(f"a[href='/practice/new?checklist={CHECKLIST}']")
    watch.check()
    taps.go(watch.page.locator("a.tp-row", has_text=LONG_NAME))
    note, again = watch.page.locator("#note-four"), watch.page.locator("#recheck_on")
    expect(again).to_be_hidden()
    for line in KEY_LINES:
        taps.press(f"#mark-{line}-{'not-met' if line == 'four' else 'met'}")
    expect(note).to_be_visible()
    taps.press(note)
    watch.page.keyboard.insert_text("没带鞋套")
    expect(watch.page.locator("[data-counted]")).to_contain_text("4")
    expect(watch.page.locator("[data-recheck]")).to_be_visible()
    watch.check()

    # The word on the whole is missing: everything stays, and it is said first.
    taps.go(save(watch))
    expect(watch.page.locator("[role=alert]")).to_be_focused()
    expect(note).to_have_value("没带鞋套")
    watch.check(422)
    taps.press("#verdict-not-yet")
    taps.go(save(watch))
    watch.page.wait_for_url(re.compile(r"/practice/[0-9a-f-]{36}$"))
    watch.check()

    # 8 as it should be, and 2 for the note and for what was forgotten.
    assert taps.count == 10


def observe_twelve(watch: Watch, unit_id: uuid.UUID) -> None:
    """After a drill: everybody, a choice for each key line, save; and one who was different."""
    watch.open(f"/practice/many/{CHECKLIST}?unit={unit_id}")
    watch.check()
    taps = Taps(watch)
    taps.press("[data-everybody]")
    expect(watch.page.locator("[data-chosen]")).to_contain_text("12")
    for line in KEY_LINES:
        taps.press(f"#mark-{line}-met")

    page = watch.page
    watch.press(page.locator("details", has=page.locator("[data-differences]")).locator("summary"))
    watch.press("button[value=more]")
    expect(page.locator("[data-difference]")).to_have_count(2)
    first = page.locator("[data-difference]").first
    first.locator("[name=who]").select_option(label=LONG_NAME)
    first.locator("[name=line]").select_option("four")
    watch.check()
    taps.go(save(watch))
    page.wait_for_url(f"{watch.address}/practice")

    assert taps.count == 6


def save(watch: Watch) -> Locator:
    return watch.page.locator(".tp-bar button[type=submit]")


def kept(house: House) -> list[Observation]:
    """All that was written down with this checklist, with its marks."""
    with house.app.app_context():
        found = select(Observation).where(Observation.checklist == CHECKLIST)
        return list(db.session.scalars(found.options(selectinload(Observation.marks))))
