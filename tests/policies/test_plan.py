"""A policy in a plan: done with its present edition, and never late before that holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.courses.model import LessonBody, Path, PathItem, Stage
from app.courses.policies import Policy
from app.learning.plan import PlanItem, plans_of
from app.learning.standing import Done, Standing, course_standings
from app.learning.steps import next_step
from app.learning.today import due_items
from app.library.queries import Library
from app.policies.asked import Followed, Signed, plans_with, standings_of
from tests.learning.shelf import FRIDAY, NOON, make_course, make_library, text

EMPTY = LessonBody("", ())
PLAN = Path(
    "plan", text("plan"), "guard", (Stage("week", text("week"), 7, (PathItem("policy", "rules"),)),)
)


def library(edition: str = "2026-2", effective_on: date = date(2026, 3, 1)) -> Library:
    """One policy and one plan that asks for it."""
    rules = Policy(
        slug="rules",
        title=text("rules"),
        minutes=2,
        edition=edition,
        effective_on=effective_on,
        keeper=text("HR"),
        zh=EMPTY,
        en=EMPTY,
        hant=EMPTY,
    )
    return make_library([rules, PLAN])


def item(signed: str = "", **values: date) -> PlanItem:
    """How the policy stands in the plan of somebody who began on Friday."""
    done = (Done(("policy", signed), NOON),) if signed else ()
    (plan,) = plans_of(Standing(done=done, paths={"plan": FRIDAY}), (), library(**values))
    return plan.items[0]


@pytest.mark.parametrize(
    ("signed", "is_done"),
    [("", False), ("rules@2026-1", False), ("rules@2026-2", True), ("rules", False)],
)
def test_it_is_done_when_its_present_edition_is_signed(signed: str, is_done: bool) -> None:
    assert item(signed).is_done is is_done


def test_it_is_not_late_before_the_edition_takes_effect() -> None:
    assert item().due_on == FRIDAY + timedelta(days=7)
    assert item(effective_on=date(2026, 12, 31)).due_on == date(2026, 12, 31)


def test_the_next_step_and_what_is_due_lead_to_it() -> None:
    standing = Standing(paths={"plan": FRIDAY})
    plans = plans_of(standing, (), library())
    step = next_step((), plans, standing, library())

    assert step is not None
    assert (step.kind, step.slug) == ("policy", "rules")
    assert [(due.kind, due.slug) for due in due_items((), plans, FRIDAY)] == [("policy", "rules")]


@pytest.mark.parametrize(("course_days", "kind"), [(3, "lesson"), (7, "lesson"), (14, "policy")])
def test_what_is_due_first_comes_first(course_days: int, kind: str) -> None:
    (rules,) = library().all("policy")
    found = make_library(make_course("telephone"), rules.body, PLAN)
    due = {"telephone": FRIDAY + timedelta(days=course_days)}
    standing = Standing(paths={"plan": FRIDAY}, enrolled=due)
    courses = course_standings(found, standing)

    step = next_step(courses, plans_of(standing, courses, found), standing, found)

    assert step is not None
    assert step.kind == kind


@pytest.mark.parametrize(
    ("paths", "edition", "state", "waits"),
    [
        (["plan"], None, "open", True),
        (["plan"], "2026-1", "again", True),
        (["plan"], "2026-2", "signed", False),
        ([], None, "open", False),
        ([], "2026-1", "again", True),
    ],
)
def test_what_waits_for_a_signature(
    paths: list[str], edition: str | None, state: str, waits: bool
) -> None:
    signed = [Signed("rules", text("rules"), edition, NOON)] if edition else []
    followed = [Followed(path, FRIDAY) for path in paths]

    (found,) = standings_of(library(), signed, followed)

    assert (found.state, found.waits) == (state, waits)
    assert (found.due_on is None) is (not paths)


def test_the_last_signature_decides() -> None:
    def at(edition: str, hours: int) -> Signed:
        return Signed("rules", text("rules"), edition, NOON + timedelta(hours=hours))

    (found,) = standings_of(library(), [at("2026-2", 2), at("2026-1", 1)], ())

    assert found.state == "signed"


def test_a_policy_that_no_plan_names_is_for_everybody() -> None:
    (rules,) = library().all("policy")

    assert plans_with(library()) == {"rules": frozenset({"plan"})}
    assert plans_with(make_library([rules.body])) == {"rules": frozenset()}
