"""Pure: words that are accepted as an answer, and what typed words are worth beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from app.markup.texts import Text
from app.quizzes.normalising import normalised


class AcceptedText(msgspec.Struct, frozen=True):
    """Words that are right, empty in a language they are not of, and what they earn in percent."""

    text: Text
    percent: int = 100

    def forms(self) -> Iterator[str]:
        """The words in every language in which they are written."""
        return filter(None, (self.text.zh, self.text.en, self.text.hant))


def worth(typed: str, accepts: Iterable[AcceptedText]) -> int:
    """The percentage that typed words earn: the best of what they are the same as."""
    same = normalised(typed)
    earned = (one.percent for one in accepts for words in one.forms() if same == normalised(words))
    return max(earned, default=0) if same else 0


def full(accepts: Sequence[AcceptedText]) -> list[AcceptedText]:
    """Those that earn the most."""
    most = max(one.percent for one in accepts)
    return [one for one in accepts if one.percent == most]


def words_in(language: str, accepts: Sequence[AcceptedText]) -> list[str]:
    """The words that earn the most, in the reader's language where there are any."""
    own = [one.text.in_(language) for one in full(accepts)]
    return list(filter(None, own)) or [next(one.forms()) for one in full(accepts)]
