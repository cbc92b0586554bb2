"""Texts with blanks: some are written into, others offer words to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.markup.texts import Text
from app.quizzes.accepting import AcceptedText
from app.quizzes.gaps import with_gaps
from app.quizzes.itemtypes.accepted import (
    CHINESE,
    ENGLISH,
    TRADITIONAL,
    accepted,
    check_text,
    refuse_unfit,
)
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType, Shuffled
from app.quizzes.itemtypes.written_blanks import (
    WrittenBlank,
    refuse_choice,
    refuse_difference,
    take_out,
)
from app.quizzes.model import Blanks, ChosenBlank, Option, TypedBlank
from app.quizzes.reading import Variants, Written
from app.quizzes.reasons import BadResponse, Reason

_Row = tuple[WrittenBlank, WrittenBlank | None, WrittenBlank | None]


class BlanksType(ItemType[Blanks]):
    """Each blank of the stem is filled in, by writing or by choosing."""

    name = "blanks"
    field = "blanks"
    value_type = dict
    attributes = frozenset({"score"})

    def build(self, draft: Draft) -> Blanks:
        """The item, with the blanks that stand in its stem."""
        # Every right blank counts anyway: the word says nothing more, and does no harm.
        draft.attributes.is_partial()
        taken = [take_out(stem, draft) if stem else None for stem in draft.body.stem]
        zh = taken[0] or ([], draft.body.stem.zh)
        if not zh[0]:
            draft.note("the stem has no blank", "write [[the right words|other right words]]")
        rows = list(_rows(zh[0], [one and one[0] for one in taken[1:]], draft))
        draft.body.stem = Variants(zh[1], *(one and one[1] for one in taken[1:]))
        blanks = tuple(_blank(number, row, draft) for number, row in enumerate(rows, 1))
        common = draft.common()
        return Blanks(blanks=blanks, **common | {"stem": _gapped(common["stem"], blanks, draft)})

    def order(self, item: Blanks, shuffled: Shuffled, *, shuffle: bool) -> tuple[str, ...]:
        """The options of each blank by chance, or as the author wrote them."""
        order: list[str] = []
        for blank in item.blanks:
            if isinstance(blank, ChosenBlank):
                order += shuffled(list(blank.places)) if shuffle else blank.places
        return tuple(order)

    def read(self, item: Blanks, form: Form) -> dict[str, str] | None:
        """What was filled in, as far as it was."""
        typed = {
            blank.key: (form.get(f"answer-{blank.key}") or "").strip() for blank in item.blanks
        }
        return {key: words for key, words in typed.items() if words} or None

    def check(self, item: Blanks, value: dict[str, str]) -> None:
        """Blanks of the item: a text for one to write into, an option for one to choose."""
        blanks = {blank.key: blank for blank in item.blanks}
        for key, words in value.items():
            if key not in blanks:
                raise BadResponse(Reason.UNKNOWN_CHOICE)
            check_text(words)
            blank = blanks[key]
            if isinstance(blank, ChosenBlank) and words not in {one.key for one in blank.options}:
                raise BadResponse(Reason.UNKNOWN_CHOICE)

    def is_complete(self, item: Blanks, value: dict[str, str]) -> bool:
        """Whether every blank is filled in."""
        return all(value.get(blank.key, "").strip() for blank in item.blanks)

    def score(self, item: Blanks, value: dict[str, str]) -> float:
        """The share of right blanks."""
        right = (blank.is_right(value.get(blank.key, "")) for blank in item.blanks)
        return sum(right) / len(item.blanks)

    def right(self, item: Blanks) -> dict[str, str]:
        """Each blank with the first of its right words, or with its right option."""
        return {blank.key: _right(blank) for blank in item.blanks}


def _right(blank: TypedBlank | ChosenBlank) -> str:
    return blank.right if isinstance(blank, ChosenBlank) else next(blank.accepts[0].forms())


def _rows(
    zh: Sequence[WrittenBlank], others: Sequence[Sequence[WrittenBlank] | None], draft: Draft
) -> Iterator[_Row]:
    """Each blank in all its languages; a translation that does not fit is noted and left out."""
    fitting = [
        zh if other is not None and refuse_difference(zh, other, draft) else other
        for other in others
    ]
    for index, blank in enumerate(zh):
        en, hant = (other[index] if other else None for other in fitting)
        yield blank, en, hant


def _blank(number: int, row: _Row, draft: Draft) -> TypedBlank | ChosenBlank:
    if row[0].is_choice:
        return _chosen(f"b{number}", row, draft)
    for blank in filter(None, row):
        refuse_unfit(blank.words, draft)
    return TypedBlank(f"b{number}", tuple(_accepts(row, draft)))


def _accepts(row: _Row, draft: Draft) -> Iterator[AcceptedText]:
    for blank, language in zip(row, (CHINESE, ENGLISH, TRADITIONAL), strict=True):
        for written in blank.words if blank else ():
            if written.words:
                yield accepted(written, language, draft)


def _chosen(key: str, row: _Row, draft: Draft) -> ChosenBlank:
    zh, en, hant = row
    for blank in filter(None, row):
        refuse_choice(blank, draft)
    options = [
        Option(f"o{number}", _option(number, words, en, hant, draft))
        for number, words in enumerate(zh.words, 1)
    ]
    return ChosenBlank(key, tuple(options), f"o{zh.right + 1}")


def _option(
    number: int, zh: Written, en: WrittenBlank | None, hant: WrittenBlank | None, draft: Draft
) -> Text:
    index = number - 1
    variants = Variants(zh, en and en.words[index], hant and hant.words[index])
    return draft.reading.plain(variants, f"option {number}", "it in the block ::: en")


def _gapped(stem: Text, blanks: Sequence[object], draft: Draft) -> Text:
    texts = [with_gaps(html, len(blanks)) for html in (stem.zh, stem.en, stem.hant)]
    if None in texts:
        draft.reading.note(
            draft.body.stem.zh.line,
            "a blank stands where nothing can be filled in",
            "take it out of the link, the code or the note that it stands in",
        )
    zh, en, hant = (text or "" for text in texts)
    return Text(zh=zh, en=en, hant=hant)
