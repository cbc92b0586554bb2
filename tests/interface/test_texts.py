"""Texts of templates come from the catalogue of whoever reads."""

from __future__ import annotations

import pytest
from flask import Flask, g, render_template_string
from flask_babel import Babel, gettext

from app.interface import texts
from app.interface.texts import spoken_in
from tests.interface.conftest import APP, LOCALES, Look


@pytest.fixture
def speaking() -> Flask:
    """An application with nothing but the program's catalogues."""
    app = Flask("speaking")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(APP / "translations")
    Babel(app, locale_selector=lambda: LOCALES[g.language])
    texts.register(app)
    return app


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Today"), ("zh-Hans", "今日"), ("zh-Hant", "今日")]
)
def test_a_text_is_in_the_language_of_the_reader(speaking: Flask, language: str, word: str) -> None:
    with speaking.test_request_context("/"):
        g.language = language

        assert render_template_string("{{ _('Today') }}") == word


def test_what_is_filled_in_is_escaped_and_per_cent_signs_stay(look: Look) -> None:
    page = look.of("{{ _('%(share)s%% of %(name)s', share=80, name='<b>') }}|{{ _('plain') }}")

    assert page == "80% of &lt;b&gt;|plain"


@pytest.mark.parametrize(("count", "text"), [(1, "1 lesson"), (2, "2 lessons")])
def test_the_form_goes_with_the_number(look: Look, count: int, text: str) -> None:
    assert look.of("{{ ngettext('%(num)s lesson', '%(num)s lessons', n) }}", n=count) == text


def test_a_letter_to_somebody_else_speaks_her_language_and_the_page_goes_on_in_ours(
    speaking: Flask,
) -> None:
    with speaking.test_request_context("/"):
        g.language = "en"
        before = render_template_string("{{ _('Today') }}")
        with spoken_in("zh-Hans"):
            inside = render_template_string("{{ _('Today') }}"), gettext("Today")
        after = render_template_string("{{ _('Today') }}"), gettext("Today")

    assert (before, inside, after) == ("Today", ("今日", "今日"), ("Today", "Today"))
