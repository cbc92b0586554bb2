"""Tables of marks as CSV, and what is said of those that cannot be read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.tables import MOST_FAULTS, BadTable, read_table

Read = list[tuple[str, float, list[float | None]]]


def read(written: str | bytes) -> Read:
    data = written.encode() if isinstance(written, str) else written
    found = read_table(io.BytesIO(data))
    return [(column.name, column.maximum, list(column.marks)) for column in found]


def faults(written: str | bytes) -> list[str]:
    with pytest.raises(BadTable) as refused:
        read(written)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("q1/1,q2/2.5\n1,\n,2.5\n", [("q1", 1, [1, None]), ("q2", 2.5, [None, 2.5])]),
        ("q1/1\r\n0.5\r\n.5\r\n-1\r\n+1.\r\n5e-1", [("q1", 1, [0.5, 0.5, -1, 1, 0.5])]),
        ("q1/1\r1\r0\r", [("q1", 1, [1, 0])]),
        ("\ufeff铃响几声/1, a/b / 3 \n 1 , 3 \n", [("铃响几声", 1, [1]), ("a/b", 3, [3])]),
        ('\ufeff"q,1/1","say ""hi""\n/2"\n"1","2"\n', [("q,1", 1, [1]), ('say "hi"', 2, [2])]),
        ("\n\nq1/1\n\n1\n \n0\n\n", [("q1", 1, [1, 0])]),
        ("q1/1,q2/1\n,\n1,0\n", [("q1", 1, [1]), ("q2", 1, [0])]),
        ("q1/1\n", [("q1", 1, [])]),
    ],
)
def test_a_table_is_read_as_it_is_meant(written: str, expected: Read) -> None:
    assert read(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "q1/1,q2/2.5\n1,2\n1,two\n",
            'row 3, column 2: "two" is not a number; write a mark such as 1 or 0.5,'
            " or leave the cell empty",
        ),
        (
            "q1/1,q2/2.5\n1,3\n",
            'row 2, column 2: "3" is beyond the maximum of "q2"; write a mark up to 2.5',
        ),
        ("q1/1\n-2\n", 'row 2, column 1: "-2" is beyond the maximum of "q1"; write a mark up to 1'),
        (
            "q1/1,q2/1\n1\n",
            "row 2, column 2: there are only 1 cells for 2 headings;"
            " leave a cell empty where nothing was shown",
        ),
        (
            "q1/1\n\n1,0,0\n",
            "row 3, column 2: there are 3 cells for 1 headings; take out what has no heading",
        ),
        (
            "person,q1/1\nA,1\n",
            'row 1, column 1: the heading "person" is no name with a maximum;'
            " write the item's name, / and its maximum, as q1/1",
        ),
        (
            "q1/1,q1/2\n1,2\n",
            'row 1, column 2: the name "q1" is there twice; give it another name',
        ),
        (
            "q1/0\n0\n",
            'row 1, column 1: the maximum of "q1" is "0"; write a number from 0.000001 to 1000000',
        ),
        ("", "row 1: the table is empty; write a heading for each item, as q1/1"),
        (
            'q1/1\n\'1"\n"1\n',
            'row 2, column 1: "\'1"" is not a number; write a mark such as 1 or 0.5,'
            " or leave the cell empty",
        ),
        (
            'q1/1\n"1"0\n',
            "row 2: this is no CSV (',' expected after '\"'); mend the quotation marks of this row",
        ),
        (
            "题/1\n1\n".encode("gb18030"),
            "row 1: this is no text in UTF-8; save the table as CSV in UTF-8",
        ),
        (
            "q1/1\n1\n".encode("utf-16"),
            "row 1: this is no text in UTF-8; save the table as CSV in UTF-8",
        ),
    ],
)
def test_what_is_wrong_is_named_with_row_and_column(written: str | bytes, expected: str) -> None:
    assert faults(written)[0] == expected


@pytest.mark.parametrize(
    "heading", ["q1", "/1", "q1/", "q1/x", "q1/-1", "q1/nan", "q1/inf", "q1/1e400", "", "q1/2,5"]
)
def test_a_heading_needs_a_name_and_a_maximum(heading: str) -> None:
    assert faults(f'q0/1,"{heading}"\n1,1\n')[0].startswith("row 1, column 2: ")


@pytest.mark.parametrize(
    "cell",
    ["nan", "inf", "1_0", "0x1", "1,5", "１", "true", "1 0", "--1", "1e", "ÿ"],
)
def test_what_other_programs_take_for_numbers_is_refused(cell: str) -> None:
    assert faults(f'q1/9\n"{cell}"\n')[0].startswith("row 2, column 1: ")


def test_all_faults_come_at_once_but_not_without_end() -> None:
    assert len(faults("q1/1,q2/1\nx,y\n1,1\nz\n")) == 3
    assert len(faults("q1/1\n" + "x\n" * 1000)) == MOST_FAULTS


@given(st.binary(max_size=200) | st.text('q/1,"\n.-e0 \r\0', max_size=60).map(str.encode))
def test_nothing_but_a_bad_table_is_ever_raised(written: bytes) -> None:
    try:
        found = read(written)
    except BadTable as refused:
        # It can be printed anywhere.
        str(refused).encode()
    else:
        assert all(
            mark is None or abs(mark) <= maximum for _, maximum, marks in found for mark in marks
        )


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).map(str.strip)


@given(
    st.lists(names.filter(bool), min_size=1, max_size=4, unique=True).flatmap(
        lambda found: st.tuples(
            st.just(found),
            st.lists(
                st.lists(
                    st.none() | st.floats(-1, 1), min_size=len(found), max_size=len(found)
                ).filter(lambda row: any(mark is not None for mark in row)),
                max_size=5,
            ),
        )
    )
)
def test_what_was_written_is_read(table: tuple[list[str], list[list[float | None]]]) -> None:
    found, rows = table
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(f"{name}/1" for name in found)
    writer.writerows(rows)

    columns = [list(marks) for marks in zip(*rows, strict=True)] or [[] for _ in found]

    assert read(written.getvalue()) == [
        (name, 1, marks) for name, marks in zip(found, columns, strict=True)
    ]
