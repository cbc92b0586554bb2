"""A sitting in a browser, and what the database has of it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete, select, update
from sqlalchemy.orm import undefer

from app.accounts.models import Person, SignIn
from app.attempts.models import Attempt, Receipt, Response
from app.attempts.starting import start_attempt
from app.db import db, utcnow
from app.library.models import DocumentVersion
from app.library.queries import current_library
from tests.browser.conftest import House
from tests.browser.watching import Watch
from tests.factories import sign_in

RECEIPT = re.compile(r"[0-9A-F]{4}-\d+")
#: How many answers wait in this browser, whoever gave them.
WAITING = """() => new Promise((resolve) => {
  const request = indexedDB.open("touchpoint-answers", 1);
  // Whoever asks first must not be taken for the one who makes it.
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = () => resolve(0);
  request.onsuccess = () => {
    const all = request.result.transaction("waiting").objectStore("waiting").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result.length); };
  };
})"""

#: Whether so many wait at last. A predicate of Playwright's own may not ask for anything.
UNTIL = f"""async (count) => {{
  for (let turn = 0; turn < 200; turn += 1) {{
    if (await ({WAITING})() === count) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }}
  return false;
}}"""


@dataclass(frozen=True)
class Sat:
    """One attempt, as the database has it."""

    house: House
    id: uuid.UUID

    @property
    def path(self) -> str:
        return f"/attempts/{self.id}"

    def kept(self) -> dict[str, Any]:
        """The answers that count, by item."""
        with self.house.app.app_context():
            rows = db.session.scalars(select(Response).where(Response.attempt_id == self.id)).all()
            return {row.item: row.answer for row in rows}

    def receipts(self) -> list[tuple[str, str]]:
        """Every answer that arrived: its item and what became of it."""
        with self.house.app.app_context():
            of_this = select(Receipt).where(Receipt.attempt_id == self.id)
            rows = db.session.scalars(of_this.order_by(Receipt.number)).all()
            return [(row.item, row.state) for row in rows]

    def given_at(self) -> list[Any]:
        """What the browser's clock said."""
        with self.house.app.app_context():
            of_this = select(Receipt.given_at).where(Receipt.attempt_id == self.id)
            return list(db.session.scalars(of_this))

    def give_seconds(self, seconds: float, *, whole: float = 1800) -> None:
        """So long until the time is up."""
        closes_at = utcnow() + timedelta(seconds=seconds)
        started_at = closes_at - timedelta(seconds=whole)
        self._change(closes_at=closes_at, started_at=started_at)

    def hand_in(self) -> None:
        """Handed in meanwhile, on another device."""
        self._change(submitted_at=utcnow(), score=0.0)

    def ask_alone(self, item: str) -> None:
        """This question, and no other."""
        self._change(shown=[{"item": item, "order": []}])

    def tell_at_once(self) -> None:
        """The same quiz, of which each answer is final and followed by what was right."""
        with self.house.app.app_context():
            attempt = db.session.get_one(Attempt, self.id)
            old = db.session.get_one(
                DocumentVersion, attempt.version_id, options=[undefer(DocumentVersion.body)]
            )
            told = DocumentVersion(
                kind=old.kind,
                slug=old.slug,
                number=old.number + 1,
                digest="0" * 64,
                body=msgspec.json.encode(msgspec.json.decode(old.body) | {"feedback": "each"}),
                revision=old.revision,
                published_at=old.published_at,
            )
            db.session.add(told)
            db.session.flush()
            attempt.version_id = told.id
            db.session.commit()

    def _change(self, **values: Any) -> None:
        with self.house.app.app_context():
            db.session.execute(update(Attempt).where(Attempt.id == self.id).values(**values))
            db.session.commit()


def begin(house: House, identifier: str = "learner@demo.example", quiz: str = "telephone") -> Sat:
    """Somebody begins a quiz."""
    with house.app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == identifier)).one()
        published = current_library().get("quiz", quiz)
        assert published is not None
        attempt = start_attempt(person.id, published, now=utcnow(), seed=1)
        db.session.commit()
        return Sat(house, attempt.id)


def enter(watch: Watch, house: House, identifier: str = "learner@demo.example") -> None:
    """Be signed in, without the form."""
    with house.app.app_context(), house.app.test_client() as client:
        person = db.session.scalars(select(Person).where(Person.email == identifier)).one()
        sign_in(client, person)
        cookie = client.get_cookie(house.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        watch.page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": house.address}]
        )


def expire_sign_ins(house: House) -> None:
    """Nobody is signed in any more."""
    with house.app.app_context():
        db.session.execute(delete(SignIn))
        db.session.commit()


def choices(page: Page) -> list[int]:
    """The numbers of the questions with something to choose."""
    found = page.locator("[data-question]").evaluate_all(
        "all => all.filter(one => one.querySelector('[type=radio], [type=checkbox][name=answer]'))"
        ".map(one => Number(one.dataset.question))"
    )
    return [int(number) for number in found]


def question(page: Page, number: int) -> Locator:
    """One question, shown or not."""
    return page.locator(f"[data-question='{number}']")


def turn_to(watch: Watch, number: int) -> Locator:
    """Jump to a question by the list."""
    watch.press(watch.page.locator(".tp-jump a").nth(number - 1))
    expect(question(watch.page, number)).to_be_visible()
    return question(watch.page, number)


def choose(watch: Watch, number: int, choice: int = 0) -> str:
    """Go to a question and choose; gives its item."""
    shown = turn_to(watch, number)
    watch.press(shown.locator("[name=answer]").nth(choice))
    return str(shown.get_attribute("data-item"))


def expect_receipt(page: Page, number: int) -> None:
    """The question shows a receipt."""
    line = question(page, number).locator("[data-receipts] .tp-save:not(.is-waiting)")
    expect(line).to_contain_text(RECEIPT)


def expect_waiting(page: Page, number: int) -> None:
    """The question says that its answer waits."""
    expect(question(page, number).locator("[data-receipts] .is-waiting")).not_to_be_empty()


def expect_waiting_count(page: Page, count: int) -> None:
    """So many answers wait in this browser."""
    assert page.evaluate(UNTIL, count), f"{page.evaluate(WAITING)} wait, not {count}"
