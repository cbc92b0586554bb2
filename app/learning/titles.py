"""Pure: what a document is called, whatever its kind."""

from __future__ import annotations

from typing import Any

import msgspec

from app.courses.glossary import Glossary
from app.courses.model import Lesson
from app.markup.texts import Text


def title_of(body: Any) -> Text:
    """The title of a document's body or outline; a lesson has one in the body of each language."""
    if isinstance(body, Lesson):
        return Text(zh=body.zh.title, en=body.en.title, hant=body.hant.title)
    if isinstance(body, Glossary):
        return Text(zh=body.slug, en=body.slug, hant=body.slug)
    title: Text = body.title
    return title


def title_in(kind: str, raw: bytes) -> Text:
    """The title in the JSON of a document, however old: nothing else of it is looked at."""
    if kind == "lesson":
        lesson = msgspec.json.decode(raw, type=_TitledInEach)
        return Text(zh=lesson.zh.title, en=lesson.en.title, hant=lesson.hant.title)
    return msgspec.json.decode(raw, type=_Titled).title


class _Titled(msgspec.Struct):
    title: Text


class _Words(msgspec.Struct):
    title: str


class _TitledInEach(msgspec.Struct):
    zh: _Words
    en: _Words
    hant: _Words
