"""A quiz file as a whole: what is read from it, and that all its faults come at once."""

from __future__ import annotations

import msgspec
import pytest

from app.markup.texts import Text
from app.quizzes.model import Instrument, Quiz
from tests.quizzes.samples import (
    FIRST,
    HEAD,
    INSTRUMENT,
    ITEMS,
    MATCH,
    NUMERIC,
    ORDER,
    QUIZ,
    SINGLE,
    faults_of,
    instrument_of,
    item_of,
    items,
    parse,
    quiz_of,
)


def test_a_quiz_has_the_rules_of_its_head() -> None:
    head = HEAD.replace(
        "---\n\n",
        "pass: 75\nattempts: 3\ndelay: 24\ntime_limit: 20\nshuffle: no\nfeedback: each\n"
        "draft: yes\npick:\n  night: 1\n---\n\n",
    )

    quiz = quiz_of(head + SINGLE.replace("type=single", "type=single tags=night"))

    assert quiz.slug == "night"
    assert quiz.title == Text(zh="夜班", en="The night shift", hant="夜班")
    assert (quiz.passing_score, quiz.attempts, quiz.delay, quiz.time_limit) == (0.75, 3, 24, 20)
    assert (quiz.shuffle, quiz.feedback, quiz.draft) == (False, "each", True)
    assert quiz.pick == {"night": 1}


def test_a_short_head_means_the_usual_rules() -> None:
    quiz = quiz_of(QUIZ)

    assert (quiz.passing_score, quiz.attempts, quiz.delay, quiz.time_limit) == (
        0.8,
        None,
        None,
        None,
    )
    assert (quiz.shuffle, quiz.feedback, quiz.draft, quiz.pick) == (True, "submitted", False, {})


def test_an_item_has_what_its_heading_and_its_end_say() -> None:
    heading = "## gate {type=single points=2.5 tags=a,b level=3 std=one-rule,other-rule}"
    source = SINGLE.replace("## gate {type=single}", heading) + (
        "explain: 先核实。\n\n  再开门。\nexplain.en: Verify.\nhint: 想想门禁\nhint.en: The gate\n"
    )

    item = item_of(source)

    assert (item.id, item.type, item.points, item.level) == ("gate", "single", 2.5, 3)
    assert (item.tags, item.standards) == (("a", "b"), ("one-rule", "other-rule"))
    assert item.stem.en == "<p>Somebody without a card comes at night. What comes first?</p>"
    assert item.explain.zh == "<p>先核实。\n\n再开门。</p>"
    assert item.hint.hant == "<p>想想門禁</p>"


def test_the_line_of_every_item_is_known() -> None:
    assert parse(HEAD + SINGLE + NUMERIC).lines == {
        "gate": FIRST,
        "rounds": FIRST + SINGLE.count("\n"),
    }


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse("\ufeff" + QUIZ.replace("\n", "\r\n")) == parse(QUIZ)


def test_a_quiz_goes_to_json_and_back() -> None:
    quiz, instrument = quiz_of(QUIZ), instrument_of(INSTRUMENT)

    assert msgspec.json.decode(msgspec.json.encode(quiz), type=Quiz) == quiz
    assert msgspec.json.decode(msgspec.json.encode(instrument), type=Instrument) == instrument


