"""Words that are accepted, as files have them, and words that are typed: what both must be."""

from __future__ import annotations

from collections.abc import Iterable

from app.markup.faults import quoted
from app.markup.texts import Text
from app.quizzes.accepting import AcceptedText
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.normalising import normalised
from app.quizzes.reading import Variants, Written
from app.quizzes.reasons import BadResponse, Reason

LONGEST_TEXT = 500

ENGLISH, TRADITIONAL, CHINESE = "en", "zh-Hant", ""


def check_text(value: object) -> None:
    """Raise BadResponse unless the value is a text that can be kept."""
    if not isinstance(value, str):
        raise BadResponse(Reason.NOT_A_RESPONSE)
    if len(value) > LONGEST_TEXT:
        raise BadResponse(Reason.TOO_LONG)
    # A null and half a character are what no database keeps.
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise BadResponse(Reason.UNREADABLE)


def accepted(written: Written, language: str, draft: Draft, percent: int = 100) -> AcceptedText:
    """Words of one language as the file has them."""
    # Their own translation, because what is accepted is not translated word by word.
    text = draft.reading.plain(Variants(written, written), "an accepted text", "")
    if language == ENGLISH:
        text = Text(zh="", en=written.words, hant="")
    elif language == TRADITIONAL:
        text = Text(zh="", en="", hant=written.words)
    else:
        text = Text(zh=text.zh, en="", hant=text.hant)
    return AcceptedText(text, percent)


def refuse_unfit(parts: Iterable[Written], draft: Draft) -> None:
    """Note each accepted text that nobody could type, or that is the same as one above it."""
    seen: set[str] = set()
    for part in parts:
        same = normalised(part.words)
        what = ""
        if not same:
            what, instead = "an accepted text is empty", "write the words that are right"
        elif len(part.words) > LONGEST_TEXT:
            what = f"an accepted text has {len(part.words)} characters"
            instead = f"write at most {LONGEST_TEXT}: nobody can type more"
        elif same in seen:
            what = f"{quoted(part.words)} is accepted already"
            instead = "take it out: case, spaces, punctuation and script do not matter"
        if what:
            draft.reading.note(part.line, what, instead)
        seen.add(same)
