"""Whatever two browsers and a form send, in any order: the agreement holds on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from app.attempts.models import Attempt, Receipt
from app.db import db, utcnow
from app.library.queries import Library
from tests.attempts.phone import Phone
from tests.attempts.sitting import Sitting, start
from tests.bench.sitters import fields_of
from tests.factories import make_person, sign_in
from tests.soak.model import Acknowledged, faults_of

GRACE = timedelta(seconds=60)
ANSWERS: list[tuple[str, dict[str, Any] | None]] = [
    ("rings", {"text": "3"}),
    ("rings", {"text": "5"}),
    ("rings", None),
    ("form-or-phone", {"choice": "c1"}),
    ("form-or-phone", {"choice": "c2"}),
]
BROWSERS = st.sampled_from([0, 1])


class Browsers(RuleBasedStateMachine):
    """Two browsers at one attempt whose time is up after ten minutes."""

    app: Flask

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(utcnow(), tick=False)
        self.clock = self.travel.start()
        client = self.app.test_client()
        sign_in(client, make_person(language="en"))
        self.sitting = Sitting(client, start(client).address)
        attempt = db.session.get_one(Attempt, UUID(self.sitting.address.rsplit("/", 1)[1]))
        attempt.closes_at = utcnow() + timedelta(minutes=10)
        db.session.commit()
        self.attempt_id = attempt.id
        self.phones = [Phone(client, self.sitting.address) for _ in range(2)]
        self.sent: list[tuple[int, dict[str, Any], dict[str, Any] | None]] = []
        self.waiting: list[tuple[int, dict[str, Any], dict[str, Any] | None]] = []
        self.acknowledged: list[Acknowledged] = []

    def teardown(self) -> None:
        """All that was acknowledged is there, and what holds is what should."""
        self.travel.stop()
        db.session.rollback()
        db.session.expire_all()
        attempt = db.session.get_one(Attempt, self.attempt_id)
        wanted = select(Receipt).where(Receipt.attempt_id == self.attempt_id)
        ledger = list(db.session.scalars(wanted.order_by(Receipt.number)))
        assert faults_of(attempt, ledger, self.acknowledged, grace=GRACE) == []

    @rule(browser=BROWSERS, answer=st.sampled_from(ANSWERS), is_flagged=st.booleans())
    def gives(
        self, browser: int, answer: tuple[str, dict[str, Any] | None], is_flagged: bool
    ) -> None:
        """An answer is written down, and waits for the line."""
        item, response = answer
        message = self.phones[browser].message(item, {}, is_flagged=is_flagged)
        message["fields"] = fields_of(response) if response else []
        self.waiting.append((browser, message, response))

    @precondition(lambda self: len(self.waiting) > 1)
    @rule(data=st.data())
    def arrives(self, data: st.DataObject) -> None:
        """One of those that wait arrives, in any order."""
        place = data.draw(st.integers(0, len(self.waiting) - 1))
        self.sent.append(self.waiting.pop(place))
        self._deliver(self.sent[-1])

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def arrives_again(self, data: st.DataObject) -> None:
        """Something arrives once more."""
        self._deliver(data.draw(st.sampled_from(self.sent)))

    @rule(number=st.integers(0, 9))
    def form(self, number: int) -> None:
        """Somebody answers without script."""
        self.sitting.answer("rings", {"answer": str(number)})

    @precondition(lambda self: len(self.sent) > 3)
    @rule(minutes=st.integers(1, 6))
    def passes(self, minutes: int) -> None:
        """Time goes on."""
        self.clock.shift(timedelta(minutes=minutes))

    @precondition(lambda self: len(self.sent) > 5)
    @rule()
    def hands_in(self) -> None:
        """She hands in."""
        self.sitting.hand_in()

    def _deliver(self, sent: tuple[int, dict[str, Any], dict[str, Any] | None]) -> None:
        browser, message, response = sent
        answer = self.phones[browser].send(message)
        assert answer.status_code in (200, 409), answer.text
        if answer.status_code == 409:
            return
        told = answer.json
        assert told is not None
        self.acknowledged.append(
            Acknowledged(
                client=self.phones[browser].name,
                sequence=message["sequence"],
                item=message["item"],
                answer=response,
                is_flagged=message["is_flagged"],
                state=told["state"],
                receipt=told["receipt"],
            )
        )


@pytest.mark.parametrize("steps", [24])
def test_the_agreement_holds(app: Flask, published: Library, steps: int) -> None:
    machine = type("Here", (Browsers,), {"app": app})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
