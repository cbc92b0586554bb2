"""What tests send to the pages of ratings, and what they read on them."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse


def ratings(first: int = 1, last: int = 10, value: int | str = 7) -> dict[str, str]:
    """The fields of statements that were all given the same."""
    return {f"rating-s-{number:02}": str(value) for number in range(first, last + 1)}


def words(answer: TestResponse) -> str:
    """The page as text without markup, so that a sentence is found across its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def dots(answer: TestResponse) -> int:
    """How many dots stand in the chart, without the one in its key."""
    return len(re.findall(r'class="g-self" cx="[0-9.]+%"', answer.text))
