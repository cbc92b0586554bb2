"""Templates say their texts in the reader's language; the catalogue is looked up once a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from flask import Flask, g
from flask_babel import force_locale, get_translations
from markupsafe import Markup


def register(app: Flask) -> None:
    """Let templates ask the catalogue directly.

    Flask-Babel finds out for each text anew in which language it is; a page has hundreds.
    """
    for function in (gettext, ngettext, pgettext, npgettext):
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.globals["_"] = gettext


def gettext(text: str, **variables: Any) -> Markup:
    """A text of the interface, with its variables filled in and escaped."""
    found = _found(_catalogue(), text)
    return found % variables if "%" in found else found


def ngettext(singular: str, plural: str, num: int, **variables: Any) -> Markup:
    """The form of a text that goes with a number."""
    found = _catalogue().ungettext(singular, plural, num)
    return _filled(found, {"num": num} | variables)


def pgettext(context: str, text: str, **variables: Any) -> Markup:
    """A text that reads differently elsewhere; the context says where this one stands."""
    return _filled(_catalogue().upgettext(context, text), variables)


def npgettext(context: str, singular: str, plural: str, num: int, **variables: Any) -> Markup:
    """The form of such a text that goes with a number."""
    found = _catalogue().unpgettext(context, singular, plural, num)
    return _filled(found, {"num": num} | variables)


@contextmanager
def spoken_in(language: str) -> Iterator[None]:
    """Speak another language for a while, in templates and in code: a letter to somebody else."""
    kept = g.pop("catalogue", None)
    try:
        with force_locale(language.replace("-", "_")):
            yield
    finally:
        g.catalogue = kept


def _catalogue() -> Any:
    # Each text asks, so the request's values are reached without a detour over their proxy.
    here = g._get_current_object()
    found = here.get("catalogue")
    if found is None:
        found = here.catalogue = get_translations()
    return found


@lru_cache(maxsize=8192)
def _found(catalogue: Any, text: str) -> Markup:
    return Markup(catalogue.ugettext(text))


def _filled(text: str, variables: dict[str, Any]) -> Markup:
    return Markup(text) % variables if "%" in text else Markup(text)
