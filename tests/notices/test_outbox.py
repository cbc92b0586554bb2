"""Putting mails into the outbox."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.notices.models import Notice
from app.notices.operations import queue_mail
from tests.factories import make_person
from tests.notices.conftest import NOW, Owe


def test_a_mail_is_owed_at_once_unless_it_is_for_later(owe: Owe) -> None:
    assert owe().due_at == NOW
    later = owe(due_at=NOW + timedelta(hours=3))
    assert (later.created_at, later.due_at) == (NOW, NOW + timedelta(hours=3))


def test_a_mail_is_owed_only_if_its_cause_is_committed(app: Flask) -> None:
    queue_mail("a@b.example", "Hello", "Hello", kind="test", now=NOW)
    db.session.rollback()

    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0


def test_a_subject_is_one_line_that_fits(owe: Owe) -> None:
    assert owe(subject="Due:\r\nBcc: all@x.example\t  now").subject == (
        "Due: Bcc: all@x.example now"
    )
    assert len(owe(subject="课" * 500).subject) == 200


def test_mails_to_a_person_who_is_erased_go_with_her(owe: Owe) -> None:
    person = make_person()
    owe(person_id=person.id)
    db.session.delete(person)
    db.session.commit()

    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0
