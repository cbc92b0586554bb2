"""Delivering mails: each one once, none lost, whatever happens on the way."""

from __future__ import annotations

import stat
import threading
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.db import db
from app.notices import delivery
from app.notices.delivery import CLAIMED_FOR, TRIES, WAITS, deliver_notices
from app.notices.models import Notice
from tests.notices.conftest import NOW, MailServer, Owe

LATER = NOW + timedelta(seconds=1)


def state_of(notice: Notice) -> str:
    db.session.refresh(notice)
    state = "sent" if notice.sent_at else "failed" if notice.failed_at else "waiting"
    db.session.commit()
    return state


def test_a_mail_arrives_as_it_was_written(by_smtp: MailServer, owe: Owe) -> None:
    notice = owe()

    assert deliver_notices(LATER) == 1

    (mail,) = by_smtp.mails
    assert mail["Subject"] == "明天到期"
    assert mail["To"] == "lihua@heyuan.example"
    assert str(mail["From"]) == "触点学堂 <touchpoint@heyuan.example>"
    assert mail["Message-ID"] == f"<{notice.id}@heyuan.example>"
    assert mail["Date"].datetime == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().splitlines() == ["你好，陈丽华：", "电话礼仪明天到期。"]
    assert by_smtp.envelopes[0].mail_from == "touchpoint@heyuan.example"
    assert by_smtp.envelopes[0].rcpt_tos == ["lihua@heyuan.example"]
    assert state_of(notice) == "sent"
    assert (notice.claimed_until, notice.error, notice.tries) == (None, None, 1)


def test_a_mail_is_plain_ascii_on_its_way(by_smtp: MailServer, owe: Owe) -> None:
    owe(body="一" * 5000)
    deliver_notices(LATER)

    content = by_smtp.envelopes[0].content
    assert isinstance(content, bytes)
    content.decode("ascii")
    assert max(len(line) for line in content.splitlines()) <= 998


def test_what_was_sent_is_not_sent_again(by_smtp: MailServer, owe: Owe) -> None:
    owe()
    deliver_notices(LATER)

    assert deliver_notices(LATER + timedelta(days=1)) == 0
    assert len(by_smtp.envelopes) == 1


def test_a_mail_for_later_waits(by_smtp: MailServer, owe: Owe) -> None:
    owe(due_at=NOW + timedelta(hours=1))

    assert deliver_notices(NOW + timedelta(minutes=59)) == 0
    assert deliver_notices(NOW + timedelta(hours=1)) == 1


def test_the_longest_waiting_goes_first_and_a_long_queue_takes_turns(
    by_smtp: MailServer, owe: Owe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "AT_ONCE", 2)
    for minutes in (2, 1, 3):
        owe(subject=str(minutes), due_at=NOW + timedelta(minutes=minutes))

    assert deliver_notices(NOW + timedelta(hours=1)) == 2
    assert deliver_notices(NOW + timedelta(hours=1)) == 1
    assert [mail["Subject"] for mail in by_smtp.mails] == ["1", "2", "3"]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("recipient", "subject"),
    [
        ("lihua@heyuan.example\r\nBcc: all@x.example", "Hello"),
        ("lihua@heyuan.example, all@x.example", "Hello"),
        ("lihua@heyuan.example", "Hello\r\nBcc: all@x.example"),
        ("", "Hello"),
    ],
)
def test_nobody_slips_a_recipient_or_a_header_in(
    by_smtp: MailServer, owe: Owe, recipient: str, subject: str
) -> None:
    owe(recipient=recipient, subject="x").subject = subject
    owe(recipient="next@heyuan.example")

    deliver_notices(LATER)

    for envelope, mail in zip(by_smtp.envelopes, by_smtp.mails, strict=True):
        assert envelope.rcpt_tos in (["next@heyuan.example"], ["lihua@heyuan.example"])
        assert mail["Bcc"] is None
    assert by_smtp.envelopes[-1].rcpt_tos == ["next@heyuan.example"]


@pytest.mark.parametrize("answer", ["550 no such mailbox", "451 try again later"])
def test_a_mail_that_is_refused_is_tried_again_later_and_holds_up_no_other(
    by_smtp: MailServer, owe: Owe, answer: str
) -> None:
    by_smtp.answers["away@heyuan.example"] = answer
    refused, other = owe(recipient="away@heyuan.example"), owe()

    assert deliver_notices(LATER) == 1

    assert state_of(other) == "sent"
    assert state_of(refused) == "waiting"
    assert (refused.tries, refused.claimed_until) == (1, None)
    assert refused.error is not None
    assert answer[4:] in refused.error
    by_smtp.answers.clear()
    assert deliver_notices(LATER + WAITS[0] - timedelta(seconds=1)) == 0
    assert deliver_notices(LATER + WAITS[0] + timedelta(seconds=1)) == 1
    assert (state_of(refused), refused.error) == ("sent", None)


def test_the_waits_grow_and_after_the_sixth_try_it_has_failed(
    by_smtp: MailServer, owe: Owe
) -> None:
    by_smtp.answers["away@heyuan.example"] = "550 no such mailbox"
    notice, now, waits = owe(recipient="away@heyuan.example"), LATER, []

    for turn in range(TRIES):
        deliver_notices(now)
        assert state_of(notice) == ("failed" if turn == TRIES - 1 else "waiting")
        waits.append(round((notice.due_at - now).total_seconds() / 60))
        now = max(notice.due_at, now) + timedelta(seconds=1)

    assert (notice.tries, waits[:-1]) == (6, [1, 5, 30, 120, 480])
    by_smtp.answers.clear()
    assert deliver_notices(now + timedelta(days=9)) == 0


