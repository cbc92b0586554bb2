"""The statements of an instrument: scale items, each between two poles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.markup.texts import Text
from app.quizzes.attributes import Attributes
from app.quizzes.body import Answer, AnswerForm, first_answer, read_body
from app.quizzes.itemtypes.draft import ENGLISH_UNDER, Draft
from app.quizzes.model import Statement
from app.quizzes.reading import Reading, Variants, Written
from app.quizzes.source import ItemSource, Line

SCALE = "scale"
_ATTRIBUTES = frozenset({"type", "min", "max", "std", "tags"})
_POLE = re.compile(r"-\s+(?P<rating>-?[0-9]{1,6})\s*[:：](?P<words>.*)$")
_KEYS = ("en", "zh-Hant")


def read_statement(
    source: ItemSource, id_: str, attributes: Attributes, reading: Reading
) -> Statement:
    """The statement that a scale item describes; whatever is wrong becomes a fault."""
    attributes.refuse_unknown(_ATTRIBUTES, SCALE)
    body = read_body(source.heading, source.body, ScaleForm(), reading)
    body.refuse_other_keywords((), SCALE)
    draft = Draft(SCALE, id_, body, attributes, reading)
    low, high = _limits(draft)
    poles = {_rating(answer): _pole(answer, draft) for answer in body.answers}
    _refuse_poles(body.answers, (low, high), draft)
    return Statement(
        id=id_,
        stem=_stem(draft),
        low=low,
        high=high,
        high_pole=poles.get(high, Text("", "", "")),
        low_pole=poles.get(low, Text("", "", "")),
        first="low" if next(iter(poles), high) == low else "high",
        standards=attributes.standards(),
        tags=attributes.tags(),
    )


class ScaleForm(AnswerForm):
    """A pole begins with a bullet, its rating and a colon."""

    def opens(self, line: Line) -> bool:
        return bool(_POLE.match(line.content))

    def start(self, lines: Sequence[tuple[int, Line]]) -> int | None:
        return first_answer(lines, self.opens)


def _limits(draft: Draft) -> tuple[int, int]:
    before = len(draft.reading.faults)
    low, high = draft.attributes.whole("min"), draft.attributes.whole("max")
    if low >= high and len(draft.reading.faults) == before:
        draft.note(f"min={low} is not below max={high}", "write for example min=1 max=10")
    return low, high


def _rating(answer: Answer) -> int:
    pole = _POLE.match(answer.own.words)
    assert pole, "only lines that begin as a pole are answers"
    return int(pole["rating"])


def _pole(answer: Answer, draft: Draft) -> Text:
    draft.refuse_keys(answer, _KEYS)
    words = Written(answer.line, _POLE.sub(r"\g<words>", answer.own.words).strip())
    variants = Variants(words, answer.written("en"), answer.written("zh-Hant"))
    return draft.reading.inline(variants, f"the pole {_rating(answer)}", ENGLISH_UNDER)


def _refuse_poles(answers: Sequence[Answer], limits: tuple[int, int], draft: Draft) -> None:
    ratings = [_rating(answer) for answer in answers]
    if sorted(ratings) != sorted(limits):
        written = ", ".join(map(str, ratings)) or "none"
        draft.note(
            f"the poles must be {limits[0]} and {limits[1]}, and are: {written}",
            f"write exactly two, - {limits[1]}: … and - {limits[0]}: …, as min= and max= say",
        )


def _stem(draft: Draft) -> Text | None:
    """The stem, which a statement may do without."""
    if not any(written and written.words.strip() for written in draft.body.stem):
        return None
    return draft.reading.block(draft.body.stem, "the stem", "a block ::: en … ::: under it")
