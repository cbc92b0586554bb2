"""The figures of `courses/media`: read once, and shown by the lessons of each language."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.content.lessons import ReadLesson
from app.content.sources import Source
from app.markup.drawings import Drawing, read_drawing
from app.markup.faults import Fault, FaultLog, nearest, quoted
from app.markup.hant import Traditional
from app.markup.plaintext import decode
from app.markup.slugs import is_slug

#: The language of a drawing that has no words; the same one serves all.
WORDLESS = ""


class Figures(msgspec.Struct):
    """All drawings by name and language; a faulty one counts by its name alone."""

    hant: Traditional
    drawings: dict[str, dict[str, Drawing | None]]
    sources: dict[str, list[Source]]
    faults: list[Fault]

    def svg(self, name: str, language: str) -> str | None:
        """The drawing of a name for a language of the interface, if there is one."""
        own = self.drawings.get(name, {})
        if language == "zh-Hant" and own.get("zh-Hant") is None:
            simplified = self.svg(name, "zh-Hans")
            return None if simplified is None else self.hant.html(simplified)
        wanted = "zh" if language == "zh-Hans" else language
        drawing = own.get(wanted) or own.get(WORDLESS)
        return None if drawing is None else drawing.svg

    def data_of(self, names: Iterable[str]) -> list[bytes]:
        """The bytes of all files of some figures: whoever shows them changes with them."""
        known = sorted(set(names) & self.sources.keys())
        return [source.data for name in known for source in self.sources[name]]


def read_figures(sources: Iterable[Source], hant: Traditional) -> Figures:
    """Read the drawings; all their faults come at once."""
    figures = Figures(hant, {}, {}, [])
    for source in sources:
        log = FaultLog(source.file)
        text = decode(source.data, log)
        drawing = None if text is None else read_drawing(text, log)
        figures.drawings.setdefault(source.place.slug, {})[source.place.language] = drawing
        figures.sources.setdefault(source.place.slug, []).append(source)
        figures.faults += log.faults
    for name, own in figures.drawings.items():
        figures.faults += _unfit(name, own, figures.sources[name][0].file)
    return figures


def unknown_figures(lessons: Iterable[ReadLesson], figures: Figures) -> Iterable[Fault]:
    """The figures that lessons show and nobody has drawn."""
    for lesson in lessons:
        for source in lesson.sources.values():
            for shown in source.outline.figures:
                if is_slug(shown.name) and shown.name not in figures.drawings:
                    told = f"there is no figure {quoted(shown.name)}"
                    advice = f"{nearest(shown.name, figures.drawings)}draw it in courses/media/"
                    yield Fault(source.file, shown.line, told, advice)


def figures_of(lesson: ReadLesson) -> list[str]:
    """The names of the figures that a lesson shows in any language."""
    shown = [figure for source in lesson.sources.values() for figure in source.outline.figures]
    return sorted({figure.name for figure in shown})


def _unfit(name: str, own: dict[str, Drawing | None], file: str) -> Iterable[Fault]:
    """Drawings with words come in both languages, those without words once for all."""
    wordless = own.get(WORDLESS)
    if WORDLESS in own and len(own) > 1:
        told = f"{name}.svg stands beside drawings of the same name for one language"
        yield Fault(file, 1, told, "keep one drawing for all, or one for each language")
    elif wordless is not None and wordless.has_words:
        told = "the drawing has words, and no language"
        yield Fault(file, 1, told, f"call it {name}.zh.svg, and draw {name}.en.svg as well")
    elif WORDLESS not in own:
        for language in ("zh", "en"):
            if language not in own:
                told = f"its sister {name}.{language}.svg is missing"
                yield Fault(file, 1, told, "draw it, or leave out all words and call it name.svg")
