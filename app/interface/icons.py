"""Icons of a page: each use is noted, and only the symbols in use are sent with the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, g
from markupsafe import Markup

_SILENT = Markup('aria-hidden="true"')
_SPRITE = Path(__file__).parent.parent / "static" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([^"]+)".*?</symbol>', re.DOTALL)
_REFERENCE = re.compile(r'<use href="#([a-z0-9-]+)"')


def register(app: Flask) -> None:
    """Give every template the icons."""
    app.jinja_env.globals.update(
        icon=icon, symbol=symbol, icon_symbols=icon_symbols, note_icons=note_icons
    )


def icon(name: str, label: str | None = None, small: bool = False) -> Markup:
    """An icon of the sprite, silent beside its word, or spoken as `label` where it stands alone."""
    return symbol(f"i-{name}", label, "i i-s" if small else "i")


def symbol(identifier: str, label: str | None = None, classes: str = "") -> Markup:
    """Any symbol of the sprite by its full id, such as `logo` or `lv3`."""
    drawn = _drawn(identifier, label, classes)
    _noted()[identifier] = None
    return drawn


def icon_symbols() -> Markup:
    """The hidden drawing that holds the symbols used on this page; it stands once, at its end."""
    drawings = "".join(_symbols()[identifier] for identifier in _noted())
    return Markup(f'<svg class="d-none" aria-hidden="true">{drawings}</svg>')


def note_icons(html: str) -> Markup:
    """Compiled content as safe HTML; its icons are noted, so that their symbols come along."""
    note(_icons_in(html))
    return Markup(html)


def note(identifiers: Iterable[str]) -> None:
    """Symbols that stand on this page, in a piece that was drawn before."""
    noted = _noted()
    for identifier in identifiers:
        noted[identifier] = None


@contextmanager
def noted_apart() -> Iterator[dict[str, None]]:
    """Within it icons are noted in the dictionary that it gives, not for the page."""
    kept, apart = _noted(), dict[str, None]()
    g.icons_noted = apart
    try:
        yield apart
    finally:
        g.icons_noted = kept


@lru_cache(maxsize=512)
def _drawn(identifier: str, label: str | None, classes: str) -> Markup:
    if identifier not in _symbols():
        raise LookupError(f"There is no symbol {identifier!r} in {_SPRITE.name}.")
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else _SILENT
    dressed = Markup('class="{}" ').format(classes) if classes else ""
    return Markup('<svg {}{}><use href="#{}"/></svg>').format(dressed, spoken, identifier)


@lru_cache(maxsize=4096)
def _icons_in(html: str) -> tuple[str, ...]:
    known = _symbols()
    return tuple(name for name in _REFERENCE.findall(html) if name in known)


@cache
def _symbols() -> dict[str, str]:
    sprite = _SPRITE.read_text(encoding="utf-8")
    return {found[1]: found[0] for found in _SYMBOL.finditer(sprite)}


def _noted() -> dict[str, None]:
    """The ids used so far on this page, in order; a dictionary, because sets have no order."""
    return g._get_current_object().setdefault("icons_noted", {})
