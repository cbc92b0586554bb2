"""Slugs: the names of files, folders, standards and sections."""

from __future__ import annotations

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
ADVICE = "use lower-case letters, digits and single hyphens, such as three-rings"


def is_slug(name: str) -> bool:
    """Whether a name can stand in an address and in a file's name on every machine."""
    return len(name) <= LONGEST_SLUG and SLUG.fullmatch(name) is not None
