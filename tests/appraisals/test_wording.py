"""What sheets and results say, in English as it is written in the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g

from app.appraisals.comparison import compare
from app.appraisals.sheet import sheet
from app.appraisals.wording import band_facts, dot_lines, missing_words, progress_words
from app.quizzes.instruments import band_of
from tests.appraisals.instruments import make_instrument

TEN = make_instrument()

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture(autouse=True)
def request_in_english(app: Flask) -> Iterator[None]:
    """Words are asked for while a page is made."""
    with app.test_request_context("/"):
        g.language = "en"
        yield


def test_a_second_rater_stands_beside_oneself_in_words_and_in_the_chart() -> None:
    line = dot_lines(compare(TEN, {"s-01": 4}, {"s-01": 7}), "en")[0]

    assert (line["label"], line["mine"], line["theirs"]) == ("en-高1", 4, 7)
    assert line["text"] == "You: 4 · supervisor: 7"
    assert line["spoken"] == "You: 4, supervisor: 7, 3 apart"


def test_who_is_not_sure_has_no_distance_to_the_other() -> None:
    line = dot_lines(compare(TEN, {"s-01": None}, {"s-01": 7}), "en")[0]

    assert line["mine"] is None
    assert line["spoken"] == "You: not sure, supervisor: 7"


def test_the_bands_stand_from_the_highest_and_ones_own_is_bold() -> None:
    facts = band_facts(TEN, band_of(TEN, 79), "en")

    assert [str(span) for span, _ in facts] == [
        "80 and more",
        '<b class="text-body">50 to 79</b>',
        "below 50",
    ]
    assert [str(title) for _, title in facts] == ["en-上段", "<b>en-中段</b>", "en-下段"]


@pytest.mark.parametrize(
    ("rated", "words"),
    [(0, "0 chosen, 5 to go"), (4, "4 chosen, 1 to go"), (5, "All 5 chosen")],
)
def test_progress_counts_the_sheet(rated: int, words: str) -> None:
    ratings = {f"s-{number:02}": 5 for number in range(1, rated + 1)}

    assert progress_words(sheet(TEN, ratings, 1)) == words


@pytest.mark.parametrize(("count", "beginning"), [(1, "1 statement is"), (3, "3 statements are")])
def test_what_is_missing_is_counted(count: int, beginning: str) -> None:
    assert missing_words(count).startswith(beginning)
