"""The register, its filters and pages; what waits; and the mails before a certificate runs out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, union_all

from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db, utcnow
from app.notices.models import Notice
from app.outside_certificates import register
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.reminders import remind_of_expiry
from app.outside_certificates.waiting import waiting_for
from tests.attempts.sitting import words
from tests.conftest import Statements
from tests.factories import make_person, sign_in
from tests.outside_certificates.conftest import POSITION, House
from tests.outside_certificates.papers import make_certificate, today

sqlite = pytest.mark.database("sqlite")


@pytest.fixture
def full(needing: House) -> House:
    """A team in which everything is there: missing, expired, not checked, expiring and good."""
    make_certificate(needing.learner, left=-3, checked_by=needing.supervisor)
    make_certificate(needing.colleague, left=20, checked_by=needing.supervisor)
    make_certificate(needing.colleague, kind="health", checked_by=needing.supervisor)
    make_certificate(needing.colleague, kind="special-operation", left=None)
    make_certificate(needing.other_learner, left=5)
    return needing


def test_the_register_says_what_is_pressing_first(full: House, client: FlaskClient) -> None:
    sign_in(client, full.supervisor)

    page = words(client.get("/certificates"))

    assert "All 5" in page
    for part in (
        "missing for the post 1",
        "expired 1",
        "not checked 1",
        "expires soon 1",
        "in force 1",
    ):
        assert part in page
    assert "Wei" not in page
    table = page[page.index("Good until") :]
    order = [
        "missing for the post",
        "expired",
        "does not run out",
        "expires in 20 days",
        "Save for",
    ]
    assert [table.index(part) for part in order] == sorted(table.index(part) for part in order)


#: What is asked, and whom it leaves.
QUESTIONS = [
    ("state=missing", ["Chen"]),
    ("state=expired", ["Chen"]),
    ("state=expiring&kind=guard-card", ["Zhou"]),
    ("kind=health", ["Chen", "Zhou"]),
    ("q=hou", ["Zhou"]),
    ("q=hou&state=missing", []),
    ("q=%25", []),
    ("state=nonsense&kind=nonsense&unit=nonsense&after=nonsense", ["Chen", "Zhou"]),
]


@sqlite
def test_the_register_is_narrowed(full: House, client: FlaskClient) -> None:
    sign_in(client, full.supervisor)

    for question, names in QUESTIONS:
        page = words(client.get(f"/certificates?{question}"))
        file = client.post(f"/certificates/export/csv?{question}").text
        for name in ("Chen", "Zhou"):
            assert (name in page) == (name in names), question
            assert (name in file) == (name in names), question


def test_pages_follow_each_other_without_a_gap(
    full: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, statements: Statements
) -> None:
    monkeypatch.setattr(register, "PAGE", 2)
    people = [make_person(name=f"P{number}", position=POSITION) for number in range(3)]
    sign_in(client, full.hr)
    seen: list[str] = []
    address: str | None = "/certificates"
    while address:
        statements.clear()
        page = client.get(address)
        assert len(statements) <= 6
        seen.append(words(page))
        found = page.text.partition('rel="next"')[0].rpartition('href="')[2]
        address = found.split('"')[0].replace("&amp;", "&") if 'rel="next"' in page.text else None

    assert len(seen) == 6
    lines = sum(page.count(" P0") + page.count(" P1") + page.count(" P2") for page in seen)
    assert lines >= 2 * len(people)
    first = client.get(f"/certificates?before={full.other_learner.id}.guard-card")
    assert first.status_code == 200
    back = page.text.partition('rel="prev"')[0].rpartition('href="')[2].split('"')[0]
    assert words(client.get(back.replace("&amp;", "&"))) == seen[-2]


@sqlite
def test_a_name_that_begins_like_a_formula_stays_text(full: House, client: FlaskClient) -> None:
    full.learner.name = "=HYPERLINK(1)"
    sign_in(client, full.hr)

    assert "'=HYPERLINK(1)" in client.post("/certificates/export/csv").text


def seen_by(person_id: object, roles: frozenset[Role]) -> list[tuple[str, object]]:
    """What waits for somebody, as kinds and people."""
    viewer = Viewer(id=person_id, name="", token="", roles=roles)  # type: ignore[arg-type]
    selects = waiting_for(viewer, today=today())
    rows = db.session.execute(union_all(*selects)).all()
    return sorted((row.kind, row.about_id) for row in rows)


def test_what_runs_out_waits_for_its_holder_and_for_who_keeps_records(full: House) -> None:
    learner, leader = frozenset({Role.LEARNER}), frozenset({Role.LEARNER, Role.SUPERVISOR})
    chen, zhou = full.learner.id, full.colleague.id

    assert seen_by(chen, learner) == [("certificate-expiring", None)]
    assert set(seen_by(full.supervisor.id, leader)) == {
        ("certificate-of-person-expiring", chen),
        ("certificate-of-person-expiring", zhou),
        ("certificate-to-check", zhou),
    }
    assert len(seen_by(full.hr.id, frozenset({Role.HR}))) == 5
    assert seen_by(full.other_supervisor.id, learner) == []


def test_mail_goes_out_once_for_each_step(house: House, app: Flask) -> None:
    make_certificate(house.learner, left=60)
    make_certificate(house.colleague, left=61)
    now = utcnow()

    assert remind_of_expiry(now) == 2
    assert remind_of_expiry(now) == 0
    assert remind_of_expiry(now + timedelta(days=29)) == 1  # The colleague has no address.
    assert remind_of_expiry(now + timedelta(days=30)) == 2
    assert remind_of_expiry(now + timedelta(days=61)) == 1

    notices = list(db.session.scalars(select(Notice).order_by(Notice.id)))
    assert len({notice.once for notice in notices}) == len(notices)
    first = next(each for each in notices if each.recipient == "c@x.example")
    assert first.subject == "Security guard card: 60 days left"
    assert "•••• 1234" in first.body
    assert f"{app.config['PUBLIC_URL']}/my-certificates" in first.body
    other = next(each for each in notices if each.recipient == "h@x.example")
    assert f"/certificates/{house.learner.id}" in other.body
    assert "Chen" in other.body


@sqlite
def test_nobody_is_reminded_of_what_was_renewed_or_removed_or_after_leaving(house: House) -> None:
    make_certificate(house.learner, left=10)
    renewal = make_certificate(house.learner, issued=-5, left=800)
    removed = make_certificate(house.learner, kind="health", left=10)
    removed.removed_at, removed.removed_reason = utcnow(), "typed twice"
    make_certificate(house.colleague, left=10)
    house.colleague.deactivated_at = utcnow()
    db.session.commit()

    assert remind_of_expiry(utcnow()) == 0
    renewal.removed_at, renewal.removed_reason = utcnow(), "another person's"
    db.session.commit()
    assert remind_of_expiry(utcnow()) == 2


@sqlite
def test_the_day_is_the_day_where_she_works(house: House) -> None:
    house.team.zone = "Pacific/Kiritimati"
    make_certificate(house.learner, left=0)
    there = utcnow().replace(hour=11, minute=0)
    # At eleven in London the next day has begun on Kiritimati: what ended yesterday is over.
    expires = (there + timedelta(hours=14)).date() - timedelta(days=1)
    (row,) = db.session.scalars(select(OutsideCertificate))
    row.expires_on = expires
    db.session.commit()
    assert remind_of_expiry(there) == 0
    row.expires_on = expires + timedelta(days=1)
    db.session.commit()
    assert remind_of_expiry(there) == 2
