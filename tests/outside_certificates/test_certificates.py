"""Recording, checking, renewing and removing certificates; and who may do so."""

from __future__ import annotations

import io
import logging
import uuid
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Company, Person
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.library.queries import current_library
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.queries import certificates_of, readiness_of
from app.photos.models import Photo
from app.photos.retention import delete_old_photos
from tests.attempts.sitting import words
from tests.conftest import Statements
from tests.factories import make_company, make_person, sign_in
from tests.outside_certificates.conftest import House
from tests.outside_certificates.papers import (
    NUMBER,
    database_bytes,
    in_days,
    make_certificate,
    photo_of,
    sent,
    today,
)
from tests.photos.pictures import opened, picture

sqlite = pytest.mark.database("sqlite")


def rows() -> list[OutsideCertificate]:
    """All certificates."""
    return list(db.session.scalars(select(OutsideCertificate).order_by(OutsideCertificate.id)))


def page_of(person: Person) -> str:
    """The address of someone's certificates."""
    return f"/certificates/{person.id}"


def test_a_supervisor_records_and_checks_a_certificate_of_her_people(house: House) -> None:
    client = house.client(house.supervisor)
    assert "No certificate is recorded yet" in words(client.get(page_of(house.learner)))

    answer = client.post(page_of(house.learner), data=sent(picture(place=True), checked="y"))

    assert answer.location == page_of(house.learner)
    (row,) = rows()
    assert (row.number_end, row.checked_by_name, row.expires_on) == ("1234", "Huang", in_days(335))
    page = words(client.get(page_of(house.learner)))
    assert "•••• 1234" in page
    assert "in force" in page
    assert "Huang ·" in page
    shown = client.get(f"/certificates/photos/{photo_of(row).id}")
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert dict(opened(shown.data).getexif()) == {}


@sqlite
def test_the_number_is_nowhere_but_in_what_was_typed(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = house.client(house.supervisor)
    with caplog.at_level(logging.DEBUG):
        wrong = client.post(page_of(house.learner), data=sent(issued_on="", checked="y"))
        client.post(page_of(house.learner), data=sent(checked="y"))
        again = client.post(page_of(house.learner), data=sent())
        answers = [
            client.get(page_of(house.learner)),
            client.get("/certificates"),
            client.get("/certificates?q=Chen"),
            client.post("/certificates/export/csv"),
        ]
    book = openpyxl.load_workbook(io.BytesIO(client.post("/certificates/export/xlsx").data))
    cells = [str(cell.value) for line in book.active for cell in line]

    assert (wrong.status_code, again.status_code) == (422, 422)
    assert "recorded already" in words(again)
    assert "•••• 1234" in cells
    whole = NUMBER.encode()
    for answer in (wrong, again, *answers):
        assert whole[:-4] not in answer.data
    assert NUMBER[:-4] not in caplog.text
    assert not any(NUMBER[:-4] in cell for cell in cells)
    assert whole[:-4] not in database_bytes(house.app)


#: What is typed instead, and what is said then.
MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"number": ""}, "Write the number"),
    ({"number": "1 - 2"}, "at least 4"),
    ({"kind": "licence-to-kill"}, "choice"),
    ({"issued_on": "yesterday"}, "date"),
    ({"issued_on": "2190-01-01"}, "not possible"),
    ({"expires_on": ""}, "Say the last day"),
    ({"lasts": "y"}, "not both"),
    ({"expires_on": "1999-01-01"}, "after the day of issue"),
    ({"photo": (io.BytesIO(b"no picture"), "photo.jpg")}, "no photo that can be read"),
]


@sqlite
def test_what_cannot_be_is_told_and_the_rest_is_kept(house: House) -> None:
    client = house.client(house.hr)

    for fields, sentence in MISTAKES:
        answer = client.post(page_of(house.learner), data=sent() | fields)
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert "issued_on" in fields or in_days(-30).isoformat() in answer.text
    assert rows() == []


@sqlite
def test_a_person_adds_her_own_and_somebody_else_checks_it(house: House) -> None:
    client = house.client(house.learner)

    sent_off = client.post("/my-certificates", data=sent(picture(), checked="y"))

    assert sent_off.location == "/my-certificates"
    (row,) = rows()
    assert row.checked_at is None
    page = words(client.get("/my-certificates"))
    assert "not checked" in page
    assert "Take it back" in page
    path = f"{page_of(house.learner)}/{row.id}/check"
    assert house.client(house.supervisor).post(path).status_code == 302
    db.session.refresh(row)
    assert row.checked_by_id == house.supervisor.id
    assert "Take it back" not in words(client.get("/my-certificates"))
    assert client.post(f"/my-certificates/{row.id}/removal").status_code == 404


