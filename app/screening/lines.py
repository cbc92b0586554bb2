"""Pure: reads pasted lines of name and phone or e-mail: all of them, or every fault at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from app.accounts.identifiers import email_from, is_email, mobile_from, number_from

MOST_LINES = 200
LONGEST_NAME = 100
_LONGEST_EMAIL = 254
#: Nobody's name, phone and address are longer; to take longer ones apart would take seconds.
_LONGEST_LINE = 500

#: What lists put between their columns.
_BETWEEN = re.compile(r"[,，、;；\t|]+")
#: Spaces in a name are part of it; before a phone or an address they separate.
_AT_THE_END = re.compile(r"^(?P<name>.*?\S)\s+(?P<contact>\+?\(?\d[\d\s()\-–—.]*|\S+@\S+)$")
_NUMBER = re.compile(r"[+(]*\d[\d\s()\-–—.]*")
_IDENTITY_NUMBER = re.compile(r"\d{17}[\dXx]|\d{15}")
_AGE = re.compile(r"\d{1,2}(周?岁)?|(19|20)\d\d([-/.年]\d{1,2}([-/.月](\d{1,2}日?)?)?)?年?")
#: What is never taken in, as the head of a column or as what stands in it.
_NOT_ASKED = re.compile(
    r"年龄|岁数|出生|生日|性别|(?:^|\s)[男女]性?$|身份证|证件号|身高|体重|婚|离异|单身|生育|子女|民族|[汉回藏苗彝壮满]族"
    r"|宗教|籍贯|户籍|户口|政治面貌|党员|团员|群众|健康状况|照片"
    r"|\b(age|sex|gender|f?e?male|height|weight|birth\w*|marital\w*|(un)?married|divorced|children"
    r"|ethnic\w*|nationality|religion|hukou|political\w*|health|photo|id (card|number))\b|^[mf]$"
)
#: Lists are often numbered.
_ROW = re.compile(r"\d{1,3}\.?")
_ROW_BEFORE = re.compile(r"^\s*\d{1,3}[.)]\s*(?=[^\d\s])")
#: Heads of columns that a table brings along.
_HEADS = re.compile(
    r"序号|姓名|名字|应聘者|候选人|(联系)?(方式|电话|手机)(号码?)?|(电子)?邮[箱件]"
    r"|no|name|candidate|contact|(tele)?phone|mobile|e-?mail"
)


class Wrong(StrEnum):
    """What is wrong with a line."""

    TOO_MANY = "too_many"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    BAD_PHONE = "bad_phone"
    BAD_EMAIL = "bad_email"
    TOO_MUCH = "too_much"
    NOT_ASKED = "not_asked"
    """Age, sex, an identity number …: never taken in."""
    TWICE = "twice"


@dataclass(frozen=True)
class Entry:
    """One person to invite."""

    line: int
    name: str
    mobile: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong in which line; `detail` is what was found there, or the line it repeats."""

    line: int
    wrong: Wrong
    detail: str = ""


@dataclass(frozen=True)
class Reading:
    """What the lines say. Only without a fault are the entries good for anything."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read_lines(text: str) -> Reading:
    """Read pasted lines; empty ones and a head of columns are passed over."""
    entries: list[Entry] = []
    numbered = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    faults = [Fault(number, Wrong.TOO_MUCH) for number, line in numbered if _is_too_long(line)]
    lines = [
        (number, cells)
        for number, line in numbered
        if not _is_too_long(line) and (cells := _cells(line))
    ]
    for number, cells in lines:
        if _is_head(cells):
            continue
        read = _read(number, cells)
        (entries if isinstance(read, Entry) else faults).append(read)  # type: ignore[arg-type]
    if len(lines) > MOST_LINES:
        faults.append(Fault(lines[MOST_LINES][0], Wrong.TOO_MANY, str(MOST_LINES)))
    faults += _repeated(entries)
    return Reading(tuple(entries), tuple(sorted(faults, key=lambda fault: fault.line)))


def _is_too_long(line: str) -> bool:
    return len(line) > _LONGEST_LINE


def _cells(line: str) -> list[str]:
    """The parts of a line: name, phone, address in whatever order, and what should not be there."""
    cells: list[str] = []
    plain = normalize("NFKC", line).replace("\ufeff", "")
    for part in _BETWEEN.split(_ROW_BEFORE.sub("", plain)):
        found = _AT_THE_END.match(part.strip())
        cells += [found["name"], found["contact"]] if found else [part]
    kept = [cell for cell in map(number_from, cells) if cell]
    return kept[1:] if len(kept) > 1 and _ROW.fullmatch(kept[0]) else kept


def _is_head(cells: list[str]) -> bool:
    return all(_HEADS.fullmatch(cell.lower().rstrip(":")) for cell in cells)


def _read(number: int, cells: list[str]) -> Entry | Fault:
    refused = next((cell for cell in cells if _is_not_asked(cell)), None)
    if refused is not None:
        return Fault(number, Wrong.NOT_ASKED)
    names = [cell for cell in cells if not _is_contact(cell)]
    phones = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    emails = [cell for cell in cells if "@" in cell]
    if len(names) > 1 or len(phones) > 1 or len(emails) > 1:
        return Fault(number, Wrong.TOO_MUCH)
    return _checked(number, *("".join(found) for found in (names, phones, emails)))


def _is_contact(cell: str) -> bool:
    return "@" in cell or bool(_NUMBER.fullmatch(cell))


def _is_not_asked(cell: str) -> bool:
    solid = cell.replace(" ", "")
    return bool(
        _IDENTITY_NUMBER.fullmatch(solid)
        or _AGE.fullmatch(solid)
        or (not _is_contact(cell) and _NOT_ASKED.search(cell.lower()))
    )


def _checked(number: int, name: str, phone: str, email: str) -> Entry | Fault:
    if not name:
        return Fault(number, Wrong.NO_NAME)
    if len(name) > LONGEST_NAME:
        return Fault(number, Wrong.LONG_NAME)
    mobile = mobile_from(phone) if phone else None
    if phone and mobile is None:
        return Fault(number, Wrong.BAD_PHONE, phone)
    address = email_from(email)
    if email and (not is_email(address) or len(address) > _LONGEST_EMAIL):
        return Fault(number, Wrong.BAD_EMAIL, email)
    return Entry(number, name, mobile, address or None)


def _repeated(entries: list[Entry]) -> list[Fault]:
    """The same phone or address twice, or the same name where nothing else tells two apart."""
    first: dict[str, int] = {}
    faults: list[Fault] = []
    for entry in entries:
        contacts = [contact for contact in (entry.mobile, entry.email) if contact]
        for known in contacts or [entry.name]:
            if known in first:
                faults.append(Fault(entry.line, Wrong.TWICE, str(first[known])))
                break
            first[known] = entry.line
    return faults
