"""Pure: an onboarding plan as its person sees it, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.courses.model import Path, PathItem, Stage
from app.courses.policies import Policy
from app.enrolments.due import due_on
from app.learning.standing import CourseStanding, Standing
from app.learning.titles import title_of
from app.library.queries import Library, Published
from app.markup.texts import Text

StageState = Literal["done", "now", ""]


@dataclass(frozen=True)
class PlanItem:
    """One thing that a stage asks for; `standing` where it is a course."""

    kind: str
    slug: str
    title: Text
    #: None where it is voluntary.
    due_on: date | None
    is_done: bool
    standing: CourseStanding | None = None

    @property
    def is_on_site(self) -> bool:
        """Whether somebody else sees it done on site: nothing that one does here, or waits for."""
        return self.kind == "checklist"

    @property
    def is_asked(self) -> bool:
        """Whether the person is to do it here by a day."""
        return self.due_on is not None and not self.is_on_site


@dataclass(frozen=True)
class PlanStage:
    """One stage, with what is done of it. The first that is not done is the present one."""

    title: Text
    state: StageState
    #: None where the stage is voluntary.
    due_on: date | None
    items: tuple[PlanItem, ...]
    is_yearly: bool = False

    @property
    def done_count(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def left_count(self) -> int:
        """What is left to do; what others see on site is not counted."""
        return sum(not item.is_done and not item.is_on_site for item in self.items)


@dataclass(frozen=True)
class Plan:
    """One plan that a person follows."""

    slug: str
    title: Text
    stages: tuple[PlanStage, ...]

    @property
    def items(self) -> tuple[PlanItem, ...]:
        return tuple(item for stage in self.stages for item in stage.items)


def plans_of(standing: Standing, courses: Iterable[CourseStanding], library: Library) -> list[Plan]:
    """The plans that a person follows; one that is no longer published is left out."""
    planner = _Planner(standing, {each.course.slug: each for each in courses}, library)
    found = ((library.get("path", slug), day) for slug, day in standing.paths.items())
    return [planner.plan(path.body, day) for path, day in found if path is not None]


@dataclass(frozen=True)
class _Planner:
    standing: Standing
    courses: Mapping[str, CourseStanding]
    library: Library

    def plan(self, path: Path, anchored_on: date) -> Plan:
        stages: list[PlanStage] = []
        for stage in path.stages:
            day = due_on(stage, anchored_on, self.standing.probation_ends_on)
            items = self._items(stage, day)
            # A stage of which the library has nothing left asks for nothing.
            if items:
                has_present = any(earlier.state == "now" for earlier in stages)
                state = _state(items, may_be_present=bool(day) and not has_present)
                stages.append(PlanStage(stage.title, state, day, items, stage.is_yearly))
        return Plan(path.slug, path.title, tuple(stages))

    def _items(self, stage: Stage, day: date | None) -> tuple[PlanItem, ...]:
        made = (self._item(item, day) for item in stage.items)
        return tuple(item for item in made if item is not None)

    def _item(self, item: PathItem, day: date | None) -> PlanItem | None:
        document = self.library.get(item.kind, item.slug)
        if document is None:
            return None
        course = self.courses.get(item.slug) if item.kind == "course" else None
        if course is not None:
            is_done = course.progress.is_completed
        else:
            is_done = document.completed_as in self.standing.completed
        title, until = title_of(document.outline), _due_day(document, day)
        return PlanItem(item.kind, item.slug, title, until, is_done, course)


def _due_day(document: Published, day: date | None) -> date | None:
    """The stage's day; a policy is not late before its present edition takes effect."""
    policy = document.outline
    if day is None or not isinstance(policy, Policy):
        return day
    return max(day, policy.effective_on)


def _state(items: tuple[PlanItem, ...], *, may_be_present: bool) -> StageState:
    """Done when everything is that one does here; what others see on site holds nobody up."""
    done_here = [item.is_done for item in items if not item.is_on_site]
    if done_here and all(done_here):
        return "done"
    return "now" if done_here and may_be_present else ""
