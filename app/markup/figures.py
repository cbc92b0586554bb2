"""A figure on a line of its own: `![what one learns from it](figure:name "caption")`."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from app.markup.marks import mark
from app.markup.slugs import is_slug

FIGURE = re.compile(
    r'!\[(?P<alt>[^\[\]]*)\]\([ ]*figure:(?P<name>[^\s()"]*)(?:[ ]+"(?P<caption>[^"]*)")?[ ]*\)'
)


class FigureLines(BlockProcessor):
    """Makes the frame of a figure; the drawing is put in when the language is known."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether a paragraph is nothing but a figure."""
        found = FIGURE.fullmatch(block.strip())
        return found is not None and is_slug(found["name"])

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put the frame into the tree."""
        found = FIGURE.fullmatch(blocks.pop(0).strip())
        assert found is not None
        frame = SubElement(parent, "figure", {"class": "tp-figure"})
        drawing = SubElement(frame, "div", {"role": "img", "aria-label": found["alt"].strip()})
        drawing.text = mark("figure", found["name"])
        if found["caption"]:
            SubElement(frame, "figcaption").text = found["caption"].strip()
