"""Numbers in the handbook's search: written as figures or as characters, they are the same."""

from __future__ import annotations

import pytest

from app.learning.handbook import _folded


@pytest.mark.parametrize("typed", ["三声", "3声", "3 声", "３声", "三 声"])
def test_a_number_is_found_however_it_is_written(typed: str) -> None:
    assert _folded(typed) in _folded("电话铃响 3 声之内接起。")


def test_spaces_between_english_words_stay() -> None:
    assert _folded("Within three rings") == "within three rings"
