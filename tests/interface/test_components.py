"""The components: what each shows, says to those who do not see, and refuses to do."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import DataRequired

from tests.interface.conftest import APP, Look
from tests.quizzes.samples import SCENARIO, item_of

COMPONENTS = APP / "templates" / "components"
GALLERY = Path(__file__).parent / "gallery.html"
#: Those that only base.html uses.
FRAME = {
    "account",
    "bar",
    "csrf",
    "flash",
    "language_switch",
    "outbox",
    "places",
    "shared_phone",
    "tabs",
}
#: The languages call themselves by their own names; everything else is translated.
OWN_NAMES = {"account", "language_switch", "languages"}
VOID = {"br", "circle", "hr", "img", "input", "line", "link", "meta", "path", "rect", "use"}


class Sample(Form):
    """One field of each kind."""

    phone = StringField("Phone", [DataRequired("Write the number.")])
    shift = RadioField("Shift", choices=[SelectChoice("d", "Day"), SelectChoice("n", "Night")])
    roles = SelectMultipleField(
        "Roles",
        choices=[SelectChoice("l", "Learner"), SelectChoice("s", "Supervisor")],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    unit = SelectField("Unit", choices=[SelectChoice("a", "Cuihu"), SelectChoice("b", "Centre")])
    note = TextAreaField("Note")
    agreed = BooleanField("I agree")
    hidden = HiddenField()


class Outline(HTMLParser):
    """Reads a page strictly: every element is closed, and ids and attributes are collected."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.references: set[str] = set()
        self.scripts: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.attributes.update(values)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        for name in ("for", "aria-describedby", "aria-labelledby", "form"):
            self.references.update((values.get(name) or "").split())
        if tag == "script":
            self.scripts.append(values)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.fixture(params=["zh-Hans", "zh-Hant", "en"])
def gallery(look: Look, request: pytest.FixtureRequest) -> str:
    """All components on one page, in each language."""
    look.language = request.param
    invalid = Sample(MultiDict({"unit": "a", "shift": "d"}))
    invalid.validate()
    return look.of("{% include 'gallery.html' %}", form_=invalid, talk=item_of(SCENARIO).talk)


def test_the_gallery_shows_every_component() -> None:
    shown = set(re.findall(r'"components/(\w+)\.html"', GALLERY.read_text(encoding="utf-8")))

    assert {file.stem for file in COMPONENTS.glob("*.html")} == shown | FRAME


def test_every_element_is_closed_and_every_id_is_unique(gallery: str) -> None:
    outline = Outline(gallery)

    assert outline.open == []
    assert sorted(outline.ids) == sorted(set(outline.ids))


def test_labels_and_descriptions_lead_somewhere(gallery: str) -> None:
    outline = Outline(gallery)

    assert outline.references <= set(outline.ids)


def test_nothing_is_inline_that_the_policy_forbids(gallery: str) -> None:
    outline = Outline(gallery)

    assert "style" not in outline.attributes
    assert not {name for name in outline.attributes if name.startswith("on")}
    assert all(script.get("src") and script["type"] == "module" for script in outline.scripts)


def test_every_icon_of_the_page_has_its_symbol(gallery: str) -> None:
    used = set(re.findall(r'<use href="#([^"]+)"', gallery))

    assert used == set(re.findall(r'<symbol id="([^"]+)"', gallery))


