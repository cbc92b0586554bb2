"""What sheets and results say, in English as it is written in the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g

from app.appraisals.comparison import compare
from app.appraisals.pairing import RatingState
from app.appraisals.sheet import sheet
from app.appraisals.wording import (
    band_facts,
    dot_lines,
    missing_words,
    progress_words,
    state_words,
)
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


@pytest.mark.parametrize(
    ("mine", "theirs", "text", "spoken"),
    [
        (4, 7, "You: 4 · supervisor: 7 · 3 apart", "You: 4, supervisor: 7, 3 apart"),
        (8, 8, "Both: 8", "You: 8, supervisor: 8, 0 apart"),
        (None, 7, "You: not sure · supervisor: 7", "You: not sure, supervisor: 7"),
        (4, None, "You: 4 · supervisor: not sure", "You: 4, supervisor: not sure"),
    ],
)
def test_the_person_reads_a_second_rater_beside_herself(
    mine: int | None, theirs: int | None, text: str, spoken: str
) -> None:
    line = dot_lines(compare(TEN, {"s-01": mine}, {"s-01": theirs}), "en")[0]

    assert (line["label"], line["mine"], line["theirs"]) == ("en-高1", mine, theirs)
    assert (line["text"], line["spoken"]) == (text, spoken)


@pytest.mark.parametrize(
    ("mine", "theirs", "text", "spoken"),
    [
        (4, 7, "Self: 4 · you: 7 · 3 apart", "陈丽华: 4, you: 7, 3 apart"),
        (8, 8, "Both: 8", "陈丽华: 8, you: 8, 0 apart"),
        (None, 7, "Self: not sure · you: 7", "陈丽华: not sure, you: 7"),
    ],
)
def test_a_supervisor_reads_herself_beside_the_person(
    mine: int | None, theirs: int | None, text: str, spoken: str
) -> None:
    line = dot_lines(compare(TEN, {"s-01": mine}, {"s-01": theirs}), "en", "陈丽华")[0]

    assert (line["text"], line["spoken"]) == (text, spoken)


def test_a_supervisor_alone_reads_only_what_she_gave() -> None:
    line = dot_lines(compare(TEN, None, {"s-01": 7}), "en", "陈丽华")[0]

    assert (line["mine"], line["theirs"]) == (None, 7)
    assert (line["text"], line["spoken"]) == ("You: 7", "You: 7, on a scale from 1 to 10")


def test_every_state_has_words_of_its_own() -> None:
    assert len({state_words(state) for state in RatingState}) == len(RatingState)


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
