"""Numbers, mobiles and addresses, however they are typed."""

import pytest

from app.accounts.identifiers import identifier_from, mobile_from, number_from


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800005521", "13800005521"),
        (" 138 0000 5521 ", "13800005521"),
        ("138-0000-5521", "13800005521"),
        ("138\u20110000\u20135521", "13800005521"),
        ("+86 138 0000 5521", "13800005521"),
        ("+86-138-0000-5521", "13800005521"),
        ("86 13800005521", "13800005521"),
        ("0086 138 0000 5521", "13800005521"),
        ("（＋８６）１３８ ００００ ５５２１", "13800005521"),
        ("１３８００００５５２１", "13800005521"),
        ("\u202d138 0000 5521\u202c", "13800005521"),
        ("+852 9123 4567", "+85291234567"),
        ("00852 9123 4567", "+85291234567"),
        ("021 5550 0000", "02155500000"),
        ("1234", None),
        ("1" * 16, None),
        ("K0207", None),
        ("lihua@heyuan.example", None),
        ("", None),
    ],
)
def test_a_mobile_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert mobile_from(typed) == kept


def test_a_kept_mobile_stays_as_it_is() -> None:
    for kept in ("13800005521", "+85291234567"):
        assert mobile_from(kept) == kept


@pytest.mark.parametrize(
    "variants",
    [
        ("13800005521", "+86 138 0000 5521", "１３８－００００－５５２１", "0086 13800005521"),
        ("K0207", "k0207", " Ｋ０２０７\t", "K02\u200b07"),
        ("lihua@heyuan.example", "LiHua@HeYuan.Example", "ｌihua＠heyuan.example "),
        ("12345", "12 345", "１２３４５"),
    ],
)
def test_ways_of_typing_the_same_are_counted_as_one(variants: tuple[str, ...]) -> None:
    assert len({identifier_from(typed).counted_as for typed in variants}) == 1


def test_different_identifiers_are_counted_apart() -> None:
    names = ("13800005521", "13800005522", "K0207", "K02071", "lihua@heyuan.example")

    assert len({identifier_from(name).counted_as for name in names}) == len(names)


def test_a_number_is_first_looked_for_as_it_was_typed() -> None:
    assert identifier_from(" a-7 ").numbers[0] == "a-7"
    assert "A-7" in identifier_from("a-7").numbers


def test_a_number_has_nothing_in_it_that_cannot_be_seen() -> None:
    assert number_from(" K\x0002\u200b07\n") == "K0207"
