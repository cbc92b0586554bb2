"""The whole tree: its documents, and each fault that a file or a pair of files can have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.content.documents import BODIES
from app.content.tree import compile_tree, tree_digest
from app.courses.model import Course, Lesson, Position
from app.courses.model import Path as Plan
from app.quizzes.model import Instrument, Quiz
from app.standards.model import Topic
from tests.content.trees import (
    COURSE,
    EN,
    FILES,
    INSTRUMENT,
    OTHER,
    PATH,
    POSITION,
    QUIZ,
    SCREENING,
    TOPIC,
    ZH,
    SmallTree,
)

KINDS = {
    ("topic", "telephone"): Topic,
    ("course", "etiquette"): Course,
    ("course", "telephone"): Course,
    ("lesson", "etiquette/10-sitting"): Lesson,
    ("lesson", "telephone/10-three-rings"): Lesson,
    ("quiz", "first-look"): Quiz,
    ("quiz", "telephone"): Quiz,
    ("instrument", "aptitude"): Instrument,
    ("path", "assistant"): Plan,
    ("position", "assistant"): Position,
}


def test_every_file_becomes_its_document(small_tree: SmallTree) -> None:
    documents = small_tree.documents()

    assert {name: type(each.body) for name, each in documents.items()} == KINDS


def test_every_body_goes_to_json_and_back(small_tree: SmallTree) -> None:
    for document in small_tree.documents().values():
        encoded = msgspec.json.encode(document.body)
        assert msgspec.json.decode(encoded, type=BODIES[document.kind]) == document.body


def test_the_words_of_the_register_stand_in_the_lessons_sentences(small_tree: SmallTree) -> None:
    lesson = small_tree.documents()["lesson", "telephone/10-three-rings"].body

    assert "“语气要亲切”" in lesson.zh.sections[1].parts[1].html
    assert "“語氣要親切”" in lesson.hant.sections[1].parts[1].html
    assert "“Be warm”" in lesson.en.sections[1].parts[1].html
    assert lesson.hant.sections[0].parts[0].html == "<p>前台只有你一個人。</p>"


def test_a_quiz_that_two_positions_screen_with_is_told_of_once(small_tree: SmallTree) -> None:
    small_tree.write("courses/positions/guard.yaml", FILES[POSITION])
    small_tree.replace(SCREENING, "feedback: closed\n", "")

    (fault,) = small_tree.compiled().faults

    assert (fault.file, fault.line) == (SCREENING, 1)
    assert POSITION in fault.instead


def test_a_quiz_that_screens_nobody_may_be_as_it_likes(small_tree: SmallTree) -> None:
    text = FILES[POSITION].partition("requirements:")[0]
    small_tree.write(POSITION, text)
    small_tree.replace(SCREENING, "feedback: closed\n", "")

    assert small_tree.compiled().faults == []


def test_a_draft_is_checked_and_not_a_document(small_tree: SmallTree) -> None:
    draft = FILES[QUIZ].replace("pass: 80", "pass: 80\ndraft: yes")
    small_tree.write("quizzes/draft.md", draft)
    assert ("quiz", "draft") not in small_tree.documents()

    small_tree.replace("quizzes/draft.md", "std=tone", "std=tune")
    assert [f.file for f in small_tree.compiled().faults] == ["quizzes/draft.md"]


#: A file, words in it and what is put in their place; the fault: file, line, what, instead.
CASES = [
    (
        ZH,
        "[[three-rings]]",
        "话",
        ZH,
        4,
        'teaches names "three-rings", which no section',
        "[[three",
    ),
    (ZH, "minutes: 5", "minutes: 6", EN, 3, f"minutes is 5, and 6 in {ZH}", "the same minutes"),
    (ZH, "{#why-three}", "{#why}", EN, 8, "the section {#why-three} is not in", "same sections"),
    (EN, "[[tone]]", "it", EN, 8, "lacks the call-out [[tone]]", "call out [[tone]]"),
    (
        ZH,
        "[[three-rings]]\n",
        "[[three-rings]] [[three-ring]]\n",
        ZH,
        10,
        'there is no standard "three-ring"',
        'did you mean "three-rings"?',
    ),
    (ZH, "teaches: [three-rings,", "teaches: [two-rings,", ZH, 4, 'no standard "two-rings"', "id"),
    (TOPIC, "id: tone", "id: warm", ZH, 4, 'there is no standard "tone"', "courses/standards/"),
    (TOPIC, "id: tone", "id: warm", QUIZ, 15, 'there is no standard "tone"', "courses/standards/"),
    (ZH, "lesson:etiquette/10-sitting", "lesson:etiquette/10-sit", ZH, 12, "a link to", "did you"),
    (ZH, "quiz:telephone", "quiz:nothing", ZH, 12, 'a link to "quiz:nothing"', "quiz:name"),
    (ZH, "quiz:telephone", "quiz:aptitude", ZH, 12, 'a link to "quiz:aptitude"', "quiz:name"),
    (COURSE, "[10-three-rings]", "[20-more]", COURSE, 3, 'there is no lesson "20-more"', "folder"),
    (COURSE, "[10-three-rings]", "[20-more]", EN, 1, "the lesson is not in course.yaml", "add 10-"),
    (COURSE, "quiz: telephone", "quiz: telefone", COURSE, 4, "there is no quiz", "did you mean"),
    (COURSE, "quiz: telephone", "quiz: aptitude", COURSE, 4, "there is no quiz", "quizzes/"),
    (COURSE, "[etiquette]", "[manners]", COURSE, 5, 'there is no course "manners"', "courses/"),
    (COURSE, "[etiquette]", "[telephone]", COURSE, 5, "leads back to", "out of the circle"),
    (
        OTHER,
        "lessons: [10-sitting]",
        "lessons: [10-sitting]\nprerequisites: [telephone]",
        OTHER,
        4,
        'the prerequisite "telephone" leads back to "etiquette"',
        "out of the circle",
    ),
    (PATH, "course: telephone", "course: phone", PATH, 8, 'there is no course "phone"', "courses/"),
    (PATH, "quiz: telephone", "quiz: aptitude", PATH, 9, 'no quiz "aptitude"', "quizzes/"),
    (PATH, "instrument: aptitude", "instrument: telephone", PATH, 10, "no instrument", "quizzes/"),
    (PATH, "position: assistant", "position: guard", PATH, 2, 'no position "guard"', "positions/"),
    (QUIZ, "pass: 80", "pass: 80\ndraft: yes", COURSE, 4, 'the quiz "telephone" is a draft', "yes"),
    (QUIZ, "pass: 80", "pass: 80\ndraft: yes", PATH, 9, 'the quiz "telephone" is a draft', "yes"),
    (QUIZ, "pass: 80", "pass: 80\ndraft: yes", ZH, 12, 'a link to "quiz:telephone"', "quiz:name"),
    (QUIZ, "pass: 80", "passing: 80", QUIZ, 5, "passing", ""),
    (INSTRUMENT, "to: 10", "to: 9", INSTRUMENT, 1, "", ""),
    (POSITION, "summary", "sumary", POSITION, 3, 'unknown key "sumary"', 'did you mean "summary"?'),
    (POSITION, "[tone]", "[tine]", POSITION, 5, 'no standard "tine"', 'did you mean "tone"?'),
    (POSITION, "e/10-sitting", "e/20-sit", POSITION, 7, 'no lesson "etiquette/20-sit"', "folder"),
    (POSITION, "e/10-sitting", "e/10-siting", POSITION, 7, "no lesson", '"etiquette/10-sitting"?'),
    (POSITION, "first-look", "fist-look", POSITION, 8, 'no quiz "fist-look"', '"first-look"?'),
    (POSITION, "quiz: first-look", "quiz: aptitude", POSITION, 8, "there is no quiz", "quizzes/"),
    (POSITION, "aptitude", "telephone", POSITION, 9, 'no instrument "telephone"', "quizzes/"),
    (SCREENING, "feedback", "draft: yes\nfeedback", POSITION, 8, "is a draft", "draft: yes"),
    (
        SCREENING,
        "feedback: closed\n",
        "",
        SCREENING,
        1,
        'candidates answer this quiz, and its feedback is "submitted"',
        f"write feedback: closed, or name another quiz in {POSITION}",
    ),
    (
        SCREENING,
        "topics:\n  manners: {zh: 礼貌, en: Manners}\n",
        "",
        SCREENING,
        1,
        "has no topics to show the result by",
        f"a title for each tag, or name another quiz in {POSITION}",
    ),
    (
        SCREENING,
        "type=truefalse tags=manners}\n坐要坐好。\n::: en\nSit well.\n:::\nanswer: true",
        "type=numeric tags=manners}\n几把椅子？\n::: en\nHow many chairs?\n:::\nanswer: 3",
        SCREENING,
        8,
        "candidates answer this quiz with taps, and this item is of type numeric",
        f"use single, multiple, truefalse, or name another quiz in {POSITION}",
    ),
    (
        COURSE,
        "quiz: telephone",
        "quiz: first-look",
        COURSE,
        4,
        'the quiz "first-look" is for candidates, and staff cannot sit it',
        "name another quiz",
    ),
    (PATH, "quiz: telephone", "quiz: first-look", PATH, 9, "is for candidates", "another quiz"),
    (ZH, "quiz:telephone", "quiz:first-look", ZH, 12, 'a link to "quiz:first-look"', "quiz:name"),
    ("courses/zh-Hant.yaml", "前台: 前台", "- 前台", "courses/zh-Hant.yaml", 1, "a list", "key: "),
]


@pytest.mark.parametrize(("name", "old", "new", "file", "line", "what", "instead"), CASES)
def test_one_broken_thing_is_told_where_it_stands(
    small_tree: SmallTree,
    name: str,
    old: str,
    new: str,
    file: str,
    line: int,
    what: str,
    instead: str,
) -> None:
    small_tree.replace(name, old, new)

    faults = small_tree.compiled().faults

    told = [f for f in faults if f.file == file and what in f.what and instead in f.instead]
    assert told, "\n".join(map(str, faults))
    assert line == 1 or line in [fault.line for fault in told]


def test_a_standard_that_no_lesson_teaches_is_no_fault(small_tree: SmallTree) -> None:
    small_tree.write(
        "courses/standards/desk.yaml",
        "title: {zh: 前台, en: Desk}\nstandards:\n  - {id: desk, revision: 1, about: place,"
        " kind: rule, zh: 台面整洁。, en: The desk is tidy.}\n",
    )

    assert ("topic", "desk") in small_tree.documents()


def test_an_id_stands_in_one_topic_only(small_tree: SmallTree) -> None:
    small_tree.write("courses/standards/voice.yaml", FILES[TOPIC])

    faults = small_tree.compiled().faults

    assert [(f.file, f.line) for f in faults] == [
        ("courses/standards/voice.yaml", 3),
        ("courses/standards/voice.yaml", 12),
    ]
    assert faults[0].what == f'the id "three-rings" stands in {TOPIC}:3 as well'


def test_a_longer_circle_is_told_at_each_of_its_courses(small_tree: SmallTree) -> None:
    for here, there in (("a", "b"), ("b", "c"), ("c", "a")):
        text = FILES[OTHER].replace("[10-sitting]", f"[10-sitting]\nprerequisites: [{there}]")
        small_tree.write(f"courses/{here}/course.yaml", text)
        for language in ("zh", "en"):
            lesson = FILES[f"courses/etiquette/10-sitting.{language}.md"]
            small_tree.write(f"courses/{here}/10-sitting.{language}.md", lesson)
    small_tree.replace(COURSE, "[etiquette]", "[a]")

    faults = small_tree.compiled().faults

    assert [fault.file for fault in faults] == [f"courses/{each}/course.yaml" for each in "abc"]


def test_a_sister_that_is_missing_is_asked_for(small_tree: SmallTree) -> None:
    (small_tree.root / EN).unlink()

    assert [str(fault) for fault in small_tree.compiled().faults] == [
        f"{ZH}:1: its sister 10-three-rings.en.md is missing; write it beside this file"
    ]


def test_a_written_traditional_lesson_is_held_to_the_chinese(small_tree: SmallTree) -> None:
    hant = ZH.replace(".zh.", ".zh-Hant.")
    small_tree.write(hant, FILES[ZH].replace("三声之内", "三聲之內"))
    body = small_tree.documents()["lesson", "telephone/10-three-rings"].body
    assert body.hant.title == "三聲之內"

    small_tree.replace(hant, "minutes: 5", "minutes: 4")
    assert [fault.file for fault in small_tree.compiled().faults] == [hant]


def test_a_broken_file_is_told_of_once(small_tree: SmallTree) -> None:
    """Nobody who mentions it is blamed."""
    small_tree.replace(TOPIC, "en: Be warm.", "en: Be: warm.")
    small_tree.replace(QUIZ, "answer: 3", "answer: three")
    small_tree.replace(COURSE, "quiz: telephone", "quiz: telephone\nx: y")

    assert {fault.file for fault in small_tree.compiled().faults} == {TOPIC, QUIZ, COURSE}


def test_all_faults_come_at_once_in_the_order_of_files_and_lines(small_tree: SmallTree) -> None:
    small_tree.write(ZH, "x")
    small_tree.write(QUIZ, b"\xff")
    small_tree.write(TOPIC, "")
    small_tree.replace(PATH, "due: 7", "due: x")

    faults = small_tree.compiled().faults

    assert faults == sorted(faults)
    assert {fault.file for fault in faults} >= {ZH, QUIZ, TOPIC, PATH}


def test_sound_files_compile_beside_faulty_ones(small_tree: SmallTree) -> None:
    small_tree.replace(ZH, "minutes: 5", "minutes: 50")

    tree = small_tree.compiled()

    names = {(each.kind, each.slug) for each in tree.documents}
    assert names == KINDS.keys() - {("lesson", "telephone/10-three-rings")}


def test_a_quiz_cannot_have_the_name_of_another_page(small_tree: SmallTree) -> None:
    small_tree.write("quizzes/manage.md", small_tree.read(QUIZ))

    faults = small_tree.compiled().faults

    assert [fault.what for fault in faults] == ['"manage" is the name of a page of the program']


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    tree = compile_tree(tmp_path / "courses", tmp_path / "quizzes")

    assert [fault.what for fault in tree.faults] == ["the folder is missing"] * 2


def test_the_order_of_the_disk_does_not_matter(
    small_tree: SmallTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_tree.replace(ZH, "minutes: 5", "minutes: 50")
    before = small_tree.compiled(), tree_digest(small_tree.courses, small_tree.quizzes)
    walk = os.walk

    def backwards(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for place, folders, files in walk(top):
            folders.sort(reverse=True)
            yield place, folders, sorted(files, reverse=True)

    monkeypatch.setattr(os, "walk", backwards)
    assert (small_tree.compiled(), tree_digest(small_tree.courses, small_tree.quizzes)) == before


def test_messages_name_files_from_the_projects_root(small_tree: SmallTree) -> None:
    small_tree.write(ZH, "x")
    inside = compile_tree(small_tree.courses, small_tree.quizzes, root=small_tree.root.parent)
    outside = compile_tree(
        small_tree.courses, small_tree.quizzes, root=small_tree.root / "elsewhere"
    )

    assert inside.faults[0].file == f"{small_tree.root.name}/{ZH}"
    assert outside.faults[0].file == f"{small_tree.root.as_posix()}/{ZH}"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(FILES)),
    junk=st.binary(max_size=12) | st.text(max_size=12).map(lambda t: t.encode("utf-8", "replace")),
    place=st.integers(0, 400),
    length=st.integers(0, 40),
)
def test_no_bytes_in_any_file_make_it_raise(
    small_tree: SmallTree, name: str, junk: bytes, place: int, length: int
) -> None:
    sound = FILES[name].encode()
    small_tree.write(name, sound[:place] + junk + sound[place + length :])

    tree = small_tree.compiled()
    small_tree.write(name, sound)

    assert all(fault.line >= 1 and fault.instead for fault in tree.faults)
    assert all("\n" not in str(fault) for fault in tree.faults)
