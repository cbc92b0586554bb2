"""A checked lesson as the frozen value that is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.courses.model import Lesson, LessonBody, Part, Section, SectionInfo
from app.courses.sources import LessonSource, SourceSection, section_digest
from app.markup.hant import Traditional
from app.markup.markdown import filled, skeletons

#: The words of a standard in a language, or None where there is no such standard.
Words = Callable[[str, str], str | None]
#: The drawing of a figure in a language, or None where there is no such figure.
Figures = Callable[[str, str], str | None]


def no_figures(name: str, language: str) -> None:
    """For lessons whose drawings are not at hand."""
    return None


def compile_lesson(
    course: str,
    slug: str,
    *,
    zh: LessonSource,
    en: LessonSource,
    written_hant: LessonSource | None,
    hant: Traditional,
    words: Words,
    figures: Figures = no_figures,
    recordings: Mapping[str, str] | None = None,
) -> Lesson:
    """Render a lesson in all languages; Traditional Chinese is converted unless it was written.

    A recording in Chinese is for readers of both scripts, unless there is one for Traditional.
    """
    voices = {"zh-Hant": (recordings or {}).get("zh", ""), **(recordings or {})}
    chinese = _skeleton(zh)
    traditional = _converted(chinese, hant) if written_hant is None else _skeleton(written_hant)
    return Lesson(
        course=course,
        slug=slug,
        minutes=zh.minutes or 0,
        teaches=tuple(map(str, zh.teaches)),
        sections=_infos(zh, en),
        zh=_body(chinese, "zh-Hans", words, figures, voices.get("zh", "")),
        en=_body(_skeleton(en), "en", words, figures, voices.get("en", "")),
        hant=_body(traditional, "zh-Hant", words, figures, voices["zh-Hant"]),
    )


def preview(
    source: LessonSource,
    *,
    language: str,
    hant: Traditional,
    words: Words,
    figures: Figures = no_figures,
) -> LessonBody:
    """A lesson in one language alone, whatever is wrong with it."""
    skeleton = _skeleton(source)
    if language == "zh-Hant":
        skeleton = _converted(skeleton, hant)
    return _body(skeleton, language, words, figures)


def _skeleton(source: LessonSource) -> LessonBody:
    """The lesson with marks where something depends on the language."""
    cuts = _cuts(source)
    pieces = skeletons(source.lines, sorted(cuts))
    sections: list[tuple[str, str, list[Part]]] = [("", "", _html_part(pieces[0]))]
    for place, piece in zip(sorted(cuts), pieces[1:], strict=True):
        begun = cuts[place]
        if isinstance(begun, SourceSection):
            sections.append((begun.id, begun.heading, []))
        else:
            sections[-1][2].append(Part(standard=begun))
        sections[-1][2].extend(_html_part(piece))
    kept = [Section(i, heading, tuple(parts)) for i, heading, parts in sections if heading or parts]
    return LessonBody(source.title, tuple(kept))


def _converted(skeleton: LessonBody, hant: Traditional) -> LessonBody:
    return _changed(skeleton, hant.text, hant.html)


def _body(
    skeleton: LessonBody, language: str, words: Words, figures: Figures, recording: str = ""
) -> LessonBody:
    def fill_in(html: str) -> str:
        return filled(
            html,
            language=language,
            standard=lambda each: words(each, language),
            figure=lambda each: figures(each, language),
        )

    body = _changed(skeleton, str, fill_in)
    return LessonBody(body.title, body.sections, recording)


def _changed(
    body: LessonBody, text: Callable[[str], str], html: Callable[[str], str]
) -> LessonBody:
    """The lesson with its plain texts and its HTML changed, its standards and ids as they are."""
    sections = tuple(
        Section(
            section.id,
            text(section.heading),
            tuple(Part(html(part.html), part.standard) for part in section.parts),
        )
        for section in body.sections
    )
    return LessonBody(text(body.title), sections)


def _cuts(source: LessonSource) -> dict[int, SourceSection | str]:
    """The places of lines that stand for themselves: headings of sections, rules shown whole."""
    headings: dict[int, SourceSection | str] = {
        section.start: section for section in source.sections[1:]
    }
    rules: dict[int, SourceSection | str] = {
        call.line - source.first_line: call.id for call in source.outline.call_outs if call.is_alone
    }
    return headings | rules


def _html_part(html: str) -> list[Part]:
    return [Part(html=html)] if html else []


def _infos(zh: LessonSource, en: LessonSource) -> tuple[SectionInfo, ...]:
    english = {section.id: section for section in en.sections}
    return tuple(
        SectionInfo(
            section.id,
            section.standards,
            section_digest(zh.written(section), en.written(english[section.id])),
        )
        for section in zh.sections
        if zh.written(section)
    )
