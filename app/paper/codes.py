"""Pure: the code on a paper, which says what was drawn on it and notices when it is mistyped."""

from __future__ import annotations

import re
import secrets
import unicodedata
import zlib
from typing import NamedTuple

_SEEDS = 10_000
_TYPED = re.compile(r"P?([0-9]{1,6})([0-9]{4})([0-9]{2})")
#: A whole number with two check digits leaves 1 when it is divided by this (ISO 7064).
_MODULUS = 97


class Drawn(NamedTuple):
    """What a paper was made from: the number of the quiz's version, and the seed of the draw."""

    version: int
    seed: int


def code_of(quiz: str, drawn: Drawn) -> str:
    """The code of a paper, for example P7-4821-63: version, seed, and two digits that check both.

    The digits depend on the quiz too, so a paper of another quiz is hardly ever taken for one of
    this.
    """
    check = _MODULUS + 1 - _number(quiz, drawn) * 100 % _MODULUS
    return f"P{drawn.version}-{drawn.seed:04}-{check:02}"


def read_code(quiz: str, typed: str) -> Drawn | None:
    """What a paper with this code was made from; None where no paper of this quiz has it.

    Capitals, hyphens, spaces and full-width characters do not matter.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    found = _TYPED.fullmatch("".join(each for each in plain if each.isalnum()))
    if found is None:
        return None
    drawn = Drawn(int(found[1]), int(found[2]))
    is_right = (_number(quiz, drawn) * 100 + int(found[3])) % _MODULUS == 1
    return drawn if is_right else None


def new_seeds(count: int) -> list[int]:
    """Seeds for so many different papers."""
    return secrets.SystemRandom().sample(range(_SEEDS), count)


def _number(quiz: str, drawn: Drawn) -> int:
    of_quiz = zlib.crc32(quiz.encode()) % _MODULUS
    return int(f"{of_quiz}{drawn.version}{drawn.seed:04}")
