"""From an invitation to a new colleague in a real browser: HR's pages, and the candidate's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from app.accounts.models import Person
from app.db import db, utcnow
from app.screening.models import Invitation
from tests.browser.candidate import (
    QUESTIONS,
    agree_and_read,
    answer_in_spite_of_the_line,
    begin_the_questions,
    is_thanked,
    say_something_about_oneself,
)
from tests.browser.conftest import PHONE, TABLET, House
from tests.browser.steps import (
    PASSWORD,
    code_shown,
    copied,
    set_first_password,
    sign_in,
)
from tests.browser.watching import Watch

HR = "hr@demo.example"
NAME, MOBILE = "方晓云", "13900007701"
NEW_PASSWORD = "at the desk by eight"
MANY = "高婷 13900007702\n郭强，13900007703\n黎小红\tli@candidate.example"
#: What may play no part, and what may.
UNFAIR, FAIR = "年龄偏大，家里有孩子", "接待和报修的几题都答对，面谈里把一次投诉从头讲到尾。"

# HR has a tablet, which she hands to candidates; her pages are looked at as on a phone, too.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("screen", [TABLET], indirect=True, ids=["1280px"]),
]


def test_a_candidate_answers_on_hr_s_tablet_is_hired_and_signs_in(
    watch: Watch, device: Callable[..., Watch]
) -> None:
    sign_in(watch, HR)
    link = invite_one(watch)
    hr_page = watch.page.url
    look_at_the_slip(watch, link)
    hand_over(watch, link)

    with watch.at(PHONE):
        agree_and_read(watch)
        begin_the_questions(watch)
        answer_in_spite_of_the_line(watch, link)
        say_something_about_oneself(watch)
        is_thanked(watch, NAME)

    unlock(watch, hr_page)
    read_the_result(watch)
    decide(watch)
    code = hire(watch)
    watch.page.goto(hr_page)
    watch.check()

    colleague = device(PHONE)
    begin_work(colleague, code)
    leads_nowhere(colleague, link)


def test_many_are_invited_at_a_stroke(watch: Watch) -> None:
    sign_in(watch, HR)
    watch.open("/screening/invitations/new")
    page = watch.page
    page.fill("[name=lines]", MANY + "\n秦明，13900007704，男")
    watch.go("button[value=many]")
    expect(page.locator("[name=lines]")).to_have_value(re.compile("秦明"))
    expect(page.locator("[name=lines]")).to_have_attribute("aria-invalid", "true")
    watch.check(422)

    page.fill("[name=lines]", MANY)
    watch.go("button[value=many]")
    expect(page.locator(".tp-slip")).to_have_count(3)
    watch.check()
    as_printed(watch)

    watch.open("/screening?q=139000077")
    expect(page.locator("tbody tr")).to_have_count(2)
    watch.check()
    watch.go(".tp-who >> nth=0")
    watch.check()


def test_links_that_do_not_work_say_what_to_do_and_nothing_else(
    watch: Watch, house: House, device: Callable[..., Watch]
) -> None:
    sign_in(watch, HR)
    watch.open("/screening")
    revoked = link_of(watch, "周晓梅")
    watch.press("details.tp-confirm:has(form[action$='/revocation']) summary")
    watch.go("form[action$='/revocation'] .btn-brick")
    expect(watch.page.locator("[data-copy]")).to_have_count(0)
    watch.check()

    watch.open("/screening")
    expired = link_of(watch, "马俊")
    let_expire(house, "马俊")

    candidate = device(PHONE)
    told = {leads_nowhere(candidate, link) for link in (revoked, expired, f"/i/{'A' * 32}")}
    assert len(told) == 1
    assert not re.search("周晓梅|马俊", told.pop())


def invite_one(watch: Watch) -> str:
    """Invite by name and phone; gives the link, which is in the copied text and in the QR code."""
    page = watch.page
    watch.go("nav a[href='/screening']:visible")
    watch.check()
    watch.go("main a[href^='/screening/invitations/new']")
    watch.check()
    page.select_option("[name=position]", "customer-service-assistant")
    page.fill("[name=mobile]", MOBILE)
    watch.go("button[value=one]")
    watch.check(422)
    page.fill("[name=name]", NAME)
    expect(page.locator("[name=mobile]")).to_have_value(MOBILE)
    watch.go("button[value=one]")
    expect(page.locator("h1")).to_have_text(NAME)
    watch.check()
    text = copied(watch)
    assert NAME in text
    return path_in(text)


def link_of(watch: Watch, name: str) -> str:
    watch.go(f".tp-who:has-text('{name}')")
    return path_in(copied(watch))


def path_in(text: str) -> str:
    (path,) = re.findall(r"http://127\.0\.0\.1:\d+(/i/[\w-]{32})(?![\w-])", text)
    return str(path)


def look_at_the_slip(watch: Watch, link: str) -> None:
    page = watch.page
    assert page.evaluate("document.querySelector('.tp-qr').naturalWidth") > 0
    watch.go("main a[href$='/slip']")
    expect(page.locator(".tp-slip-url")).to_have_text(re.compile(f"{link}$"))
    watch.check()
    as_printed(watch)
    watch.go(page.locator("main a.tp-more").first)


def as_printed(watch: Watch) -> None:
    """On paper there are slips, and nothing to press."""
    with watch.on_paper() as page:
        expect(page.locator(".tp-slip").first).to_be_visible()
        expect(page.locator("[data-print]")).to_be_hidden()
        expect(page.locator("header.tp-top")).to_be_hidden()


def hand_over(watch: Watch, link: str) -> None:
    """HR's pages are locked on this device: neither Back nor an address shows them."""
    page = watch.page
    watch.press("details:has(form[action$='/handover']) summary")
    watch.go("form[action$='/handover'] button")
    expect(page).to_have_url(re.compile(f"{link}$"))
    watch.check()
    page.go_back()
    expect(page).to_have_url(re.compile("/unlock"))
    expect(page.locator("body")).not_to_contain_text(NAME)
    watch.check()
    watch.open("/screening")
    expect(page).to_have_url(re.compile("/unlock"))
    watch.open(link)


