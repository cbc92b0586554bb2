"""What people type where practice is kept is shown as it stands, and is never a fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from app.accounts.models import Person
from app.db import db, utcnow
from app.notices.models import Notice
from app.observations.models import Observation
from app.printing.pdf import pdf_of
from app.printing.sheet import TEMPLATE, Column, Part, Sheet, values_of
from app.probation.models import ProbationReview
from app.sessions.models import TrainingSession
from tests.content_tree import ContentTree
from tests.factories import NOON
from tests.observations.desk import hidden_of
from tests.practice_house import House, day, make_house
from tests.sessions.hall import given
from tests.test_quiz_mischief import MISCHIEF, TAKEN_FOR_MARKUP
from tests.walk_practice import POLICY

pytestmark = pytest.mark.database("sqlite")

FORMULA = '=HYPERLINK("http://evil.example","x")'
#: Source of the program that sets documents, which would read, run or break something.
TYPST = '#read("/etc/hostname") #import "x.typ" #{1+1} $x^2$ *b* @ref <label> \\ `raw` // zz'
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HUGE = "9" * 5000
#: What no field of a form asks for, and every one may get; a field gets one of so many.
EACH = 15
ODD = (
    *("\0", "x\0y", "\u202eabc", "\u200b\ufeff", "\ufffe", "\U0010ffff", "{0}%s"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "-60", "1e9", HUGE, MISCHIEF, "x" * 100_000),
)


@pytest.fixture
def house(app: Flask, content: ContentTree) -> House:
    """Two teams, in which people and the unit are called as nobody is."""
    return make_house(
        app,
        content,
        leader=f"L{MISCHIEF}",
        person=f"N{MISCHIEF}",
        mentor=f"M{MISCHIEF}",
        mate=FORMULA,
        unit=f"=U{MISCHIEF}",
    )


def typed_at(client: FlaskClient, place: str, **fields: Any) -> dict[str, Any]:
    """A sheet in which everything that can be written is written."""
    hidden = hidden_of(client.get(place).text)
    words = {"place": MISCHIEF, "note": MISCHIEF, "seen_on": day().isoformat()}
    return hidden | words | fields


def write_everything(house: House) -> dict[str, str]:
    """Each free text of each form, written by whoever writes it; where it is to be read."""
    mentor, person = house.browser(house.mentor), house.browser(house.person)
    leader, hr = house.browser(house.leader), house.browser(house.hr)
    places: dict[str, str] = {}

    def post(who: FlaskClient, place: str, data: dict[str, Any]) -> str:
        answer = who.post(place, data=data)
        assert answer.status_code == 302, (place, answer.status_code)
        return str(answer.location)

    names = ("rings", "name", "greets")
    lines = {f"mark-{each}": "met" for each in names} | {f"note-{each}": MISCHIEF for each in names}
    one = f"/practice/new/front-desk?person={house.person.id}"
    sheet = lines | {"verdict": "competent"}
    places["confirmed"] = post(mentor, one, typed_at(mentor, one, **sheet))
    post(person, f"{places['confirmed']}/confirmation", {"word": MISCHIEF})
    places["objected"] = post(mentor, one, typed_at(mentor, one, **sheet))
    post(person, f"{places['objected']}/objection", {"reason": MISCHIEF})
    found = {"mark-lamp": "not-met", "mark-floor": "met", "note-lamp": MISCHIEF}
    places["round"] = post(person, "/rounds/lobby", typed_at(person, "/rounds/lobby", **found))
    session = given(house.unit, [house.person, house.mate], topic=MISCHIEF, place=MISCHIEF)
    session |= {"trainer": MISCHIEF, "is_guest": "y", "note": MISCHIEF}
    places["session"] = post(leader, "/sessions/new", session)
    gone = post(leader, "/sessions/new", session | {"id": "", "topic": FORMULA})
    post(leader, f"{gone}/removal", {"reason": FORMULA})
    places["removed"] = gone
    post(hr, "/settings/records/kinds", {"new-zh": MISCHIEF[:40], "new-en": MISCHIEF})
    review = house.review()
    place = places["review"] = f"/probation/{review.id}"
    said = {"supervisor-words": MISCHIEF, "supervisor-advice": "confirm"}
    post(leader, f"{place}/voices/supervisor", said)
    mentored = {"mentor-words": MISCHIEF, "mentor-advice": "extend"}
    post(mentor, f"{place}/voices/mentor", mentored)
    post(person, f"{place}/voices/self", {"self-words": MISCHIEF})
    verdict = {"decision": "not-confirmed", "failed": "punctual", "reasons": MISCHIEF}
    post(hr, f"{place}/decision", verdict)
    post(person, f"{place}/acknowledgement", {"word": MISCHIEF})
    named = {"observer": house.mentor.employee_number, "unit_id": str(house.unit.id)}
    post(leader, "/team/observers", named | {"kind": "observer", "starts_on": day().isoformat()})
    return places


LISTS = (
    *("/practice", "/practice/map", "/practice/new", "/practice/many/front-desk", "/my-practice"),
    *("/team/observers", "/sessions", "/sessions/new", "/certificates", "/my-certificates"),
    *("/policies", f"/policies/{POLICY}", f"/policies/{POLICY}/unsigned"),
    *(f"/policies/{POLICY}/unsigned/paper", "/probation", "/files", "/record/file", "/appraisals"),
    *("/settings/records", "/", "/team", "/team/appraisals", "/appraisals/statistics"),
)


def test_what_is_written_is_shown_as_it_stands(house: House) -> None:
    places = write_everything(house)
    own = {
        *places.values(),
        *(f"{places['session']}/{sheet}" for sheet in ("sheet", "minutes", "change")),
        *(f"{places[name]}/correct" for name in ("confirmed", "objected", "round")),
        f"{places['review']}/sheet",
        f"/practice/new/front-desk?person={house.person.id}",
        *(f"/{part}/{house.person.id}" for part in ("certificates", "files", "team")),
        f"/probation/people/{house.person.id}",
        f"/units/{house.unit.id}/year",
    }
    shown = set()

    hers = ("/my-practice", "/my-certificates", "/policies", "/practice", "/record/file")
    readers = {
        "person": (*hers, *own),
        "mentor": (*hers, *own),
        "leader": (*LISTS, *own),
        # What one searches for comes back with what was found.
        "hr": (*(f"{each}?q={MISCHIEF}" for each in LISTS), places["review"], places["objected"]),
    }
    for who, read in readers.items():
        browser = house.browser(getattr(house, who))
        for place in read:
            page = browser.get(place)
            assert page.status_code in (200, 302, 403, 404), (who, place)
            assert TAKEN_FOR_MARKUP.findall(page.text) == [], place
            if "{{7*7}}" in page.text and page.status_code == 200:
                shown.add(place)
    assert own <= shown


def test_mails_are_plain_text_with_no_line_too_many(house: House) -> None:
    write_everything(house)

    mails = db.session.scalars(select(Notice)).all()
    assert {each.recipient for each in mails} >= {"mentor@secret.example", "person@secret.example"}
    for each in mails:
        assert "\n" not in each.subject
        assert "\r" not in each.subject + each.body
        assert MISCHIEF not in each.subject
    # Nothing of what was said in the review stands in a mail: it is read on the page.
    told = next(each for each in mails if each.kind == "news")
    assert "7*7" not in told.body.replace(house.person.name, "")


def test_no_cell_is_a_formula(house: House) -> None:
    write_everything(house)
    house.follows(house.mate)
    house.certified(house.mate, checked_by_name=FORMULA)
    leader, hr = house.browser(house.leader), house.browser(house.hr)
    files = {
        "sessions": leader.post("/sessions/export"),
        "register": hr.post("/certificates/export/xlsx"),
        "unsigned": leader.post(f"/policies/{POLICY}/unsigned.xlsx"),
        "year": leader.post(f"/units/{house.unit.id}/year.xlsx"),
        "figures": hr.open("/appraisals/statistics.xlsx", method=_method(hr)),
    }

    for name, answer in files.items():
        assert (answer.status_code, answer.mimetype) == (200, WORKBOOK), name
        cells = [
            cell
            for sheet in load_workbook(io.BytesIO(answer.data))
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, name
        assert all(cell.hyperlink is None for cell in cells), name
        with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
            assert b"<f>" not in b"".join(map(parts.read, parts.namelist())), name
        assert "\n" not in answer.headers["Content-Disposition"]
        assert name == "figures" or any("HYPERLINK" in str(c.value) for c in cells), name
    told = hr.post("/certificates/export/csv").text
    assert "\n=" not in told
    assert ",=" not in told
    assert ',"=' not in told
    assert "'=HYPERLINK" in told


def _method(browser: FlaskClient) -> str:
    """How a workbook is asked for."""
    rules = browser.application.url_map.iter_rules("appraisals.statistics_file")
    return "POST" if "POST" in (next(rules).methods or ()) else "GET"


def test_a_document_prints_what_stands_there_and_nothing_else(house: House) -> None:
    house.person.name = TYPST
    write_everything(house)
    hr = house.browser(house.hr)
    for place in (f"/files/{house.person.id}.pdf", f"/units/{house.unit.id}/year.pdf"):
        answer = hr.get(place)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), place
        pages = PdfReader(io.BytesIO(answer.data)).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
        assert '#read("/etc/hostname")' in text, place
        assert "#{1+1}" in text, place


def test_a_word_without_end_makes_a_document_all_the_same() -> None:
    words = ("x" * 10_000, "触" * 10_000, "‮" * 10_000, TYPST * 100)
    part = Part("A", [Column("B"), Column("C")], [[each, each] for each in words], "None")
    told = {"foot": "F", "page": "{page}/{pages}", "lacks": "L", "sign": "S"}
    facts = [("Fact", "y" * 2000)]
    sheet = Sheet("T" * 1000, "en", "Company", "Somebody", facts, [part], ["HR"], told)

    made = pdf_of(TEMPLATE, values_of(sheet), made_at=NOON)

    assert len(PdfReader(io.BytesIO(made)).pages) > 2


# Forms that get anything.


def forms_of(house: House) -> Iterator[tuple[Person, str, dict[str, Any]]]:
    """Every form with all that it may hold; each of these fields is then something odd."""
    seen = house.seen(by=house.leader, about=house.mate)
    about_her, paper = house.seen(), house.certified(house.person)
    session, review = house.held(house.person), house.review()
    marks = {"mark-rings": "met", "note-rings": "x", "verdict": "competent", "place": "x"}
    marks |= {"seen_on": day().isoformat(), "recheck_on": "", "note": "x", "version_id": "x"}
    marks |= {"record_id": "x"}
    drill = marks | {"person": str(house.mate.id), "who": "x", "line": "*", "how": "met"}
    drill |= {"why": "x", "go": "more"}
    leader, person, hr = house.leader, house.person, house.hr
    yield leader, f"/practice/new/front-desk?person={person.id}", marks
    yield leader, "/practice/many/front-desk", drill
    yield leader, f"/practice/{seen.id}/correct", marks
    yield person, "/rounds/lobby", marks | {"mark-lamp": "met", "note-lamp": "x"}
    yield person, f"/practice/{about_her.id}/confirmation", {"word": "x"}
    yield person, f"/practice/{about_her.id}/objection", {"reason": "x"}
    yield hr, f"/practice/{about_her.id}/second-look", {"asked": str(leader.id)}
    named = {"observer": "x", "kind": "mentor", "person": "x", "unit_id": "x", "starts_on": "x"}
    yield leader, "/team/observers", named | {"ends_on": "x"}
    yield leader, f"/team/{person.id}/mentor", named
    held = given(house.unit, [person]) | {"standards": "x", "people-words": "x", "act": "save"}
    held |= {f"result-{person.id}": "passed", "all_passed": "", "standard-words": "x"}
    yield leader, "/sessions/new", held
    yield leader, f"/sessions/{session.id}/change", held
    yield leader, "/sessions/new", held | {"act": "people"}
    yield leader, f"/sessions/{session.id}/removal", {"reason": ""}
    certificate = {"kind": "guard-card", "number": "", "issued_on": "2026-01-02", "lasts": "y"}
    certificate |= {"expires_on": "", "photo": "x", "checked": "y"}
    yield leader, f"/certificates/{person.id}", certificate
    yield person, "/my-certificates", certificate
    yield leader, f"/certificates/{person.id}/{paper.id}/photos", {"photo": "x"}
    yield hr, "/settings/records", {"safety_minutes": "", "photo_days": "1"}
    yield hr, "/settings/records/kinds", {"new-zh": "", "new-en": ""}
    yield person, f"/policies/{POLICY}/signature", {"version": "x", "has_read": ""}
    yield person, f"/probation/{review.id}/voices/self", {"self-words": ""}
    opinion = {"supervisor-words": "", "supervisor-advice": "confirm"}
    yield leader, f"/probation/{review.id}/voices/supervisor", opinion
    yield hr, f"/probation/people/{person.id}", {"probation_ends_on": ""}
    decision = {"decision": "extended", "failed": "punctual", "reasons": "x", "is_agreed": ""}
    yield hr, f"/probation/{review.id}/decision", decision | {"extended_until": "x"}


def test_whatever_comes_is_answered_with_a_page(house: House) -> None:
    for who, place, fields in forms_of(house):
        browser = house.browser(who)
        for number, name in enumerate(fields):
            # Each field gets a few of them, each form all.
            for odd in ODD[number % EACH :: EACH]:
                answer = browser.post(place, data=fields | {name: odd})
                assert answer.status_code < 500, (place, name, odd[:20])
        # Files where words are asked for, the same field over and over, and as much as can be sent.
        files = {name: (io.BytesIO(b"x\0"), "x.txt") for name in fields}
        assert browser.post(place, data=files).status_code < 500, place
        assert browser.post(place, data=dict.fromkeys(fields, ["x"] * 90)).status_code < 500, place
        everything = b"&".join(b"%s=%s" % (n.encode(), b"x" * 90_000) for n in fields)[:1_040_000]
        form = "application/x-www-form-urlencoded"
        assert browser.post(place, data=everything, content_type=form).status_code < 500, place
    assert all("\0" not in each.note for each in db.session.scalars(select(Observation)))
    sessions = db.session.scalars(select(TrainingSession)).all()
    assert all(each.ends_at > each.starts_at and len(each.topic) <= 200 for each in sessions)
    for review in db.session.scalars(select(ProbationReview)):
        assert day(-400) < review.ends_on < day(365 * 70)


def test_whatever_stands_in_an_address_is_answered_with_a_page(house: House) -> None:
    house.held(house.person)
    house.review()
    names = (
        "q",
        "page",
        "before",
        "after",
        "unit",
        "kind",
        "state",
        "year",
        "person",
        "instrument",
    )
    names += ("checklist", "several", "topic", "missing", "who", "sort")
    odd = ("\0", "-1", HUGE, "9" * 20, "x" * 3000, str(house.hr.id), "%", "_", "\U0010ffff", "٣")
    places = (*LISTS, f"/units/{house.unit.id}/year", "/units/year", f"/files/{house.person.id}")

    browser = house.browser(house.hr)
    for number, place in enumerate(places):
        for value in odd[number % 3 :: 3]:
            answer = browser.get(place, query_string=dict.fromkeys(names, value))
            assert answer.status_code < 500, (place, value[:20])


def test_times_that_no_calendar_has_are_refused(house: House) -> None:
    leader, now = house.browser(house.leader), utcnow()
    held = given(house.unit) | {"trainer": house.leader.name}

    for changed in (
        {"begins": "09:00", "ends": "09:00"},
        {"begins": "09:00", "ends": "08:00"},
        {"begins": "25:00", "ends": "26:00"},
        {"begins": "-1:00"},
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": f"{now.year + 2}-01-01"},
        {"day": f"{now.year - 2}-01-01"},
        {"day": "2026-02-30"},
    ):
        for act in ("save", "people", "find-people", "find-standards"):
            answer = leader.post("/sessions/new", data=held | changed | {"act": act})
            assert answer.status_code == (422 if act == "save" else 200), (changed, act)
    assert db.session.scalars(select(TrainingSession)).all() == []
    hr = house.browser(house.hr)
    for minutes in ("-1", "0", "1.5", HUGE, "x", "９９９９９９９９"):
        for sent in ({"safety_minutes": minutes, "photo_days": "9"}, {"photo_days": minutes}):
            assert hr.post("/settings/records", data=sent).status_code == 422, sent
