"""Left sides, each to be matched with its right side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.markup.faults import quoted
from app.quizzes.body import is_keyword
from app.quizzes.itemtypes.draft import Draft, same_words
from app.quizzes.itemtypes.itemtype import Form, ItemType, Shuffled, keys_of
from app.quizzes.itemtypes.pairs import ENGLISH_PAIR, Pair, has_arrow, opens_pair, read_pair
from app.quizzes.model import Left, Match, Right
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.source import Line


class MatchType(ItemType[Match]):
    """Each left side is given one right side; some right sides may belong to none."""

    name = "match"
    field = "pairs"
    value_type = dict
    attributes = frozenset({"score"})

    def opens(self, line: Line) -> bool:
        """A pair begins with a bullet."""
        return opens_pair(line)

    def start(self, lines: Sequence[tuple[int, Line]]) -> int | None:
        """The first bullet with an arrow; bullets before it belong to the stem."""
        bullet: int | None = None
        for index, line in lines:
            if is_keyword(line):
                return index
            if line.is_margin:
                bullet = index if self.opens(line) and not line.is_code else None
            if bullet is not None and has_arrow(line):
                return bullet
        return None

    def build(self, draft: Draft) -> Match:
        """The item, with its pairs and distractors."""
        # The share of right pairs counts in any case, so score=partial changes nothing.
        draft.attributes.is_partial()
        read = (read_pair(answer, draft) for answer in draft.body.answers)
        pairs = [pair for pair in read if pair]
        _refuse_pairs(pairs, draft)
        rights = _rights(pairs, draft)
        lefts = _lefts(pairs, rights, draft)
        return Match(lefts=lefts, rights=tuple(rights.values()), **draft.common())

    def order(self, item: Match, shuffled: Shuffled, *, shuffle: bool) -> tuple[str, ...]:
        """The right sides by chance, whatever the quiz says: in a row they give it away."""
        return tuple(shuffled(keys_of(item.rights)))

    def read(self, item: Match, form: Form) -> dict[str, str] | None:
        """The right side chosen for each left side, as far as one was chosen."""
        chosen = {left.key: form.get(f"answer-{left.key}") for left in item.lefts}
        return {left: right for left, right in chosen.items() if right} or None

    def check(self, item: Match, value: dict[str, str]) -> None:
        """Left sides of the item with right sides of the item."""
        rights = keys_of(item.rights)
        if not set(value) <= set(keys_of(item.lefts)):
            raise BadResponse(Reason.UNKNOWN_CHOICE)
        # A list, because what was sent may be of a kind that no set can hold.
        if not all(right in rights for right in value.values()):
            raise BadResponse(Reason.UNKNOWN_CHOICE)

    def is_complete(self, item: Match, value: dict[str, str]) -> bool:
        """Whether every left side has a right side."""
        return len(value) == len(item.lefts)

    def score(self, item: Match, value: dict[str, str]) -> float:
        """The share of right pairs."""
        right_count = sum(value.get(left.key) == left.right for left in item.lefts)
        return right_count / len(item.lefts)

    def right(self, item: Match) -> dict[str, str]:
        """Each left side with its right side."""
        return {left.key: left.right for left in item.lefts}


def _refuse_pairs(pairs: Sequence[Pair], draft: Draft) -> None:
    """Note what is wrong with the pairs together."""
    lefts = [pair.left for pair in pairs if pair.left]
    if len(lefts) < 2 or len({same_words(pair.right.zh) for pair in pairs}) < 2:
        draft.note(
            "the item has fewer than two left sides or fewer than two different right sides",
            "write each pair on its own line: - left => right",
        )
    draft.refuse_equal((left.zh for left in lefts), "left side")
    draft.refuse_equal((left.en for left in lefts), "English left side")
    uses = Counter(same_words(pair.right.zh) for pair in pairs)
    for pair in pairs:
        if pair.left is None and uses[same_words(pair.right.zh)] > 1:
            draft.reading.note(
                pair.right.zh.line,
                f"the distractor {quoted(pair.right.zh.words)} is another right side as well",
                "write something that belongs to no left side",
            )


def _rights(pairs: Sequence[Pair], draft: Draft) -> dict[str, Right]:
    """The different right sides by their words, with keys in the order of the file."""
    firsts: dict[str, Pair] = {}
    for pair in pairs:
        first = firsts.setdefault(same_words(pair.right.zh), pair)
        if _english(first) != _english(pair):
            draft.reading.note(
                pair.right.zh.line,
                f"the right side {quoted(pair.right.zh.words)} has two English texts",
                "write the same English text in both places",
            )
    draft.refuse_equal((pair.right.en for pair in firsts.values()), "English right side")
    return {
        words: Right(f"r{number}", draft.reading.inline(pair.right, "the right side", ENGLISH_PAIR))
        for number, (words, pair) in enumerate(firsts.items(), 1)
    }


def _english(pair: Pair) -> str:
    return same_words(pair.right.en) if pair.right.en else ""


def _lefts(pairs: Sequence[Pair], rights: dict[str, Right], draft: Draft) -> tuple[Left, ...]:
    with_left = [(pair.left, same_words(pair.right.zh)) for pair in pairs if pair.left]
    return tuple(
        Left(
            f"l{number}",
            draft.reading.inline(left, "the left side", ENGLISH_PAIR),
            rights[words].key,
        )
        for number, (left, words) in enumerate(with_left, 1)
    )
