"""A page's script as the server sees it: one browser that sends answers and counts them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.attempts.models import Receipt, Response
from app.db import db
from tests.attempts.sitting import Fields

FROM_HERE = {"X-Touchpoint": "answers", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Phone:
    """One browser, by its own random name."""

    client: FlaskClient
    #: The page of the attempt.
    address: str
    name: uuid.UUID = field(default_factory=uuid.uuid4)
    sequence: int = 0
    seen: int = 0
    #: The receipt of each item that it has been told.
    known: dict[str, int] = field(default_factory=dict)

    def message(self, item: str, fields: Fields, **changes: Any) -> dict[str, Any]:
        """What it sends next for an item; `changes` replace parts of it."""
        if "sequence" not in changes:
            self.sequence += 1
        return {
            "client": str(self.name),
            "sequence": self.sequence,
            "item": item,
            "fields": pairs(fields),
            "is_flagged": False,
            "replaces": self.known.get(item),
            "seen": self.seen,
            "given_at": None,
        } | changes

    def give(self, item: str, fields: Fields, **changes: Any) -> TestResponse:
        """Answer an item."""
        return self.send(self.message(item, fields, **changes))

    def send(self, message: object, **headers: str) -> TestResponse:
        """Send a message, and remember what is told."""
        answer = self.post(json.dumps(message).encode(), headers=FROM_HERE | headers)
        told = answer.json
        if answer.status_code == 200 and told and isinstance(message, dict):
            self.seen = max(self.seen, told["receipt"])
            self.known[message["item"]] = told["receipt"]
        return answer

    def post(self, body: bytes, **options: Any) -> TestResponse:
        """Send anything to where answers go."""
        options.setdefault("content_type", "application/json")
        options.setdefault("headers", FROM_HERE)
        return self.client.post(f"{self.address}/answers", data=body, **options)


def pairs(fields: Fields) -> list[list[str]]:
    """The fields of a form in the order in which a browser would send them."""
    values = {name: given if isinstance(given, list) else [given] for name, given in fields.items()}
    return [[name, value] for name, several in values.items() for value in several]


def ledger() -> list[Receipt]:
    """All receipts that there are, in the order of arrival."""
    return list(db.session.scalars(select(Receipt).order_by(Receipt.number)))


def states() -> list[str]:
    """What became of each answer, in the order of arrival."""
    return [receipt.state for receipt in ledger()]


def holding(item: str) -> int:
    """The number of the receipt that holds for an item of the one attempt."""
    found = db.session.scalars(select(Response.receipt).where(Response.item == item)).one()
    return found
