"""Sets a document with typst. It is run as a program of its own (see pdf.py), so that what typst
keeps in memory goes with it: nothing of this application is imported here.

It reads JSON (`template`, `root`, `made_at`, `values`) and writes the PDF.
"""

from __future__ import annotations

import json
import struct
import sys
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO

import manimgx_fonts_cjk  # type: ignore[import-untyped]  # a folder of fonts, without types
import typst

FONTS = Path(manimgx_fonts_cjk.__file__).parent
#: Stands for a character that the font does not have.
UNKNOWN = "\N{WHITE SQUARE}"
#: For archives and for those who listen to a document: text that can be read out, in its language.
#: Typst then refuses a text that it has no glyph for, so that none can vanish.
STANDARDS: Any = ["a-2a", "ua-1"]


def main() -> None:
    """Set what is asked for on the standard input."""
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(
        typeset(
            Path(asked["root"]),
            asked["template"],
            asked["values"],
            format="pdf",
            timestamp=asked["made_at"],
            pdf_standards=STANDARDS,
        )
    )


def typeset(root: Path, template: str, values: dict[str, Any], **how: Any) -> Any:
    """A document from a template below `root`; the template finds the values as JSON.

    Where the font lacks a character the template is told (`lacks`), to say so below the text.
    """
    printable = _Printable(characters_of(font_file()))
    kept = printable.kept(values) | {"lacks": printable.has_replaced}
    return typst.compile(
        root / template,
        root=root,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        ),
        sys_inputs={"values": json.dumps(kept)},
        **how,
    )


def font_file() -> Path:
    """The one file of the font."""
    return next(FONTS.glob("*.ttc"))


def characters_of(font: Path) -> frozenset[int]:
    """The characters that a collection of OpenType fonts has glyphs for; its fonts have the same.

    Read from the table `cmap`, in its format 12: groups of characters that follow each other.
    """
    with font.open("rb") as file:
        file.seek(12)
        table = _table(file, b"cmap", _number(file))
    (count,) = struct.unpack_from(">H", table, 2)
    places = [struct.unpack_from(">I", table, 8 + 8 * each)[0] for each in range(count)]
    place = next(each for each in places if struct.unpack_from(">H", table, each) == (12,))
    (groups,) = struct.unpack_from(">I", table, place + 12)
    begin = place + 16
    found = struct.iter_unpack(">III", table[begin : begin + 12 * groups])
    return frozenset(code for first, last, _glyph in found for code in range(first, last + 1))


def _table(file: BinaryIO, name: bytes, place: int) -> bytes:
    file.seek(place + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(place + 12)
    rows = struct.iter_unpack(">4sIII", file.read(16 * count))
    begin, length = next((begin, length) for tag, _sum, begin, length in rows if tag == name)
    file.seek(begin)
    return file.read(length)


def _number(file: BinaryIO) -> int:
    (found,) = struct.unpack(">I", file.read(4))
    return int(found)


class _Printable:
    """Texts as the font can print them."""

    def __init__(self, characters: frozenset[int]) -> None:
        self.characters = characters
        self.has_replaced = False

    def kept(self, value: Any) -> Any:
        """The same value with every text made printable."""
        if isinstance(value, str):
            return "".join(map(self._sign, unicodedata.normalize("NFC", value)))
        if isinstance(value, list):
            return [self.kept(each) for each in value]
        if isinstance(value, dict):
            return {key: self.kept(each) for key, each in value.items()}
        return value

    def _sign(self, sign: str) -> str:
        if sign == "\n" or (ord(sign) in self.characters and sign.isprintable()):
            return sign
        if sign.isspace():
            return " "
        # Signs that only steer, such as the joiners of emoji, are not seen in any font.
        if unicodedata.category(sign) in ("Cc", "Cf") or "VARIATION SELECTOR" in _name(sign):
            return ""
        self.has_replaced = True
        return UNKNOWN


def _name(sign: str) -> str:
    return unicodedata.name(sign, "")


if __name__ == "__main__":
    main()
