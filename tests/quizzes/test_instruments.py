"""Instruments: statements, bands, and what ratings add up to."""

from __future__ import annotations

import pytest

from app.quizzes.instruments import band_of, total
from tests.quizzes.samples import HEAD, INSTRUMENT, SINGLE, faults_of, instrument_of


def test_a_statement_stands_between_two_poles_in_the_order_written() -> None:
    awake, calm = instrument_of(INSTRUMENT).statements

    assert (awake.id, awake.low, awake.high, awake.first, awake.stem) == (
        "awake",
        1,
        10,
        "high",
        None,
    )
    assert awake.high_pole.en == "<i>I am awake all night</i>"
    assert awake.low_pole.zh == "<i>我常打瞌睡</i>"
    assert calm.first == "low"
    assert [rating for rating, _ in awake.poles] == [10, 1]
    assert [rating for rating, _ in calm.poles] == [1, 10]
    assert calm.poles[0][1] == calm.low_pole


def test_a_statement_may_have_a_stem_standards_and_tags() -> None:
    source = INSTRUMENT.replace(
        "max=10}\n- 10: 我整",
        "max=10 std=one-rule tags=a}\n夜里\n::: en\nAt night\n:::\n- 10: 我整",
    )

    awake = instrument_of(source).statements[0]

    assert awake.stem is not None
    assert awake.stem.en == "<p>At night</p>"
    assert (awake.standards, awake.tags) == (("one-rule",), ("a",))


def test_an_instrument_has_an_introduction_where_its_head_says_so() -> None:
    intro = "intro:\n  zh: 想想最近的夜班。\n  en: Think of your last nights.\n"

    assert instrument_of(INSTRUMENT).intro is None
    described = instrument_of(INSTRUMENT.replace("kind:", f"{intro}draft: yes\nkind:"))
    assert described.intro is not None
    assert described.intro.en == "<p>Think of your last nights.</p>"
    assert described.draft


def test_bands_come_from_the_lowest_up() -> None:
    first, second = (INSTRUMENT.index(f"  - from: {number}") for number in (2, 11))
    end = INSTRUMENT.index("---\n\n##")
    turned = (
        INSTRUMENT[:first] + INSTRUMENT[second:end] + INSTRUMENT[first:second] + INSTRUMENT[end:]
    )

    assert [band.from_ for band in instrument_of(turned).bands] == [2, 11]
    assert instrument_of(turned) == instrument_of(INSTRUMENT)
    assert instrument_of(INSTRUMENT).bands[0].advice.en == "<p>Begin with something small.</p>"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("from: 11", "from: 12", 11, "the bands to 10 and from 12 leave a gap; write from: 11"),
        ("from: 11", "from: 10", 11, "the bands to 10 and from 10 overlap; write from: 11"),
        ("from: 2\n", "from: 1\n", 7, "the lowest total that the statements can give is 2, not 1"),
        ("to: 20", "to: 21", 12, "the highest total that the statements can give is 20, not 21"),
        ("to: 10\n", "to: 1\n", 7, "the band from 2 to 1 ends before it begins"),
        ("    to: 10\n", "", 7, "a member of bands has no to"),
        ("zh: 不错, ", "", 13, "title has no zh"),
        ("kind: instrument", "kind: instrument\npass: 80", 6, 'unknown key "pass"'),
        ("type=scale min=1 max=10", "type=single", 17, "an instrument has only scale items"),
        ("type=scale min=1", "type=scale", 17, "min= is missing"),
        ("min=1 max=10", "min=one max=10", 17, 'min="one" is no whole number'),
        ("min=1 max=10", "min=10 max=1", 17, "min=10 is not below max=1"),
        ("min=1", "points=2 min=1", 17, 'type scale has no attribute "points"'),
        ("- 10: 我整", "- 9: 我整", 17, "the poles must be 1 and 10, and are: 9, 1"),
        (
            "- 1: 我常打瞌睡\n  en: I often doze off\n",
            "",
            17,
            "the poles must be 1 and 10, and are: 10",
        ),
        ("  en: I often", "  > 好\n  en: I often", 21, "an answer of type scale has no >"),
        ("  en: I often doze off\n", "", 20, "the pole 1 has no English text"),
        ("doze off\n", "doze off\nexplain: 好\n", 22, "type scale has no keyword explain:"),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    assert old in INSTRUMENT

    found = faults_of(INSTRUMENT.replace(old, new, 1))

    assert any(one.startswith(f"{line}: {fault}") for one in found), found


def test_an_instrument_needs_bands() -> None:
    start, end = INSTRUMENT.index("bands:"), INSTRUMENT.index("---\n\n##")

    assert "2: the head has no bands" in faults_of(INSTRUMENT[:start] + INSTRUMENT[end:])[0]


def test_a_quiz_has_no_scale() -> None:
    scale = INSTRUMENT[INSTRUMENT.index("## calm") :]

    (fault,) = faults_of(HEAD + SINGLE + scale)

    assert "a scale item stands in a quiz" in fault
    assert "kind: instrument" in fault


def test_the_total_is_the_sum_of_all_ratings() -> None:
    assert total(instrument_of(INSTRUMENT), {"awake": 9, "calm": 3}) == 12


@pytest.mark.parametrize("ratings", [{}, {"awake": 9}, {"awake": 9, "calm": None}])
def test_there_is_no_total_while_a_rating_is_missing_or_unsure(
    ratings: dict[str, int | None],
) -> None:
    assert total(instrument_of(INSTRUMENT), ratings) is None


@pytest.mark.parametrize(("sum_", "lowest"), [(2, 2), (10, 2), (11, 11), (20, 11)])
def test_every_total_falls_in_one_band(sum_: int, lowest: int) -> None:
    assert band_of(instrument_of(INSTRUMENT), sum_).from_ == lowest


@pytest.mark.parametrize("sum_", [1, 21])
def test_no_band_holds_what_is_no_total(sum_: int) -> None:
    with pytest.raises(ValueError, match="no total"):
        band_of(instrument_of(INSTRUMENT), sum_)
