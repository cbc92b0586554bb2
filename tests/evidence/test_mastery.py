"""学·答·做 from rows of evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.mastery import KINDS, Proof, Triad, triads
from tests.factories import NOON

REVISIONS = {"three-rings": 2, "identify": 1}
RANK = {"no": 0, "old": 1, "yes": 2, "steady": 3}


def proof(
    kind: str = "answered",
    value: float = 1,
    *,
    revision: int = 2,
    day: int = 0,
    standard: str = "three-rings",
) -> Proof:
    """A proof of the standard whose wording is the second."""
    return Proof(standard, kind, value, revision, at(day))


def at(day: int) -> datetime:
    """Noon, so many days later."""
    return NOON + timedelta(days=day)


@pytest.mark.parametrize(
    ("proofs", "triad"),
    [
        pytest.param([proof("learned")], Triad(learned="yes"), id="learned"),
        pytest.param([proof("answered")], Triad(answered="yes"), id="answered"),
        pytest.param([proof("shown")], Triad(shown="yes"), id="shown"),
        pytest.param(
            [proof("learned"), proof("answered"), proof("shown")],
            Triad("yes", "yes", "yes"),
            id="all three",
        ),
        pytest.param([proof(value=0)], Triad(), id="answered wrong"),
        pytest.param([proof(value=0.5)], Triad(), id="answered half right"),
        pytest.param([proof(revision=1)], Triad(answered="old"), id="the old wording"),
        pytest.param([proof(revision=3)], Triad(answered="yes"), id="a newer wording"),
        pytest.param([proof(), proof(value=0, day=1)], Triad(), id="right, then wrong"),
        pytest.param([proof(value=0), proof(day=1)], Triad(answered="yes"), id="wrong, then right"),
        pytest.param(
            [proof(revision=1), proof(day=1)], Triad(answered="yes"), id="old, then new wording"
        ),
        pytest.param(
            [proof(), proof(revision=1, day=1)],
            Triad(answered="yes"),
            id="new wording, then a quiz begun under the old one",
        ),
        pytest.param(
            [proof(), proof(value=0, day=1), proof(revision=1, day=2)],
            Triad(answered="old"),
            id="forgotten, then the old wording",
        ),
        pytest.param(
            [proof("learned"), proof("answered", 0, day=1)],
            Triad(learned="yes"),
            id="a wrong answer takes nothing from what was read",
        ),
        pytest.param(
            [proof(value=0), proof()], Triad(answered="yes"), id="right and wrong at one moment"
        ),
    ],
)
def test_the_latest_proof_of_each_kind_counts(proofs: list[Proof], triad: Triad) -> None:
    assert triads(proofs, REVISIONS) == {"three-rings": triad}


def met(day: int, *, revision: int = 2) -> Proof:
    """Seen to be met on a day."""
    return proof("shown", revision=revision, day=day)


def missed(day: int) -> Proof:
    """Seen not to be met on a day."""
    return proof("shown", 0, day=day)


@pytest.mark.parametrize(
    ("proofs", "shown"),
    [
        pytest.param([met(0)], "yes", id="met once"),
        pytest.param([met(0), met(0)], "yes", id="met twice on one day, by two observers"),
        pytest.param([met(0), met(1)], "steady", id="met on two days"),
        pytest.param([met(9), met(0)], "steady", id="the earlier day confirmed later"),
        pytest.param([met(0), met(1), missed(2)], "no", id="steady, then not met"),
        pytest.param([met(0), missed(1), met(2)], "yes", id="met, not met, met"),
        pytest.param([missed(0), met(1), met(2)], "steady", id="not met, then met on two days"),
        pytest.param([missed(1), met(1), met(2)], "steady", id="not met and met on the same day"),
        pytest.param([met(0, revision=1), met(1, revision=1)], "old", id="two days, old wording"),
        pytest.param([met(0, revision=1), met(1)], "yes", id="one of the two days, old wording"),
        pytest.param(
            [met(0, revision=1), met(1), met(2)], "steady", id="two days since it changed"
        ),
        pytest.param([met(0), met(1, revision=3)], "steady", id="a newer wording counts as well"),
    ],
)
def test_shown_on_two_days_since_it_was_last_not_met_is_steady(
    proofs: list[Proof], shown: str
) -> None:
    assert triads(proofs, REVISIONS)["three-rings"].shown == shown


def test_only_what_is_shown_can_be_steady() -> None:
    rows = [proof(kind, day=day) for kind in ("learned", "answered") for day in (0, 1)]

    assert triads(rows, REVISIONS) == {"three-rings": Triad(learned="yes", answered="yes")}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize("last", [date(2026, 4, 5), date(2026, 9, 27), date(2026, 11, 1)])
def test_the_noons_of_two_days_are_two_days_where_clocks_change(zone: str, last: date) -> None:
    days = [last - timedelta(days=1), last]
    noons = [datetime.combine(day, time(12), ZoneInfo(zone)) for day in days]
    rows = [Proof("three-rings", "shown", 1, 2, noon.astimezone(UTC)) for noon in noons]

    assert triads(rows, REVISIONS)["three-rings"].shown == "steady"


@given(
    st.lists(st.builds(proof, st.just("shown"), st.sampled_from([0, 1]), day=st.integers(0, 4))),
    st.integers(0, 6),
    st.integers(1, 3),
)
def test_one_more_time_met_on_any_day_never_lowers(
    rows: list[Proof], day: int, revision: int
) -> None:
    before = triads(rows, REVISIONS).get("three-rings", Triad())
    after = triads([*rows, met(day, revision=revision)], REVISIONS)["three-rings"]

    assert RANK[after.shown] >= RANK[before.shown]


def test_standards_do_not_mix() -> None:
    found = triads([proof("learned"), proof("shown", standard="identify")], REVISIONS)

    assert found == {"three-rings": Triad(learned="yes"), "identify": Triad(shown="yes")}


def test_a_standard_that_left_the_register_is_left_out() -> None:
    assert triads([proof(standard="forgotten")], REVISIONS) == {}


def test_without_evidence_there_are_no_triads() -> None:
    assert triads([], REVISIONS) == {}


proofs = st.builds(
    proof,
    st.sampled_from(KINDS),
    st.sampled_from([0, 0.5, 1]),
    revision=st.integers(1, 3),
    day=st.integers(0, 4),
    standard=st.sampled_from([*REVISIONS, "forgotten"]),
)


@given(st.lists(proofs, max_size=12).flatmap(lambda p: st.tuples(st.just(p), st.permutations(p))))
def test_the_order_of_rows_does_not_matter(two: tuple[list[Proof], list[Proof]]) -> None:
    rows, mixed = two

    assert triads(rows, REVISIONS) == triads(mixed, REVISIONS)


@given(
    st.lists(proofs, max_size=12),
    st.sampled_from(KINDS),
    st.sampled_from(list(REVISIONS)),
    st.integers(1, 3),
    st.integers(0, 3),
)
def test_one_more_good_proof_of_now_never_lowers(
    rows: list[Proof], kind: str, standard: str, revision: int, later: int
) -> None:
    newest = max((row.at for row in rows), default=NOON)
    more = Proof(standard, kind, 1, revision, newest + timedelta(days=later))

    before, after = triads(rows, REVISIONS), triads([*rows, more], REVISIONS)

    for name, triad in before.items():
        for each in KINDS:
            assert RANK[getattr(after[name], each)] >= RANK[getattr(triad, each)]
    assert getattr(after[standard], kind) != "no"


@given(st.lists(proofs, max_size=12))
def test_nothing_is_proved_without_a_good_proof(rows: list[Proof]) -> None:
    for standard, triad in triads(rows, REVISIONS).items():
        for kind in KINDS:
            good = [r for r in rows if (r.standard, r.kind) == (standard, kind) and r.value == 1]
            assert good or getattr(triad, kind) == "no"
