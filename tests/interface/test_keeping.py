"""Components that are made once and kept."""

from __future__ import annotations

from tests.interface.conftest import Look

MACRO = (
    "{% macro line(word) %}<p>{{ word }} {{ g.language }} {{ icon('bell') }}</p>{% endmacro %}"
    "{{ once(line, word) }}{{ icon_symbols() }}"
)


def test_what_is_kept_is_the_same_as_what_is_made(look: Look) -> None:
    direct = MACRO.replace("once(line, word)", "line(word)")

    for _time in range(2):
        assert look.of(MACRO, word="<b>") == look.of(direct, word="<b>")


def test_each_language_has_its_own(look: Look) -> None:
    pages = []
    for language in ("en", "zh-Hans", "en"):
        look.language = language
        pages.append(look.of(MACRO, word="rule"))

    assert "rule en" in pages[0]
    assert "rule zh-Hans" in pages[1]
    assert pages[2] == pages[0]


def test_the_icons_of_what_is_kept_come_along_each_time(look: Look) -> None:
    pages = [look.of(MACRO, word="bell") for _time in range(2)]

    assert all(page.count('<symbol id="i-bell"') == 1 for page in pages)


def test_icons_before_and_after_what_is_kept_are_not_lost(look: Look) -> None:
    page = look.of(
        "{{ icon('today') }}" + MACRO.replace("{{ icon_s", "{{ icon('book') }}{{ icon_s"), word="x"
    )

    assert [name in page for name in ("i-today", "i-bell", "i-book")] == [True] * 3
    assert page.count("<symbol") == 3