def unlock(watch: Watch, hr_page: str) -> None:
    """Only HR's own password opens her pages again."""
    page = watch.page
    page.goto(hr_page)
    expect(page).to_have_url(re.compile("/unlock"))
    page.fill("[name=password]", "not the password")
    watch.go("main form .btn-primary")
    expect(page.locator("[aria-invalid]")).to_have_count(1)
    watch.check()
    page.fill("[name=password]", PASSWORD)
    watch.go("main form .btn-primary")
    expect(page).to_have_url(hr_page)


def read_the_result(watch: Watch) -> None:
    """Points, topics, each answer; the position's requirements stand beside."""
    page = watch.page
    expect(page.locator("#questions details")).to_have_count(QUESTIONS)
    expect(page.locator(".tp-bars > li")).to_have_count(3)
    watch.press(page.locator("#questions summary").first)
    watch.check()
    position = "/screening/positions/customer-service-assistant"
    watch.go(page.locator(f"main a[href='{position}']").first)
    expect(page.locator("tbody")).to_contain_text(NAME)
    watch.check()
    page.go_back()


def decide(watch: Watch) -> None:
    """A reason that names what may play no part is not kept; it stays to be written anew."""
    page = watch.page
    watch.press(page.locator("[name=outcome][value=accepted]"))
    page.fill("[name=reason]", UNFAIR)
    watch.go("form[action$='/decisions'] button")
    expect(page.locator("[name=reason]")).to_have_value(UNFAIR)
    watch.check(422)
    page.fill("[name=reason]", FAIR)
    watch.go("form[action$='/decisions'] button")
    expect(page.locator("main")).to_contain_text(FAIR)
    expect(page.locator("main")).not_to_contain_text(UNFAIR)
    watch.check()


def hire(watch: Watch) -> str:
    """Where she works from now on; gives the code for her first password."""
    page = watch.page
    watch.go("main a[href$='/hiring']")
    watch.check()
    watch.go("main form .btn-primary")
    watch.check(422)
    page.select_option("[name=unit_id]", label="翠湖花园客服组")
    page.select_option("[name=supervisor_id]", label="黄志强")
    watch.go("main form .btn-primary")
    watch.check()
    return code_shown(page)


def begin_work(colleague: Watch, code: str) -> None:
    """On her own phone: a password, her plan, and what she did as a candidate counts."""
    page = colleague.page
    set_first_password(colleague, MOBILE, code, NEW_PASSWORD)
    expect(page.locator("h1")).to_contain_text(NAME)
    expect(page.locator("main")).to_contain_text("客服助理上岗计划")
    colleague.check()
    colleague.open("/record")
    expect(page.locator("main")).to_contain_text("先认识这份工作")
    colleague.check()


def leads_nowhere(watch: Watch, link: str) -> str:
    """A page that says what to do; gives its words."""
    watch.open(link)
    watch.check(404)
    return watch.page.locator("main").inner_text()


def let_expire(house: House, name: str) -> None:
    with house.app.app_context():
        person = select(Person.id).where(Person.name == name).scalar_subquery()
        over = utcnow() - timedelta(hours=1)
        db.session.execute(
            update(Invitation).where(Invitation.person_id == person).values(expires_at=over)
        )
        db.session.commit()
