"""The code on a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.codes import Drawn, code_of, new_seeds, read_code

drawn = st.builds(Drawn, st.integers(1, 9999), st.integers(0, 9999))


@given(drawn, st.sampled_from(["telephone", "etiquette"]))
def test_a_code_is_read_as_it_was_written(made: Drawn, quiz: str) -> None:
    assert read_code(quiz, code_of(quiz, made)) == made


@given(drawn, st.data())
def test_one_wrong_digit_is_noticed(made: Drawn, data: st.DataObject) -> None:
    code = code_of("telephone", made)
    places = [place for place, sign in enumerate(code) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))

    wrong = code[:place] + other + code[place + 1 :]

    assert read_code("telephone", wrong) is None


@given(drawn, st.data())
def test_two_digits_in_each_others_place_are_noticed(made: Drawn, data: st.DataObject) -> None:
    digits = [sign for sign in code_of("telephone", made) if sign.isdigit()]
    place = data.draw(st.integers(0, len(digits) - 2))
    turned = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]

    assert turned == digits or read_code("telephone", "".join(turned)) is None


@pytest.mark.parametrize("typed", ["p7-4821-{}", "74821{}", " P7 4821 {} ", "Ｐ７－４８２１－{}"])
def test_hyphens_spaces_and_capitals_do_not_matter(typed: str) -> None:
    check = code_of("telephone", Drawn(7, 4821))[-2:]

    assert read_code("telephone", typed.format(check)) == Drawn(7, 4821)


@pytest.mark.parametrize("typed", ["", "P", "P-4821", "nonsense", "P7-4821-6x", "9" * 40, "²" * 7])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code("telephone", typed) is None


def test_a_paper_of_one_quiz_is_none_of_another() -> None:
    code = code_of("telephone", Drawn(1, 4821))

    assert read_code("etiquette", code) is None


def test_neighbours_get_different_papers() -> None:
    assert len(set(new_seeds(5))) == 5
