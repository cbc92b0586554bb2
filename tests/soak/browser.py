"""A browser that keeps its answers until it is told that they are kept, on a bad line."""

from __future__ import annotations

import http.client
import json
import uuid
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from app.db import utcnow
from tests.bench.sitters import fields_of
from tests.soak.model import Acknowledged

HEADERS = {
    "Content-Type": "application/json",
    "X-Touchpoint": "answers",
    "Sec-Fetch-Site": "same-origin",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Message = dict[str, Any]
#: So many copies at most are on their way somewhere.
MOST_ASTRAY = 6


class LineCut(Exception):
    """Nobody knows whether what was sent has arrived."""


class SignedOut(Exception):
    """The server asks who this is."""


@dataclass
class Browser:
    """One device: what waits is written down in it, and leaves only against a receipt."""

    port: int
    address: str
    cookie: str
    chance: Random
    #: Its clock is wrong by so much.
    clock: timedelta
    name: uuid.UUID = field(default_factory=uuid.uuid4)
    sequence: int = 0
    seen: int = 0
    known: dict[str, int] = field(default_factory=dict)
    waiting: deque[Message] = field(default_factory=deque)
    #: Copies of what was sent that the line delivers later, or once more.
    astray: list[Message] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    #: What the server would not take any more.
    closed: list[Message] = field(default_factory=list)
    answers: dict[int, dict[str, Any] | None] = field(default_factory=dict)

    def answer(self, item: str, response: dict[str, Any] | None, *, is_flagged: bool) -> None:
        """Write an answer down, to be sent in its turn."""
        self.sequence += 1
        self.answers[self.sequence] = response
        self.waiting.append(
            {
                "client": str(self.name),
                "sequence": self.sequence,
                "item": item,
                "fields": fields_of(response) if response else [],
                "is_flagged": is_flagged,
                "replaces": self.known.get(item),
                "seen": self.seen,
                "given_at": (utcnow() + self.clock).isoformat(),
            }
        )

    def reload(self) -> None:
        """Open the page anew: what waits is still there, what the page knew is not."""
        self.known.clear()
        self.seen = 0

    def pump(self) -> None:
        """Send what waits in order; LineCut or SignedOut leave the rest waiting."""
        while self.waiting:
            self.deliver(self.waiting[0], self._some_cut())
            self.waiting.popleft()

    def overtake(self) -> None:
        """Let the last that waits arrive before its turn, as when two tabs send at once."""
        self.deliver(self.waiting[-1], self._some_cut())

    def deliver_astray(self) -> None:
        """Let the line bring a copy of something that was sent before."""
        if self.astray:
            message = self.astray.pop(self.chance.randrange(len(self.astray)))
            self.deliver(message, self._some_cut())

    def deliver(self, message: Message, cut: str = "") -> None:
        """Send one message; when it returns the answer was acknowledged, or finally refused."""
        if len(self.astray) < MOST_ASTRAY and self.chance.random() < 0.3:
            self.astray.append(message)
        status, body = self._post("answers", json.dumps(message).encode(), HEADERS, cut)
        if status == 401:
            raise SignedOut
        if status == 409 and json.loads(body)["code"] == "closed":
            self.closed.append(message)
            return
        if status >= 500:
            raise LineCut
        if status != 200:
            raise AssertionError(f"{status} {body[:300]!r} for {message}")
        self._note(message, json.loads(body))

    def press(self, place: str, form: str, cut: str = "") -> None:
        """Send a form, as without script."""
        status, _body = self._post(place, form.encode(), FORM, cut)
        # 400: after a new sign-in the token of the old page does not fit; nothing is told as kept.
        if status not in (200, 302, 303, 400, 409, 500, 503):
            raise AssertionError(f"{status} for {place}")

    def _note(self, message: Message, told: dict[str, Any]) -> None:
        self.seen = max(self.seen, told["receipt"])
        self.known[message["item"]] = told["receipt"]
        self.acknowledged.append(
            Acknowledged(
                client=self.name,
                sequence=message["sequence"],
                item=message["item"],
                answer=self.answers[message["sequence"]],
                is_flagged=message["is_flagged"],
                state=told["state"],
                receipt=told["receipt"],
            )
        )

    def _some_cut(self) -> str:
        return self.chance.choices(("", "before", "after"), (8, 1, 1))[0]

    def _post(
        self, place: str, body: bytes, headers: dict[str, str], cut: str
    ) -> tuple[int, bytes]:
        """Status and body; the line may be cut before all is sent, or before the reply."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.putrequest("POST", f"{self.address}/{place}")
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.putheader("Cookie", self.cookie)
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            connection.send(body[: len(body) // 2] if cut == "before" else body)
            if cut:
                raise LineCut
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            raise LineCut from error
        finally:
            connection.close()
