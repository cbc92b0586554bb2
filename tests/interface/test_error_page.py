"""Error pages say what happened and what to do next, and need nothing but the templates."""

from __future__ import annotations

import re

import pytest
from flask import g

from tests.interface.conftest import Look

STATUSES = [400, 403, 404, 405, 409, 413, 429, 500, 503]
PAGE = '{% include "error.html" %}'


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_has_one_heading_and_one_button(look: Look, status: int) -> None:
    main = look.of(PAGE, status=status).split("<main")[1].split("</main>")[0]

    assert main.count("<h1>") == 1
    assert len(re.findall(r'class="btn ', main)) == 1
    assert f">{status}<" in main


def test_every_status_has_its_own_words(look: Look) -> None:
    titles = {
        re.search(r"<h1>(.*?)</h1>", look.of(PAGE, status=status))[1]  # type: ignore[index]
        for status in STATUSES
    }

    assert len(titles) == len(STATUSES)


@pytest.mark.parametrize(
    ("status", "like"), [(418, "This did not arrive whole"), (502, "This page will not open")]
)
def test_any_other_status_reads_like_its_family(look: Look, status: int, like: str) -> None:
    assert like in look.of(PAGE, status=status)


def test_trouble_that_passes_offers_the_same_page_again(look: Look) -> None:
    assert '<a class="btn btn-primary" href="/quiz"' in look.of(PAGE, path="/quiz?x=1", status=503)


def test_after_a_post_the_way_leads_to_the_start(look: Look) -> None:
    html = look.of(PAGE, path="/deed", method="POST", status=500)

    assert '<a class="btn btn-primary" href="/"' in html


def test_a_page_that_is_not_there_leads_to_the_start(look: Look) -> None:
    assert '<a class="btn btn-primary" href="/"' in look.of(PAGE, path="/nowhere", status=404)


def test_an_error_page_needs_no_viewer_and_no_settings(look: Look) -> None:
    with look.app.test_request_context("/here"):
        g.language = "en"
        html = look.app.jinja_env.get_template("error.html").render(status=500)

    assert "Your answers are safe" in html
