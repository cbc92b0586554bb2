"""The choices of a self-check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markup.choices import choice_of, read_parts


@pytest.mark.parametrize(
    ("written", "text", "is_right", "is_one_of_several"),
    [
        ("(x) 三声", "三声", True, False),
        ("( ) 五声", "五声", False, False),
        ("() 五声", "五声", False, False),
        ("(X)三声", "三声", True, False),
        ("（x） 三声", "三声", True, False),
        ("（\u3000）五声", "五声", False, False),
        ("（ｘ）三声", "三声", True, False),
        ("[x] 地垫", "地垫", True, True),
        ("[ ] 茶杯", "茶杯", False, True),
        ("［x］ 地垫", "地垫", True, True),
        ("［ ］茶杯", "茶杯", False, True),
        ("[x] (大的)", "(大的)", True, True),
    ],
)
def test_a_mark_says_whether_a_choice_is_right(
    written: str, text: str, is_right: bool, is_one_of_several: bool
) -> None:
    found = choice_of(written)

    assert found is not None
    assert (found.text, found.is_right) == (text, is_right)
    assert found.is_one_of_several == is_one_of_several


@pytest.mark.parametrize("written", ["三声", "(y) 三声", "x 三声", "(三声)", "[三声](a)", ""])
def test_without_a_mark_it_is_no_choice(written: str) -> None:
    assert choice_of(written) is None


def test_a_check_is_parted_in_choices_and_reason() -> None:
    parts = read_parts(["- (x) 三声", "", "- ( ) 五声", "  或更多", "", "因为。", "- (x) 列表"])

    assert [(each.line, each.text) for each in parts.choices] == [(0, "三声"), (2, "五声")]
    assert parts.is_explained
    assert parts.touching is None
    assert parts.before is None


def test_what_stands_in_the_wrong_place_is_found() -> None:
    parts = read_parts(["先看", "- 三声", "- (x) 五声", "因为。"])

    assert (parts.before, parts.unmarked, parts.touching) == (0, (1,), 3)
    assert not parts.is_explained


LINES = (
    st.sampled_from(["- (x) a", "- [ ] b", "- c", "", "  d", "e", "（x）", "- ［x］"]) | st.text()
)


@given(st.lists(LINES))
def test_no_lines_make_it_raise(lines: list[str]) -> None:
    parts = read_parts(lines)

    assert all(0 <= each.line < len(lines) for each in parts.choices)
