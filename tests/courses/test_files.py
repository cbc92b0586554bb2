"""The YAML files of courses, plans and positions, and of the exceptions of Traditional Chinese."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.files import (
    Mention,
    ReadFile,
    parse_course,
    parse_exceptions,
)
from app.courses.model import (
    Behaviour,
    Course,
    Duty,
    Path,
    PathItem,
    Position,
    Requirement,
    Routine,
    Screening,
    Stage,
)
from app.courses.path_files import parse_path
from app.courses.position_files import parse_position
from app.markup.texts import Text
from tests.courses.yaml_files import Parse, check_told, read

COURSE = """\
title: {zh: 电话, en: Telephone}
summary: {zh: 会接电话。, en: You can answer.}
lessons: [10-rings, 20-during]
quiz: telephone
prerequisites: [etiquette]
validity: 12
"""
PATH = """\
title: {zh: 上岗, en: Onboarding}
position: assistant
stages:
  - id: first-week
    title: {zh: 第一周, en: First week}
    due: 7
    items:
      - course: telephone
      - quiz: telephone
      - instrument: aptitude
"""
POSITION = """\
title: {zh: 助理, en: Assistant}
aliases: {zh: [客服, 前台], en: []}
summary: {zh: 接待。, en: Receives.}
"""
HIRING = f"""\
{POSITION}requirements:
  - kind: must
    zh: 听得清楚。
    en: Listens well.
    standards: [tone, three-rings]
  - {{kind: wish, zh: 会画画。, en: Can draw.}}
screening:
  lesson: first-look/10-a-desk
  quiz: first-look
  instrument: aptitude
  least_age: 18
"""


STAGES = """\
title: {zh: 上岗, en: Onboarding}
position: assistant
plain: yes
stages:
  - id: before
    title: {zh: 之前, en: Before}
    voluntary: yes
    items: [{lesson: desk/10-sitting}, {course: desk}]
  - id: first
    title: {zh: 第一天, en: Day one}
    due: 1
    items: [{course: desk}, {checklist: lobby}]
  - id: probation
    title: {zh: 转正前, en: Probation}
    before: probation
    items: [{quiz: desk}]
  - id: year
    title: {zh: 每年, en: Each year}
    due: 365
    yearly: yes
    items: [{course: desk}]
"""
PROFILE = f"""\
{POSITION}duties:
  - {{zh: 接待, en: Receives, standards: [tone]}}
  - {{zh: 收拾, en: Tidies}}
routines:
  - {{period: half-year, zh: 盘点, en: Counts, standards: [three-rings]}}
competencies:
  - zh: 顾客意识
    en: Customer focus
    core: yes
    level: 3
    behaviours: [{{zh: 先听, en: Listens, standards: [listens]}}]
  - {{zh: 学习, en: Learning, level: {{zh: 熟练, en: proficient}}}}