@pytest.mark.parametrize("file", sorted(COMPONENTS.glob("*.html")), ids=lambda file: file.stem)
def test_a_component_opens_with_what_it_is_for(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("{#-")


@pytest.mark.parametrize("file", sorted(COMPONENTS.glob("*.html")), ids=lambda file: file.stem)
def test_a_component_names_each_of_its_parameters(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    comment = source.split("#}")[0]
    macros = re.findall(r"\{% macro ([a-z]\w*)\((.*?)\) -?%\}", source)

    for name, parameters in macros:
        assert f"{name}(" in comment
        for parameter in re.findall(r"(\w+)(?==|,|$)", re.sub(r"=[^,]+", "", parameters)):
            assert re.search(rf"\b{parameter}\b", comment), parameter


@pytest.mark.parametrize("file", sorted(COMPONENTS.glob("*.html")), ids=lambda file: file.stem)
def test_the_words_of_a_component_are_translated(file: Path) -> None:
    markup = re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert file.stem in OWN_NAMES or not re.search(r"[\u4e00-\u9fff]", markup)


def test_a_plate_says_that_it_is_a_touchpoint(look: Look) -> None:
    assert 'aria-label="Touchpoint 17">17<' in look.of_component("plate", "{{ plate(17) }}")
    assert look.of_component("plate", "{{ plate(none) }}") == ""


@pytest.mark.parametrize(
    ("states", "spoken", "classes"),
    [
        (
            ("yes", "yes", "yes"),
            "learned · answered right · shown on site",
            ["on", "on", "tp-shown on"],
        ),
        (
            ("old", "no", "no"),
            "to be read again · not answered right yet · not seen on site yet",
            ["old", "", "tp-shown"],
        ),
        (("no", "old", None), "not learned yet · to be answered again", ["", "old"]),
    ],
)
def test_the_triad_says_its_states_in_words(
    look: Look, states: tuple[Any, ...], spoken: str, classes: list[str]
) -> None:
    html = look.of_component("triad", "{{ triad(*states) }}", states=states)

    assert f'role="img" aria-label="{spoken}"' in html
    assert [
        found or "" for found in re.findall(r"<span(?: class=\"([^\"]*)\")?>[A-Z]<", html)
    ] == classes


def test_a_row_with_an_address_is_one_link_and_without_it_is_none(look: Look) -> None:
    linked = look.of_component("row", "{{ row('Quiz', '/quiz') }}")
    plain = look.of_component("row", "{{ row('Quiz', tail='!') }}")

    assert linked.count("<a ") == 1
    assert "<a " not in plain


def test_what_people_typed_stays_text(look: Look) -> None:
    name = "<script>alert(1)</script>"

    for macro, call in (
        ("row", "{{ row(name, '/x', meta=name) }}"),
        ("pill", "{{ pill(name) }}"),
        ("who", "{{ who(name, name) }}"),
        ("page_header", "{{ page_header(name, meta=[name, name]|dotted) }}"),
        ("plate", "{{ plate(name) }}"),
        ("jump", "{{ jump([{'number': name, 'url': name}]) }}"),
    ):
        assert "<script" not in look.of_component(macro, call, name=name), macro


def test_the_verdict_on_an_answer_is_told_in_words(look: Look) -> None:
    html = look.of_component(
        "option", "{{ option('r', 'c1', 'Wait', checked=true, verdict='wrong', feedback='No.') }}"
    )

    assert "<b>not right</b>" in html
    assert "<span>No.</span>" in html
    assert " disabled" in html
    assert 'aria-describedby="r-c1-said"' in html


def test_an_open_question_shows_no_verdict(look: Look) -> None:
    html = look.of_component("option", "{{ option('r', 'c1', 'Wait', checked=true) }}")

    assert "tp-said" not in html
    assert " disabled" not in html


@pytest.mark.parametrize(("value", "checked"), [(9, "s-9"), ("9", "s-9"), ("unsure", "s-unsure")])
def test_a_rating_comes_back_as_it_was_given(look: Look, value: Any, checked: str) -> None:
    html = look.of_component(
        "bipolar", "{{ bipolar('s', '1', 'a', 'b', value=v, unsure_text='?') }}", v=value
    )

    assert re.findall(r'id="([^"]+)" value="[^"]+" checked', html) == [checked]
    assert html.count('type="radio"') == 11


def test_nothing_is_rated_beforehand(look: Look) -> None:
    assert " checked" not in look.of_component("bipolar", "{{ bipolar('s', '1', 'a', 'b') }}")


def test_a_wrong_field_says_what_is_wrong_and_points_to_it(look: Look) -> None:
    form = Sample(MultiDict())
    form.validate()

    html = look.of_component("field", "{{ field(f.phone, help='As on paper') }}", f=form)

    assert 'aria-describedby="phone-help phone-error"' in html
    assert 'aria-invalid="true"' in html
    assert "data-error" in html
    assert "<span>Write the number.</span>" in html


def test_a_right_field_has_no_error(look: Look) -> None:
    html = look.of_component("field", "{{ field(f.phone, inputmode='tel') }}", f=Sample())

    assert "aria-invalid" not in html
    assert 'inputmode="tel"' in html


@pytest.mark.parametrize(("name", "kind"), [("shift", "radio"), ("roles", "checkbox")])
def test_choices_of_a_form_are_a_group_with_a_legend(look: Look, name: str, kind: str) -> None:
    html = look.of_component("field", "{{ field(f[name]) }}", f=Sample(), name=name)

    assert html.count(f'type="{kind}"') == 2
    assert "<fieldset" in html
    assert "<legend" in html


def test_a_form_that_posts_carries_its_token(look: Look) -> None:
    posted = look.of_component("form", "{% call form('/x') %}{% endcall %}")
    read = look.of_component("form", "{% call form('/x', method='get') %}{% endcall %}")

    assert 'name="csrf_token"' in posted
    assert "csrf_token" not in read


def test_the_pointer_stands_where_the_total_lies(look: Look) -> None:
    parts = [{"low": 10, "high": 49}, {"low": 50, "high": 79}, {"low": 80, "high": 100}]

    html = look.of_component("bands", "{{ bands(55, parts, 'x') }}", parts=parts)

    assert '<svg x="50.0%"' in html
    assert html.count("<rect") == 3


def test_without_a_total_the_bands_have_no_pointer(look: Look) -> None:
    html = look.of_component("bands", "{{ bands(none, [{'low': 1, 'high': 9}], 'x') }}")

    assert "<path" not in html


def test_nothing_scored_draws_no_ring(look: Look) -> None:
    html = look.of_component("score", "{{ score('0', 80, 'Nearly', '') }}")

    assert "g-val" not in html
    assert 'aria-label="Score 0, 80 passes"' in html


def test_bars_share_one_scale(look: Look) -> None:
    lines = [
        {
            "label": "a",
            "learned": 10,
            "answered": 5,
            "shown": 0,
            "needed": None,
            "text": "",
            "spoken": "",
        },
        {
            "label": "b",
            "learned": 5,
            "answered": 5,
            "shown": 5,
            "needed": 10,
            "text": "",
            "spoken": "",
        },
    ]

    html = look.of_component("bars", "{{ bars(lines) }}", lines=lines)

    widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', html)]
    assert widths[0] == pytest.approx(2 * widths[3], abs=0.2)
    assert max(widths) < 100
    assert html.count("g-need") == 1


def test_the_end_of_a_list_of_pages_leads_no_further(look: Look) -> None:
    html = look.of_component("pager", "{{ pager('Page 7 of 7', '/6') }}")

    assert html.count("<a ") == 1
    assert look.of_component("pager", "{{ pager('Page 1 of 1') }}") == ""
