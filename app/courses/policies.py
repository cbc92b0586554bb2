"""What people read and sign: a text of the company in editions, as a frozen value."""

from __future__ import annotations

from datetime import date

import msgspec

from app.courses.model import LessonBody
from app.markup.texts import Text

#: Stands between the slug and the edition in the name of what was signed; no slug holds it.
_BEFORE_EDITION = "@"


class Policy(msgspec.Struct, frozen=True):
    """A text that people read and sign; it is laid out as a lesson is, and teaches nothing."""

    slug: str
    title: Text
    #: What it takes to read it.
    minutes: int
    #: What is signed is an edition: a new one asks everybody again.
    edition: str
    effective_on: date
    #: Who answers for the text.
    keeper: Text
    zh: LessonBody
    en: LessonBody
    hant: LessonBody
    #: Written for people who read little: short sentences.
    is_plain: bool = False

    def in_(self, language: str) -> LessonBody:
        """The text in one of LANGUAGES; anything unknown reads Simplified Chinese."""
        if language == "en":
            return self.en
        if language == "zh-Hant":
            return self.hant
        return self.zh

    @property
    def signed_as(self) -> str:
        """What a signature below this edition is kept as."""
        return f"{any_edition(self.slug)}{self.edition}"


def any_edition(slug: str) -> str:
    """How the names of all editions of a policy begin."""
    return f"{slug}{_BEFORE_EDITION}"


def slug_and_edition(signed_as: str) -> tuple[str, str]:
    """The policy and the edition that a signature is about."""
    slug, _, edition = signed_as.partition(_BEFORE_EDITION)
    return slug, edition
