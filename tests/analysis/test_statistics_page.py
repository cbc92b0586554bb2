"""The statistics of a quiz as those who write and keep quizzes read them."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from app.accounts.roles import Role
from app.library.queries import Library
from tests.analysis.papers import (
    FORM_FIRST,
    LET_IT_RING,
    PHONE_FIRST,
    RINGS,
    hand_in,
    hand_in_many,
)
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in

ADDRESS = "/quizzes/telephone/statistics"


@pytest.fixture
def author(client: FlaskClient, published: Library) -> FlaskClient:
    """An author's browser, in English."""
    sign_in(client, make_person(name="作者", roles=(Role.AUTHOR,), language="en"))
    return client


def words_of(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def rows_of(file: bytes) -> dict[str, dict[str, str]]:
    """A file of questions by their names."""
    return {row["item"]: row for row in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))}


def test_before_anybody_has_sat_it_the_page_says_so(author: FlaskClient) -> None:
    page = author.get(ADDRESS)

    assert page.status_code == 200
    assert "There are no such attempts yet" in page.text


def test_figures_stand_with_their_interval_and_what_they_mean(
    author: FlaskClient, published: Library
) -> None:
    hand_in_many(published, strong=24, weak=16)

    text = words_of(author.get(ADDRESS).text)

    assert "First attempts of 40 people" in text
    assert "Average What people earned, of all points. 60% 44 to 76%" in text
    assert re.search(r"form-or-phone The form is not [^.]*… 40 60%", text)


def test_little_is_said_from_few_attempts(author: FlaskClient, published: Library) -> None:
    hand_in_many(published, strong=4, weak=3)

    page = author.get(ADDRESS).text

    assert "of all points. too few (n = 7)" in words_of(page)
    assert "57%" not in page
    assert "tp-hist" not in page


def test_with_ten_there_is_a_facility_and_with_thirty_the_rest(
    author: FlaskClient, published: Library
) -> None:
    hand_in_many(published, strong=6, weak=6)

    row = rows_of(author.get(f"{ADDRESS}/items.csv").data)["rings"]

    assert row["facility"] == "50.0"
    assert row["discrimination_index"] == ""


def test_the_first_attempt_counts_unless_another_is_asked_for(
    author: FlaskClient, published: Library
) -> None:
    for _ in range(12):
        person = make_person()
        hand_in(published, {"rings": RINGS["wrong"]}, person=person, number=1)
        hand_in(published, {"rings": RINGS["right"]}, person=person, number=2)
        hand_in(published, {"rings": RINGS["wrong"]}, person=person, number=3)

    found = {
        which: rows_of(author.get(f"{ADDRESS}/items.csv?attempts={which}").data)["rings"]
        for which in ("first", "last", "best", "all", "nonsense")
    }

    assert {which: row["facility"] for which, row in found.items()} == {
        "first": "0.0",
        "last": "0.0",
        "best": "100.0",
        "all": "33.3333",
        "nonsense": "0.0",
    }
    assert found["all"]["n"] == "36"


def test_what_was_sat_on_paper_counts_as_well(author: FlaskClient, published: Library) -> None:
    hand_in(published, {"rings": RINGS["right"]}, mode="paper")

    assert rows_of(author.get(f"{ADDRESS}/items.csv").data)["rings"]["n"] == "1"


def test_attempts_that_wait_for_a_mark_are_left_out_and_said(
    author: FlaskClient, published: Library
) -> None:
    hand_in(published, {"rings": RINGS["right"]})
    hand_in(published, {"rings": RINGS["right"]}, score=None)

    page = words_of(author.get(ADDRESS).text)

    assert "The first attempt of one person" in page
    assert "One attempt is not counted yet: somebody still has to mark it." in page


def test_an_item_is_of_those_who_were_shown_it_and_no_answer_earns_nothing(
    author: FlaskClient, published: Library
) -> None:
    for _ in range(10):
        hand_in(published, {"rings": RINGS["right"], "form-or-phone": None})
    hand_in(published, {"rings": RINGS["right"]})

    rows = rows_of(author.get(f"{ADDRESS}/items.csv").data)

    assert (rows["rings"]["n"], rows["form-or-phone"]["n"]) == ("11", "10")
    assert rows["form-or-phone"]["facility"] == "0.0"
    assert "message-steps" not in rows


def test_a_remark_names_file_and_line(
    author: FlaskClient, published: Library, content: ContentTree
) -> None:
    hand_in_many(published, strong=20, weak=16)
    lines = content.read("quizzes/telephone.md").split("\n")
    line = 1 + next(n for n, text in enumerate(lines) if text.startswith("## form-or-phone"))

    page = words_of(author.get(ADDRESS).text)

    assert "form-or-phone · Nobody takes choice C Write a more likely mistake" in page
    assert f"quizzes/telephone.md:{line}" in page


def test_a_question_that_left_the_disk_is_said_to_be_gone(
    author: FlaskClient, published: Library, content: ContentTree
) -> None:
    hand_in_many(published, strong=20, weak=16)
    content.remove("quizzes/telephone.md")

    assert "not on disk" in words_of(author.get(ADDRESS).text)


