"""A mail server that really listens, and mails that are owed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from flask import Flask

from app.db import db
from app.notices.models import Notice
from app.notices.operations import queue_mail

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
Owe = Callable[..., Notice]


class MailServer:
    """Takes mails, or answers as `answers` says for a recipient; `during` runs at each delivery."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.logins: list[tuple[bytes, bytes]] = []
        self.during: Callable[[], object] = lambda: None

    @property
    def mails(self) -> list[EmailMessage]:
        """What arrived, parsed."""
        return [
            cast(EmailMessage, message_from_bytes(cast(bytes, each.content), policy=default))
            for each in self.envelopes
        ]

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.during()
        self.envelopes.append(envelope)
        return "250 OK"

    def authenticate(self, *given: Any) -> AuthResult:
        """Whoever gives the password may send."""
        login = given[-1]
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"p@ss word", handled=False)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    handler = MailServer(_free_port())
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=handler.port,
        authenticator=handler.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def by_smtp(app: Flask, mail_server: MailServer) -> MailServer:
    """The application sends by this server."""
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{mail_server.port}"
    app.config["MAIL_FROM"] = "触点学堂 <touchpoint@heyuan.example>"
    return mail_server


@pytest.fixture
def owe(app: Flask) -> Owe:
    """Put a mail into the outbox; a test names what matters to it."""

    def put(**values: Any) -> Notice:
        defaults = {
            "recipient": "lihua@heyuan.example",
            "subject": "明天到期",
            "body": "你好，陈丽华：\n电话礼仪明天到期。\n",
            "kind": "reminder",
            "now": NOW,
        }
        notice = queue_mail(**defaults | values)
        db.session.commit()
        return notice

    return put
