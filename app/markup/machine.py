"""Python-Markdown as our content needs it: no raw HTML, but our blocks and call-outs."""

from __future__ import annotations

import re
import threading
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor

from app.markup import dresser
from app.markup.blocks import ContentBlocks
from app.markup.figures import FigureLines
from app.markup.marks import mark
from app.markup.slugs import is_slug

CALL_OUT = re.compile(r"\[\[([^\[\]\n]*)\]\]")
COMPANY = re.compile(r"\{\{company\.([a-z][a-z0-9_]{0,59})\}\}")
_ITEM = re.compile(r"(?:[-*+]|1[.)])[ ]+\S")
_PROSE = re.compile(r"[^\s>|#:/~`]")
#: What Markdown reads as other than a paragraph; in a few words nothing is.
_BLOCK_PROCESSORS = (
    *("indent", "code", "hashheader", "setextheader", "hr"),
    *("olist", "ulist", "quote", "reference"),
)
_LOCK = threading.Lock()


def block_html(source: str) -> str:
    """A text as HTML that is not yet safe."""
    return _converted(_block_machine(), source)


def inline_html(source: str) -> str:
    """One paragraph's words as HTML that is not yet safe, without the paragraph."""
    html = _converted(_inline_machine(), source)
    return html.removeprefix("<p>").removesuffix("</p>").strip()


def _converted(machine: Markdown, source: str) -> str:
    """One machine serves everybody in turn: making one costs as much as ten lessons."""
    with _LOCK:
        machine.reset()
        return machine.convert(source)


@cache
def _block_machine() -> Markdown:
    footnotes = FootnoteExtension(
        BACKLINK_TITLE=f"{mark('word', 'back')} {{}}", PLACE_MARKER=mark("cut", "footnotes")
    )
    tables = TableExtension(use_align_attribute=True)
    machine = Markdown(extensions=["sane_lists", "fenced_code", tables, footnotes, ContentBlocks()])
    machine.parser.blockprocessors.deregister("setextheader")
    machine.preprocessors.register(_ListsNeedNoGap(machine), "lists", 20)
    machine.parser.blockprocessors.register(FigureLines(machine.parser), "figure", 12)
    return _ours(machine)


@cache
def _inline_machine() -> Markdown:
    machine = Markdown()
    for name in _BLOCK_PROCESSORS:
        machine.parser.blockprocessors.deregister(name)
    return _ours(machine)


def _ours(machine: Markdown) -> Markdown:
    machine.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        machine.inlinePatterns.deregister(name)
    machine.inlinePatterns.register(_CallOuts(CALL_OUT.pattern, machine), "call-out", 178)
    machine.inlinePatterns.register(_Companies(COMPANY.pattern, machine), "company", 177)
    dresser.extend(machine)
    return machine


class _CallOuts(InlineProcessor):
    """`[[standard-id]]` inside a sentence."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        identifier = m[1].strip()
        if not is_slug(identifier):
            return None, None, None
        return mark("standard", identifier), m.start(0), m.end(0)


class _Companies(InlineProcessor):
    """`{{company.key}}`: a figure that the page fills in when it is shown."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        return company_element(m[1]), m.start(0), m.end(0)


def company_element(key: str) -> Element:
    """The place of a company's figure."""
    return Element("span", {"class": "tp-company", "data-key": key})


class _ListsNeedNoGap(Preprocessor):
    """A list may follow its sentence directly, as every other Markdown has it.

    Without this, "先做三件事：" with its list in the next line would become one paragraph.
    """

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for line in lines:
            if out and _ITEM.match(line) and _PROSE.match(out[-1]) and not _in_list(out):
                out.append("")
            out.append(line)
        return out


def _in_list(lines: list[str]) -> bool:
    """Whether the paragraph that the lines end with began as a list."""
    for line in reversed(lines):
        if not line.strip():
            return False
        if re.match(r"(?:[-*+]|\d+[.)])[ ]", line):
            return True
    return False
