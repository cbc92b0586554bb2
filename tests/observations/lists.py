"""Checklists for tests: one of a person at work in two parts, and one of a place."""

from __future__ import annotations

from app.courses.checklists import Checklist, ChecklistLine, ChecklistPart
from app.markup.texts import Text


def line(name: str, *, is_key: bool = False) -> ChecklistLine:
    """A line with its name as its words."""
    return ChecklistLine(name, Text(name, name, name), (f"std-{name}",), is_key)


CONDUCT = Checklist(
    "front-desk",
    Text("前台", "Front desk", "前台"),
    "conduct",
    (
        ChecklistPart(
            (line("rings", is_key=True), line("name")), Text("电话", "Telephone", "電話")
        ),
        ChecklistPart((line("greets"),)),
    ),
    17,
)
ROUND = Checklist(
    "lobby",
    Text("大堂", "Lobby", "大堂"),
    "round",
    (ChecklistPart((line("lamp", is_key=True), line("floor"))),),
)
