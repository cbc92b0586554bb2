"""The attributes of a heading in their canonical form: in one order, quotes where needed."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: What comes first is what the type needs; any attribute that is not here stands at the end.
_ORDER = (
    *("type", "mood", "score", "start", "min", "max", "steps", "words", "rubric"),
    *("points", "std", "tags", "level"),
)
_LISTS = ("std", "tags")
_COMMA = re.compile(r"\s*[,，]\s*")


def written_attributes(attributes: Mapping[str, str]) -> str:
    """All attributes between their braces."""
    known = {name: number for number, name in enumerate(_ORDER)}
    names = sorted(attributes, key=lambda name: (known.get(name, len(known)), name))
    return f"{{{' '.join(_attribute(name, attributes[name]) for name in names)}}}"


def _attribute(name: str, value: str) -> str:
    value = _COMMA.sub(",", value.strip()) if name in _LISTS else value
    needs_marks = not value or re.search(r"\s", value)
    return f'{name}="{value}"' if needs_marks else f"{name}={value}"
