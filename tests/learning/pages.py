"""Looking at a page as its reader does."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient

_TAG = re.compile(r"<[^>]*>")
_SILENT = re.compile(r"<(script|style|svg class=\"d-none\").*?</(script|style|svg)>", re.DOTALL)


def main_of(client: FlaskClient, url: str) -> str:
    """The HTML of a page's main part and of its bar."""
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return response.text.split('<main id="main"', 1)[1]


def words_of(client: FlaskClient, url: str) -> str:
    """What stands on a page, in one line."""
    return words_in(main_of(client, url))


def words_in(markup: str) -> str:
    """The words of some HTML, in one line."""
    text = _TAG.sub(" ", _SILENT.sub(" ", markup))
    return " ".join(html.unescape(text).split())


def links_in(markup: str) -> list[str]:
    """The addresses that some HTML leads to, in their order."""
    return [html.unescape(url) for url in re.findall(r'<a [^>]*?href="([^"]*)"', markup)]


def form_of(markup: str, action: str) -> dict[str, str]:
    """The hidden values of the form that posts to an address."""
    form = re.search(rf'<form [^>]*action="{re.escape(action)}".*?</form>', markup, re.DOTALL)
    assert form, f"no form posts to {action}"
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[0]))
