"""The frame of every page: head, navigation, account menu, bars."""

from __future__ import annotations

import re

import pytest
from flask import flash, g

from tests.interface.conftest import NOW, Look, Place

PAGE = (
    '{% extends "base.html" %}{% block title %}Telephone{% endblock %}'
    "{% block main %}<h1>Telephone</h1>{% endblock %}"
)
BARRED = PAGE + "{% block bar %}<button>Next</button>{% endblock %}"
PLAIN = "{% set plain = true %}" + PAGE


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Telephone · Touchpoint"), ("zh-Hans", "Telephone·Touchpoint")],
)
def test_the_title_names_page_and_program_and_nobody(look: Look, language: str, title: str) -> None:
    look.language = language

    assert f"<title>{title}</title>" in look.of(PAGE)


def test_a_page_without_a_title_is_called_after_the_program(look: Look) -> None:
    assert "<title>Touchpoint</title>" in look.of('{% extends "base.html" %}')


def test_language_theme_and_text_size_stand_on_the_root(look: Look) -> None:
    look.language = "zh-Hant"
    look.values |= {"theme": "dark", "text_size": "large"}

    assert '<html lang="zh-Hant" data-bs-theme="dark" data-text-size="large">' in look.of(PAGE)


def test_the_navigation_stands_in_the_header_and_as_tabs(look: Look) -> None:
    look.values["navigation"] = [Place("Today", is_current=True), Place("Courses", "book")]

    html = look.of(PAGE)

    assert html.count('<a href="/courses"') == 2
    assert html.count('<a href="/today" aria-current="page"') == 2


def test_an_action_bar_takes_the_place_of_the_tabs(look: Look) -> None:
    html = look.of(BARRED)

    assert "tp-bar" in html
    assert "has-bar" in html
    assert "tp-tabs" not in html


def test_without_an_action_bar_there_are_tabs(look: Look) -> None:
    html = look.of(PAGE)

    assert "tp-tabs" in html
    assert "tp-bar" not in html
    assert "has-bar" not in html


def test_the_sixth_place_of_the_navigation_is_behind_the_fifth_tab(look: Look) -> None:
    names = ["Today", "Courses", "Review", "Record", "Team", "Hiring"]
    look.values["navigation"] = [Place(name, is_current=name == "Hiring") for name in names]

    tabs = look.of(PAGE).split('class="tp-tabs"')[1]

    shown, rest = tabs.split("<details")
    assert re.findall(r'href="/(\w+)"', shown) == ["today", "courses", "review", "record"]
    assert re.findall(r'href="/(\w+)"', rest) == ["team", "hiring"]
    assert '<summary aria-current="true">' in rest


def test_five_places_all_are_tabs(look: Look) -> None:
    look.values["navigation"] = [Place(name) for name in "ABCDE"]

    assert "tp-rest" not in look.of(PAGE)


def test_a_stranger_has_no_account_menu_but_all_languages(look: Look) -> None:
    look.values = {"viewer": None, "navigation": []}

    html = look.of(PAGE)

    assert "tp-account" not in html
    assert "tp-tabs" not in html
    assert re.findall(r'name="language" value="([^"]+)"', html) == ["zh-Hans", "zh-Hant"]


@pytest.mark.parametrize(
    ("language", "other"), [("zh-Hans", ["en"]), ("zh-Hant", ["en"]), ("en", ["zh-Hans"])]
)
def test_the_header_offers_the_other_language(look: Look, language: str, other: list[str]) -> None:
    look.language = language

    header = look.of(PAGE).split('class="tp-tools"')[1].split("</div>")[0]

    assert re.findall(r'name="language" value="([^"]+)"', header) == other
    # It is sent with the form of the account menu.
    assert header.count('form="tp-preferences"') == len(other)


def test_the_account_menu_sets_preferences_and_signs_out(look: Look) -> None:
    look.values |= {"theme": "dark", "text_size": "larger"}

    page = look.of(PAGE)
    menu = page.split("<details")[1].split("</details>")[0]

    assert 'href="/account"' in menu
    # The menu is the same on every page, so its forms, which are not, stand beside it.
    assert 'type="submit" form="tp-logout"' in menu
    assert menu.count('form="tp-preferences"') == 8
    assert '<form method="post" action="/logout" id="tp-logout" data-logout>' in page
    assert '<form method="post" action="/preferences" id="tp-preferences">' in page
    pressed = re.findall(r'name="(\w+)" value="([\w-]+)"[^>]* aria-pressed="true"', menu)
    assert pressed == [("language", "en"), ("theme", "dark"), ("text_size", "larger")]


def test_preferences_lead_back_to_the_page(look: Look) -> None:
    html = look.of(PAGE, path="/courses/telephone?page=2&q=a")

    assert 'name="next" value="/courses/telephone?page=2&amp;q=a"' in html
    assert 'name="next" value="/here"' in look.of(PAGE)


def test_after_a_post_preferences_lead_to_the_start(look: Look) -> None:
    assert 'name="next" value="/"' in look.of(PAGE, path="/deed", method="POST")


def test_every_form_of_the_frame_carries_its_token(look: Look) -> None:
    html = look.of(PAGE)

    assert html.count('<form method="post"') == html.count('name="csrf_token"') == 2


def test_a_plain_page_has_neither_navigation_nor_account(look: Look) -> None:
    html = look.of(PLAIN)

    assert "tp-tabs" not in html
    assert "<nav" not in html
    assert "tp-account" not in html
    assert "tp-brand" in html


def test_a_side_block_stands_beside_the_main_one(look: Look) -> None:
    html = look.of(PAGE + "{% block side %}<p>facts</p>{% endblock %}")

    assert re.search(r'class="tp-cols"><div>.*</h1>.*</div><aside><p>facts</p></aside>', html, re.S)
    assert "tp-cols" not in look.of(PAGE)


def test_what_the_last_deed_said_is_spoken(look: Look) -> None:
    with look.app.test_request_context("/here"):
        g.language, g.now, g.zone = "en", NOW, "Asia/Shanghai"
        flash("Saved.")
        flash("Not saved.", "error")
        html = look.app.jinja_env.from_string(PAGE).render()

    assert re.search(r'role="status">.*?<p>Saved\.</p>', html)
    assert re.search(r'is-bad" role="alert">.*?<p>Not saved\.</p>', html)


def test_only_a_shared_phone_gets_its_watch(look: Look) -> None:
    assert "shared-phone.js" not in look.of(PAGE)

    look.values["shared_phone"] = True

    html = look.of(PAGE)
    assert "js/shared-phone.js" in html
    assert 'role="alertdialog"' in html
    assert 'data-warn-after="150" data-leave-after="180" data-awake="/awake" hidden' in html


def test_the_frame_stands_on_defaults_when_nothing_is_known(look: Look) -> None:
    with look.app.test_request_context("/here"):
        g.language = "zh-Hans"
        html = look.app.jinja_env.from_string(PAGE).render()

    assert '<html lang="zh-Hans" data-bs-theme="light" data-text-size="standard">' in html
    assert "tp-account" not in html
