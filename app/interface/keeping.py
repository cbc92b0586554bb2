"""Components that say the same again and again are made once for each language and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from flask import Flask, g
from markupsafe import Markup

from app.interface.icons import note, noted_apart


def register(app: Flask) -> None:
    """Give every template `once(macro, …)`: for macros that ask for nothing but their arguments
    and the language. Whatever depends on who asks, or when, is an argument or is not kept."""
    app.jinja_env.globals["once"] = once


def once(macro: Callable[..., Markup], *arguments: Any) -> Markup:
    """What the macro gives for these arguments, made once."""
    try:
        html, icons = _made(g.language, macro, *arguments)
    except TypeError:
        # What cannot be recognised again, such as a list, cannot be kept.
        return macro(*arguments)
    if icons:
        note(icons)
    return html


# Typed: a text that is escaped and one that is safe as it is may have the same characters.
@lru_cache(maxsize=4096, typed=True)
def _made(
    language: str, macro: Callable[..., Markup], *arguments: Hashable
) -> tuple[Markup, tuple[str, ...]]:
    with noted_apart() as icons:
        html = macro(*arguments)
    return html, tuple(icons)
