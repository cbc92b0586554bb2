"""Drawings of authors: SVG reduced to shapes, lines and words that fit any theme of a page."""

from __future__ import annotations

import re
from html import escape
from xml.parsers import expat

import msgspec

from app.markup.faults import FaultLog, nearest, quoted

LARGEST_DRAWING = 12_000
DEEPEST_NESTING = 20
LEAST_TYPE = 13
#: What the style sheet knows; all colours come from these and from currentColor.
CLASSES = ("ink", "soft", "brass", "good", "bad", "line")

_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_WORDS = ("text", "tspan")
ELEMENTS = ("svg", "g", *_SHAPES, *_WORDS)
#: They say what the lesson's own words for the figure say already.
_SILENT = ("title", "desc")
#: They mean nothing once the drawing is part of a page.
_DROPPED = ("xmlns", "role", "version", "width", "height", "aria-hidden", "aria-label", "focusable")

_NUMBER = r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d{1,2})?"
_LENGTH = re.compile(rf"{_NUMBER}%?", re.IGNORECASE)
_NUMBERS = re.compile(rf"\s*{_NUMBER}(?:[\s,]+{_NUMBER})*\s*", re.IGNORECASE)
_SHARE = re.compile(r"0|1|0?\.\d+|1\.0+")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE\s,.+-]*")
_MOVE = rf"(?:translate|scale|rotate|skewX|skewY|matrix)\({_NUMBERS.pattern}\)"
_MOVES = re.compile(rf"\s*(?:{_MOVE}[\s,]*)*")
_VIEW = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*")
_COLOUR = re.compile(r"currentColor|none", re.IGNORECASE)

_LENGTHS = ("x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry")
ATTRIBUTES = {
    **dict.fromkeys((*_LENGTHS, "width", "height", "stroke-width"), _LENGTH),
    **dict.fromkeys(("letter-spacing", "stroke-miterlimit", "stroke-dashoffset"), _LENGTH),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), _SHARE),
    **dict.fromkeys(("fill", "stroke"), _COLOUR),
    **dict.fromkeys(("points", "stroke-dasharray"), _NUMBERS),
    "rotate": _NUMBERS,
    "d": _PATH,
    "transform": _MOVES,
    "viewBox": _VIEW,
    "font-size": re.compile(r"(\d{1,3}(?:\.\d+)?)(?:px)?"),
    "text-anchor": re.compile("start|middle|end"),
    "dominant-baseline": re.compile("[a-z-]{1,20}"),
    "font-weight": re.compile(r"normal|bold|[1-9]00"),
    "stroke-linecap": re.compile("butt|round|square"),
    "stroke-linejoin": re.compile("miter|round|bevel"),
    "fill-rule": re.compile("nonzero|evenodd"),
}


class Drawing(msgspec.Struct, frozen=True):
    """A drawing that is safe inside a page, and whether it has words of some language."""

    svg: str
    has_words: bool


def read_drawing(text: str, log: FaultLog) -> Drawing | None:
    """The drawing of an SVG file, or None after noting what no drawing may hold. Never raises."""
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST_DRAWING:
        log.note(1, f"the drawing has {size} bytes", f"keep it under {LARGEST_DRAWING}")
        return None
    before = len(log.faults)
    reader = _Reader(log)
    try:
        reader.read(text)
    except _RefusedError:
        return None
    except expat.ExpatError as error:
        told = f"this is not XML: {expat.ErrorString(error.code)}"
        log.note(error.lineno, told, "save it as plain SVG")
    return None if len(log.faults) > before else reader.drawing()


class _RefusedError(Exception):
    """Nothing more of the file is looked at."""


