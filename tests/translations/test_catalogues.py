"""The interface's texts: gathered from the code, translated, derived and checked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from app.translations.catalogues import as_text, derived, faults_of, gathered, updated

METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]


def texts(*ids: str | tuple[str, str]) -> Catalog:
    """A catalogue as it is gathered, without translations."""
    catalogue = Catalog()
    for each in ids:
        catalogue.add(each)
    return catalogue


def chinese(**translations: str) -> Catalog:
    """A catalogue in Simplified Chinese."""
    catalogue = Catalog(locale="zh_Hans")
    for text, translation in translations.items():
        catalogue.add(text, translation)
    return catalogue


def translations_in(catalogue: Catalog) -> dict[object, object]:
    """Each text with its translation."""
    return {
        message.id: tuple(message.string) if message.pluralizable else message.string or ""
        for message in catalogue
        if message.id
    }


def test_texts_of_code_and_templates_are_gathered(tmp_path: Path) -> None:
    (tmp_path / "templates" / "team").mkdir(parents=True)
    (tmp_path / "views.py").write_text(
        'flash(_("Saved"))\nlabel = _l("Name")\nngettext("%(num)s day", "%(num)s days", n)\n'
        'pgettext("pages", "Next")\n# _("Only a comment")\n'
    )
    (tmp_path / "templates" / "team" / "page.html").write_text('<p>{{ _("Your team") }}</p>')

    found = gathered(((tmp_path, METHODS),))

    names = {(message.id, message.context) for message in found if message.id}
    assert names == {
        ("Saved", None),
        ("Name", None),
        (("%(num)s day", "%(num)s days"), None),
        ("Next", "pages"),
        ("Your team", None),
    }


def test_the_messages_of_forms_are_gathered_too() -> None:
    assert "This field is required." in translations_in(gathered())


def test_translations_stay_and_what_is_gone_from_the_code_goes() -> None:
    catalogue = updated(texts("Today", "New"), chinese(Today="今天", Gone="没了"))

    assert translations_in(catalogue) == {"Today": "今天", "New": ""}


def test_a_similar_text_gets_no_guessed_translation() -> None:
    catalogue = updated(texts("Todays"), chinese(Today="今天"))

    assert translations_in(catalogue) == {"Todays": ""}


def test_traditional_is_made_from_simplified_and_leaves_placeholders_alone() -> None:
    simplified = Catalog(locale="zh_Hans")
    simplified.add("Hello, %(name)s", "你好，%(name)s，学习愉快")
    simplified.add("Front desk", "前台")
    simplified.add(("%(num)s day", "%(num)s days"), ("%(num)s 个工作日",))

    assert translations_in(derived(simplified)) == {
        "Hello, %(name)s": "你好，%(name)s，學習愉快",
        "Front desk": "前台",
        ("%(num)s day", "%(num)s days"): ("%(num)s 個工作日",),
    }


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("Today", "今天", None),
        ("Today", "", "'Today' has no translation"),
        ("%(num)s left", "还有 %(num)s 天", None),
        ("%(num)s left", "还有几天", "'%(num)s left': "),
        ("%(num)s left", "还有 %(days)s 天", "'%(num)s left': "),
        ("%(num)s left", "还有 %(num)d 天", "'%(num)s left': "),
        (("%(num)s day", "%(num)s days"), ("%(num)s 天",), None),
        (("%(num)s day", "%(num)s days"), ("",), "'%(num)s day' has no translation"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    text: str | tuple[str, str], translation: str | tuple[str, ...], fault: str | None
) -> None:
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add(text, translation)

    found = list(faults_of(catalogue))

    assert [each.startswith(fault) for each in found] == ([True] if fault else [])


def test_a_translation_that_is_marked_as_fuzzy_is_a_fault() -> None:
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add("Today", "今天", flags=["fuzzy"])

    assert [fault.split(":")[0] for fault in faults_of(catalogue)] == ["'Today' is marked as fuzzy"]


def test_a_file_says_nothing_that_changes_by_itself() -> None:
    catalogue = updated(texts("b", "a"), chinese(a="甲", b="乙"))

    written = as_text(catalogue)

    assert written == (
        "# Touchpoint in zh_Hans.\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: zh_Hans\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        "\n"
        'msgid "a"\n'
        'msgstr "甲"\n'
        "\n"
        'msgid "b"\n'
        'msgstr "乙"\n'
        "\n"
    )


def test_a_file_that_is_read_and_written_again_stays_the_same() -> None:
    texts_of_code = texts("Hello, %(name)s", ("%(num)s day", "%(num)s days"))
    first = updated(texts_of_code, Catalog(locale="zh_Hans"))
    written = as_text(first)

    again = read_po(io.BytesIO(written.encode()), locale="zh_Hans")

    assert as_text(updated(texts_of_code, again)) == written
