"""Each page carries the symbols that it uses, once, and no others."""

from __future__ import annotations

import re

import pytest

from app.interface.icons import icon, icon_symbols, note_icons, symbol
from tests.interface.conftest import Look


def symbols_of(html: str) -> list[str]:
    return re.findall(r'<symbol id="([^"]+)"', html)


def test_an_icon_beside_its_word_is_silent(look: Look) -> None:
    html = look.of("{{ icon('check', small=true) }}")

    assert html == '<svg class="i i-s" aria-hidden="true"><use href="#i-check"/></svg>'


def test_an_icon_alone_speaks_its_label(look: Look) -> None:
    html = look.of("{{ icon('check', 'right \"so\"') }}")

    assert 'role="img" aria-label="right &#34;so&#34;"' in html
    assert "aria-hidden" not in html


def test_a_page_gets_the_symbols_that_it_uses_once_each(look: Look) -> None:
    html = look.of("{{ icon('check') }}{{ icon('check') }}{{ symbol('lv3') }}{{ icon_symbols() }}")

    assert symbols_of(html) == ["i-check", "lv3"]


def test_the_next_page_begins_without_symbols(look: Look) -> None:
    look.of("{{ icon('check') }}{{ icon_symbols() }}")

    assert symbols_of(look.of("{{ icon_symbols() }}")) == []


def test_icons_in_compiled_content_bring_their_symbols(look: Look) -> None:
    content = '<p><svg class="i i-s"><use href="#i-quote"/></svg></p>'

    html = look.of("{{ note_icons(content) }}{{ icon_symbols() }}", content=content)

    assert content in html
    assert symbols_of(html) == ["i-quote"]


def test_an_icon_that_content_names_wrongly_does_no_harm(look: Look) -> None:
    with look.app.test_request_context():
        note_icons('<use href="#i-unknown"/>')
        assert symbols_of(icon_symbols()) == []


def test_an_icon_that_a_page_names_wrongly_is_found_at_once(look: Look) -> None:
    with look.app.test_request_context(), pytest.raises(LookupError, match="i-chekc"):
        icon("chekc")


def test_the_five_steps_of_the_heat_scale_and_the_logo_are_there(look: Look) -> None:
    with look.app.test_request_context():
        for name in ("logo", *(f"lv{step}" for step in range(5))):
            symbol(name)

        assert symbols_of(icon_symbols()) == ["logo", "lv0", "lv1", "lv2", "lv3", "lv4"]
