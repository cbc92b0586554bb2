"""A supervisor's day in a real browser: who needs her, remind, rate, brief, let in, hand out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from app.accounts.models import Unit
from app.db import db
from app.notices.models import Notice
from tests.browser.conftest import DESK, PHONE, House
from tests.browser.steps import (
    INSTRUMENT,
    code_shown,
    copied,
    names_in,
    rate_all,
    set_first_password,
    sign_in,
)
from tests.browser.watching import Watch
from tests.factories import make_person

SUPERVISOR = "supervisor@demo.example"
NAME, NUMBER = "陈丽华", "H0128"
NEW_PASSWORD = "three rings at most"
#: Those of the demonstration whom she leads; with a few more they fill more than a page.
LED, MORE, PAGE = 17, ("丁一", "丁二", "丁三"), 12

# She sits at a desk; what stands in cards on a phone is looked through there as well.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("screen", [DESK], indirect=True, ids=["1280px"]),
]


def test_a_supervisor_sees_who_needs_her_and_does_what_helps(
    watch: Watch, device: Callable[..., Watch], house: House
) -> None:
    take_in(house, MORE)
    sign_in(watch, SUPERVISOR)
    watch.check()

    look_over_the_team(watch)
    with watch.at(PHONE):
        find_the_person(watch)
    her_page = watch.page.url
    remind(watch, house)
    watch.page.goto(her_page)
    result = rate(watch)
    brief_the_shift(watch)
    watch.page.goto(her_page)
    code = give_a_code(watch)

    person = device(PHONE)
    set_first_password(person, NUMBER, code, NEW_PASSWORD)
    rate_herself(person)
    compare(watch, result)

    watch.page.goto(her_page)
    print_the_file(watch)
    save_the_table(watch)


def take_in(house: House, names: tuple[str, ...]) -> None:
    """Let more people work in one of her teams."""
    with house.app.app_context():
        unit = db.session.scalars(select(Unit).where(Unit.name == "翠湖花园客服组")).one()
        for name in names:
            make_person(name=name, unit_id=unit.id, position="customer-service-assistant")
        db.session.commit()


def look_over_the_team(watch: Watch) -> None:
    """See who is waiting, then everybody: page by page, in another order, searched, narrowed."""
    page = watch.page
    watch.go("nav a[href='/team']:visible")
    expect(page.locator("h1")).to_contain_text(str(LED + len(MORE)))
    watch.check()
    people = page.locator("table.tp-people tbody tr")
    expect(people).to_have_count(PAGE)
    watch.go("a[rel=next]")
    expect(people).to_have_count(LED + len(MORE) - PAGE)
    watch.check()
    watch.go("a[rel=prev]")

    page.select_option("select[name=sort]", "name")
    watch.go(".tp-finder button")
    assert names_in(people)[0] == "Siobhán O'Brien"
    page.select_option("select[name=sort]", "needs")
    watch.go(".tp-finder button")

    needs = page.locator(".tp-switch a").nth(1)
    count = int(re.findall(r"\d+", needs.inner_text())[-1])
    watch.go(needs)
    expect(people).to_have_count(count)
    assert "孙磊" in names_in(people)
    watch.check()


def find_the_person(watch: Watch) -> None:
    """Among those who need help she is not; among all she is, by a part of her number."""
    page = watch.page
    search(watch, "0128")
    expect(page.locator("table.tp-people")).to_have_count(0)
    watch.check()
    watch.go(page.locator(".tp-switch a").first)
    people = page.locator("table.tp-people tbody tr")
    assert names_in(people) == [NAME]
    watch.go("table.tp-people .tp-who")
    expect(page.locator("h1")).to_have_text(NAME)
    watch.check()


def search(watch: Watch, words: str) -> None:
    watch.page.fill("#finder-q", words)
    with watch.page.expect_navigation():
        watch.page.press("#finder-q", "Enter")


def remind(watch: Watch, house: House) -> None:
    """Copy the text for a chat, send the mail once, and look at the text for a group."""
    watch.go("main a[href$='/reminder']")
    watch.check()
    text = copied(watch)
    assert NAME in text
    assert house.address in text
    watch.go("form[action$='/reminder'] button")
    expect(watch.page.locator(".tp-flash")).to_have_attribute("role", "status")
    expect(watch.page.locator("form[action$='/reminder']")).to_have_count(0)
    watch.check()
    with house.app.app_context():
        assert list(db.session.scalars(select(Notice.recipient))) == ["learner@demo.example"]

    watch.go("main a[href='/team/reminder']")
    watch.check()
    assert NAME not in copied(watch)


def rate(watch: Watch) -> str:
    """Rate her on ten statements, unsure of one; gives where the result is. It shows one side."""
    watch.go(f"main .tp-acts a[href$='/appraisals/{INSTRUMENT}']")
    watch.check()
    rate_all(watch, 7, unsure=1)
    expect(watch.page.locator(".tp-dots .g-boss")).to_have_count(9)
    expect(watch.page.locator(".tp-dots .g-self")).to_have_count(0)
    watch.check()
    return watch.page.url


def rate_herself(watch: Watch) -> None:
    """She learns that she was rated, not how; with her own ratings in, she sees both."""
    page = watch.page
    watch.open(f"/appraisals/{INSTRUMENT}")
    expect(page.locator(".tp-note")).to_be_visible()
    expect(page.locator(".tp-dots .g-boss")).to_have_count(0)
    rate_all(watch, 9)
    sees_both(watch)


def compare(watch: Watch, result: str) -> None:
    watch.page.goto(result)
    sees_both(watch)


def sees_both(watch: Watch) -> None:
    expect(watch.page.locator(".tp-dots .g-self")).to_have_count(10)
    expect(watch.page.locator(".tp-dots .g-boss")).to_have_count(9)
    watch.check()


def brief_the_shift(watch: Watch) -> None:
    """One standard with its question, the answer folded away; and another one."""
    page = watch.page
    watch.open("/team")
    watch.go("main a[href='/team/briefing']")
    shown = page.locator(".tp-large").inner_text()
    watch.press(".tp-large summary")
    expect(page.locator(".tp-large details > div")).to_be_visible()
    watch.check()
    watch.go("main a[href*='another=1']")
    assert page.locator(".tp-large").inner_text() != shown


def give_a_code(watch: Watch) -> str:
    watch.go("main a[href$='/code']")
    watch.check()
    watch.go("main form .btn-primary")
    watch.check()
    return code_shown(watch.page)


def print_the_file(watch: Watch) -> None:
    """The training file on the screen, and as the printer sees it."""
    page = watch.page
    watch.go("main a[href^='/files/']")
    expect(page.locator("main")).to_contain_text(NUMBER)
    expect(page.locator("[data-print]")).to_be_visible()
    watch.check()
    with watch.on_paper():
        for left_out in ("[data-print]", "header.tp-top", "main > .tp-more"):
            expect(page.locator(left_out)).to_be_hidden()
        expect(page.locator("main table").first).to_be_visible()


def save_the_table(watch: Watch) -> None:
    """Both files hold everybody, on whatever page; the workbook's cells have their types."""
    watch.open("/team")
    text = saved_as(watch, "csv").read_text("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline="")))
    book = openpyxl.load_workbook(saved_as(watch, "xlsx"))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    watch.check()

    assert len(table) == len(rows) == 1 + LED + len(MORE)
    assert [row[1] for row in rows] == [row[1] for row in table]
    (hers,) = [row for row in rows if row[0] == NUMBER]
    assert hers[1] == NAME
    assert isinstance(hers[4], datetime)
    assert isinstance(hers[5], int)
    assert as_written(hers) == next(row for row in table if row[0] == NUMBER)


def saved_as(watch: Watch, kind: str) -> Path:
    """Press the button of a file, and fetch what the browser saved."""
    button: Locator = watch.page.locator(f"form[action*='/export/{kind}'] button")
    with watch.page.expect_download() as download:
        watch.press(button)
    assert download.value.suggested_filename.endswith(f".{kind}")
    saved = Path(download.value.path())
    # The browser names it by chance; the library goes by the name.
    return saved.rename(saved.with_suffix(f".{kind}"))


def as_written(cells: list[Any]) -> list[str]:
    """The cells of a workbook as a file of text holds them."""
    return [
        cell.date().isoformat() if isinstance(cell, datetime) else str("" if cell is None else cell)
        for cell in cells
    ]