@sqlite
def test_nobody_checks_her_own_whatever_her_roles(house: House) -> None:
    boss = make_person(name="Li", roles=(Role.LEARNER, Role.SUPERVISOR, Role.HR))
    house.team.leader_id, boss.unit_id = boss.id, house.team.id
    certificate = make_certificate(boss)
    client = house.client(boss)

    for path in (f"/{certificate.id}/check", f"/{certificate.id}/removal", ""):
        assert client.post(f"{page_of(boss)}{path}", data=sent()).status_code == 404
    assert client.get(page_of(boss)).status_code == 404

    certificate.checked_at, certificate.checked_by_name = utcnow(), "Li"
    certificate.checked_by_id = boss.id
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@sqlite
def test_what_is_another_teams_is_not_there(house: House) -> None:
    certificate = make_certificate(house.learner, with_photo=True)
    photo = f"/certificates/photos/{photo_of(certificate).id}"
    below = f"{page_of(house.learner)}/{certificate.id}"
    led_by_a_learner = make_person(name="Xu", supervisor_id=house.colleague.id)
    theirs = photo_of(make_certificate(led_by_a_learner, with_photo=True)).id

    assert house.app.test_client().get(photo).status_code == 302
    for stranger in (house.colleague, house.other_learner, house.other_supervisor):
        client = house.client(stranger)
        assert client.get(photo).status_code == 404
        is_supervisor = stranger is house.other_supervisor
        denied = 404 if is_supervisor else 403
        assert client.get(page_of(house.learner)).status_code == denied
        assert client.post(page_of(house.learner), data=sent(number="999999")).status_code == denied
        for deed in ("check", "removal", "photos"):
            assert client.post(f"{below}/{deed}").status_code == denied
    colleague = house.client(house.colleague)
    assert colleague.get(page_of(led_by_a_learner)).status_code == 403
    assert colleague.get(f"/certificates/photos/{theirs}").status_code == 404
    for allowed in (house.learner, house.supervisor, house.hr):
        assert house.client(allowed).get(photo).status_code == 200
    assert len(rows()) == 2


@sqlite
def test_a_supervisor_sees_nothing_any_more_after_she_left_the_team(house: House) -> None:
    certificate = make_certificate(house.learner, with_photo=True)
    client = house.client(house.supervisor)
    photo = f"/certificates/photos/{photo_of(certificate).id}"
    assert client.get(photo).status_code == 200

    house.team.leader_id = house.other_supervisor.id
    db.session.commit()

    assert client.get(photo).status_code == 404
    assert client.get(page_of(house.learner)).status_code == 404
    assert client.post(f"{page_of(house.learner)}/{certificate.id}/check").status_code == 404
    assert "Chen" not in words(client.get("/certificates"))
    assert "Chen" not in client.post("/certificates/export/csv").text


@sqlite
def test_a_photo_of_one_certificate_is_not_reached_through_another_person(house: House) -> None:
    certificate = make_certificate(house.other_learner, with_photo=True)
    photo_id = photo_of(certificate).id
    client = house.client(house.supervisor)

    path = f"{page_of(house.learner)}/photos/{photo_id}/removal"
    assert client.post(path).status_code == 404
    assert client.post(f"{page_of(house.learner)}/{certificate.id}/check").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Photo)) == 1


@sqlite
def test_removing_needs_a_reason_and_takes_the_photos_along(house: House) -> None:
    certificate = make_certificate(house.learner, checked_by=house.supervisor, with_photo=True)
    client = house.client(house.supervisor)
    path, field = (
        f"{page_of(house.learner)}/{certificate.id}/removal",
        f"r{certificate.id.hex}-reason",
    )

    client.post(path, data={field: "  "})
    assert "Say why it is removed" in words(client.get(page_of(house.learner)))
    client.post(path, data={field: "typed twice"})

    page = words(client.get(page_of(house.learner)))
    assert "typed twice" in page
    assert db.session.scalar(select(func.count()).select_from(Photo)) == 0
    assert client.post(path, data={field: "again"}).status_code == 404
    assert client.post(
        page_of(house.learner), data=sent(issued_on=in_days(-400).isoformat())
    ).location
    verbs = db.session.scalars(select(Event.verb).where(Event.object_kind == "certificate"))
    assert sorted(verbs) == ["checked", "recorded", "recorded", "removed"]


def test_photos_are_added_once_each_and_taken_away(house: House) -> None:
    certificate = make_certificate(house.learner)
    client = house.client(house.hr)
    path = f"{page_of(house.learner)}/{certificate.id}/photos"

    for body in (picture((90, 60)), picture((90, 60), place=True)):
        client.post(path, data={"photo": (io.BytesIO(body), "photo.jpg")})
    photo = photo_of(certificate)
    assert photo.delete_after == in_days(400 + 1095)
    client.post(path)
    assert "Choose a photo" in words(client.get(page_of(house.learner)))

    form_of_a_photo = "multipart/form-data; boundary=photo"
    large = client.post(path, data=bytes(1_100_000), content_type=form_of_a_photo)
    assert large.status_code == 413
    assert "Send a smaller one" in words(large)

    client.post(f"{page_of(house.learner)}/photos/{photo.id}/removal")
    assert db.session.scalar(select(func.count()).select_from(Photo)) == 0


