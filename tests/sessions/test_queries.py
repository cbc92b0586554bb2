"""What other pages ask about sessions, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db, new_id, utcnow
from app.sessions.asked import asked_from
from app.sessions.list_queries import all_of, found_in, page_of
from app.sessions.models import TrainingSession
from app.sessions.operations import Held, come_by_code, keep_session
from app.sessions.queries import SessionMinutes, minutes_of, sessions_of, weekly_minutes
from app.sessions.scope import people_noted_by, sessions_visible_to, units_trained_by
from tests.conftest import Statements
from tests.factories import make_person, make_unit
from tests.sessions.hall import held, on_list, shanghai, tick
from tests.together import run_together

ZONE = "Asia/Shanghai"


def test_minutes_count_by_year_of_the_zone_and_safety_apart(
    app: Flask, statements: Statements
) -> None:
    person, other = make_person(), make_person()
    # In UTC still the year before.
    for kind, day, minutes in (
        ("weekly", "2026-01-01 00:30", 30),
        ("safety", "2026-03-02 09:00", 45),
        ("fire-drill", "2026-04-02 09:00", 20),
        ("weekly", "2025-12-31 23:50", 60),
    ):
        start = shanghai(day)
        end = start + timedelta(minutes=minutes)
        tick(held(kind=kind, starts_at=start, ends_at=end), person)
    removed = held(starts_at=shanghai("2026-05-01 09:00"), ends_at=shanghai("2026-05-01 10:00"))
    removed.removed_at, removed.removed_reason = utcnow(), "x"
    tick(removed, person)
    level = held(
        kind="onboarding",
        level="company",
        starts_at=shanghai("2026-05-02 09:00"),
        ends_at=shanghai("2026-05-02 10:00"),
    )
    tick(level, person)
    statements.clear()
    found = minutes_of({person.id, other.id}, 2026, ZONE)
    assert found == {person.id: SessionMinutes(155, 65), other.id: SessionMinutes()}
    assert len(statements) == 1
    statements.clear()
    attended = sessions_of(person.id, since=date(2026, 1, 1))
    assert [each.minutes for each in attended] == [60, 20, 45, 30]
    assert (attended[0].level, attended[0].came_by) == ("company", "ticked")
    assert len(statements) == 1


def test_the_weeks_of_several_units_are_one_statement(app: Flask, statements: Statements) -> None:
    one, two, empty = make_unit(name="甲班"), make_unit(name="乙班"), make_unit(name="丙班")
    chen = make_person(unit_id=one.id)
    make_person(unit_id=two.id)
    make_person(unit_id=two.id, deactivated_at=utcnow())
    now = shanghai("2026-11-20 10:00")
    tick(held(starts_at=now - timedelta(minutes=40), ends_at=now), chen)
    old = now - timedelta(weeks=9)
    tick(held(starts_at=old, ends_at=old + timedelta(minutes=30)), chen)
    statements.clear()
    weeks = weekly_minutes([one.id, two.id, empty.id], now=now, zone=ZONE)
    assert len(statements) == 1
    assert weeks.keys() == {one.id, two.id}
    assert [week.minutes for week in weeks[one.id]][-2:] == [0, 30]
    assert (weeks[two.id][-1].people, weeks[two.id][-1].short) == (1, 1)


def test_a_supervisor_sees_what_is_hers_below_and_what_she_gave(app: Flask) -> None:
    boss = make_person(roles=(Role.SUPERVISOR,))
    site = make_unit(name="翠湖", kind="site", leader_id=boss.id)
    team = make_unit(name="前台班", parent_id=site.id)
    other = make_unit(name="别处")
    mine = make_person(unit_id=team.id)
    report = make_person(unit_id=other.id, supervisor_id=boss.id)
    below = held(unit_id=team.id)
    gave = held(unit_id=other.id, trainer_id=boss.id)
    wrote = held(created_by_id=boss.id)
    held(unit_id=other.id)
    viewer = Viewer(boss.id, boss.name, "", frozenset({Role.SUPERVISOR}))
    seen = sessions_visible_to(viewer)
    assert {each.id for each in db.session.scalars(seen)} == {below.id, gave.id, wrote.id}
    assert {each.id for each in db.session.scalars(people_noted_by(viewer))} == {
        mine.id,
        report.id,
    }
    units = {each.id for each in db.session.scalars(units_trained_by(viewer))}
    assert units == {site.id, team.id, other.id}
    tick(below, mine)
    found = found_in(seen, asked_from({"unit": str(site.id), "q": "电话"}))
    assert [(each.unit, each.people) for each in page_of(found).lines] == [("前台班", 1)]
    assert [each.minutes for each in all_of(found)] == [30]
    assert page_of(seen, before=wrote.id).has_previous


def test_a_session_is_kept_once_and_somebody_comes_once(app: Flask) -> None:
    trainer, person, other = make_person(), make_person(), make_person()
    now = utcnow()
    what = what_at(now)
    session = held()
    key = session.id
    assert keep_session(key, what, {}, now=now, by_id=trainer.id) is None
    assert on_list(key) == {}
    first = come_by_code(session, person.id, now=now)
    assert come_by_code(session, person.id, now=now) is first
    new = new_id()
    kept = keep_session(new, what, {other.id: "passed"}, now=now, by_id=trainer.id)
    db.session.commit()
    again = keep_session(new, what, {person.id: "failed"}, now=now, by_id=trainer.id)
    assert kept is again
    assert on_list(new) == {other.id: ("ticked", "passed")}


def test_two_presses_at_once_are_one_presence_and_one_session(app: Flask) -> None:
    person, trainer = make_person().id, make_person().id
    held_id, new, now = held().id, new_id(), utcnow()
    db.session.commit()

    def come() -> None:
        wanted = select(TrainingSession).where(TrainingSession.id == held_id)
        come_by_code(db.session.scalars(wanted.with_for_update()).one(), person, now=now)
        db.session.commit()

    def keep() -> None:
        assert keep_session(new, what_at(now), {person: "passed"}, now=now, by_id=trainer)
        db.session.commit()

    run_together(app, [come, keep, come, keep])
    assert on_list(held_id) == {person: ("code", "untested")}
    assert on_list(new) == {person: ("ticked", "passed")}


def what_at(now: datetime) -> Held:
    """A half hour that ends now."""
    return Held(
        kind="weekly",
        level=None,
        topic="电话",
        standards=[],
        unit_id=None,
        starts_at=now - timedelta(minutes=30),
        ends_at=now,
        place="",
        trainer_id=None,
        trainer_name="李主管",
        note="",
    )
