"""Pure: what a session was about: standards to choose from, and titles that suggest a topic."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from app.library.queries import Library
from app.standards.model import Standard, Topic

#: So many standards are found by one search, and so many belong to one session.
MOST_FOUND, MOST_CHOSEN = 20, 40


def standards_found(topics: Iterable[Topic], words: str) -> list[Standard]:
    """The standards in which every word occurs, in any language, in their topic's title too; a
    number alone is that of a touchpoint."""
    wanted = _folded(words).split()
    if not wanted:
        return []
    found = (
        standard
        for topic in topics
        for standard in topic.standards
        if all(_fits(word, topic, standard) for word in wanted)
    )
    return sorted(found, key=lambda each: each.touchpoint or 99)[:MOST_FOUND]


def standards_called(library: Library, ids: Iterable[str]) -> list[Standard]:
    """The standards with these ids that there are, each once."""
    known = library.standards
    return [known[each] for each in dict.fromkeys(ids) if each in known][:MOST_CHOSEN]


def topics_suggested(library: Library, language: str) -> list[str]:
    """Titles of courses and topics: what a session is often about."""
    courses = (each.body for each in library.all("course"))
    titles = [each.title for each in courses if not library.is_for_candidates(each)]
    titles += [each.body.title for each in library.all("topic")]
    return list(dict.fromkeys(title.in_(language) for title in titles))


def _fits(word: str, topic: Topic, standard: Standard) -> bool:
    if word.isdecimal():
        return standard.touchpoint == int(word)
    texts = (topic.title, standard.text)
    return any(word in _folded(said) for text in texts for said in (text.zh, text.hant, text.en))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