def test_photos_go_with_their_record_and_after_their_day(house: House) -> None:
    first = make_certificate(house.learner, with_photo=True)
    second = make_certificate(house.colleague, with_photo=True)
    photo = photo_of(second)

    db.session.execute(delete(OutsideCertificate).where(OutsideCertificate.id == first.id))
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Photo)) == 1

    photo.delete_after = utcnow().date()
    db.session.commit()
    assert delete_old_photos(utcnow()) == 0
    photo.delete_after = in_days(-2)
    db.session.commit()
    assert (delete_old_photos(utcnow()), delete_old_photos(utcnow())) == (1, 0)
    assert db.session.get(OutsideCertificate, second.id) is not None


@sqlite
def test_a_renewed_certificate_leaves_the_old_one_as_history(house: House) -> None:
    make_certificate(house.learner, left=20, checked_by=house.supervisor)
    client = house.client(house.supervisor)

    client.post(page_of(house.learner), data=sent(checked="y"))

    page = words(client.get(page_of(house.learner)))
    assert len(rows()) == 2
    assert "Renewed or removed" in page
    assert [each.state for each in certificates_of(house.learner.id)] == ["good", "expiring"]
    assert "expires in" not in words(client.get("/certificates"))


@sqlite
def test_a_post_is_not_ready_without_what_it_needs(needing: House) -> None:
    client = needing.client(needing.learner)
    page = words(client.get("/my-certificates"))
    assert "Security guard card missing" in page
    assert "Health certificate missing" in page

    make_certificate(needing.learner, checked_by=needing.supervisor)
    make_certificate(needing.learner, kind="health", left=5, checked_by=needing.supervisor)
    page = words(client.get("/my-certificates"))
    assert "Not ready" not in page
    assert "Health certificate until" in page


def test_a_whole_team_is_asked_in_one_statement(needing: House, statements: Statements) -> None:
    entry = current_library().get("position", needing.learner.position or "")
    assert entry is not None
    make_certificate(needing.learner, checked_by=needing.supervisor)
    people = {needing.learner.id: entry.body, needing.colleague.id: entry.body, uuid.uuid4(): None}
    statements.clear()

    ready = readiness_of(people, today())

    assert len(statements) == 1
    assert [each.kind for each in ready[needing.learner.id].lacks] == ["health"]
    assert len(ready[needing.colleague.id].lacks) == 2
    assert ready[needing.colleague.id].lacks[0].kind_name.en == "Security guard card"
    assert [each.is_ready for each in ready.values()] == [False, False, True]
    assert readiness_of({needing.learner.id: None}, today())[needing.learner.id].is_ready
    assert len(statements) == 1


@sqlite
def test_a_learner_finds_no_register_and_no_settings(client: FlaskClient, house: House) -> None:
    sign_in(client, house.learner)
    for path in ("/certificates", "/settings/records"):
        assert client.get(path).status_code == 403
    assert house.client(house.supervisor).get("/settings/records").status_code == 403


@sqlite
def test_hr_settles_figures_and_kinds(house: House) -> None:
    make_company()
    make_certificate(house.learner)
    client = house.client(house.hr)
    path = "/settings/records"

    assert client.post(path, data={"photo_days": "0"}).status_code == 422
    client.post(path, data={"photo_days": "90", "safety_minutes": "720"})
    client.post(f"{path}/kinds", data={"new-zh": "电梯安全管理员证", "new-en": "Lift safety card"})
    client.post(f"{path}/kinds/health", data={"health-zh": "健康证明", "health-en": "Health proof"})
    client.post(f"{path}/kinds/fire-facility/removal")
    client.post(f"{path}/kinds/guard-card/removal")
    in_use = client.get(path)
    double = client.post(f"{path}/kinds", data={"new-zh": "健康证明", "new-en": "Other"})

    assert "in use" in words(in_use)
    assert double.status_code == 422
    company = db.session.get_one(Company, 1)
    assert (company.photo_days, company.safety_minutes) == (90, 720)
    assert company.certificate_kinds["lift-safety-card"]["en"] == "Lift safety card"
    assert company.certificate_kinds["health"]["zh"] == "健康证明"
    assert "fire-facility" not in company.certificate_kinds
    assert "guard-card" in company.certificate_kinds
    assert client.post(f"{path}/kinds/unheard-of/removal").status_code == 404
    client.post(path, data={"photo_days": "90", "safety_minutes": ""})
    db.session.refresh(company)
    assert company.safety_minutes is None
    changes = select(func.count()).where(Event.object_kind == "company")
    assert db.session.scalar(changes) == 5


@sqlite
def test_settings_can_be_made_where_no_company_was_written_down(house: House) -> None:
    client = house.client(house.hr)

    client.post("/settings/records", data={"photo_days": "30"})

    assert db.session.get_one(Company, 1).photo_days == 30
    assert "Security guard card" in words(client.get("/settings/records"))
