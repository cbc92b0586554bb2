"""Pure: typed words as they are compared, so that only what was meant decides.

What does not count: the width of characters, Traditional or Simplified script, capitals, unseen
characters, apostrophes, punctuation, and spaces beside Chinese or beside a sign. Whole numbers
up to 9999 may be written in Chinese numerals (三声 is 3声), because both are usual and neither
is what an item asks about. What counts: letters with their accents, the order of the words,
everything inside a number (3.5 is not 35, -5 is not 5), and signs such as % + & #.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

#: Which forms of a character are one, beyond what one character at a time tells a converter.
_VARIANTS = str.maketrans(
    "著瞭藉衞敍簷暱痺睪顎颚么谘馀渖迳钜镟锺稆穭穞鲇苧",
    "着了借卫叙檐昵痹睾腭腭幺咨余沈径巨旋钟穞穞穞鲶苎",
)
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APOSTROPHE = re.compile(r"(?<=[^\W_])['\u2018\u2019\u02bc](?=[^\W_])")
_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_DIGITS = "零一二三四五六七八九"
_NUMERALS = f"{_DIGITS}十百千"
_NUMERAL = re.compile(rf"(?<![0-9{_NUMERALS}])[{_NUMERALS}]+(?![0-9{_NUMERALS}])")
#: 两 and 〇 are other ways to write 二 and 零.
_SAME_DIGITS = str.maketrans("两〇", "二零")
_TOKEN = re.compile(
    r"(?P<number>(?:(?<![0-9a-z])-)?(?:(?<![0-9a-z])\.)?[0-9]+(?:[.,:/-][0-9]+)*)"
    rf"|(?P<chinese>[{_CHINESE}])"
    rf"|(?P<word>[^\W_0-9{_CHINESE}]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
#: Signs that Unicode counts as punctuation and that mean something.
_MEANT = frozenset("%‰#&@*/")
#: Symbols that people use as punctuation.
_IDLE = frozenset("~`^|")
_MOST_ROUNDS = 5


def normalised(text: str) -> str:
    """The words as they are compared; what holds nothing but punctuation is compared as such."""
    for _ in range(_MOST_ROUNDS):
        previous, text = text, _normalised_once(text)
        # What is left out may bring together what is one again, a letter and its accent for one.
        if text == previous:
            break
    return text


def _normalised_once(text: str) -> str:
    plain = _plain(text)
    tokens = list(_meant(_with_figures(plain)))
    if not tokens:
        return "".join(plain.split())
    return unicodedata.normalize("NFC", "".join(tokens))


def _plain(text: str) -> str:
    """One width, one case, one script, nothing unseen."""
    seen = "".join(filter(_is_seen, text))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    simplified = "".join(map(_simplified, folded)).translate(_VARIANTS)
    # The minus sign and the dashes that keyboards offer in its place.
    return simplified.translate(str.maketrans("−–‐", "---"))


def _is_seen(character: str) -> bool:
    # Zero-width characters, marks of direction, controls, halves of characters, variants of emoji.
    if unicodedata.category(character) in {"Cf", "Cc", "Cs"}:
        return character.isspace()
    return not ("\ufe00" <= character <= "\ufe0f" or character == "\u034f")


@cache
def _simplified(character: str) -> str:
    # One at a time: whole words would be converted by what stands around them.
    if character < "\u2e80":
        return character
    return str(_converter().convert(character))


@cache
def _converter() -> Any:
    import opencc  # Its dictionaries are heavy, and many a process never compares Chinese words.

    return opencc.OpenCC("t2s")


def _with_figures(text: str) -> str:
    """The text with figures for Chinese numerals, and without commas that part thousands."""
    text = _APOSTROPHE.sub("", text).translate(_SAME_DIGITS)
    text = _NUMERAL.sub(lambda found: _figure(found[0]), text)
    return _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)


def _figure(numeral: str) -> str:
    """A Chinese numeral in digits; one that is not well formed stays as it is."""
    if set(numeral) <= set(_DIGITS):
        return "".join(str(_DIGITS.index(digit)) for digit in numeral)
    return _figures().get(numeral, numeral)


@cache
def _figures() -> dict[str, str]:
    figures = {_numeral(number): str(number) for number in range(10, 10_000)}
    return figures | {_numeral(number)[1:]: str(number) for number in range(10, 20)}


def _numeral(number: int) -> str:
    """A number above nine as it is written in full: 105 is 一百零五, 15 is 一十五."""
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += _DIGITS[digit] + name
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


def _meant(text: str) -> Iterator[str]:
    """What counts, with a space only between two words or numbers that one would part."""
    was_word = is_apart = False
    for token in _TOKEN.finditer(text):
        is_word = token.lastgroup in {"number", "word"}
        if not is_word and _is_idle(token[0]):
            is_apart = True
            continue
        yield f" {token[0]}" if was_word and is_word and is_apart else token[0]
        was_word, is_apart = is_word, False


def _is_idle(character: str) -> bool:
    if character in _IDLE or character.isspace():
        return True
    return unicodedata.category(character).startswith("P") and character not in _MEANT
