"""Markdown of authors as safe HTML of learners.

Rendering has two steps. `skeletons` does the slow part once: HTML, sanitised, with marks where
something depends on the language. `filled` puts in the labels, icons and rules of one language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

from app.markup.dresser import CUT
from app.markup.labels import WORDS, labelled
from app.markup.limits import excess
from app.markup.machine import COMPANY, block_html, inline_html
from app.markup.marks import fill, mark
from app.markup.plaintext import without_unseen
from app.markup.sanitiser import sanitised

#: The words of a standard in the language of the text, or None where there is no such standard.
Standard = Callable[[str], str | None]

#: The drawing of a name in the language of the text, as safe SVG, or None where there is none.
Figure = Callable[[str], str | None]

#: Words without anything that Markdown or HTML could mean: most choices of most quizzes.
_PLAIN = re.compile(r"[^*_`\[\]<>&\\{}\n\t]*")
_GAP = re.compile(r"\n[ \t]*(?=\n)")
_CUT = re.compile(f"<p>{mark(CUT, '([0-9]+)')}</p>\n?")


def no_figure(name: str) -> None:
    """For texts that show no drawings."""
    return None


def render(source: str, *, language: str, standard: Standard) -> str:
    """A whole text as the HTML that a learner gets. It never fails, whatever the text."""
    return filled(skeletons(source.split("\n"), ())[0], language=language, standard=standard)


def render_inline(source: str, *, language: str, standard: Standard) -> str:
    """A few words as HTML without a paragraph around them. It never fails."""
    text = _GAP.sub("", without_unseen(source))
    if _PLAIN.fullmatch(text):
        return escape(text.strip(), quote=False)
    html = _safely(inline_html, text) if excess(text) is None else escape(text)
    return filled(html, language=language, standard=standard)


def skeletons(lines: Sequence[str], cuts: Sequence[int]) -> list[str]:
    """The safe HTML of what stands before, between and after some lines, which are left out.

    The text is rendered as a whole, so that footnotes count through and stand at its end.
    """
    if excess("\n".join(lines)) is not None:
        return _plain_pieces(lines, cuts)
    clean = [without_unseen(line) for line in lines]
    for number, place in enumerate(cuts, start=1):
        clean[place] = f"\n{mark(CUT, str(number))}\n"
    parted = _CUT.split(_safely(block_html, "\n".join(clean)))
    found = dict(zip(map(int, parted[1::2]), parted[2::2], strict=True))
    return [parted[0].strip(), *(found.get(n + 1, "").strip() for n in range(len(cuts)))]


def filled(skeleton: str, *, language: str, standard: Standard, figure: Figure = no_figure) -> str:
    """A skeleton with the labels, icons, rules and figures of a language."""

    def filling(name: str, word: str) -> str:
        if name == "label" and word in WORDS:
            return labelled(word, language)
        if name == "word" and word in WORDS:
            return WORDS[word].in_(language)
        if name == "standard":
            return _cited(word, standard(word))
        if name == "figure":
            return figure(word) or f"[{escape(word)}]"
        return _asked(name, word, language)

    return fill(skeleton, filling)


def company_marked(text: str) -> str:
    """Plain text as HTML; `{{company.key}}` in it becomes the place that the page fills."""
    place = r'<span class="tp-company" data-key="\1"></span>'
    return COMPANY.sub(place, escape(text, quote=False))


def _cited(identifier: str, words: str | None) -> str:
    """A rule inside a sentence: its words in quotation marks, leading to the rule."""
    if words is None:
        return f"[[{escape(identifier)}]]"
    inner = company_marked(words.rstrip("。．. "))
    return f'<a class="tp-cite" href="/standards/{escape(identifier)}">“{inner}”</a>'


def _asked(name: str, word: str, language: str) -> str:
    """The parts of a check that are no text: what is pressed, and what is said to it."""
    if name == "choice":
        return _input(*word.split(" "))
    return _verdict(word, language) if name == "verdict" else ""


def _input(check: str, place: str, kind: str, right: str = "") -> str:
    """Forms do not send it; a browser that comes back does not fill it in again."""
    marked = f" data-{right}" if right else ""
    return (
        f'<input type="{kind}" name="check-{check}" id="check-{check}-{place}"'
        f' autocomplete="off"{marked}>'
    )


def _verdict(kind: str, language: str) -> str:
    """What is told after pressing; it is hidden until a script shows one of the sentences."""
    other = "wrong" if kind == "radio" else "nearly"
    said = "".join(
        f'<p class="tp-said {tone}" data-said="{tone}" hidden>{labelled(name, language)}</p>'
        for tone, name in (("is-good", "right"), ("is-bad", other))
    )
    button = (
        f'<button class="btn btn-quiet" type="button" hidden>'
        f"{WORDS['compare'].in_(language)}</button>"
    )
    return f'{button if kind == "checkbox" else ""}<div role="status">{said}</div>'


def _safely(convert: Callable[[str], str], text: str) -> str:
    """Safe HTML whatever happens: the library is other people's code and our texts are anything."""
    try:
        return sanitised(convert(text))
    except Exception:  # A text that breaks the library is shown as it was written.
        return f"<p>{escape(text)}</p>"


def _plain_pieces(lines: Sequence[str], cuts: Sequence[int]) -> list[str]:
    edges = [-1, *cuts, len(lines)]
    pieces = ["\n".join(lines[start + 1 : end]) for start, end in pairwise(edges)]
    return [f"<p>{escape(without_unseen(piece))}</p>" if piece.strip() else "" for piece in pieces]
