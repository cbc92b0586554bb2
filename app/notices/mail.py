"""A message as a mail, and the way it takes: a mail server, or a folder where there is none."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.notices.models import Notice

Send = Callable[[EmailMessage], None]

#: For each answer of the mail server, in seconds.
TIMEOUT = 20


class MailServerError(Exception):
    """The mail server cannot be reached or will not have us, whichever mail it is."""


def message_from(notice: Notice, *, sender: str) -> EmailMessage:
    """The mail for a message. The same message always has the same id, so a copy can be known."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = Address(addr_spec=notice.recipient)
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(notice.created_at)
    message["Message-ID"] = f"<{notice.id}@{address.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.body, cte="base64")
    return message


@contextmanager
def opened(config: Mapping[str, Any]) -> Iterator[Send]:
    """A way to send mails: by SMTP_URL, connecting with the first one, else into `mail/`."""
    if not config["SMTP_URL"]:
        yield _into_folder(Path(config["INSTANCE_PATH"]) / "mail")
        return
    line = _Line(config["SMTP_URL"])
    try:
        yield line.send
    finally:
        line.close()


def _into_folder(folder: Path) -> Send:
    def keep(message: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        # Whoever looks into the folder sees whole mails only.
        unfinished = folder / f".{name}"
        unfinished.write_bytes(message.as_bytes())
        os.replace(unfinished, folder / f"{name}.eml")

    return keep


class _Line:
    """One connection to the mail server for many mails, opened when the first is sent.

    smtp://user:password@host:port, smtps:// for TLS from the start, ?starttls for TLS after it.
    """

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._server: SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        try:
            if self._server is None:
                self._server = _connect(self._url)
            self._server.send_message(message)
        except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError):
            raise
        except OSError as error:
            raise MailServerError(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        if self._server is None:
            return
        try:
            self._server.quit()
        except (SMTPException, OSError):
            self._server.close()


def _connect(url: SplitResult) -> SMTP:
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise MailServerError("SMTP_URL must look like smtp://host:port or smtps://host:port")
    server = _server(url, url.hostname)
    try:
        if "starttls" in parse_qs(url.query, keep_blank_values=True):
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except (SMTPException, OSError):
        server.close()
        raise
    return server


def _server(url: SplitResult, host: str) -> SMTP:
    if url.scheme == "smtps":
        context = ssl.create_default_context()
        return SMTP_SSL(host, url.port or 465, timeout=TIMEOUT, context=context)
    return SMTP(host, url.port or 25, timeout=TIMEOUT)
