"""Courses, lessons, onboarding plans and positions, as frozen values that go to JSON and back.

Titles, summaries and headings are plain text; only the parts of a lesson are HTML.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from app.markup.texts import Text

ItemKind: TypeAlias = Literal["course", "lesson", "quiz", "instrument", "checklist", "policy"]
RequirementKind: TypeAlias = Literal["must", "wish"]
Period: TypeAlias = Literal["day", "week", "month", "quarter", "half-year", "year"]

#: Below this age nobody may be employed at all.
LEAST_AGE = 16


class Course(msgspec.Struct, frozen=True):
    """A course: its lessons in order, and the quiz at its end."""

    slug: str
    title: Text
    summary: Text
    #: The lessons' own slugs, such as `10-three-rings`.
    lessons: tuple[str, ...]
    quiz: str | None = None
    prerequisites: tuple[str, ...] = ()
    #: For how many months a completion is good.
    validity: int | None = None
    #: Written for people who read little: short sentences, answers by taps alone.
    is_plain: bool = False


class Part(msgspec.Struct, frozen=True):
    """A piece of a section: HTML, or a standard that the page shows in its own words."""

    html: str = ""
    standard: str = ""


class Section(msgspec.Struct, frozen=True):
    """A section in one language; the opening has neither id nor heading."""

    id: str
    heading: str
    parts: tuple[Part, ...]


class LessonBody(msgspec.Struct, frozen=True):
    """A lesson in one language."""

    title: str
    sections: tuple[Section, ...]
    #: The name of the recording that reads it aloud, if there is one.
    recording: str = ""


class SectionInfo(msgspec.Struct, frozen=True):
    """What is true of a section in every language: its standards, and a digest of its source."""

    id: str
    standards: tuple[str, ...]
    #: Taken before call-outs are expanded: a rule's new wording does not change it.
    digest: str


class Lesson(msgspec.Struct, frozen=True):
    """A lesson of a course in all languages."""

    course: str
    slug: str
    minutes: int
    teaches: tuple[str, ...]
    sections: tuple[SectionInfo, ...]
    zh: LessonBody
    en: LessonBody
    hant: LessonBody

    def in_(self, language: str) -> LessonBody:
        """The lesson in one of LANGUAGES; anything unknown reads Simplified Chinese."""
        if language == "en":
            return self.en
        if language == "zh-Hant":
            return self.hant
        return self.zh


class PathItem(msgspec.Struct, frozen=True):
    """One thing to do in a stage."""

    kind: ItemKind
    slug: str


class Stage(msgspec.Struct, frozen=True):
    """A stage of a plan; `due` counts calendar days from the day the plan is assigned."""

    id: str
    title: Text
    #: None where it is due before probation ends, or voluntary.
    due: int | None
    items: tuple[PathItem, ...]
    is_before_probation_ends: bool = False
    #: To be done again each year.
    is_yearly: bool = False

    @property
    def is_voluntary(self) -> bool:
        """Whether nobody asks for it by a day."""
        return self.due is None and not self.is_before_probation_ends


class Path(msgspec.Struct, frozen=True):
    """An onboarding plan."""

    slug: str
    title: Text
    position: str
    stages: tuple[Stage, ...]
    #: It asks for nothing but plain courses.
    is_plain: bool = False


class Requirement(msgspec.Struct, frozen=True):
    """What the work of a position asks of a person: a must, or a wish that helps."""

    kind: RequirementKind
    text: Text
    #: The standards in which it shows at work.
    standards: tuple[str, ...] = ()


class Duty(msgspec.Struct, frozen=True):
    """What somebody in a position answers for."""

    text: Text
    standards: tuple[str, ...] = ()


class Routine(msgspec.Struct, frozen=True):
    """What somebody in a position does again each day, week, month or at longer intervals."""

    period: Period
    text: Text
    standards: tuple[str, ...] = ()


class Behaviour(msgspec.Struct, frozen=True):
    """What others see of a competency at work."""

    text: Text
    standards: tuple[str, ...] = ()


class Competency(msgspec.Struct, frozen=True):
    """What somebody in a position is good at."""

    title: Text
    is_core: bool = False
    #: As the company's profile names it, where it names one.
    level: Text | None = None
    behaviours: tuple[Behaviour, ...] = ()


class Screening(msgspec.Struct, frozen=True):
    """What a candidate for a position reads and answers."""

    #: The full name of a lesson, such as `first-look/10-the-desk-is-a-window`.
    lesson: str
    quiz: str
    #: The self-assessment that is offered, if one is.
    instrument: str | None = None
    #: The age that the law asks for: the only thing that a candidate is asked about herself.
    least_age: int = LEAST_AGE


class Condition(msgspec.Struct, frozen=True):
    """A condition of employment: what somebody on probation has to fulfil to be confirmed."""

    id: str
    text: Text
    standards: tuple[str, ...] = ()


class Position(msgspec.Struct, frozen=True):
    """A position: the other names that people call it by, what it asks, and how it is screened."""

    slug: str
    title: Text
    #: Other names, by the language of the file: `zh` and `en`.
    aliases: dict[str, tuple[str, ...]]
    summary: Text
    requirements: tuple[Requirement, ...] = ()
    #: Without it nobody is invited for the position.
    screening: Screening | None = None
    duties: tuple[Duty, ...] = ()
    routines: tuple[Routine, ...] = ()
    competencies: tuple[Competency, ...] = ()
    #: What the probation review holds a newcomer against.
    conditions: tuple[Condition, ...] = ()
    #: The kinds of outside certificates without which nobody is ready for the post.
    certificates: tuple[str, ...] = ()
