"""What a quiz must be so that candidates can answer it on a phone, and HR can read the result."""

from __future__ import annotations

from collections.abc import Iterable

from app.content.reading import Read
from app.markup.faults import Fault, quoted
from app.quizzes.model import Quiz

#: Answered with taps alone: nobody types, drags or reads long instructions under time.
TAPPED = ("single", "multiple", "truefalse")


def unfit_screenings(positions: list[Read], quizzes: list[Read]) -> Iterable[Fault]:
    """What is wrong, for its use, with each quiz that a position screens with; told in the quiz."""
    users = _users(positions)
    for read in quizzes:
        document = read.result.document if read.result else None
        if read.slug in users and isinstance(document, Quiz):
            yield from _unfit(read, document, users[read.slug])


def _users(positions: list[Read]) -> dict[str, str]:
    """The quizzes that screen, each with the file of the first position that names it."""
    users: dict[str, str] = {}
    for read in positions:
        for mention in read.result.mentions if read.result else ():
            if mention.kind == "quiz":
                users.setdefault(mention.slug, read.source.file)
    return users


def _unfit(read: Read, quiz: Quiz, user: str) -> Iterable[Fault]:
    otherwise = f"or name another quiz in {user}"
    if quiz.feedback != "closed":
        told = f"candidates answer this quiz, and its feedback is {quoted(quiz.feedback)}"
        yield Fault(read.source.file, 1, told, f"write feedback: closed, {otherwise}")
    if not quiz.topics:
        told = "candidates answer this quiz, and it has no topics to show the result by"
        yield Fault(
            read.source.file, 1, told, f"add topics: with a title for each tag, {otherwise}"
        )
    for item in quiz.items:
        if item.type not in TAPPED:
            line = read.result.lines[item.id]
            told = f"candidates answer this quiz with taps, and this item is of type {item.type}"
            yield Fault(read.source.file, line, told, f"use {', '.join(TAPPED)}, {otherwise}")
