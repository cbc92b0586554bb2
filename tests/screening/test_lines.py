"""Pasted lines become people to invite, or every fault at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.screening.lines import MOST_LINES, Entry, Wrong, read_lines


def entry_in(line: str) -> Entry:
    """The one person in a line."""
    reading = read_lines(line)
    assert reading.faults == ()
    (found,) = reading.entries
    return found


def faults_in(text: str) -> list[tuple[int, Wrong]]:
    """The faults as line and kind."""
    return [(fault.line, fault.wrong) for fault in read_lines(text).faults]


@pytest.mark.parametrize(
    ("line", "name", "mobile", "email"),
    [
        ("张三,13800005555", "张三", "13800005555", None),
        ("张三，13800005555", "张三", "13800005555", None),
        ("张三、13800005555", "张三", "13800005555", None),
        ("张三\t13800005555", "张三", "13800005555", None),
        ("张三; 13800005555", "张三", "13800005555", None),
        ("张三；13800005555", "张三", "13800005555", None),
        ("张三 13800005555", "张三", "13800005555", None),
        ("  张三   138 0000 5555  ", "张三", "13800005555", None),
        ("张三，１３８００００５５５５", "张三", "13800005555", None),
        ("张三　+86 138-0000-5555", "张三", "13800005555", None),
        ("13800005555, 张三", "张三", "13800005555", None),
        ("欧阳 海燕 13800005555", "欧阳 海燕", "13800005555", None),
        ("Siobhán O'Brien siobhan@Example.COM", "Siobhán O'Brien", None, "siobhan@example.com"),
        ("古丽巴哈尔·阿卜杜热西提", "古丽巴哈尔·阿卜杜热西提", None, None),
        ("张三, zhang@example.cn, 13800005555", "张三", "13800005555", "zhang@example.cn"),
        ("3、张三、13800005555", "张三", "13800005555", None),
        ("12. 张三 13800005555", "张三", "13800005555", None),
        ("张胜男 13800005555", "张胜男", "13800005555", None),
        ("王健康，13800005555", "王健康", "13800005555", None),
    ],
)
def test_a_line_is_read_as_it_was_meant(
    line: str, name: str, mobile: str | None, email: str | None
) -> None:
    assert entry_in(line) == Entry(1, name, mobile, email)


def test_empty_lines_and_a_head_of_columns_are_passed_over() -> None:
    reading = read_lines("\ufeff姓名\t手机号\n\n张三\t13800005555\n \n李四\t13800005556\n")

    assert [(each.line, each.name) for each in reading.entries] == [(3, "张三"), (5, "李四")]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("13800005555", Wrong.NO_NAME),
        ("a@b.example", Wrong.NO_NAME),
        ("张三, a@", Wrong.BAD_EMAIL),
        ("张三, @b.example", Wrong.BAD_EMAIL),
        ("张三, +", Wrong.TOO_MUCH),
        ("张三, 1380-000-0555-5555-5555", Wrong.BAD_PHONE),
        ("张三, 13800005555, 13800005556", Wrong.TOO_MUCH),
        ("张三, 李四, 13800005555", Wrong.TOO_MUCH),
        ("陈" * 101, Wrong.LONG_NAME),
        ("张三，28，13800005555", Wrong.NOT_ASKED),
        ("张三，28岁，13800005555", Wrong.NOT_ASKED),
        ("张三，1998年3月，13800005555", Wrong.NOT_ASKED),
        ("张三，1998-03-02，13800005555", Wrong.NOT_ASKED),
        ("张三，女，13800005555", Wrong.NOT_ASKED),
        ("张三 男 13800005555", Wrong.NOT_ASKED),
        ("Zhang San, F, 13800005555", Wrong.NOT_ASKED),
        ("张三,110101199003071234", Wrong.NOT_ASKED),
        ("张三,11010119900307123X", Wrong.NOT_ASKED),
        ("张三 110101 19900307 1234", Wrong.NOT_ASKED),
        ("张三,110101900307123", Wrong.NOT_ASKED),
        ("张三，已婚，13800005555", Wrong.NOT_ASKED),
        ("张三，汉族，13800005555", Wrong.NOT_ASKED),
        ("张三，党员，13800005555", Wrong.NOT_ASKED),
        ("姓名，性别，电话", Wrong.NOT_ASKED),
        ("姓名,年龄,手机", Wrong.NOT_ASKED),
        ("Name, Age, Phone", Wrong.NOT_ASKED),
        ("姓名\t身份证号\t手机", Wrong.NOT_ASKED),
    ],
)
def test_what_cannot_be_taken_is_named(line: str, wrong: Wrong) -> None:
    assert faults_in(line) == [(1, wrong)]


def test_all_faults_come_at_once_in_the_order_of_the_lines() -> None:
    text = "张三，28，13800005555\n李四 13800005556\n13800005557\n王五, 李六\n李四 13800005556"
    assert faults_in(text) == [
        (1, Wrong.NOT_ASKED),
        (3, Wrong.NO_NAME),
        (4, Wrong.TOO_MUCH),
        (5, Wrong.TWICE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "张三 13800005555\n张三丰 138-0000-5555",
        "张三 a@b.example\n李四 A@B.example",
        "王芳\n王芳",
    ],
)
def test_a_repeated_person_names_the_line_of_the_first(text: str) -> None:
    (fault,) = read_lines(text).faults
    assert (fault.line, fault.wrong, fault.detail) == (2, Wrong.TWICE, "1")


def test_namesakes_with_phones_of_their_own_are_two_people() -> None:
    assert faults_in("王芳 13800005555\n王芳 13800005556") == []


def test_two_hundred_lines_are_taken_and_not_one_more() -> None:
    lines = [f"张三 138{number:08}" for number in range(MOST_LINES + 1)]
    assert faults_in("\n".join(lines[:-1])) == []
    assert faults_in("\n".join(lines)) == [(MOST_LINES + 1, Wrong.TOO_MANY)]


@given(st.text(max_size=200))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    reading = read_lines(text)
    for each in reading.entries:
        assert each.name
        assert len(each.name) <= 100
        assert each.email is None or "@" in each.email


_NAMES = st.text("陈丽华王芳李娜欧阳海燕", min_size=2, max_size=8)
_SEPARATORS = st.sampled_from([",", "，", "、", "\t", ";", "；", " ", "　"])


@given(
    st.lists(st.tuples(_NAMES, _SEPARATORS), max_size=20),
    st.integers(10_000_000_000, 10_900_000_000),
)
def test_whatever_stands_between_the_same_people_come_out(
    people: list[tuple[str, str]], first: int
) -> None:
    text = "\n".join(f"{name}{separator}{first + n}" for n, (name, separator) in enumerate(people))

    reading = read_lines(text)

    assert reading.faults == ()
    assert [each.name for each in reading.entries] == [name for name, _ in people]
    assert [each.mobile for each in reading.entries] == [str(first + n) for n in range(len(people))]


@given(st.integers(10**17, 10**18 - 1), _SEPARATORS)
def test_an_identity_number_is_never_taken(number: int, separator: str) -> None:
    assert read_lines(f"陈丽华{separator}{number}").entries == ()
