"""What a position says of the end of probation, and which outside certificates it needs."""

from __future__ import annotations

from app.courses.files import Mention
from app.courses.model import Condition
from app.courses.position_files import parse_position
from tests.courses.yaml_files import check_told, read, text

POSITION = """\
title: {zh: 安全员, en: Guard}
summary: {zh: 守门。, en: Keeps the gate.}
conditions:
  - id: greets
    zh: 先敬礼
    en: Salutes first
    standards: [guard-salutes]
  - {id: stays, zh: 不脱岗, en: Stays}
certificates: [guard-card, health]
"""


def test_conditions_and_certificates_are_read() -> None:
    found = read(parse_position, POSITION)

    assert found.faults == []
    assert found.document.conditions == (
        Condition("greets", text("先敬礼", "Salutes first"), ("guard-salutes",)),
        Condition("stays", text("不脱岗", "Stays")),
    )
    assert found.document.certificates == ("guard-card", "health")
    assert found.mentions == [Mention(7, "standard", "guard-salutes")]


def test_what_is_wrong_with_them_is_told_with_its_line() -> None:
    for old, new, line, what in (
        ("id: stays", "id: greets", 8, 'the condition id "greets" stands twice'),
        ("id: stays", "id: Stays here", 8, "is not a slug"),
        ("    en: Salutes first\n", "", 4, "has no en"),
        ("[guard-card, health]", "[health, health]", 9, 'the certificate "health" stands twice'),
        ("[guard-card, health]", "[]", 9, "certificates is an empty list"),
    ):
        check_told(parse_position, POSITION, old, new, line, what)
