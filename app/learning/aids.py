"""Pure: what the page of a lesson must bring along besides its text: meanings and scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.courses.glossary import Term
from app.courses.model import LessonBody

#: What app/markup makes of a link to a word of the glossary.
_TERM = re.compile(r'<a class="tp-term" href="/glossary#([a-z0-9-]+)"')
_CHECK = '<fieldset class="tp-check">'


@dataclass(frozen=True)
class Aids:
    """What a lesson's text needs besides itself."""

    #: The words of the glossary in it, each once.
    terms: tuple[Term, ...]
    has_checks: bool


def aids_of(text: LessonBody, glossary: Mapping[str, Term]) -> Aids:
    """What the parts of a lesson in one language ask for; unknown words are links and no more."""
    pieces = [part.html for section in text.sections for part in section.parts]
    named = dict.fromkeys(name for piece in pieces for name in _TERM.findall(piece))
    return Aids(
        terms=tuple(glossary[name] for name in named if name in glossary),
        has_checks=any(_CHECK in piece for piece in pieces),
    )
