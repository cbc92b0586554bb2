"""Writing sessions down, correcting and removing them, and what nobody may do to them."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.photos.models import Photo
from app.sessions.models import TrainingSession
from tests.conftest import Statements
from tests.factories import make_company, make_person, make_unit, sign_in
from tests.photos.pictures import picture
from tests.sessions.conftest import Cast
from tests.sessions.hall import ZONE, given, held, on_list, tick, words

pytestmark = pytest.mark.database("sqlite")


def only_session() -> TrainingSession:
    """The session, when there is one."""
    return db.session.scalars(select(TrainingSession)).one()


def test_a_session_is_written_down_with_who_was_there(client: FlaskClient, cast: Cast) -> None:
    chen, wang, _zhao = cast.people
    page = client.get(f"/sessions/new?unit={cast.team.id}")
    assert all(person.name in words(page) for person in cast.people)
    assert cast.stranger.name not in words(page)
    assert " checked" not in page.text

    form = given(cast.team, [chen, wang], topic=" 电话  沟通 ", all_passed="yes")
    sent = client.post("/sessions/new", data=form | {f"result-{wang.id}": "failed"})

    session = only_session()
    assert sent.location == f"/sessions/{session.id}"
    assert (session.topic, session.unit_id, session.level) == ("电话 沟通", cast.team.id, None)
    assert (session.trainer_id, session.trainer_name) == (cast.supervisor.id, "李主管")
    assert on_list(session.id) == {chen.id: ("ticked", "passed"), wang.id: ("ticked", "failed")}
    page = words(client.get(sent.location))
    assert "陈丽华" in page
    assert "not passed" in page
    assert "电话 沟通" in words(client.get("/sessions"))


def test_the_same_form_sent_twice_is_one_session(client: FlaskClient, cast: Cast) -> None:
    form = given(cast.team, cast.people)
    first = client.post("/sessions/new", data=form)
    assert client.post("/sessions/new", data=form).location == first.location
    assert len(on_list(only_session().id)) == 3
    # Somebody else's session is not told of by its id.
    sign_in(client, cast.other_supervisor)
    theirs = form | given(cast.other_unit, id=form["id"], trainer="徐主管")
    assert client.post("/sessions/new", data=theirs).status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"topic": "  "}, "Write what it was about."),
        ({"kind": "onboarding"}, "the company, the project or the team"),
        ({"day": "2026-13-45"}, "Not a valid date value."),
        ({"day": "0001-01-01"}, "Look at the year again."),
        ({"begins": "09:00", "ends": "08:00"}, "within 12 hours"),
        ({"trainer": "没有这个人"}, "If it is a guest"),
        ({"unit_id": "not-a-unit"}, "Not a valid choice."),
    ],
)
def test_bad_input_is_told_and_keeps_every_tick(
    client: FlaskClient, cast: Cast, fields: dict[str, str], told: str
) -> None:
    page = client.post("/sessions/new", data=given(cast.team, cast.people[:2]) | fields)

    assert page.status_code == 422
    assert told in words(page)
    for person in cast.people[:2]:
        assert f'value="{person.id}" checked' in page.text
    assert db.session.scalar(select(TrainingSession)) is None


def test_a_trainer_is_an_employee_by_number_or_a_guest(client: FlaskClient, cast: Cast) -> None:
    number = cast.stranger.employee_number
    client.post("/sessions/new", data=given(cast.team, trainer=number))
    session = only_session()
    assert (session.trainer_id, session.trainer_name) == (cast.stranger.id, "吴晓玲")
    change = given(cast.team, trainer="消防大队 王队长", is_guest="y")
    client.post(f"/sessions/{session.id}/change", data=change)
    db.session.expire_all()
    assert (session.trainer_id, session.trainer_name) == (None, "消防大队 王队长")


def test_people_of_other_units_are_found_by_search_and_ticks_are_kept(
    client: FlaskClient, cast: Cast
) -> None:
    repair = make_unit(name="维修班", leader_id=cast.supervisor.id)
    ma = make_person(name="马慧", unit_id=repair.id)
    asked = {"act": "find-people", "people-words": "马"}
    page = client.post("/sessions/new", data=given(cast.team, cast.people[:1]) | asked)
    assert page.status_code == 200
    assert f'id="present-{ma.id}"' in page.text
    assert f'value="{cast.people[0].id}" checked' in page.text
    # Whom she does not lead is found by nobody but HR.
    asked["people-words"] = cast.stranger.name
    page = client.post("/sessions/new", data=given(cast.team) | asked)
    assert "Nobody else of your people is called so." in words(page)
    assert db.session.scalar(select(TrainingSession)) is None


def test_standards_are_searched_and_shown_and_are_no_evidence(
    client: FlaskClient, cast: Cast
) -> None:
    asked = {"act": "find-standards", "standard-words": "17"}
    page = client.post("/sessions/new", data=given(cast.team) | asked)
    assert "Pick up the telephone within 3 rings." in words(page)
    chosen = {"standards": ["touchpoint-17-three-rings", "no-such-standard"]}
    sent = client.post("/sessions/new", data=given(cast.team, cast.people) | chosen)
    assert only_session().standards == ["touchpoint-17-three-rings"]
    assert "no evidence of knowing it" in words(client.get(sent.location))


def test_a_session_may_be_announced_and_nobody_is_there_beforehand(
    client: FlaskClient, cast: Cast
) -> None:
    early = given(cast.team, cast.people[:1], starts_in=120)
    page = client.post("/sessions/new", data=early)
    assert page.status_code == 422
    assert "This is ahead" in words(page)
    sent = client.post("/sessions/new", data=given(cast.team, starts_in=120))
    assert "It is announced." in words(client.get(sent.location))
    assert "announced" in words(client.get("/sessions"))


def test_a_correction_adds_takes_off_and_leaves_whom_it_did_not_show(
    client: FlaskClient, cast: Cast
) -> None:
    chen, wang, _zhao = cast.people
    session = held(unit_id=cast.team.id, created_by_id=cast.supervisor.id)
    tick(session, chen)
    page = client.get(f"/sessions/{session.id}/change")
    assert f'value="{chen.id}" checked' in page.text
    # Meanwhile somebody of another unit comes by the code.
    tick(session, cast.stranger, came_by="code")
    form = given(cast.team, [wang], topic="新题目") | {
        "shown": [str(each.id) for each in cast.people],
        f"result-{wang.id}": "passed",
    }
    assert client.post(f"/sessions/{session.id}/change", data=form).status_code == 302

    db.session.expire_all()
    assert session.topic == "新题目"
    assert on_list(session.id) == {
        wang.id: ("ticked", "passed"),
        cast.stranger.id: ("code", "untested"),
    }
    events = db.session.execute(
        select(Event.verb, Event.person_id).where(Event.object_id == str(session.id))
    ).all()
    assert {("unticked", chen.id), ("ticked", wang.id), ("changed", None)} <= {*events}
    # Who came by the code may be kept and graded, though she is of another unit.
    form = given(cast.team, [wang, cast.stranger]) | {f"result-{cast.stranger.id}": "failed"}
    client.post(f"/sessions/{session.id}/change", data=form)
    assert on_list(session.id)[cast.stranger.id] == ("code", "failed")


def test_what_is_removed_stays_struck_and_is_not_changed(client: FlaskClient, cast: Cast) -> None:
    session = held(unit_id=cast.team.id)
    address = f"/sessions/{session.id}"
    assert client.post(f"{address}/removal", data={"reason": " "}).status_code == 422
    client.post(f"{address}/removal", data={"reason": "记错了"})
    assert "记错了" in words(client.get(address))
    assert "<s>电话沟通</s>" in client.get("/sessions").text
    assert client.post(f"{address}/change", data=given(cast.team, cast.people)).location == address
    assert client.post(f"{address}/code").status_code == 409
    assert client.post(f"{address}/people/{cast.people[0].id}/removal").status_code == 409
    photo = {"photo": (io.BytesIO(picture()), "sheet.jpg")}
    assert client.post(f"{address}/photos", data=photo).status_code == 409
    assert on_list(session.id) == {}


def test_another_teams_session_is_nowhere(client: FlaskClient, cast: Cast) -> None:
    session = held(unit_id=cast.other_unit.id)
    photo = Photo(
        session_id=session.id,
        width=1,
        height=1,
        digest="0" * 64,
        body=b"x",
        created_at=utcnow(),
        delete_after=utcnow().date(),
    )
    db.session.add(photo)
    address = f"/sessions/{session.id}"
    own = held(unit_id=cast.team.id)
    for path in ("", "/change", "/sheet", "/minutes", "/code/ABCD2345", f"/photos/{photo.id}"):
        assert client.get(address + path).status_code == 404, path
    # Nor is its photo shown below a session of one's own.
    assert client.get(f"/sessions/{own.id}/photos/{photo.id}").status_code == 404
    somebody = f"/people/{cast.stranger.id}/removal"
    for path in ("/change", "/removal", "/code", "/photos", somebody):
        assert client.post(address + path, data={"reason": "x"}).status_code == 404, path
    sign_in(client, cast.hr)
    assert client.get(address).status_code == 200
    sign_in(client, cast.stranger)
    assert client.get(address).status_code == 403


def test_nobody_ticks_herself_or_whom_she_does_not_lead(client: FlaskClient, cast: Cast) -> None:
    for somebody in (cast.stranger, cast.supervisor):
        page = client.post("/sessions/new", data=given(cast.team, [somebody]))
        assert page.status_code == 422
        assert "not among your people" in words(page)
        assert f'value="{somebody.id}"' not in page.text
    sign_in(client, cast.hr)
    unit = given(cast.other_unit, [cast.stranger], trainer="林静")
    assert client.post("/sessions/new", data=unit).status_code == 302


def test_a_supervisor_who_left_the_team_does_not_see_its_sessions(
    client: FlaskClient, cast: Cast
) -> None:
    session = held(unit_id=cast.team.id)
    assert client.get(f"/sessions/{session.id}").status_code == 200
    cast.team.leader_id = cast.other_supervisor.id
    db.session.commit()
    assert client.get(f"/sessions/{session.id}").status_code == 404
    assert client.get(f"/sessions/new?unit={cast.team.id}").text.count("陈丽华") == 0


def test_a_photo_of_the_sheet_is_kept_seen_and_removed(client: FlaskClient, cast: Cast) -> None:
    session = held(unit_id=cast.team.id)
    address = f"/sessions/{session.id}/photos"
    assert client.post(address, data={"photo": (io.BytesIO(b"x"), "a.jpg")}).status_code == 422
    for _twice in range(2):
        client.post(address, data={"photo": (io.BytesIO(picture()), "sheet.jpg")})
    photo = db.session.scalars(select(Photo)).one()
    day = session.starts_at.astimezone(ZONE).date()
    assert photo.delete_after == day + timedelta(days=1095)
    its_own = f"{address}/{photo.id}"
    shown = client.get(its_own)
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    client.post(f"/sessions/{session.id}/removal", data={"reason": "x"})
    assert client.post(f"{its_own}/removal").status_code == 409
    db.session.expire_all()
    session.removed_at, session.removed_reason = None, ""
    client.post(f"{its_own}/removal")
    assert client.get(its_own).status_code == 404


def test_the_list_is_searched_narrowed_and_paged(
    client: FlaskClient, cast: Cast, statements: Statements
) -> None:
    now = utcnow()
    for number in range(32):
        start = now - timedelta(days=number)
        held(
            unit_id=cast.team.id,
            topic=f"主题{number}号",
            kind="safety" if number == 31 else "weekly",
            starts_at=start,
            ends_at=start + timedelta(minutes=30),
        )
    db.session.commit()
    statements.clear()
    page = client.get("/sessions")
    assert len(statements) <= 7
    assert "主题29号" in words(page)
    assert "主题30号" not in words(page)
    ids = [each.id for each in db.session.scalars(select(TrainingSession))]
    assert "主题31号" in words(client.get(f"/sessions?before={ids[29]}"))
    newer = words(client.get(f"/sessions?after={ids[30]}"))
    assert "主题29号" in newer
    assert "主题0号" in newer
    assert "主题31号" in words(client.get("/sessions?kind=safety"))
    assert "主题5号" not in words(client.get("/sessions?kind=safety"))
    assert "No session fits." in words(client.get("/sessions?q=没有"))
    for nonsense in ("before=x", f"before={uuid4()}", "unit=x", "kind=party"):
        assert client.get(f"/sessions?{nonsense}").status_code == 200


def test_the_list_is_taken_away_as_a_workbook(client: FlaskClient, cast: Cast) -> None:
    session = held(unit_id=cast.team.id, topic="=1+1")
    tick(session, cast.people[0])
    held(unit_id=cast.other_unit.id, topic="别人的")
    response = client.post("/sessions/export?q=1")
    sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0][:5]) == ["Day", "Begins", "Ends", "Kind", "Topic"]
    assert len(rows) == 2
    assert (rows[1][4], rows[1][5], rows[1][8], rows[1][9]) == ("=1+1", "湖畔前台班", 1, 30)
    assert sheet["E2"].data_type == "s"
    assert client.post("/sessions/export?q=别人").data[:2] == b"PK"


def test_it_says_who_is_short_of_the_half_hour_and_of_safety(
    client: FlaskClient, cast: Cast
) -> None:
    make_company(safety_minutes=60)
    now = utcnow()
    weekly = held(unit_id=cast.team.id, starts_at=now - timedelta(minutes=30), ends_at=now)
    drill = held(
        unit_id=cast.team.id,
        kind="fire-drill",
        starts_at=now - timedelta(minutes=40),
        ends_at=now,
        removed_at=now,
        removed_reason="x",
    )
    for person in cast.people[:2]:
        tick(weekly, person)
        tick(drill, person)
    page = words(client.get("/sessions"))
    assert "1 of 3 people has not had this week" in page
    assert "3 of 3 people are short of it" in page
    drill.removed_at, drill.removed_reason = None, ""
    db.session.commit()
    assert "20 min short" in words(client.get("/sessions"))
    sign_in(client, cast.hr)
    assert "people" not in words(client.get("/sessions")).split("All sessions")[0]
    assert "1 of 3 people" in words(client.get(f"/sessions?unit={cast.team.id}"))


def test_the_sheets_show_the_unit_before_and_the_list_after(
    client: FlaskClient, cast: Cast
) -> None:
    session = held(unit_id=cast.team.id, note="讲了三声之内接起")
    sheet = client.get(f"/sessions/{session.id}/sheet")
    assert all(person.name in words(sheet) for person in cast.people)
    assert sheet.text.count("<tr>") == 26
    tick(session, cast.people[0], result="passed")
    tick(session, cast.stranger, came_by="code")
    sheet = words(client.get(f"/sessions/{session.id}/sheet"))
    assert "吴晓玲" in sheet
    assert "王芳" not in sheet
    assert "王芳" in words(client.get(f"/sessions/{session.id}/sheet?who=unit"))
    assert "吴晓玲" not in words(client.get(f"/sessions/{session.id}/sheet?who=empty"))
    record = words(client.get(f"/sessions/{session.id}/minutes"))
    assert "Expected 3 Present 2 Absent 2" in record
    assert "讲了三声之内接起" in record


def test_who_trains_nobody_has_no_such_pages(client: FlaskClient, cast: Cast) -> None:
    learner = make_person(roles=(Role.LEARNER,), language="en")
    sign_in(client, learner)
    for path in ("/sessions", "/sessions/new"):
        assert client.get(path).status_code == 403
    assert client.post("/sessions/export").status_code == 403
