"""Style and script use nothing that the oldest browser we promise, Chromium 86, does not know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.interface.conftest import APP

STATIC = APP / "static"
STYLES = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))

#: What is too young, and since when it is known.
YOUNG_STYLE = {
    r":has\(": "105",
    r":is\(": "88",
    r":where\(": "88",
    r":not\([^()]*,": "88 (a list in :not)",
    r"@layer": "99",
    r"@container": "105",
    r"@property": "85, but of no use to us",
    r"@scope": "118",
    r"@starting-style": "117",
    r"[;{\s]inset(-\w+)*\s*:": "87",
    r"[;{\s]aspect-ratio\s*:": "88",
    r"[;{\s]accent-color\s*:": "93",
    r"[;{\s]translate\s*:": "104",
    r"\d[sld]v[hw]\b": "108",
    r"color-mix\(": "111",
    r"light-dark\(": "123",
    r"(width|height)\s*[<>]=?\s*\d": "104 (ranges in media queries)",
    r"\{[^{}]*;[^{}]*\{|\{[^{}]*&": "112 (nesting)",
}
YOUNG_SCRIPT = {
    r"\.at\(": "92",
    r"structuredClone": "98",
    r"\.findLast(Index)?\(": "97",
    r"Object\.hasOwn\b": "93",
    r"Object\.groupBy": "117",
    r"\.toSorted\(|\.toReversed\(|\.with\(": "110",
    r"^await\b|^(const|let) \w+ = await\b": "89 (await at the top)",
    r"static\s*\{": "94",
    r"#\w+\s*\(": "84, but unread by old tools (private methods)",
    r"\.showModal\(": "37, but the element fails in WeChat's kernels",
    r"AbortSignal\.timeout": "103",
    r"crypto\.randomUUID": "92",
    r"Array\.fromAsync": "121",
    r"Promise\.withResolvers": "119",
    r"\.isWellFormed": "111",
    r"Error\([^)]*\{\s*cause": "93",
}


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_are_old_enough(file: Path) -> None:
    assert _too_young(file, YOUNG_STYLE) == []


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_scripts_are_old_enough(file: Path) -> None:
    assert _too_young(file, YOUNG_SCRIPT) == []


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_scripts_bring_no_words_of_their_own(file: Path) -> None:
    assert not re.search(r"[\u4e00-\u9fff]", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", STYLES + SCRIPTS, ids=lambda file: file.name)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    addresses = re.findall(r"https?://[\w./]+", _without_comments(file))

    assert set(addresses) <= {"http://www.w3.org/2000/svg"}


def test_there_are_styles_and_scripts_to_look_at() -> None:
    assert STYLES
    assert len(SCRIPTS) >= 3


def _too_young(file: Path, young: dict[str, str]) -> list[str]:
    text = _without_comments(file)
    return [
        f"{found[0]!r} needs Chromium {since}"
        for pattern, since in young.items()
        if (found := re.search(pattern, text, re.MULTILINE))
    ]


def _without_comments(file: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"(^|\s)//.*$", "", text, flags=re.MULTILINE)
