"""Gathers the interface's texts, makes Traditional from Simplified Chinese, and checks both.

`make translations` and `make check` run it. The catalogue in Simplified Chinese is written by
people; the one in Traditional Chinese is made from it and never edited.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import click
import wtforms
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.config import ROOT
from app.courses.files import parse_exceptions
from app.markup.hant import Traditional

FOLDER = Path(__file__).resolve().parent
SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"

#: Where texts stand: in our code and templates, and in WTForms, whose messages our forms show.
_SOURCES = (
    (
        ROOT / "app",
        [
            ("**/templates/**.html", "jinja2"),
            ("**/templates/**.txt", "jinja2"),
            ("**.py", "python"),
        ],
    ),
    (Path(wtforms.__file__).parent, [("validators.py", "python"), ("fields/**.py", "python")]),
)
_KEYWORDS = DEFAULT_KEYWORDS | {
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]")
#: Lines of a file's head that would change with every run and tell nothing.
_NOISE = re.compile(
    r'^"(Project-Id-Version|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    r"|Report-Msgid-Bugs-To|Generated-By):.*\n",
    re.MULTILINE,
)


def gathered(sources: tuple[tuple[Path, list[tuple[str, str]]], ...] = _SOURCES) -> Catalog:
    """Every text of the interface, without translations."""
    texts = Catalog()
    for folder, methods in sources:
        found = extract_from_dir(folder, methods, {}, _KEYWORDS)
        for _file, _line, text, _comments, context in found:
            texts.add(text, context=context)
    return texts


def updated(texts: Catalog, simplified: Catalog) -> Catalog:
    """Exactly these texts, with the translations that are there already."""
    simplified.update(texts, no_fuzzy_matching=True)
    return simplified


def derived(simplified: Catalog) -> Catalog:
    """The catalogue in Traditional Chinese."""
    traditional = Catalog(locale=TRADITIONAL)
    convert = Traditional(_exceptions()).text
    for message in _messages(simplified):
        words = [convert(form) for form in _forms(message)]
        text = words if message.pluralizable else words[0]
        traditional.add(message.id, text, context=message.context, flags=message.flags)
    return traditional


def faults_of(simplified: Catalog) -> Iterator[str]:
    """What is missing or wrong in the translations, a sentence each."""
    for message in _messages(simplified):
        if not all(_forms(message)):
            yield f"{_name(message)} has no translation"
        elif message.fuzzy:
            yield f"{_name(message)} is marked as fuzzy: confirm the translation or change it"
        elif _lost(message):
            yield f"{_name(message)}: the translation has other placeholders than the text"


def as_text(catalogue: Catalog) -> str:
    """The catalogue as its file has it: in order, and without dates and line numbers."""
    file = io.BytesIO()
    catalogue.header_comment = f"# Touchpoint in {catalogue.locale_identifier}."
    catalogue.fuzzy = False
    write_po(file, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return _NOISE.sub("", file.getvalue().decode("utf-8"))


@click.group()
def commands() -> None:
    """The interface's texts."""


@commands.command()
def update() -> None:
    """Bring both catalogues up to date, and say what is still to be translated."""
    simplified = updated(gathered(), _read(SIMPLIFIED))
    for catalogue in (simplified, derived(simplified)):
        path = _path(str(catalogue.locale_identifier))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(catalogue), "utf-8")
    faults = list(faults_of(simplified))
    click.echo("\n".join([*faults, _summary(simplified, faults)]))


@commands.command()
def check() -> None:
    """Fail unless every text has its translation and both files are up to date."""
    simplified = updated(gathered(), _read(SIMPLIFIED))
    faults = list(faults_of(simplified))
    for catalogue in (simplified, derived(simplified)):
        path = _path(str(catalogue.locale_identifier))
        if not path.exists() or path.read_text("utf-8") != as_text(catalogue):
            faults.append(f"{path.relative_to(ROOT)} is not up to date: run make translations")
    click.echo("\n".join([*faults, _summary(simplified, faults)]))
    raise SystemExit(1 if faults else 0)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    """All messages but the first, which is the head of the file."""
    return (message for message in catalogue if message.id)


def _lost(message: Message) -> bool:
    texts = [message.id] if isinstance(message.id, str) else message.id
    wanted = set(_PLACEHOLDER.findall(texts[-1]))
    return any(set(_PLACEHOLDER.findall(form)) != wanted for form in _forms(message))


def _forms(message: Message) -> list[str]:
    """The translation for each number; Chinese has one form for all of them."""
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return [string or "" for string in strings] or [""]


def _name(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{text!r} ({message.context})" if message.context else repr(text)


def _path(locale: str) -> Path:
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def _exceptions() -> dict[str, str]:
    """The interface writes the same words as the courses."""
    path = ROOT / "courses" / "zh-Hant.yaml"
    words, _faults = parse_exceptions(path.read_text("utf-8"), file=path.name)
    return words


def _read(locale: str) -> Catalog:
    path = _path(locale)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def _summary(simplified: Catalog, faults: list[str]) -> str:
    return f"translations: {len(simplified)} texts, {len(faults) or 'no'} faults"


if __name__ == "__main__":
    commands()