def test_a_server_that_does_not_answer_is_not_asked_for_every_mail(
    app: Flask, owe: Owe, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    notices = [owe(), owe(), owe()]

    assert deliver_notices(LATER) == 0

    assert [state_of(notice) for notice in notices] == ["waiting"] * 3
    assert [notice.tries for notice in notices] == [1, 0, 0]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "smtp://", "mail.heyuan.example"])
def test_a_wrong_setting_loses_no_mail_and_is_told(app: Flask, owe: Owe, url: str) -> None:
    app.config["SMTP_URL"] = url
    notice = owe()

    deliver_notices(LATER)

    assert state_of(notice) == "waiting"
    assert "SMTP_URL" in str(notice.error)


@pytest.mark.parametrize(("password", "sent"), [("p%40ss%20word", 1), ("wrong", 0)])
@pytest.mark.database("sqlite")
def test_name_and_password_of_the_address_are_given_to_the_server(
    app: Flask, by_smtp: MailServer, owe: Owe, password: str, sent: int
) -> None:
    app.config["SMTP_URL"] = app.config["SMTP_URL"].replace("//", f"//post%40heyuan:{password}@")
    notice = owe()

    assert deliver_notices(LATER) == sent

    assert by_smtp.logins[0][0] == b"post@heyuan"
    assert password not in str(notice.error)


@pytest.mark.database("sqlite")
def test_a_server_without_tls_gets_nothing_where_tls_was_asked_for(
    app: Flask, by_smtp: MailServer, owe: Owe
) -> None:
    app.config["SMTP_URL"] += "?starttls"
    owe()

    assert deliver_notices(LATER) == 0
    assert by_smtp.envelopes == []


def test_mails_are_sent_outside_any_transaction(by_smtp: MailServer, owe: Owe) -> None:
    seen: list[bool] = []
    owe()
    session = db.session()
    by_smtp.during = lambda: seen.append(session.in_transaction())

    deliver_notices(LATER)

    assert seen == [False]


def test_two_sweeps_at_once_send_each_mail_once(app: Flask, by_smtp: MailServer, owe: Owe) -> None:
    for number in range(12):
        owe(recipient=f"person{number}@heyuan.example")
    start = threading.Barrier(3)
    counts: list[int] = []

    def sweep() -> None:
        with app.app_context():
            start.wait()
            counts.append(deliver_notices(LATER))

    threads = [threading.Thread(target=sweep) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == 12
    assert sorted(envelope.rcpt_tos[0] for envelope in by_smtp.envelopes) == sorted(
        f"person{number}@heyuan.example" for number in range(12)
    )


def test_a_mail_in_the_hands_of_another_sweep_is_passed_over(
    app: Flask, by_smtp: MailServer, owe: Owe
) -> None:
    owe()
    counts = []

    def sweep_in_between() -> None:
        with app.app_context():
            counts.append(deliver_notices(LATER))

    def in_between() -> None:
        thread = threading.Thread(target=sweep_in_between)
        thread.start()
        thread.join()

    by_smtp.during = in_between

    assert deliver_notices(LATER) == 1
    assert counts == [0]
    assert len(by_smtp.envelopes) == 1


class Killed(BaseException):
    """What ends the process cannot be caught."""


def test_a_sweep_that_is_killed_loses_no_mail(
    by_smtp: MailServer, owe: Owe, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = owe()
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "message_from", kill)
        with pytest.raises(Killed):
            deliver_notices(LATER)
    db.session.rollback()

    assert state_of(notice) == "waiting"
    assert deliver_notices(LATER + timedelta(minutes=1)) == 0
    assert deliver_notices(LATER + CLAIMED_FOR + timedelta(seconds=1)) == 1
    assert len(by_smtp.envelopes) == 1


def test_a_mail_that_kills_every_sweep_is_given_up(
    by_smtp: MailServer, owe: Owe, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, now = owe(), LATER
    monkeypatch.setattr(delivery, "message_from", kill)
    for _turn in range(TRIES):
        with pytest.raises(Killed):
            deliver_notices(now)
        db.session.rollback()
        now += CLAIMED_FOR + timedelta(seconds=1)

    assert deliver_notices(now) == 0
    assert state_of(notice) == "failed"


def test_one_who_comes_too_late_does_not_overwrite_what_another_wrote(
    by_smtp: MailServer, owe: Owe
) -> None:
    notice, engine = owe(), db.engine

    def another_has_it_now() -> None:
        with engine.begin() as connection:
            connection.execute(update(Notice).values(claimed_until=NOW + timedelta(hours=9)))

    by_smtp.during = another_has_it_now
    deliver_notices(LATER)

    assert state_of(notice) == "waiting"


def kill(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.database("sqlite")
def test_without_a_mail_server_mails_lie_in_the_instance_folder(app: Flask, owe: Owe) -> None:
    notice = owe()

    assert deliver_notices(LATER) == 1

    folder = Path(app.config["INSTANCE_PATH"]) / "mail"
    (file,) = folder.iterdir()
    assert file.name == f"{notice.id}.eml"
    assert stat.S_ISREG(file.stat().st_mode)
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["Subject"] == "明天到期"
    assert state_of(notice) == "sent"
    assert db.session.scalar(select(Notice.tries)) == 1
