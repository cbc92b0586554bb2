"""A quiz file in the one form in which every author's file looks alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.markup.faults import FaultLog
from app.quizzes.answermarks import Marked, marked
from app.quizzes.body import KEYWORDS, AnswerForm, first_answer, is_keyword, opens_other
from app.quizzes.manuscript import (
    AnswerText,
    ItemText,
    KeywordText,
    Manuscript,
    PartText,
    StemText,
    form_of,
)
from app.quizzes.reading import join_words
from app.quizzes.source import Line, is_heading, mark_code
from app.quizzes.stem import has_meaning, is_block_rule, open_lines
from app.quizzes.writing_attributes import written_attributes
from app.quizzes.writing_head import written_head

_ANSWER_KEYS = ("en", "zh-Hant", "weight", ">", "en>", "zh-Hant>")
_SUFFIXES = ("", ".en", ".zh-Hant")
#: Keywords of which there may be several, in an order that says something.
_SEVERAL = ("answer", "accept")
_INDENT = "  "

Start = Callable[[Sequence[tuple[int, Line]]], int | None]


def write_quiz(manuscript: Manuscript) -> str:
    """The file as it should look: reading it again gives the same quiz, and writing it the same."""
    head = written_head(manuscript.head)
    blocks = [["---", *head, "---"], *map(_item, manuscript.items)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _item(item: ItemText) -> list[str]:
    form = form_of(item.type)
    end = [line for keyword in sorted(item.keywords, key=_rank) for line in _keyword(keyword)]
    parts = _parts(item, form, end)
    answers = _answers(item.answers, item.type, form)
    below = answers + (parts or end)
    heading = f"## {item.id} {written_attributes(item.attributes)}"
    return [heading, *_stem(item.stem, form, form.start, below), *below]


def _parts(item: ItemText, form: AnswerForm, end: list[str]) -> list[str]:
    def start(lines: Sequence[tuple[int, Line]]) -> int | None:
        return first_answer(lines, form.opens)

    written: list[str] = []
    for number, part in enumerate(item.parts, 1):
        below = _answers(part.answers, item.type, form)
        below += end if number == len(item.parts) else []
        written += [_part_heading(part), *_stem(part.stem, form, start, below), *below]
    return written


def _part_heading(part: PartText) -> str:
    return (
        f"### {part.name} {written_attributes(part.attributes) if part.attributes else ''}".rstrip()
    )


def _stem(stem: StemText, form: AnswerForm, start: Start, below: Sequence[str]) -> list[str]:
    """The stem and its blocks; `below` is what follows, where the answers should begin."""
    own = [_escaped(line, form, is_open=True) for line in _stem_lines(stem.zh)]
    blocks = [*_block("en", stem.en, form), *_block("zh-Hant", stem.hant, form)]
    lines = [*own, *blocks, *_marked_code(below)]
    first = start(open_lines(lines))
    if first is not None and first < len(own):
        # An answer would begin inside the stem.
        own[first:] = [_backslashed(line) if _opens(line, form) else line for line in own[first:]]
    return [line.text for line in [*own, *blocks]]


def _block(language: str, words: str, form: AnswerForm) -> list[Line]:
    if not words.strip():
        return []
    inner = [_escaped(line, form, is_open=False) for line in _stem_lines(words)]
    return [Line(0, f"::: {language}"), *inner, Line(0, ":::")]


def _escaped(line: Line, form: AnswerForm, *, is_open: bool) -> Line:
    """The line with a backslash where it would be read as more than Markdown anywhere."""

    def is_special(other: Line) -> bool:
        return form.opens(other) or is_keyword(other)

    is_rule = is_heading(line) or is_block_rule(line)
    ends_stem = is_open and (is_keyword(line) or _opens_part(line, form))
    is_meant = line.content.startswith("\\") and has_meaning(line, is_special)
    return _backslashed(line) if is_rule or ends_stem or is_meant else line


def _opens(line: Line, form: AnswerForm) -> bool:
    return line.is_margin and not line.is_code and form.opens(line)


def _opens_part(line: Line, form: AnswerForm) -> bool:
    return line.is_margin and not line.is_code and form.opens_part(line)


def _backslashed(line: Line) -> Line:
    return line._replace(text=f"\\{line.text.lstrip()}")


def _answers(answers: Iterable[AnswerText], type_name: str, form: AnswerForm) -> list[str]:
    written: list[str] = []
    for number, answer in enumerate(answers, 1):
        written += _answer(answer, number, type_name, form)
    return written


def _answer(answer: AnswerText, number: int, type_name: str, form: AnswerForm) -> list[str]:
    opening, others = _opening(answer[""], number, type_name)
    # What stands under a number is indented as Markdown wants it: as far as its words.
    indent = " " * (len(opening.mark) + 1) if opening.mark[0].isdigit() else _INDENT
    lines = _passage(opening.mark, (opening.words, *others), indent, form)
    for key in filter(answer.__contains__, _ANSWER_KEYS):
        lines += _under(key, answer[key], indent, form)
    return lines


def _opening(own: Sequence[str], number: int, type_name: str) -> tuple[Marked, Sequence[str]]:
    """The mark and the first words of an answer, and its other lines."""
    first, others = own[0], own[1:]
    opening = marked(type_name, number, first)
    lines = _marked_code(others)
    while lines and not (opening and opening.words) and not lines[0].is_code:
        # The mark goes on in the next line, or the words begin there.
        first, others, lines = join_words([first, others[0]]), others[1:], lines[1:]
        opening = marked(type_name, number, first)
    return opening or Marked("-", first.removeprefix("-").strip()), others


def _under(key: str, lines: Sequence[str], indent: str, form: AnswerForm) -> list[str]:
    if not key.endswith(">"):
        return _passage(f"{indent}{key}:", lines, indent + _INDENT, form)
    # Each line of a feedback has its mark, as a quotation has in a letter.
    words = [line.strip() for line in lines if line.strip()]
    return [f"{indent}{key} {line}" for line in words] or [f"{indent}{key}"]


def _passage(mark: str, lines: Sequence[str], indent: str, form: AnswerForm) -> list[str]:
    """A paragraph after its mark, with the line breaks of its author and without empty lines."""
    first, others = lines[0].strip(), [line for line in _marked_code(lines[1:]) if line.content]
    if not first and others and not others[0].is_code:
        first = others.pop(0).content
    return [f"{mark} {first}".rstrip(), *(f"{indent}{_continued(line, form)}" for line in others)]


def _continued(line: Line, form: AnswerForm) -> str:
    is_other = not line.is_code and opens_other(form, line.content.lstrip("\\"))
    return f"\\{line.content}" if is_other else line.content


def _rank(keyword: KeywordText) -> tuple[int, int]:
    is_known = keyword.suffix in _SUFFIXES and keyword.name not in _SEVERAL
    return KEYWORDS.index(keyword.name), _SUFFIXES.index(keyword.suffix) if is_known else 0


def _keyword(keyword: KeywordText) -> list[str]:
    first = f"{keyword.name}{keyword.suffix}: {keyword.first}".rstrip()
    others = (line.text for line in _marked_code(keyword.others))
    return [first, *(f"{_INDENT}{text}" if text else "" for text in others)]


def _stem_lines(words: str) -> list[Line]:
    return _marked_code(words.strip("\n").split("\n")) if words.strip() else []


def _marked_code(texts: Sequence[str]) -> list[Line]:
    return mark_code(list(texts), FaultLog(""))
