"""My record, through the front door."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.db import db, new_id
from app.enrolments.models import Completion
from app.enrolments.operations import complete, complete_lesson, complete_quiz
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person
from tests.learning.pages import links_in, main_of, words_of

LESSONS = ("etiquette/10-greeting", "telephone/10-three-rings", "telephone/20-messages")


def do_everything(learner: Person, library: Library) -> None:
    """All lessons, the quiz and the self-assessment, an hour apart."""
    hour = timedelta(hours=1)
    for number, slug in enumerate(LESSONS):
        lesson = library.get("lesson", slug)
        assert lesson is not None
        complete_lesson(learner.id, lesson, library, now=NOON + number * hour)
    quiz = library.get("quiz", "telephone")
    instrument = library.get("instrument", "service-aptitude")
    assert quiz is not None
    assert instrument is not None
    complete_quiz(learner.id, quiz, library, score=0.9, minutes=6, now=NOON + 4 * hour)
    complete(learner.id, instrument, minutes=3, score=None, now=NOON + 5 * hour)


def fill_record(learner: Person, library: Library, rows: int) -> list[uuid.UUID]:
    """Many completions, several at the same moment; the ids from the latest to the first."""
    lesson = library.get("lesson", LESSONS[0])
    assert lesson is not None
    completions = [
        Completion(
            id=new_id(),
            person_id=learner.id,
            kind="lesson",
            slug=f"etiquette/{number:03}",
            version_id=lesson.version_id,
            completed_at=NOON + timedelta(minutes=number // 7),
            minutes=number,
        )
        for number in range(rows)
    ]
    db.session.add_all(completions)
    db.session.flush()
    ordered = sorted(completions, key=lambda each: (each.completed_at, each.id), reverse=True)
    return [each.id for each in ordered]


def test_each_completion_has_its_row_the_latest_first(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    do_everything(learner, published)

    words = words_of(client, "/record")

    rows = [
        "Service aptitude self-assessment 20 November Self-assessment 3 min Done",
        "On the telephone 20 November Course – Completed",
        "On the telephone 20 November Quiz 6 min 90 points, passed",
        "Messages 20 November Lesson read 5 min Done",
        "Within three rings 20 November Lesson read 4 min Done",
        "Etiquette 20 November Course – Completed",
        "Speak first 20 November Lesson read 3 min Done",
    ]
    assert all(row in words for row in rows)
    assert words.index("Service aptitude") < words.index("Messages") < words.index("Speak first")


@pytest.mark.database("sqlite")
def test_the_head_says_whose_record_it_is(client: FlaskClient, learner: Person) -> None:
    learner.employee_number = "H0128"

    words = words_of(client, "/record")

    assert "陈丽华 · H0128 My training record" in words
    assert "翠湖花园客服组 · Customer-service assistant · hired on 12 November" in words
    assert "Nothing is completed yet." in words


def test_a_self_assessment_leads_to_its_results(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    do_everything(learner, published)

    assert "/appraisals/service-aptitude" in links_in(main_of(client, "/record"))


def test_a_completion_keeps_the_title_that_its_version_had(
    client: FlaskClient, learner: Person, published: Library, content: ContentTree
) -> None:
    do_everything(learner, published)
    content.replace("courses/telephone/20-messages.en.md", "title: Messages", "title: Notes")
    content.remove("courses/etiquette/10-greeting.en.md")
    content.remove("courses/etiquette/10-greeting.zh.md")
    content.remove("courses/etiquette/course.yaml")
    (content.courses / "etiquette").rmdir()
    content.replace("courses/telephone/course.yaml", "[etiquette]", "[]")
    content.replace(
        "courses/paths/customer-service-assistant.yaml", "course: etiquette", "course: telephone"
    )
    content.replace(
        "courses/paths/customer-service-assistant.yaml",
        "      - course: telephone\n      - instrument",
        "      - instrument",
    )
    publish_tree(content)

    words = words_of(client, "/record")

    assert "Messages" in words
    assert "Notes" not in words
    assert "Speak first" in words


@pytest.mark.parametrize("rows", [30, 65])
def test_pages_of_thirty_go_forth_and_back_without_losing_a_row(
    client: FlaskClient, learner: Person, published: Library, rows: int
) -> None:
    ids = fill_record(learner, published, rows)
    minutes = {row.id: row.minutes for row in db.session.query(Completion)}
    expected = [str(minutes[each]) for each in ids]

    seen: list[list[str]] = []
    url = "/record"
    while url:
        page = main_of(client, url)
        seen.append(_minutes_in(page))
        url = _pager(page, "next")
    assert [each for page in seen for each in page] == expected
    assert all(len(page) == 30 for page in seen[:-1])

    back: list[list[str]] = [_minutes_in(page)]
    while url := _pager(page, "prev"):
        page = main_of(client, url)
        back.insert(0, _minutes_in(page))
    assert back == seen


def _minutes_in(page: str) -> list[str]:
    cells = page.split('data-l="Time">')[1:]
    found = [cell.split("</td>")[0].strip() for cell in cells]
    return [_in_minutes(each) for each in found]


def _in_minutes(words: str) -> str:
    if words == "–":
        return "0"
    numbers = [int(part) for part in words.split() if part.isdigit()]
    return str(numbers[0] * 60 + sum(numbers[1:]) if " h" in words else numbers[0])


def _pager(page: str, rel: str) -> str:
    link = page.split(f'rel="{rel}"')[0].rsplit('href="', 1)[1] if f'rel="{rel}"' in page else ""
    return link.split('"')[0].replace("&amp;", "&")


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("cursor", ["before=nonsense", "after=nonsense"])
def test_a_cursor_that_is_none_gives_the_first_page(
    client: FlaskClient, learner: Person, published: Library, cursor: str
) -> None:
    do_everything(learner, published)

    assert "Speak first" in words_of(client, f"/record?{cursor}")


def test_another_s_row_is_no_cursor(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    do_everything(learner, published)
    stranger = make_person()
    other = fill_record(stranger, published, 1)[0]

    assert "Speak first" not in words_of(client, f"/record?before={other}")
    assert "Speak first" not in words_of(client, f"/record?after={other}")


def test_one_sees_one_s_own_record_only(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    do_everything(make_person(name="别人"), published)

    assert "Nothing is completed yet." in words_of(client, "/record")


def test_the_record_costs_few_statements_whatever_its_length(
    client: FlaskClient,
    learner: Person,
    published: Library,
    content: ContentTree,
    statements: Statements,
) -> None:
    do_everything(learner, published)
    for name in ("telephone/10-three-rings", "telephone/20-messages"):
        content.write(
            f"courses/{name}.en.md",
            content.read(f"courses/{name}.en.md").replace("title: ", "title: New "),
        )
    publish_tree(content)
    client.get("/record")
    statements.clear()

    client.get("/record")

    assert len(statements) <= 5
