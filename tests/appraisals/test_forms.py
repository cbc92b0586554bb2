"""What the page sends becomes ratings."""

from __future__ import annotations

import pytest

from app.appraisals.forms import ratings_in
from app.appraisals.operations import NotOnTheScale


def test_ratings_are_told_from_the_other_fields() -> None:
    sent = {
        "csrf_token": "x",
        "page": "1",
        "go": "next",
        "rating-s-01": "9",
        "rating-s-02": "unsure",
    }

    assert ratings_in(sent) == {"s-01": 9, "s-02": None}


def test_nothing_chosen_is_nothing_rated() -> None:
    assert ratings_in({"page": "1"}) == {}


@pytest.mark.parametrize("sent", ["", "-1", "9.5", "9 ", "\uff19", "²", "nine", "None", "9" * 5000])
def test_what_is_no_whole_number_is_refused(sent: str) -> None:
    with pytest.raises(NotOnTheScale):
        ratings_in({"rating-s-01": sent})
