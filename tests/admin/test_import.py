"""Taking over a list: shown first, done after, all of it or nothing."""

from __future__ import annotations

import html
import io
import logging
import re
import uuid
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.admin import operations
from app.audit.models import Event
from app.db import db
from app.enrolments.models import Assignment, Enrolment
from tests.conftest import Statements
from tests.factories import NOON, make_person, make_unit

HEADINGS = "工号,姓名,手机号,岗位,单位,主管,入职日期\n"


def preview(client: FlaskClient, text: str) -> TestResponse:
    """Paste a list and look at what it would change."""
    return client.post("/admin/import", data={"text": text}, content_type="multipart/form-data")


def take_over(client: FlaskClient, shown: TestResponse) -> TestResponse:
    """Press the button of the preview."""
    values = {name: _hidden(shown.text, name) for name in ("text", "digest")}
    return client.post("/admin/import/people", data=values, content_type="multipart/form-data")


def _hidden(text: str, name: str) -> str:
    tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', text)
    (tag,) = [tag for tag in tags if f'name="{name}"' in tag]
    found = re.search(r'value="([^"]*)"', tag)
    # A browser sends the lines of a field apart as two characters.
    return html.unescape(found[1]).replace("\n", "\r\n") if found else ""


def person_with(number: str) -> Person:
    """The person as the database has her now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Person).where(Person.employee_number == number)).one()


def count(table: Any) -> int:
    """How many rows there are, what the test made among them."""
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_list_is_shown_first_and_then_taken_over(client: FlaskClient, admin: Person) -> None:
    unit = make_unit(name="前台")
    make_person(name="王芳", employee_number="W1", mobile="13800005501")
    text = HEADINGS + (
        "A2,李梅,138-0000 5502,客服专员,前台,A1,2026年11月2日\n"
        "A1,黄志强,,,,H0001,\n"
        "W1,王芳,13800005503,,前台,,\n"
        "H0001,周建国,,,,,\n"
    )

    shown = preview(client, text)

    assert count(Person) == 2
    for said in ("李梅", "13800005502", "Customer-service assistant", "2026-11-02", "→"):
        assert said in shown.text
    assert re.findall(r'tp-num">(\d+)<', shown.text) == ["2", "1", "1"]
    answer = take_over(client, shown)
    assert answer.location == "/admin/people"
    boss, new, changed = person_with("A1"), person_with("A2"), person_with("W1")
    assert (new.mobile, new.unit_id, new.supervisor_id) == ("13800005502", unit.id, boss.id)
    assert (new.position, new.hired_on) == ("customer-service-assistant", date(2026, 11, 2))
    assert boss.supervisor_id == admin.id
    assert (changed.mobile, changed.unit_id) == ("13800005503", unit.id)
    assert [grant.role for grant in new.grants] == ["learner"]
    assignment = db.session.scalars(select(Assignment)).one()
    assert (assignment.person_id, assignment.anchored_on) == (new.id, date(2026, 11, 2))


def test_the_same_list_a_second_time_changes_nothing(client: FlaskClient, admin: Person) -> None:
    make_unit(name="前台")
    text = HEADINGS + "A1,李梅,13800005502,客服助理,前台,H0001,2026-11-02\n"
    shown = preview(client, text)
    take_over(client, shown)
    people, events = count(Person), count(Event)

    again = preview(client, text)
    pressed_twice = take_over(client, shown)

    assert "There is nothing to do." in again.text
    assert "In the meantime something was changed" in pressed_twice.text
    assert (count(Person), count(Event)) == (people, events)


def test_what_changed_in_the_meantime_is_shown_once_more(
    client: FlaskClient, admin: Person
) -> None:
    here = make_person(name="王芳", employee_number="W1")
    shown = preview(client, "工号,姓名\nW1,王小芳\nA1,李梅\n")
    here.name = "王大芳"
    db.session.commit()

    answer = take_over(client, shown)

    assert answer.status_code == 200
    assert "王大芳 → 王小芳" in answer.text
    assert person_with("W1").name == "王大芳"
    assert count(Person) == 2
    assert take_over(client, answer).status_code == 302
    assert person_with("W1").name == "王小芳"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A1,李梅,13800005501,,,,", "Row 2, Mobile"),
        ("A1,李梅,,飞行员,,,", "There is no position “飞行员”."),
        ("A1,李梅,,,月球,,", "There is no unit “月球”."),
        ("A1,李梅,,,前台,,", "Several units are called “前台”."),
        ("A1,李梅,,,,谁,", "Nobody here and nobody in the list is called “谁”."),
        ("A1,李梅,,,,王芳,", "王芳 W1, 王芳 W2"),
        ("A1,李梅,,,,A1,", "Nobody is their own supervisor."),
        ("A1,李梅,,,,,2026/2/30", "There is no day “2026/2/30”."),
        ("L1,李梅,,,,,", "王离 has left."),
        (",李梅,,,,,", "Row 2, Employee number"),
        ("A1,李梅,,,,,\nA1,李梅,,,,,", "Row 2 has the same employee number."),
        ("A1,李梅,,,,A2,\nA2,张伟,,,,A1,", "Row 3, Supervisor"),
        ('A1,"李梅,,,,,', "The quotation marks here do not match."),
        ("A1,<b>李梅</b>,x,,,,", "“x” is not a mobile number."),
    ],
)
def test_one_row_that_cannot_be_taken_keeps_all_of_it_out(
    client: FlaskClient, admin: Person, row: str, said: str
) -> None:
    site, other = make_unit(name="翠湖", kind="site"), make_unit(name="江畔", kind="site")
    make_unit(name="前台", parent_id=site.id)
    make_unit(name="前台", parent_id=other.id)
    make_person(name="王芳", employee_number="W1", mobile="13800005501")
    make_person(name="王芳", employee_number="W2")
    make_person(name="王离", employee_number="L1", deactivated_at=NOON)
    before = count(Person)

    shown = preview(client, HEADINGS + row + "\nB7,好的,,,,,\n")

    assert said in html.unescape(shown.text)
    assert 'name="digest"' not in shown.text
    assert "<b>李梅" not in shown.text
    # What was pasted stands there, to be mended.
    assert html.escape(row.split("\n")[0].split(",")[0]) in shown.text
    forced = {"text": HEADINGS + row, "digest": "x"}
    assert client.post("/admin/import/people", data=forced).status_code == 200
    assert count(Person) == before


def test_columns_that_are_never_taken_are_named_and_not_even_sent_back(
    client: FlaskClient, admin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    text = "工号,姓名,身份证号,性别,爱好\nA1,李梅,110101199003071234,女,围棋\n"

    shown = preview(client, text)

    assert "身份证号, 性别" in shown.text
    assert "110101199003071234" not in shown.text
    assert "围棋" not in shown.text
    take_over(client, shown)
    assert person_with("A1").name == "李梅"
    assert "李梅" not in caplog.text
    assert "110101199003071234" not in caplog.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_every_encoding(
    client: FlaskClient, admin: Person, encoding: str
) -> None:
    file = (io.BytesIO("工号;姓名\r\nA1;李梅\r\n".encode(encoding)), "people.csv")

    shown = client.post("/admin/import", data={"file": file, "text": ""})

    take_over(client, shown)
    assert person_with("A1").name == "李梅"


def test_a_workbook_is_refused_with_what_to_do(client: FlaskClient, admin: Person) -> None:
    file = (io.BytesIO(b"PK\x03\x04 and so on"), "people.xlsx")

    answer = client.post("/admin/import", data={"file": file, "text": "kept"})

    assert 'id="file-error"' in answer.text
    assert "Save it as CSV (UTF-8)" in answer.text
    assert "kept" in answer.text


def test_nothing_is_asked_for_again(client: FlaskClient, admin: Person) -> None:
    for values in ({}, {"text": "  \n"}, {"text": (io.BytesIO(b"x"), "x.csv")}):
        answer = client.post("/admin/import", data=values)

        assert 'id="text-error"' in answer.text


@pytest.mark.database("sqlite")
def test_what_is_far_too_big_is_a_page_of_its_own(client: FlaskClient, admin: Person) -> None:
    answer = client.post("/admin/import", data={"text": "x" * 1_200_000})

    assert answer.status_code == 413


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_template_is_a_list_of_headings(
    client: FlaskClient, admin: Person, language: str
) -> None:
    admin.language = language

    answer = client.get("/admin/import/template.csv")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    shown = client.post("/admin/import", data={"file": (io.BytesIO(answer.data), "people.csv")})
    assert 'class="tp-pill is-due tp-count">1<' in shown.text


def test_supervisors_may_be_turned_round(client: FlaskClient, admin: Person) -> None:
    first = make_person(name="First", employee_number="F1")
    second = make_person(name="Second", employee_number="S1", supervisor_id=first.id)
    text = "工号,姓名,主管\nF1,First,S1\nS1,Second,H0001\n"

    answer = take_over(client, preview(client, text))

    assert answer.status_code == 302
    assert person_with("F1").supervisor_id == second.id
    assert person_with("S1").supervisor_id == admin.id


def test_what_the_database_refuses_at_the_last_moment_undoes_all_of_it(
    client: FlaskClient, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(name="王芳", employee_number="W1")
    shown = preview(client, "工号,姓名\nA1,李梅\nA2,张伟\nW1,王小芳\n")
    monkeypatch.setattr(operations, "new_id", lambda: uuid.UUID(int=7))

    answer = take_over(client, shown)

    assert answer.status_code == 409
    assert count(Person) == 2
    assert person_with("W1").name == "王芳"


def test_a_list_puts_people_on_the_plan_as_taking_in_one_does(
    client: FlaskClient, admin: Person
) -> None:
    position = "customer-service-assistant"
    text = f"工号,姓名,岗位,入职日期\nA1,李梅,{position},2026-11-02\n"
    take_over(client, preview(client, text))
    fields = {"name": "张伟", "employee_number": "A2", "position": position}
    fields |= {"hired_on": "2026-11-02", "language": "zh-Hans"}
    fields |= dict.fromkeys(("mobile", "email", "unit_id", "supervisor_id"), "")
    client.post("/admin/people/new", data=fields)

    by_list, by_form = (_left_behind(person_with(number)) for number in ("A1", "A2"))

    assert by_list == by_form
    assert len(by_list[0]) == 2


def _left_behind(person: Person) -> tuple[list[Any], ...]:
    """What somebody who was taken in has, but for ids and moments."""
    enrolments = (
        select(Enrolment).where(Enrolment.person_id == person.id).order_by(Enrolment.course)
    )
    assignments = select(Assignment).where(Assignment.person_id == person.id)
    events = select(Event).where(Event.person_id == person.id).order_by(Event.verb)
    return (
        [(e.course, e.due_on, e.assignment_id is None) for e in db.session.scalars(enrolments)],
        [(a.path, a.anchored_on, a.assigned_by_id) for a in db.session.scalars(assignments)],
        [(e.verb, e.object_kind, e.actor_id, e.details) for e in db.session.scalars(events)],
        [(grant.role, grant.granted_by_id) for grant in person.grants],
        [person.position, person.hired_on, person.language, person.is_candidate],
    )


@pytest.mark.parametrize("size", [1, 300])
def test_a_preview_costs_the_same_for_few_and_many(
    client: FlaskClient, admin: Person, statements: Statements, size: int
) -> None:
    rows = "".join(f"A{number},李梅{number},,,,H0001,\n" for number in range(size))
    preview(client, HEADINGS + rows)
    statements.clear()

    preview(client, HEADINGS + rows)

    assert len(statements) <= 5, statements
