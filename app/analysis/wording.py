"""What the pages of statistics call things: questions, choices, remarks and orders."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.analysis.asking import Order
from app.analysis.reports import Figures
from app.quizzes.choosing import Which
from app.quizzes.flags import Code, Flag
from app.quizzes.model import Multiple, Single, TrueFalse


def names_of_attempts() -> list[tuple[str, str]]:
    """The choices of attempts that count."""
    return [
        (Which.FIRST, _("First attempts")),
        (Which.LAST, _("Last attempts")),
        (Which.BEST, _("Best attempts")),
        (Which.ALL, _("All attempts")),
    ]


def names_of_orders() -> list[tuple[str, str]]:
    """The orders of the list of questions."""
    return [
        (Order.QUIZ, _("As in the quiz")),
        (Order.FACILITY, _("Hardest first")),
        (Order.DISCRIMINATION, _("Least discrimination first")),
        (Order.EFFICIENCY, _("Least efficiency first")),
        (Order.WEIGHT, _("Largest weight first")),
        (Order.ANSWERS, _("Most answers first")),
    ]


def remark(flag: Flag, figures: Figures) -> tuple[str, str]:
    """What is remarkable, and what to do about it."""
    choice = "" if flag.choice is None else letter_of(figures, flag.choice)
    match flag.code:
        case Code.FACILITY_LOW:
            return _("Few get it right"), _("Is the key right, is it taught, is the wording clear?")
        case Code.FACILITY_HIGH:
            return _("Nearly everybody gets it right"), _("Drop it, unless everybody must know it.")
        case Code.DISCRIMINATION_LOW:
            return _("It hardly tells people apart"), _(
                "It is vague, or about something else than the other questions."
            )
        case Code.DISCRIMINATION_NEGATIVE:
            return _("Those who do well elsewhere do badly here"), _("Check the key first.")
        case Code.DISTRACTOR_UNUSED:
            return _("Nobody takes choice %(choice)s", choice=choice), _(
                "Write a more likely mistake, or remove it."
            )
        case Code.DISTRACTOR_OF_THE_STRONG:
            return _("Those who know more take choice %(choice)s", choice=choice), _(
                "The key or the wording is probably wrong."
            )


def letter_of(figures: Figures, key: str) -> str:
    """What a choice is called on the page: a letter in the order of the file, or True and False."""
    if isinstance(figures.track.item, TrueFalse):
        return _("True") if key == "true" else _("False")
    return chr(ord("A") + list(figures.track.choices).index(key))


def words_of(figures: Figures, key: str, language: str) -> str:
    """The words of a choice; True and False are said already."""
    item = figures.track.item
    if not isinstance(item, Single | Multiple):
        return ""
    return next(choice.text.in_(language) for choice in item.choices if choice.key == key)


def name_of(figures: Figures) -> str:
    """The question by its id, with the versions of the quiz whose key it had."""
    track = figures.track
    if track.is_current:
        return track.item.id
    if track.oldest == track.newest:
        return _("%(id)s, as in version %(number)s", id=track.item.id, number=track.newest)
    return _(
        "%(id)s, as in versions %(oldest)s to %(newest)s",
        id=track.item.id,
        oldest=track.oldest,
        newest=track.newest,
    )


def counted_in_words(n: int, which: Which) -> str:
    """How many attempts the figures are of."""
    match which:
        case Which.FIRST:
            return ngettext(
                "The first attempt of one person", "First attempts of %(num)s people", n
            )
        case Which.LAST:
            return ngettext("The last attempt of one person", "Last attempts of %(num)s people", n)
        case Which.BEST:
            return ngettext("The best attempt of one person", "Best attempts of %(num)s people", n)
        case Which.ALL:
            return ngettext("One attempt", "%(num)s attempts", n)
