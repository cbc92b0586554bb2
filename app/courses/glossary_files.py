"""The YAML file of the glossary."""

from __future__ import annotations

from collections.abc import Callable

from app.courses.files import ReadFile, check_once, read_record
from app.courses.glossary import Glossary, Term
from app.markup import shapes
from app.markup.faults import FaultLog, quoted
from app.markup.shapes import Placed, Record, both, listed, record
from app.markup.texts import Text, text_of

_TERM = record(
    {"id": shapes.slug, "zh": shapes.words, "en": shapes.words, "meaning": both},
    {
        "hant": shapes.words,
        "also": listed(shapes.words),
        "forbidden": listed(shapes.words),
    },
)
_GLOSSARY = record({"terms": listed(_TERM, least=1)})


def parse_glossary(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read `glossary.yaml`. Never raises; all faults come at once."""
    log = FaultLog(file)
    terms = read_record(source, _GLOSSARY, log).get("terms", [])
    check_once("term id", [term["id"] for term in terms if "id" in term], log)
    check_once("term", [term["zh"] for term in terms if "zh" in term], log)
    _check_forbidden(terms, log)
    glossary = None
    if not log.faults:
        glossary = Glossary(slug, tuple(_term(term, hant) for term in terms))
    places = {str(term["id"]): term.line for term in terms if "id" in term}
    return ReadFile(glossary, log.faults, [], places)


def _check_forbidden(terms: list[Record], log: FaultLog) -> None:
    """A word cannot be a term and forbidden at once."""
    used = {str(term[key]).casefold() for term in terms for key in ("zh", "en") if key in term}
    words: list[Placed] = [word for term in terms for word in term.get("forbidden", [])]
    check_once("forbidden word", words, log)
    for word in words:
        if word.casefold() in used:
            told = f"the forbidden word {quoted(word)} is itself a term"
            log.note(word.line, told, "delete the term, or take the word out of forbidden")


def _term(found: Record, hant: Callable[[str], str]) -> Term:
    title = text_of(found, hant)
    if "hant" in found:
        title = Text(zh=title.zh, en=title.en, hant=str(found["hant"]))
    return Term(
        id=str(found["id"]),
        title=title,
        meaning=text_of(found["meaning"], hant),
        also=tuple(map(str, found.get("also", []))),
        forbidden=tuple(map(str, found.get("forbidden", []))),
    )
