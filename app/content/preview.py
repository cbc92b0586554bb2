"""The HTML that a learner gets for a lesson's body, straight from what its author wrote."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import msgspec

from app.content.figures import Figures, read_figures
from app.content.reading import read_register
from app.content.sources import collect
from app.courses.compiling import preview
from app.courses.model import LessonBody, Section
from app.courses.sources import read_body
from app.markup.hant import Traditional
from app.markup.labels import ICONS
from app.markup.markdown import company_marked, render
from app.markup.plaintext import without_unseen
from app.standards.model import Standard


class OnDisk(msgspec.Struct, frozen=True):
    """What a preview takes from other files, as they are now."""

    register: dict[str, Standard]
    hant: Traditional
    figures: Figures

    def words(self, identifier: str, language: str) -> str | None:
        """The words of a standard, if the register has it."""
        standard = self.register.get(identifier)
        return None if standard is None else standard.text.in_(language)


def on_disk(courses: Path, quizzes: Path) -> OnDisk:
    """The register, the figures and the exceptions of Traditional Chinese from their files."""
    sources = collect(courses, quizzes)
    register, hant = read_register(sources)
    return OnDisk(register, hant, read_figures(sources.of("figure"), hant))


def preview_html(source: bytes, *, language: str, disk: OnDisk) -> str:
    """A body without front matter as HTML, its call-outs shown as far as the register knows them.

    It never fails, whatever the bytes.
    """
    text = without_unseen(source.decode("utf-8-sig", "replace"))
    body = read_body(text)
    if body is None:
        return render(text, language=language, standard=lambda each: disk.words(each, language))
    lesson = preview(
        body, language=language, hant=disk.hant, words=disk.words, figures=disk.figures.svg
    )
    return _page(lesson, language, disk.register)


def _page(body: LessonBody, language: str, register: Mapping[str, Standard]) -> str:
    pieces: list[str] = []
    for section in body.sections:
        if section.id or section.heading:
            pieces.append(_heading(section))
        for part in section.parts:
            pieces.append(part.html or _shown(part.standard, language, register))
    return "\n".join(pieces)


def _heading(section: Section) -> str:
    identifier = f' id="{escape(section.id)}"' if section.id else ""
    return f"<h2{identifier}>{company_marked(section.heading)}</h2>"


def _shown(identifier: str, language: str, register: Mapping[str, Standard]) -> str:
    """A rule in its own words, with its plate and its caution; an unknown one as it was written."""
    standard = register.get(identifier)
    if standard is None:
        return f"<p>[[{escape(identifier)}]]</p>"
    plate = f'<span class="tp-plate">{standard.touchpoint}</span>' if standard.touchpoint else ""
    words = f"<b>{company_marked(standard.text.in_(language))}</b>"
    return (
        f'<a class="tp-std" href="/standards/{identifier}">{plate}'
        f"<div>{words}{_caution(standard, language)}</div></a>"
    )


def _caution(standard: Standard, language: str) -> str:
    if standard.caution is None:
        return ""
    icon = f'<svg class="i i-s" aria-hidden="true"><use href="#{ICONS["caution"]}"/></svg>'
    words = company_marked(standard.caution.in_(language))
    return f'<span class="tp-std-caution">{icon}<span>{words}</span></span>'