def test_the_page_of_a_question_says_who_takes_which_choice(
    author: FlaskClient, published: Library
) -> None:
    hand_in_many(published, strong=30, weak=30)

    page = author.get(f"{ADDRESS}/questions/form-or-phone").text

    assert "A The telephone 30 · 50% 0% – 100% 100%" in words_of(page)
    assert "B The form 20 · 33%" in words_of(page)
    assert "10 took none" in page
    assert 'class="tp-plot" role="img"' in page


def test_a_question_without_choices_has_its_figures(
    author: FlaskClient, published: Library
) -> None:
    hand_in_many(published, strong=6, weak=6)

    page = author.get(f"{ADDRESS}/questions/rings").text

    assert "of what the question is worth. 50%" in words_of(page)
    assert "Choices" not in page


def test_what_nobody_was_asked_has_no_page(author: FlaskClient, published: Library) -> None:
    assert author.get(f"{ADDRESS}/questions/rings").status_code == 404
    assert author.get("/quizzes/none/statistics").status_code == 404


def test_a_mended_key_parts_the_old_attempts_from_the_new(
    author: FlaskClient, published: Library, content: ContentTree
) -> None:
    answers = {"rings": RINGS["right"], "form-or-phone": FORM_FIRST}
    for _ in range(10):
        hand_in(published, answers)
    # Other words, the choices in another order: the same key. A mended key: another one.
    content.replace("quizzes/telephone.md", "单子没填完，电话响了。", "单子没填完，电话响了！")
    content.replace("quizzes/telephone.md", "answer: 3\n", "answer: 2\n")
    renewed = publish_tree(content)
    for _ in range(12):
        hand_in(renewed, answers)

    rows = rows_of(author.get(f"{ADDRESS}/items.csv").data)
    page = words_of(author.get(ADDRESS).text)

    assert {name: (row["n"], row["facility"]) for name, row in rows.items()} == {
        "rings": ("12", "0.0"),
        "form-or-phone": ("22", "0.0"),
        "rings~1": ("10", "100.0"),
    }
    assert "rings, as in version 1" in page
    assert author.get(f"{ADDRESS}/questions/rings~1").status_code == 200
    sat = rows_of(author.get(f"{ADDRESS}/items.csv?version=1").data)
    assert {name: row["n"] for name, row in sat.items()} == {"form-or-phone": "10", "rings~1": "10"}
    assert "no such attempts" in author.get(f"{ADDRESS}?version=99").text


def test_attempts_scored_anew_count_with_the_new_key(
    author: FlaskClient, published: Library, content: ContentTree
) -> None:
    content.replace("quizzes/telephone.md", "answer: 3\n", "answer: 2\n")
    renewed = publish_tree(content).get("quiz", "telephone")
    assert renewed is not None
    hand_in(published, {"rings": RINGS["right"]}, key_version_id=renewed.version_id)

    assert list(rows_of(author.get(f"{ADDRESS}/items.csv").data)) == ["rings"]


def test_choices_are_known_by_their_words_when_they_have_moved(
    author: FlaskClient, published: Library, content: ContentTree
) -> None:
    hand_in(published, {"form-or-phone": LET_IT_RING})
    moved = "- ( ) 让它响\n  en: Let it ring\n"
    content.replace("quizzes/telephone.md", moved, "")
    content.replace("quizzes/telephone.md", "- (x) 先接电话", f"{moved}- (x) 先接电话")
    renewed = publish_tree(content)
    for _ in range(10):
        hand_in(renewed, {"form-or-phone": {"choice": "c2"}})

    file = author.get(f"{ADDRESS}/choices.csv").data.decode("utf-8-sig")
    rows = {row["choice"]: row for row in csv.DictReader(io.StringIO(file))}

    assert {key: (row["is_right"], row["n"]) for key, row in rows.items()} == {
        "c1": ("0", "1"),
        "c2": ("1", "10"),
        "c3": ("0", "0"),
    }


def test_questions_come_in_the_order_that_is_asked_for(
    author: FlaskClient, published: Library
) -> None:
    for _ in range(12):
        hand_in(published, {"rings": RINGS["right"], "form-or-phone": FORM_FIRST})

    in_file = list(rows_of(author.get(f"{ADDRESS}/items.csv").data))
    hardest = list(rows_of(author.get(f"{ADDRESS}/items.csv?order=facility").data))

    assert in_file == ["rings", "form-or-phone"]
    assert hardest == ["form-or-phone", "rings"]


def test_nobodys_name_stands_there(author: FlaskClient, published: Library) -> None:
    person = make_person(name="欧阳若兰", employee_number="S99999")
    hand_in(published, {"rings": RINGS["right"], "form-or-phone": PHONE_FIRST}, person=person)

    for address in ("", "/items.csv", "/choices.csv", "/questions/rings"):
        page = author.get(ADDRESS + address)
        assert page.status_code == 200
        assert "欧阳若兰" not in page.text
        assert "S99999" not in page.text


def test_many_attempts_cost_no_more_statements(
    author: FlaskClient, published: Library, statements: Statements
) -> None:
    hand_in_many(published, strong=20, weak=20)
    statements.clear()

    author.get(ADDRESS)

    assert len(statements) <= 6


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [Role.LEARNER, Role.OBSERVER, Role.SUPERVISOR])
def test_whoever_does_not_analyse_has_no_statistics(
    client: FlaskClient, published: Library, role: Role
) -> None:
    sign_in(client, make_person(roles=(role,)))

    assert client.get(ADDRESS).status_code == 403
