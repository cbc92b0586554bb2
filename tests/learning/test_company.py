"""The company's own figures in a lesson."""

from __future__ import annotations

from typing import Any

import pytest

from app.learning.company import fill_in
from app.markup.markdown import render

PLACE = '<p>By <span class="tp-company" data-key="hours"></span>.</p>'


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("24 h", "24 h"),
        (24, "24"),
        (0, "0"),
        ({"zh-Hans": "24 小时", "en": "24 hours"}, "24 hours"),
        ({"zh-Hans": "24 小时"}, "24 小时"),
        (None, "not set"),
        ("", "not set"),
        ("  ", "not set"),
        ({}, "not set"),
        ("<b>&\"'", "&lt;b&gt;&amp;&#34;&#39;"),
        (r"\1 \g<0>", r"\1 \g&lt;0&gt;"),
    ],
)
def test_a_figure_stands_where_the_lesson_asks_for_it(figure: Any, shown: str) -> None:
    html = fill_in(PLACE, {"hours": figure}, language="en", missing="not set")

    assert html == f'<p>By <span class="tp-company">{shown}</span>.</p>'


def test_a_figure_that_nobody_set_says_so() -> None:
    assert "not set" in fill_in(PLACE, {"other": 3}, language="en", missing="not set")


def test_the_places_are_those_that_compiling_leaves() -> None:
    html = render("By {{company.ring_back_hours}}.", language="en", standard=lambda _: None)

    assert "24 h" in fill_in(html, {"ring_back_hours": "24 h"}, language="en", missing="")