"""


def test_stages_are_due_by_a_day_or_before_probation_ends_or_voluntary() -> None:
    path = read(parse_path, STAGES).document

    assert path.is_plain
    assert [stage.due for stage in path.stages] == [None, 1, None, 365]
    assert [stage.is_voluntary for stage in path.stages] == [True, False, False, False]
    assert [stage.is_before_probation_ends for stage in path.stages] == [False, False, True, False]
    assert [stage.is_yearly for stage in path.stages] == [False, False, False, True]
    assert path.stages[0].items[0] == PathItem("lesson", "desk/10-sitting")
    assert path.stages[1].items[1] == PathItem("checklist", "lobby")


def test_what_is_asked_once_may_be_read_before_and_come_again_each_year() -> None:
    found = read(parse_path, STAGES)

    assert found.faults == []
    assert [each.line for each in found.mentions if each.kind == "course"] == [8, 12, 21]
    assert Mention(8, "lesson", "desk/10-sitting") in found.mentions


def test_a_position_has_duties_routines_and_competencies() -> None:
    found = read(parse_position, PROFILE)

    assert found.document.duties == (
        Duty(Text("接待", "Receives", "繁接待"), ("tone",)),
        Duty(Text("收拾", "Tidies", "繁收拾")),
    )
    assert found.document.routines == (
        Routine("half-year", Text("盘点", "Counts", "繁盘点"), ("three-rings",)),
    )
    focus, learning = found.document.competencies
    assert (focus.is_core, learning.is_core) == (True, False)
    assert focus.level == Text(zh="3", en="3", hant="繁3")
    assert learning.level == Text(zh="熟练", en="proficient", hant="繁熟练")
    assert focus.behaviours == (Behaviour(Text("先听", "Listens", "繁先听"), ("listens",)),)
    assert {each.slug for each in found.mentions} == {"tone", "three-rings", "listens"}


def test_a_course_may_be_plain() -> None:
    assert read(parse_course, f"{COURSE}plain: yes\n").document.is_plain
    assert not read(parse_course, COURSE).document.is_plain


def test_a_course_names_its_lessons_quiz_and_prerequisites() -> None:
    found = read(parse_course, COURSE)

    assert found.document == Course(
        slug="s",
        title=Text("电话", "Telephone", "繁电话"),
        summary=Text("会接电话。", "You can answer.", "繁会接电话。"),
        lessons=("10-rings", "20-during"),
        quiz="telephone",
        prerequisites=("etiquette",),
        validity=12,
    )
    assert found.mentions == [
        Mention(3, "lesson", "10-rings"),
        Mention(3, "lesson", "20-during"),
        Mention(4, "quiz", "telephone"),
        Mention(5, "course", "etiquette"),
    ]


def test_a_plan_has_stages_with_things_to_do() -> None:
    found = read(parse_path, PATH)

    assert found.document == Path(
        slug="s",
        title=Text("上岗", "Onboarding", "繁上岗"),
        position="assistant",
        stages=(
            Stage(
                id="first-week",
                title=Text("第一周", "First week", "繁第一周"),
                due=7,
                items=(
                    PathItem("course", "telephone"),
                    PathItem("quiz", "telephone"),
                    PathItem("instrument", "aptitude"),
                ),
            ),
        ),
    )
    assert Mention(10, "instrument", "aptitude") in found.mentions


def test_a_position_has_other_names() -> None:
    found = read(parse_position, POSITION)

    assert found.document == Position(
        slug="s",
        title=Text("助理", "Assistant", "繁助理"),
        aliases={"zh": ("客服", "前台"), "en": ()},
        summary=Text("接待。", "Receives.", "繁接待。"),
        requirements=(),
        screening=None,
    )
    assert found.mentions == []


def test_a_position_has_requirements_and_a_screening() -> None:
    found = read(parse_position, HIRING)

    assert isinstance(found.document, Position)
    assert found.document.requirements == (
        Requirement(
            kind="must",
            text=Text("听得清楚。", "Listens well.", "繁听得清楚。"),
            standards=("tone", "three-rings"),
        ),
        Requirement(kind="wish", text=Text("会画画。", "Can draw.", "繁会画画。"), standards=()),
    )
    assert found.document.screening == Screening(
        lesson="first-look/10-a-desk", quiz="first-look", instrument="aptitude", least_age=18
    )
    assert found.mentions == [
        Mention(8, "standard", "tone"),
        Mention(8, "standard", "three-rings"),
        Mention(11, "lesson", "first-look/10-a-desk"),
        Mention(12, "quiz", "first-look"),
        Mention(13, "instrument", "aptitude"),
    ]


def test_a_screening_may_do_without_self_assessment_and_age() -> None:
    short = HIRING.replace("  instrument: aptitude\n  least_age: 18\n", "")

    found = read(parse_position, short)

    assert found.document.screening == Screening(
        lesson="first-look/10-a-desk", quiz="first-look", instrument=None, least_age=16
    )


def test_all_faults_of_a_position_come_at_once_and_its_mentions_with_them() -> None:
    broken = HIRING.replace("must", "may").replace("age: 18", "age: 40").replace("zh: 会", "de: 会")

    found = read(parse_position, broken)

    assert found.document is None
    assert [fault.line for fault in found.faults] == [5, 9, 9, 14]
    assert Mention(12, "quiz", "first-look") in found.mentions


@pytest.mark.parametrize(
    ("parse", "source", "kind"),
    [
        (parse_course, COURSE, Course),
        (parse_path, PATH, Path),
        (parse_position, POSITION, Position),
        (parse_position, HIRING, Position),
        (parse_path, STAGES, Path),
        (parse_position, PROFILE, Position),
    ],
)
def test_each_goes_to_json_and_back(
    parse: Callable[..., ReadFile], source: str, kind: type
) -> None:
    document = read(parse, source).document

    assert msgspec.json.decode(msgspec.json.encode(document), type=kind) == document


CASES = [
    (parse_course, COURSE, "[10-rings, 20-during]", "[]", 3, "lessons is an empty list"),
    (parse_course, COURSE, "20-during", "10-rings", 3, 'the lesson "10-rings" stands twice'),
    (parse_course, COURSE, "20-during", "20_during", 3, 'lessons "20_during" is not a slug'),
    (parse_course, COURSE, "validity: 12", "validity: 0", 6, 'validity is "0"'),
    (parse_course, COURSE, "validity", "valid", 6, 'unknown key "valid"'),
    (parse_course, COURSE, "quiz: telephone", "quiz: [a]", 4, "quiz is a list, not a text"),
    (parse_path, PATH, "due: 7", "due: soon", 6, 'due is "soon"'),
    (parse_path, PATH, "- quiz: telephone", "- exam: telephone", 9, 'unknown key "exam"'),
    (parse_path, PATH, "- quiz: telephone", "- {}", 9, "an item names not exactly one thing"),
    (
        parse_path,
        PATH,
        "- quiz: telephone",
        "- {quiz: telephone, course: a}",
        9,
        "an item names not exactly one thing",
    ),
    (parse_path, PATH, "quiz: telephone", "course: telephone", 9, 'the course "telephone" stands'),
    (parse_path, PATH, "position: assistant\n", "", 1, "the file has no position"),
    (
        parse_path,
        PATH + PATH.partition("stages:\n")[2],
        "instrument: aptitude\n  - id",
        "instrument: aptitude\n  - id",
        11,
        'the stage id "first-week" stands twice',
    ),
    (parse_path, PATH, "due: 7", "voluntary: no", 6, "voluntary: no says nothing"),
    (parse_path, PATH, "    due: 7\n", "", 4, "not in exactly one way"),
    (parse_path, STAGES, "    due: 1\n", "    due: 1\n    voluntary: yes\n", 9, "not in exactly"),
    (parse_path, STAGES, "before: probation", "before: lunch", 15, 'before is "lunch"'),
    (parse_path, STAGES, "    due: 365\n", "    voluntary: yes\n", 20, "yearly stage has no due"),
    (parse_path, STAGES, "desk/10-sitting", "10-sitting", 8, "not the full name of a lesson"),
    (parse_path, STAGES, "{checklist: lobby}", "{course: desk}", 12, '"desk" stands twice'),
    (parse_path, STAGES, "{quiz: desk}", "{course: desk}", 16, '"desk" stands twice'),
    (parse_position, PROFILE, "half-year", "fortnight", 8, 'period is "fortnight"'),
    (parse_position, PROFILE, "core: yes", "core: very", 12, "core is neither yes nor no"),
    (parse_position, PROFILE, "[listens]", "[Listens]", 14, "is not a slug"),
    (parse_position, POSITION, "zh: [客服, 前台]", "fr: [a]", 2, 'unknown key "fr"'),
    (parse_position, POSITION, "summary", "sumary", 3, 'unknown key "sumary"'),
    (parse_position, HIRING, "kind: must", "kind: should", 5, 'kind is "should"'),
    (parse_position, HIRING, "{kind: wish, zh: 会画画。, en: Can draw.}", "画", 9, "without keys"),
    (
        parse_position,
        HIRING,
        "    en: Listens well.\n",
        "",
        5,
        "a member of requirements has no en",
    ),
    (parse_position, HIRING, "[tone, three-rings]", "[tone, tone]", 8, '"tone" stands twice'),
    (parse_position, HIRING, "[tone, three-rings]", "[the tone]", 8, '"the tone" is not a slug'),
    (parse_position, HIRING, "wish, zh: 会", "wish, age: 28, zh: 会", 9, 'unknown key "age"'),
    (parse_position, HIRING, "first-look/10-a-desk", "first-look", 11, "not the full name"),
    (parse_position, HIRING, "first-look/10-a-desk", "a/b/c", 11, 'lesson "a/b/c" is not the full'),
    (parse_position, HIRING, "first-look/10-a-desk", "A/10-a-desk", 11, "not the full name"),
    (parse_position, HIRING, "first-look/10-a-desk", "[a/b]", 11, "not the full name"),
    (parse_position, HIRING, "  quiz: first-look\n", "", 11, "screening has no quiz"),
    (parse_position, HIRING, "least_age: 18", "least_age: 19", 14, 'least_age is "19"'),
    (parse_position, HIRING, "least_age: 18", "least_age: 15", 14, 'least_age is "15"'),
    (parse_position, HIRING, "least_age: 18", "most_age: 38", 14, 'unknown key "most_age"'),
]


@pytest.mark.parametrize(("parse", "source", "old", "new", "line", "what"), CASES)
def test_what_is_wrong_is_told_with_its_line(
    parse: Parse, source: str, old: str, new: str, line: int, what: str
) -> None:
    check_told(parse, source, old, new, line, what)


def test_exceptions_are_words_with_their_forms() -> None:
    assert parse_exceptions("# a\n前台: 前台\n污: 污\n", file="f") == (
        {"前台": "前台", "污": "污"},
        [],
    )
    assert parse_exceptions("# nothing yet\n\n", file="f") == ({}, [])


@pytest.mark.parametrize(
    "source", ["- 前台\n", "前台:\n", "前台: 1\n", "前台: [a]\n", "前台: a: b\n"]
)
def test_exceptions_that_are_no_words_are_faults(source: str) -> None:
    assert parse_exceptions(source, file="f")[1]


@given(st.sampled_from([COURSE, PATH, HIRING, STAGES, PROFILE]), st.text(), st.integers(0, 300))
def test_no_text_makes_them_raise(source: str, put_in: str, place: int) -> None:
    for parse in (parse_course, parse_path, parse_position):
        found = read(parse, source[:place] + put_in + source[place:])
        assert (found.document is None) == bool(found.faults)
    parse_exceptions(put_in, file="f")
