"""The files of policies: one Markdown file a language, with the edition in their front matter."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec

from app.courses.compiling import preview
from app.courses.model import LessonBody
from app.courses.policies import Policy
from app.courses.rules import check_lesson
from app.courses.sisters import check_sisters
from app.courses.sources import LessonSource, read_headed
from app.markup import shapes
from app.markup.faults import FaultLog, quoted
from app.markup.hant import Traditional
from app.markup.shapes import FAULTY, Placed, Record, record
from app.markup.texts import Text
from app.markup.yamlfiles import Node

#: The blocks of lessons that fit a text to sign: it neither asks nor plays scenes.
BLOCKS = ("rule", "phrase", "example", "caution")

_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class PolicySource(msgspec.Struct):
    """A policy in one language: its head, and its text read as a lesson's is."""

    text: LessonSource
    head: Record


def read_policy(written: str, log: FaultLog) -> PolicySource | None:
    """Read one file of a policy; None where there is nothing that rules could be held to."""
    found = read_headed(written, _HEAD, log)
    return None if found is None else PolicySource(found[1], found[0])


def check_policy(policy: PolicySource, log: FaultLog) -> None:
    """Note everything in a policy's file that needs no other file to be seen."""
    check_lesson(policy.text, log)
    if not any(line.strip() for line in policy.text.lines):
        log.note(policy.text.first_line, "the policy says nothing", "write its text below the head")
    outline = policy.text.outline
    for block in outline.blocks:
        if block.name not in BLOCKS:
            told = f"/// {block.name} stands in a text that people sign"
            log.note(block.line, told, f"write one of {', '.join(BLOCKS)}")
    for call in outline.call_outs:
        told = f"[[{call.id}]] would change what was signed when the standard is worded anew"
        log.note(call.line, told, "write the rule in the policy's own words")
    for figure in outline.figures:
        log.note(figure.line, "a policy shows no figures", "say it in words")
    for number, words in outline.words:
        if "{{" in words:
            told = "a figure of the company would change what was signed"
            log.note(number, told, "write it out, or name the notice that says it")


def check_policy_sisters(first: PolicySource, other: PolicySource, log: FaultLog) -> None:
    """Note where a translation differs from the Chinese; `log` is the translation's."""
    check_sisters(first.text, other.text, log)
    for key in ("edition", "effective_on", "plain"):
        wanted, found = first.head.get(key), other.head.get(key)
        if wanted != found and FAULTY not in (wanted, found):
            told = f"{key} is {_said(found)}, and {_said(wanted)} in {first.text.file}"
            log.note(other.head.lines.get(key, 1), told, f"give both files the same {key}")


def compile_policy(slug: str, *, zh: PolicySource, en: PolicySource, hant: Traditional) -> Policy:
    """Render a policy in all languages; Traditional Chinese is converted."""
    keeper = str(zh.head["keeper"])
    return Policy(
        slug=slug,
        title=Text(zh.text.title, en.text.title, hant.text(zh.text.title)),
        minutes=zh.text.minutes or 0,
        edition=str(zh.head["edition"]),
        effective_on=zh.head["effective_on"],
        keeper=Text(keeper, str(en.head["keeper"]), hant.text(keeper)),
        zh=_rendered(zh, "zh-Hans", hant),
        en=_rendered(en, "en", hant),
        hant=_rendered(zh, "zh-Hant", hant),
        is_plain=zh.head.get("plain", False),
    )


def _edition(node: Node, name: str, log: FaultLog) -> Any:
    """The name of an edition, which may look like a number."""
    written = str(node.value)
    if type(node.value) in (str, int) and _EDITION.fullmatch(written):
        return Placed(written, node.line)
    told = f"{name} {quoted(written)} is not the name of an edition"
    log.note(node.line, told, 'write letters, digits, dots and hyphens, such as "2026-1"')
    return FAULTY


def _day(node: Node, name: str, log: FaultLog) -> Any:
    """A day of the calendar."""
    written = str(node.value)
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        # It looks like a day, but the calendar has none of this name.
        pass
    log.note(node.line, f"{name} {quoted(written)} is not a day", "write it like 2026-11-20")
    return FAULTY


_HEAD = record(
    {
        "title": shapes.words,
        "minutes": shapes.whole(1, 30),
        "edition": _edition,
        "effective_on": _day,
        "keeper": shapes.words,
    },
    {"plain": shapes.flag},
)


def _said(value: Any) -> str:
    return "missing" if value is None else quoted(str(value))


def _rendered(source: PolicySource, language: str, hant: Traditional) -> LessonBody:
    return preview(source.text, language=language, hant=hant, words=_no_words)


def _no_words(identifier: str, language: str) -> None:
    """A policy calls out no standards."""
