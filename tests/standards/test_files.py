"""A file of the register: what it gives, and what is wrong with it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markup.texts import Text
from app.standards.files import ReadTopic, parse_topic
from app.standards.model import Figure, Standard, Topic

SOURCE = """\
title: {zh: 电话, en: Telephone}
standards:
  - id: three-rings
    touchpoint: 17
    revision: 2
    about: person
    kind: figure
    zh: 铃响三声之内接起。
    en: Pick up within three rings.
    figure: {value: 3, unit: {zh: 声, en: rings}}
    caution: {zh: 不是敲门声。, en: Not knocks.}
    internal: yes
  - id: lamp
    revision: 1
    about: place
    kind: rule
    zh: 灯要亮。
    en: The lamp is lit.
"""


def read(source: str) -> ReadTopic:
    return parse_topic(source, file="t.yaml", slug="telephone", hant=lambda zh: f"繁{zh}")


def test_a_topic_holds_its_standards_in_order() -> None:
    found = read(SOURCE)

    assert not found.faults
    assert found.lines == {"three-rings": 3, "lamp": 13}
    assert found.topic is not None
    assert found.topic.title == Text("电话", "Telephone", "繁电话")
    assert found.topic.standards[0] == Standard(
        id="three-rings",
        topic="telephone",
        touchpoint=17,
        revision=2,
        about="person",
        kind="figure",
        text=Text("铃响三声之内接起。", "Pick up within three rings.", "繁铃响三声之内接起。"),
        figure=Figure(unit=Text("声", "rings", "繁声"), value=3),
        caution=Text("不是敲门声。", "Not knocks.", "繁不是敲门声。"),
        internal=True,
    )
    assert found.topic.standards[1].touchpoint is None
    assert not found.topic.standards[1].internal


def test_a_topic_goes_to_json_and_back() -> None:
    topic = read(SOURCE).topic

    assert msgspec.json.decode(msgspec.json.encode(topic), type=Topic) == topic


def test_a_range_has_both_its_ends() -> None:
    found = read(SOURCE.replace("value: 3", "from: 0.5, to: 60"))

    assert found.topic is not None
    assert found.topic.standards[0].figure == Figure(
        unit=Text("声", "rings", "繁声"), from_=0.5, to=60
    )
    assert b'"from":0.5' in msgspec.json.encode(found.topic)


CASES = [
    ("id: lamp", "id: three-rings", 13, 'the id "three-rings" stands twice', "an id of its own"),
    ("id: lamp", "id: The_Lamp", 13, 'id "The_Lamp" is not a slug', "lower-case letters"),
    ("id: lamp", "ident: lamp", 13, 'unknown key "ident"', "the keys here are id"),
    ("    about: place\n", "", 13, "a member of standards has no about", "add about:"),
    ("touchpoint: 17", "touchpoint: 21", 4, 'touchpoint is "21"', "from 1 to 20"),
    ("revision: 2", "revision: 0", 5, 'revision is "0"', "a whole number from 1"),
    ("about: place", "about: lamp", 15, 'about is "lamp"', "person, place"),
    ("kind: rule", "kind: rules", 16, 'kind is "rules"', 'did you mean "rule"?'),
    ("zh: 灯要亮。", "zh:", 17, "zh is empty", "write a text"),
    ("value: 3", "value: three", 10, "value is not a number", "write digits only"),
    ("value: 3, ", "", 10, "neither one value nor a range", "{value: 3"),
    ("value: 3", "value: 3, to: 4", 10, "neither one value nor a range", "{value: 3"),
    ("value: 3", "from: 4, to: 4", 10, "the range of the figure is empty", "smaller number first"),
    ("kind: figure", "kind: rule", 10, "figure is given to another kind", "kind: figure"),
    (", en: Not knocks.", "", 11, "caution has no en", "add en:"),
    ("title: {zh: 电话, en: Telephone}\n", "", 1, "the file has no title", "add title:"),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "instead"), CASES)
def test_what_is_wrong_is_told_with_its_line(
    old: str, new: str, line: int, what: str, instead: str
) -> None:
    assert SOURCE.count(old) == 1

    found = read(SOURCE.replace(old, new))

    assert found.topic is None
    told = next(fault for fault in found.faults if what in fault.what)
    assert (told.file, told.line) == ("t.yaml", line)
    assert instead in told.instead


def test_the_ids_of_a_broken_file_are_known_so_that_lessons_are_not_blamed() -> None:
    found = read(SOURCE.replace("kind: rule", "kind: a: b"))

    assert found.topic is None
    assert found.lines == {"three-rings": 3, "lamp": 13}
    assert len(found.faults) == 1


@given(st.text(), st.integers(0, len(SOURCE)), st.integers(0, 30))
def test_no_text_makes_it_raise(put_in: str, place: int, taken_out: int) -> None:
    found = read(SOURCE[:place] + put_in + SOURCE[place + taken_out :])

    assert (found.topic is None) == bool(found.faults)