def test_each_item_says_its_type() -> None:
    assert [item.type for item in items()] == list(ITEMS)


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("---\ntitle", "title", 1, "the file has no head"),
        ("night shift\n---", "night shift", 1, "the head is not closed"),
        ("  en: The night shift\n", "", 3, "title has no en"),
        ("---\n\n##", "passs: 80\n---\n##", 5, 'unknown key "passs"; did you mean "pass"?'),
        ("---\n\n##", "pass: 180\n---\n##", 5, "pass is"),
        ("---\n\n##", "attempts: 0\n---\n##", 5, "attempts is"),
        ("---\n\n##", "shuffle: maybe\n---\n##", 5, "shuffle is neither yes nor no"),
        ("---\n\n##", "feedback: never\n---\n##", 5, "feedback is"),
        ("---\n\n##", "kind: exam\n---\n##", 5, "kind is"),
        ("---\n\n##", "bands: []\n---\n##", 5, 'unknown key "bands"'),
        ("---\n\n##", "pick:\n  desk: 1\n---\n##", 6, 'pick asks for 1 of the tag "desk"'),
        ("## gate", "先读这里\n## gate", 7, "this text belongs to no item"),
        ("## gate", "##", 7, "the item has no id"),
        ("## gate", "## Gate", 7, '"Gate" is no id'),
        ("## gate {type=single}", "## gate", 7, "the item has no type"),
        ("{type=single}", "{points=2}", 7, "the item has no type; write {type=…}"),
        ("{type=single}", "{type=single", 7, "the attributes do not stand between { and }"),
        ("type=single", "type=singel", 7, 'the type "singel" is unknown; did you mean "single"?'),
        ("type=single", "type=scale", 7, "a scale item stands in a quiz"),
        ("type=single", "type=single min=1", 7, 'type single has no attribute "min"'),
        ("type=single", "type=single level=6", 7, 'level="6" is no level'),
        ("type=single", "type=single points=0", 7, 'points="0" is no number of points'),
        ("type=single", "type=single points=nan", 7, 'points="nan" is no number of points'),
        ("type=single", "type=single points=1 points=2", 7, 'the attribute "points" stands twice'),
        ("type=single", "type=single shuffle", 7, '"shuffle" is no attribute'),
        ("type=single", "type=single std=Rule_1", 7, 'std names "Rule_1"'),
        ("type=single", "type=single std=a,,b", 7, "std= has an empty standard"),
        ("type=single", "type=single tags=a,a", 7, 'tags= names "a" twice'),
        ("type=single", "type=single score=half", 7, 'score="half" is unknown'),
        ("::: en\nS", "S", 10, "this ::: closes nothing"),
        ("first?\n:::", "first?", 9, "the block ::: en is not closed"),
        ("::: en", "::: fr", 9, "the block ::: fr is in no known language"),
        ("::: en", "::: zh-Hant", 8, "the stem has no English text"),
        ("夜里", "夜\ud800里", 8, "half a character stands here"),
        ("夜里有人没带门禁卡，先做什么？\n", "", 7, "the stem has no Chinese text"),
        ("- (x)", "```\n- (x)", 12, "this code fence is never closed"),
        ("  en: Open at once", "en: Open at once", 17, "en: stands at the margin"),
        ("  > 先", "> 先", 14, "> stands at the margin"),
        ("- ( ) 不理会", "不理会", 18, "this line is no answer and no keyword"),
        ("- ( ) 不理会", "explian: 不理会", 18, "explian: is no keyword"),
        ("- ( ) 不理会", "answer: 不理会", 18, "type single has no keyword answer:"),
        (
            "- ( ) 不理会",
            "explain: 好\nexplain.en: OK\n- ( ) 走",
            20,
            "an answer stands after explain:",
        ),
        ("- ( ) 不理会", "explain.en: no", 18, "explain: is translated but has no Chinese"),
        ("- ( ) 不理会", "explain.fr: no", 18, "explain.fr: does not exist"),
        ("- ( ) 不理会", "::: zh-Hant\n不\n:::", 18, "a ::: block stands after the first answer"),
        ("- ( ) 不理会", "  - ( ) 不理会", 18, "this line is indented"),
        ("- ( ) 不理会", "  explain: 不理会", 18, "this line is indented"),
        ("  en: Open at once\n", "", 16, "choice 2 has no English text"),
        ("  en: Open at once", "  en: Open at once\n  en: Open", 18, "en: stands twice"),
        ("  en: Open at once", "  en:", 17, "choice 2 has an empty translation"),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    assert old in HEAD + SINGLE

    found = faults_of((HEAD + SINGLE).replace(old, new, 1))

    assert any(one.startswith(f"{line}: {fault}") for one in found), found