class _Reader:
    """Writes down what may stay while the parser goes through the file."""

    def __init__(self, log: FaultLog) -> None:
        self.log = log
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.has_words = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.ProcessingInstructionHandler = self._refuse_instruction
        self.parser.StartDoctypeDeclHandler = self._refuse_type

    def read(self, text: str) -> None:
        self.parser.Parse(text.encode("utf-8", "replace"), True)

    def drawing(self) -> Drawing:
        return Drawing("".join(self.pieces).strip(), self.has_words)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._check_element(name)
        if name == "svg":
            self._check_view(attributes)
        # What is refused is noted above; it is never written, as a fault leaves no drawing.
        kept = "".join(
            f' {key}="{escape(value)}"'
            for key, value in attributes.items()
            if self._keeps(name, key, value)
        )
        self.open.append(name)
        if name not in _SILENT:
            hidden = ' aria-hidden="true" focusable="false"' if name == "svg" else ""
            self.pieces.append(f"<{name}{kept}{hidden}>")

    def _check_element(self, name: str) -> None:
        if name not in ELEMENTS + _SILENT:
            advice = f"{nearest(name, ELEMENTS)}draw with {', '.join(ELEMENTS[1:])}"
            self._note(f"a drawing has no element {quoted(name)}", advice)
        if (name == "svg") != (not self.open):
            self._note("a drawing is one <svg>", "begin the file with <svg viewBox=…>")
        if len(self.open) == DEEPEST_NESTING:
            self._note("groups nested too deeply", "take some <g> out")

    def _check_view(self, attributes: dict[str, str]) -> None:
        found = _VIEW.fullmatch(attributes.get("viewBox", ""))
        if found is None or not (float(found[1]) and float(found[2])):
            self._note("the drawing has no viewBox", 'write <svg viewBox="0 0 360 200">')

    def _keeps(self, element: str, name: str, value: str) -> bool:
        """Whether an attribute goes into the page; notes those that no drawing may have."""
        if name == "class":
            self._check_classes(value)
            return True
        if name.startswith("xmlns:") or (name in _DROPPED and _is_dropped(element, name)):
            return False
        pattern = ATTRIBUTES.get(name)
        if pattern is None or (name == "viewBox" and element != "svg"):
            advice = f"{nearest(name, ATTRIBUTES)}leave it out; colours come from class"
            self._note(f"a drawing has no attribute {quoted(name)}", advice)
        elif pattern.fullmatch(value) is None:
            self._note(f"{name}={quoted(value)} is not kept", _advice(name))
        elif name == "font-size" and float(value.removesuffix("px")) < LEAST_TYPE:
            self._note(f"words of size {value} are too small", f"write {LEAST_TYPE} or more")
        return True

    def _check_classes(self, value: str) -> None:
        for each in value.split():
            if each not in CLASSES:
                told = f"the style sheet has no class {quoted(each)}"
                self._note(told, f"{nearest(each, CLASSES)}write one of {', '.join(CLASSES)}")

    def _end(self, name: str) -> None:
        self.open.pop()
        if name not in _SILENT:
            self.pieces.append(f"</{name}>")

    def _say(self, words: str) -> None:
        if any(name in _SILENT for name in self.open):
            return
        if self.open[-1] in _WORDS:
            self.has_words = self.has_words or any(map(str.isalpha, words))
            self.pieces.append(escape(words, quote=False))
        elif words.strip():
            self._note(f"the words {quoted(words)} stand outside <text>", "put them into a <text>")

    def _refuse_instruction(self, target: str, data: str) -> None:
        self._note(f"an instruction <?{target}", "delete it")

    def _refuse_type(self, *args: object) -> None:
        # Without a document type there are no entities, so none that grow or fetch.
        self._note("a document type", "delete the line <!DOCTYPE …>")
        raise _RefusedError

    def _note(self, what: str, instead: str) -> None:
        self.log.note(self.parser.CurrentLineNumber, what, instead)


def _is_dropped(element: str, name: str) -> bool:
    """A drawing is as wide as its place, while a rectangle has a size of its own."""
    return element == "svg" or name not in ("width", "height")


def _advice(name: str) -> str:
    if name in ("fill", "stroke"):
        return f"write currentColor or none, or a class: {', '.join(CLASSES)}"
    return "write plain numbers" if ATTRIBUTES[name] is _LENGTH else "write it more simply"
