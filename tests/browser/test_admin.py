"""An administrator's short day in a real browser: people, roles, leaving, a list, the content."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.config import ROOT
from tests.browser.conftest import DESK, House
from tests.browser.steps import sign_in
from tests.browser.watching import Watch

ADMIN = "admin@demo.example"
NAME, MOBILE = "唐诗雨", "13900008801"
HEADINGS = "工号,姓名,手机号,岗位,单位,主管,入职日期\n"
#: Two join, and one who is here already gets another mobile number.
ROWS = (
    "H0201,许愿,13900008811,客服助理,云栖里客服组,H0013,2026-11-02\n"
    "H0202,邹静,13900008812,客服助理,云栖里客服组,欧阳海燕,2026-11-03\n"
    "H0129,蒋梅,13900008813,,,,\n"
)
TITLE = "先认识这份工作"
NEW_TITLE = "来看看这份工作"

# Administrators sit at a desk: once is enough.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("screen", [DESK], indirect=True, ids=["1280px"]),
]


def test_an_administrator_takes_in_promotes_and_lets_go(watch: Watch) -> None:
    sign_in(watch, ADMIN)
    take_in(watch)
    promote(watch)
    let_go(watch)


def test_a_list_is_taken_over_once_and_only_without_faults(watch: Watch) -> None:
    sign_in(watch, ADMIN)
    page = watch.page
    watch.open("/admin/import")
    watch.check()
    page.set_input_files(
        "[name=file]",
        {
            "name": "people.csv",
            "mimeType": "text/csv",
            "buffer": (HEADINGS + ROWS.replace("云栖里客服组", "云外楼")).encode("gb18030"),
        },
    )
    watch.go("main form .btn-primary")
    expect(page.locator("form[action$='/import/people']")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("云外楼")
    watch.check()

    page.fill("textarea[name=text]", HEADINGS + ROWS)
    watch.go("form[action$='/admin/import'] button")
    expect(page.locator("form[action$='/import/people'] .btn-primary")).to_be_visible()
    assert tally(watch) == [2, 1, 0]
    watch.check()
    watch.go("form[action$='/import/people'] .btn-primary")
    expect(page.locator(".tp-flash")).to_have_attribute("role", "status")

    watch.open("/admin/import")
    page.fill("textarea[name=text]", HEADINGS + ROWS)
    watch.go("main form .btn-primary")
    assert tally(watch) == [0, 0, 3]
    expect(page.locator("form[action$='/import/people']")).to_have_count(0)
    watch.check()
    watch.open("/admin/people?q=H020")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_the_content_is_checked_mended_and_published(
    watch: Watch, house: House, tmp_path: Path
) -> None:
    course = own_files(house, tmp_path)
    sign_in(watch, ADMIN)
    watch.open("/admin/content")
    expect(watch.page.locator("form[action$='/versions']")).to_have_count(0)
    watch.check()

    whole = course.read_text("utf-8")
    course.write_text(whole.replace("lessons:", "lesson:"), "utf-8")
    publish(watch)
    expect(watch.page.locator("#faults")).to_contain_text("first-look/course.yaml")
    watch.check()

    course.write_text(whole.replace(TITLE, NEW_TITLE), "utf-8")
    watch.go("form:has([name=check]) button")
    expect(watch.page.locator("#faults")).to_have_count(0)
    watch.check()
    publish(watch)
    expect(watch.page).to_have_url(re.compile("/versions/2$"))
    expect(watch.page.locator("tbody tr")).to_have_count(1)
    expect(watch.page.locator("tbody")).to_contain_text(NEW_TITLE)
    watch.check()


def take_in(watch: Watch) -> None:
    """A person with a fault, which is told at its field; then without it."""
    page = watch.page
    watch.go("nav a[href='/admin/people']:visible")
    watch.check()
    watch.go("main a[href='/admin/people/new']")
    watch.check()
    page.fill("[name=name]", NAME)
    page.fill("[name=mobile]", "12")
    page.select_option("[name=position]", "customer-service-assistant")
    watch.go("main form .btn-primary")
    expect(page.locator("[name=mobile]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=name]")).to_have_value(NAME)
    watch.check()
    page.fill("[name=mobile]", MOBILE)
    watch.go("main form .btn-primary")
    expect(page.locator("h1")).to_have_text(NAME)
    watch.check()


def promote(watch: Watch) -> None:
    """More roles, asked once: to leave them changes nothing, to agree does."""
    page = watch.page
    supervisor = page.locator("[name=roles][value=supervisor]")
    for agree in (False, True):
        watch.press(supervisor)
        watch.go("form[action$='/roles'] button")
        watch.check()
        watch.go("main .tp-acts .btn-primary" if agree else "main .tp-acts a")
        expect(supervisor).to_be_checked(checked=agree)
    watch.check()


def let_go(watch: Watch) -> None:
    """Somebody leaves: she is found among those who left, and only there."""
    page = watch.page
    watch.press("#leaving summary, details:has(form[action$='/departure']) summary")
    watch.go("form[action$='/departure'] .btn-brick")
    expect(page.locator("form[action$='/departure']")).to_have_count(0)
    watch.check()
    watch.open(f"/admin/people?q={MOBILE}")
    expect(page.locator("tbody tr")).to_have_count(0)
    watch.check()
    watch.open(f"/admin/people?q={MOBILE}&state=left")
    expect(page.locator("tbody tr")).to_have_count(1)


def tally(watch: Watch) -> list[int]:
    """How many join, change and stay."""
    words = watch.page.locator(".tp-card").first.inner_text()
    return [int(number) for number in re.findall(r"\d+", words)]


def own_files(house: House, tmp_path: Path) -> Path:
    """Give the server files of its own, and give back one of them to change."""
    for name in ("courses", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
        house.app.config[f"{name.upper()}_PATH"] = tmp_path / name
    return tmp_path / "courses" / "first-look" / "course.yaml"


def publish(watch: Watch) -> None:
    watch.open("/admin/content")
    watch.page.fill("[name=note]", "标题改得更亲切")
    watch.go("form[action$='/versions'] .btn-primary")
