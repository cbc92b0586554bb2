"""One term for one thing: words that the glossary forbids."""

from __future__ import annotations

import pytest

from tests.content.trees import EN, QUIZ, TOPIC, ZH, SmallTree

GLOSSARY = """\
terms:
  - id: customer
    zh: 客户
    en: customer
    forbidden: [顾客, client, guest]
    meaning: {zh: 我们服务的人。, en: Those whom we serve.}
  - id: client-file
    zh: 顾客档案室
    en: client file room
    meaning: {zh: 一间屋。, en: A room.}
"""


@pytest.fixture
def strict_tree(small_tree: SmallTree) -> SmallTree:
    small_tree.write("courses/glossary.yaml", GLOSSARY)
    return small_tree


def told(tree: SmallTree) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.instead) for fault in tree.compiled().faults]


def test_without_forbidden_words_there_is_no_fault(strict_tree: SmallTree) -> None:
    assert told(strict_tree) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "instead"),
    [
        (ZH, "前台只有你一个人。", "顾客在等。", 6, 'write "客户"'),
        (ZH, "title: 三声之内", "title: 顾客的电话", 2, 'write "客户"'),
        (EN, "You are alone at the desk.", "The Client waits.", 6, 'write "customer"'),
        (QUIZ, "最晚响几声？", "顾客等几声？", 9, 'write "客户"'),
        (QUIZ, "Be warm.", "Be warm to a guest.", 18, 'write "customer"'),
        (QUIZ, "explain: 对方听得出来。", "explain: 顾客听得出来。", 21, 'write "客户"'),
        (TOPIC, "zh: 语气要亲切。", "zh: 对顾客要亲切。", 12, 'write "客户"'),
        (TOPIC, "en: Not knocks.", "en: Not a client.", 3, 'write "customer"'),
    ],
)
def test_a_forbidden_word_is_told_with_the_term(
    strict_tree: SmallTree, file: str, old: str, new: str, line: int, instead: str
) -> None:
    strict_tree.replace(file, old, new)

    assert told(strict_tree) == [(file, line, instead)]


def test_a_checklist_is_looked_through_as_well(strict_tree: SmallTree) -> None:
    strict_tree.write(
        "courses/checklists/desk.yaml",
        "title: {zh: 前台, en: Desk}\nkind: conduct\nparts:\n  - lines:\n"
        "      - {id: a, zh: 迎顾客, en: Greets customers, standards: [tone]}\n",
    )

    assert told(strict_tree) == [("courses/checklists/desk.yaml", 5, 'write "客户"')]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (ZH, "去顾客档案室拿。"),
        (ZH, "有人说“顾客就是上帝”。"),
        (ZH, "见[档案](https://example.org/顾客)。"),
        (EN, "Go to the client file room."),
        (EN, "Clientele and guestbooks are other words."),
        (EN, 'They said "client" once.'),
        (EN, "A client-side matter."),
    ],
)
def test_longer_words_and_what_others_say_are_left_alone(
    strict_tree: SmallTree, file: str, words: str
) -> None:
    strict_tree.write(file, f"{strict_tree.read(file)}\n{words}\n")

    assert told(strict_tree) == []
