"""Drawings of authors: shapes and words stay, everything else is told."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markup.drawings import ATTRIBUTES, ELEMENTS, LARGEST_DRAWING, Drawing, read_drawing
from app.markup.faults import Fault, FaultLog

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200">'


def read(inner: str, head: str = HEAD) -> Drawing | None:
    return read_drawing(f"{head}{inner}</svg>", FaultLog("f.svg"))


def faults_of(text: str) -> list[Fault]:
    log = FaultLog("f.svg")
    assert read_drawing(text, log) is None
    return log.faults


def test_shapes_and_words_stay() -> None:
    drawing = read('<g class="ink" transform="rotate(5)"><path d="M0 0L9 9z"/></g>')

    assert drawing is not None
    assert drawing.svg == (
        '<svg viewBox="0 0 360 200" aria-hidden="true" focusable="false">'
        '<g class="ink" transform="rotate(5)"><path d="M0 0L9 9z"></path></g></svg>'
    )


@pytest.mark.parametrize(
    ("inner", "has_words"),
    [
        ("<rect x='1' y='1' width='9' height='9'/>", False),
        ("<text x='1' y='20'>3</text>", False),
        ("<text x='1' y='20'>三 &lt; 4</text>", True),
        ("<text><tspan>rings</tspan></text>", True),
        ("<title>words that nobody sees</title>", False),
    ],
)
def test_it_is_known_whether_words_stand_in_it(inner: str, has_words: bool) -> None:
    drawing = read(inner)

    assert drawing is not None
    assert drawing.has_words is has_words


def test_what_a_page_does_not_need_is_left_out_silently() -> None:
    head = (
        '<?xml version="1.0"?>\n<!-- a --><svg viewBox="0,0 9 9" width="9" height="9" role="img">'
    )

    drawing = read("<title>a</title><!-- b --><desc>c</desc>\n<circle r='2'/>", head)

    assert drawing is not None
    assert drawing.svg == (
        '<svg viewBox="0,0 9 9" aria-hidden="true" focusable="false"><circle r="2"></circle></svg>'
    )


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>alert(1)</script>", 'no element "script"'),
        ("<style>a{}</style>", 'no element "style"'),
        ("<foreignObject/>", 'no element "foreignObject"'),
        ("<image href='a.png'/>", 'no element "image"'),
        ("<use href='#a'/>", 'no element "use"'),
        ("<a href='https://a.cn'/>", 'no element "a"'),
        ("<animate/>", 'no element "animate"'),
        ("<rect onclick='a()'/>", 'no attribute "onclick"'),
        ("<rect style='fill:red'/>", 'no attribute "style"'),
        ("<rect id='main'/>", 'no attribute "id"'),
        ("<g viewBox='0 0 1 1'/>", 'no attribute "viewBox"'),
        ("<rect fill='#fff'/>", 'fill="#fff" is not kept'),
        ("<rect fill='url(#a)'/>", 'fill="url(#a)" is not kept'),
        ("<rect class='tp-bar'/>", 'no class "tp-bar"'),
        ("<rect x='1;2'/>", 'x="1;2" is not kept'),
        ("<path d='M0 0 javascript'/>", "is not kept"),
        ("<g transform='translate(1'/>", "is not kept"),
        ("<text font-size='9'>3</text>", "words of size 9 are too small"),
        ("words", 'the words "words" stand outside <text>'),
        ("<svg viewBox='0 0 1 1'/>", "a drawing is one <svg>"),
        ("<g>" * 25 + "</g>" * 25, "nested too deeply"),
        ("<?php echo 1 ?>", "an instruction <?php"),
        ("&nbsp;", "this is not XML: undefined entity"),
        ("<g>", "this is not XML: mismatched tag"),
    ],
)
def test_everything_else_is_a_fault(inner: str, what: str) -> None:
    found = faults_of(f"{HEAD}\n{inner}</svg>")

    assert what in found[0].what
    assert found[0].line == 2


@pytest.mark.parametrize("view", ["", 'viewBox="0 0 0 9"', 'viewBox="0 0 9"', 'viewBox="a"'])
def test_a_drawing_needs_a_view(view: str) -> None:
    assert "the drawing has no viewBox" in faults_of(f"<svg {view}/>")[0].what


def test_a_document_type_ends_the_reading() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    assert [fault.what for fault in faults_of(f"{bomb}<svg>&b;</svg>")] == ["a document type"]


def test_a_large_drawing_is_not_even_read() -> None:
    shapes = "<path d='M0 0'/>" * (LARGEST_DRAWING // 10)

    assert "bytes" in faults_of(f"{HEAD}{shapes}</svg>")[0].what


@pytest.mark.parametrize("text", ["", "words", "<g/>", "\x00", "\ud800"])
def test_what_is_no_drawing_is_told_once(text: str) -> None:
    assert len(faults_of(text)) == 1


class Inspector(HTMLParser):
    """Reads the drawing as a browser would inside a page."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS
        for name, value in attrs:
            assert name in {*map(str.lower, ATTRIBUTES), "class", "aria-hidden", "focusable"}
            assert not re.search(r"[:#;&<>]", str(value))


PIECES = st.sampled_from(
    [
        *("<g>", "</g>", "<text>", "</text>", "<path d='M0 0'/>", "<rect class='soft'/>", "<!--"),
        *("-->", "<![CDATA[", "]]>", "<script>", "</script>", "&lt;", "&#60;", "&amp;", "三", "\n"),
        *("<title>", "</title>", "<rect fill='none' stroke='currentColor'/>", "</svg>", '"'),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=15).map("".join))
def test_reading_never_raises_and_what_is_kept_is_harmless(inner: str) -> None:
    drawing = read(inner)

    if drawing is not None:
        inspector = Inspector(convert_charrefs=True)
        inspector.feed(drawing.svg)
        inspector.close()
