"""Pure: an onboarding plan as its person sees it, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.courses.model import Path, PathItem, Stage
from app.learning.standing import CourseStanding, Standing
from app.library.queries import Library
from app.markup.texts import Text

StageState = Literal["done", "now", ""]


@dataclass(frozen=True)
class PlanItem:
    """One thing that a stage asks for; `standing` where it is a course."""

    kind: str
    slug: str
    title: Text
    due_on: date
    is_done: bool
    standing: CourseStanding | None = None


@dataclass(frozen=True)
class PlanStage:
    """One stage, with what is done of it. The first that is not done is the present one."""

    title: Text
    state: StageState
    due_on: date
    items: tuple[PlanItem, ...]

    @property
    def done_count(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def left_count(self) -> int:
        return len(self.items) - self.done_count


@dataclass(frozen=True)
class Plan:
    """One plan that a person follows."""

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
            due_on = anchored_on + timedelta(days=stage.due)
            items = self._items(stage, due_on)
            # A stage of which the library has nothing left asks for nothing.
            if items:
                has_present = any(earlier.state == "now" for earlier in stages)
                state = _state(items, comes_after_present=has_present)
                stages.append(PlanStage(stage.title, state, due_on, items))
        return Plan(path.title, tuple(stages))

    def _items(self, stage: Stage, due_on: date) -> tuple[PlanItem, ...]:
        made = (self._item(item, due_on) for item in stage.items)
        return tuple(item for item in made if item is not None)

    def _item(self, item: PathItem, due_on: date) -> PlanItem | None:
        document = self.library.get(item.kind, item.slug)
        if document is None:
            return None
        course = self.courses.get(item.slug) if item.kind == "course" else None
        if course is not None:
            is_done = course.progress.is_completed
        else:
            is_done = (item.kind, item.slug) in self.standing.completed
        return PlanItem(item.kind, item.slug, document.body.title, due_on, is_done, course)


def _state(items: tuple[PlanItem, ...], *, comes_after_present: bool) -> StageState:
    if all(item.is_done for item in items):
        return "done"
    return "" if comes_after_present else "now"