def test_all_faults_come_at_once_and_there_is_no_quiz() -> None:
    source = HEAD + SINGLE.replace("(x)", "( )") + NUMERIC.replace("answer: 2", "answer: two")

    parsed = parse(source)

    assert parsed.document is None
    assert [fault.line for fault in parsed.faults] == [7, 25]
    assert all(fault.file == "quizzes/night.md" for fault in parsed.faults)
    assert all(fault.what and fault.instead for fault in parsed.faults)


def test_an_id_is_given_once() -> None:
    (fault,) = faults_of(HEAD + SINGLE + SINGLE)

    assert fault.startswith(f'{FIRST + 13}: the id "gate" stands twice (first in line {FIRST})')


def test_a_file_without_items_is_a_fault() -> None:
    assert faults_of(HEAD)[0].startswith("1: the file has no items")


def test_several_lost_lines_in_a_row_are_one_fault() -> None:
    assert len(faults_of(HEAD + SINGLE + "一\n二\n\n三\n")) == 1


def test_picked_tags_need_enough_items_of_their_own() -> None:
    head = HEAD.replace("---\n\n", "pick: {night: 2, desk: 1}\n---\n")
    source = (
        head
        + SINGLE.replace("single", "single tags=night,desk")
        + ORDER.replace("order", "order tags=night")
    )

    assert faults_of(source)[0].startswith("5: the picked tags share so many items")
    assert faults_of(source + MATCH.replace("match", "match tags=desk")) == []


TOPICS = """\
topics:
  night: {zh: 夜班, en: The night}
  desk: {zh: 门口, en: The desk}
---

"""


def with_topics(first: str, second: str) -> str:
    """A quiz with titles for the tags `night` and `desk`, and what its two items carry."""
    items = SINGLE.replace("type=single", f"type=single {first}") + ORDER.replace(
        "type=order", f"type=order {second}"
    )
    return HEAD.replace("---\n\n", TOPICS) + items


def test_topics_are_the_titles_of_the_tags() -> None:
    quiz = quiz_of(with_topics("tags=night", "tags=night,desk"))

    assert quiz.topics == {
        "night": Text(zh="夜班", en="The night", hant="夜班"),
        "desk": Text(zh="门口", en="The desk", hant="門口"),
    }
    assert quiz_of(QUIZ).topics == {}


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("tags=night", "", '7: no item carries the tag "desk" of topics; write tags=desk'),
        ("tags=night", "tags=desks", '7: no item carries the tag "desk" of topics; did you mean'),
        ("tags=night,gate", "tags=desk,gate", '10: topics has no title for the tag "gate"; add'),
        ("tags=nigth,desk", "tags=night", '10: topics has no title for the tag "nigth"; did you'),
    ],
)
def test_topics_and_tags_are_the_same(first: str, second: str, fault: str) -> None:
    found = faults_of(with_topics(first, second))

    assert any(one.startswith(fault) for one in found), found


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("{zh: 门口}", '7: "desk" has no en; add en: with its value'),
        ("门口", '7: "desk" is "门口", without keys; write zh, en'),
    ],
)
def test_a_tag_with_a_faulty_title_is_told_of_once(title: str, fault: str) -> None:
    source = with_topics("tags=night", "tags=desk")

    assert faults_of(source.replace("{zh: 门口, en: The desk}", title)) == [fault]


def test_items_that_cannot_be_read_still_count_for_their_tags() -> None:
    head = HEAD.replace("---\n\n", "pick: {night: 1}\n---\n\n")

    (fault,) = faults_of(head + SINGLE.replace("type=single", "type=singel tags=night"))

    assert 'the type "singel" is unknown' in fault
