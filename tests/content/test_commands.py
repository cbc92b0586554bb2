"""The commands `content check`, `content render` and `content export`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import cli
from tests.content.trees import EN, QUIZ, ZH, SmallTree


def run(small_tree: SmallTree, *arguments: str, source: bytes = b"") -> Result:
    """Run a command of a program that has nothing but these commands: no database."""
    app = Flask("touchpoint")
    app.config.update(COURSES_PATH=small_tree.courses, QUIZZES_PATH=small_tree.quizzes)
    cli.register(app)
    return app.test_cli_runner().invoke(args=["content", *arguments], input=source)


def test_check_says_what_there_is_when_nothing_is_wrong(small_tree: SmallTree) -> None:
    result = run(small_tree, "check")

    assert result.exit_code == 0
    assert result.output == (
        "2 courses, 2 lessons, 2 standards, 2 quizzes, 1 instrument, 1 path, 1 position, "
        "0 checklists, 0 forms, 0 policies, 0 terms: no faults\n"
    )


def test_check_names_every_fault_with_its_line(small_tree: SmallTree) -> None:
    small_tree.replace(ZH, "minutes: 5", "minutes: 99")
    small_tree.replace(EN, "title: Within three rings\n", "")
    small_tree.replace(QUIZ, "std=three-rings", "std=three-ring")

    result = run(small_tree, "check")

    root = small_tree.root.as_posix()
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{root}/{EN}:2: the front matter has no title; add title: with its value",
        f'{root}/{ZH}:3: minutes is "99", not a whole number from 1 to 30;'
        " write a whole number from 1 to 30",
        f'{root}/{QUIZ}:8: there is no standard "three-ring";'
        ' did you mean "three-rings"? write an id of courses/standards/',
        "3 faults in 3 files",
    ]


def test_check_gives_json_to_other_programs(small_tree: SmallTree) -> None:
    assert json.loads(run(small_tree, "check", "--format", "json").output) == []

    (small_tree.root / EN).unlink()
    result = run(small_tree, "check", "--format", "json")

    assert result.exit_code == 1
    assert json.loads(result.output) == [
        {
            "file": f"{small_tree.root.as_posix()}/{ZH}",
            "line": 1,
            "what": "its sister 10-three-rings.en.md is missing",
            "instead": "write it beside this file",
        }
    ]


BODY = "前台[[tone]]。\n\n## 甲里 {#jia}\n\n[[three-rings]]\n\n[[nothing]]\n\n/// rule\n乙\n///\n"


def test_render_shows_what_a_learner_gets(small_tree: SmallTree) -> None:
    result = run(small_tree, "render", source=BODY.encode())

    assert result.exit_code == 0
    assert result.output.splitlines()[:3] == [
        '<p>前台<a class="tp-cite" href="/standards/tone">“语气要亲切”</a>。</p>',
        '<h2 id="jia">甲里</h2>',
        '<a class="tp-std" href="/standards/three-rings"><span class="tp-plate">17</span>'
        '<div><b>铃响三声之内接起。</b><span class="tp-std-caution"><svg class="i i-s"'
        ' aria-hidden="true"><use href="#i-alert"/></svg><span>不是敲门声。</span></span>'
        "</div></a>",
    ]
    assert "<p>[[nothing]]</p>" in result.output
    assert "规定" in result.output


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hant", ["前台", "“語氣要親切”", ">甲裡<", "不是敲門聲。", "規定"]),
        ("en", ["“Be warm”", "Pick up within three rings.", "Not knocks.", "The rule"]),
    ],
)
def test_render_speaks_the_language_asked_for(
    small_tree: SmallTree, language: str, words: list[str]
) -> None:
    output = run(small_tree, "render", "--language", language, source=BODY.encode()).output

    assert [word for word in words if word not in output] == []


def test_render_does_not_mind_a_broken_register(small_tree: SmallTree) -> None:
    small_tree.write("courses/standards/telephone.yaml", b"\xff: [")

    assert "<p>[[tone]]</p>" in run(small_tree, "render", source=b"[[tone]]").output


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(source=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_render_never_fails(small_tree: SmallTree, source: bytes) -> None:
    assert run(small_tree, "render", source=source).exit_code == 0


@pytest.mark.parametrize(
    "source",
    [b"", b"\xff\xfe\x00", b"\xef\xbb\xbf\xe7\x94\xb2", b"[" * 1_000_000, b">" * 1_000_000],
)
def test_render_never_fails_on_strange_bytes(small_tree: SmallTree, source: bytes) -> None:
    result = run(small_tree, "render", source=source)

    assert result.exit_code == 0
    assert "<script" not in result.output


def exported(small_tree: SmallTree) -> dict[str, Any]:
    return json.loads(run(small_tree, "export").stdout)


def test_export_says_what_is_taught_and_tested(small_tree: SmallTree) -> None:
    assert exported(small_tree) == {
        "standards": [
            {"id": "three-rings", "kind": "figure", "about": "person"},
            {"id": "tone", "kind": "rule", "about": "person"},
        ],
        "lessons": [
            {"course": "etiquette", "slug": "10-sitting", "teaches": []},
            {
                "course": "telephone",
                "slug": "10-three-rings",
                "teaches": ["three-rings", "tone"],
            },
        ],
        "items": [
            {"quiz": "first-look", "id": "sit", "type": "truefalse", "standards": []},
            {
                "quiz": "telephone",
                "id": "rings",
                "type": "numeric",
                "standards": ["three-rings"],
            },
            {"quiz": "telephone", "id": "warm", "type": "truefalse", "standards": ["tone"]},
        ],
        "checklist_lines": [],
    }


def test_export_leaves_out_what_has_faults_and_says_so(small_tree: SmallTree) -> None:
    small_tree.replace(ZH, "minutes: 5", "minutes: 99")

    result = run(small_tree, "export")

    assert [each["slug"] for each in json.loads(result.stdout)["lessons"]] == ["10-sitting"]
    assert "1 fault in 1 file" in result.stderr
