"""The last look at a rendered text before it becomes HTML: links, tables, headings, pairs."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from app.markup.links import address, is_outside, is_term
from app.markup.marks import MARK, mark

CUT = "cut"
_HAN = "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026"
#: A line break between two Chinese characters; a browser would show it as a gap.
_BREAK = re.compile(f"(?<=[{_HAN}])[ \t]*\n[ \t]*(?=[{_HAN}])")
_TOO_HIGH = ("h1", "h2")


class Dresser(Treeprocessor):
    """Runs when the inline marks of Markdown are elements already."""

    tables = 0

    def run(self, root: Element) -> None:
        """Dress the whole tree in place."""
        self.tables = 0
        for child in root:
            self._dress(child, inside=False)
        _merge_pairs(root)
        _number_checks(root)
        self._wrap_tables(root)

    def _dress(self, element: Element, *, inside: bool) -> None:
        if inside or not _is_cut(element):
            element.text = _without_cuts(element.text)
        if element.tag in _TOO_HIGH:
            element.tag = "h3"
        if element.tag == "a":
            _lead(element)
        if element.tag not in ("pre", "code"):
            element.text = _joined(element.text)
        for child in element:
            self._dress(child, inside=True)
            child.tail = _joined(_without_cuts(child.tail))

    def _wrap_tables(self, parent: Element) -> None:
        for place, child in enumerate(list(parent)):
            if child.tag == "table":
                parent[place] = self._region(child)
            else:
                self._wrap_tables(child)

    def _region(self, table: Element) -> Element:
        """A region of its own, so that a wide table scrolls by finger and by keyboard."""
        self.tables += 1
        label = f"{mark('word', 'table')} {self.tables}"
        region = Element(
            "div", {"class": "tp-scroll", "tabindex": "0", "role": "region", "aria-label": label}
        )
        region.append(table)
        region.tail, table.tail = table.tail, None
        return region


def extend(md: Markdown) -> None:
    """Let the dresser run last."""
    md.treeprocessors.register(Dresser(md), "dresser", -10)


def _is_cut(element: Element) -> bool:
    found = MARK.fullmatch(element.text or "")
    return element.tag == "p" and not len(element) and found is not None and found[1] == CUT


def _without_cuts(text: str | None) -> str | None:
    """A cut counts at the top of a text only: parting a list or a block would break its HTML."""
    if not text:
        return text
    return MARK.sub(lambda found: "" if found[1] == CUT else found[0], text)


def _joined(text: str | None) -> str | None:
    return _BREAK.sub("", text) if text and "\n" in text else text


def _lead(link: Element) -> None:
    target = (link.get("href") or "").strip()
    href = address(target)
    if href is None:
        link.tag = "span"
        link.attrib.clear()
        return
    link.set("href", href)
    if is_term(target):
        link.set("class", "tp-term")
    if is_outside(target):
        link.set("rel", "noopener noreferrer")


def _merge_pairs(parent: Element) -> None:
    """Put a 不要这样 beside the 这样 that it follows directly."""
    before: Element | None = None
    for child in list(parent):
        if before is not None and _halves(before) == ["do"] and _halves(child) == ["dont"]:
            before.extend(list(child))
            before.tail = child.tail
            parent.remove(child)
            continue
        _merge_pairs(child)
        before = child


def _number_checks(root: Element) -> None:
    """Give each choice of each check an id that is its own on the page."""
    for number, check in enumerate(root.iter("fieldset"), start=1):
        rows = [row for row in check if row.get("class") == "tp-opt"]
        for place, row in enumerate(rows, start=1):
            row.text = mark("choice", f"{number} {place} {row.text}")
            row[0].set("for", f"check-{number}-{place}")


def _halves(element: Element) -> list[str]:
    if element.get("class") != "tp-pair":
        return []
    return [half.get("class", "") for half in element]
