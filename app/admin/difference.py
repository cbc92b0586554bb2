"""Pure: what a list of people would change, field by field, and why it cannot be taken."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from app.accounts.identifiers import mobile_from
from app.admin.cells import Names, Ref, Wish, wish_from
from app.admin.chains import is_in_circle
from app.admin.columns import COLUMNS, MOBILE, NUMBER, SUPERVISOR, folded
from app.admin.naming import Called, the_ones_called
from app.admin.parsing import Line, RowFault


class Known(msgspec.Struct, frozen=True):
    """A person as the database has her."""

    id: uuid.UUID
    name: str
    employee_number: str | None = None
    mobile: str | None = None
    position: str | None = None
    unit_id: uuid.UUID | None = None
    supervisor_id: uuid.UUID | None = None
    hired_on: date | None = None
    is_active: bool = True
    is_candidate: bool = False


class FieldChange(msgspec.Struct, frozen=True):
    """One field of a person, before and after."""

    column: str
    before: Any
    after: Any


class Change(msgspec.Struct, frozen=True):
    """What a row changes of a person who is here."""

    row: int
    person_id: uuid.UUID
    employee_number: str
    name: str
    fields: tuple[FieldChange, ...]

    @property
    def after(self) -> dict[str, Any]:
        """The new values by their fields."""
        return {field.column: field.after for field in self.fields}


class Difference(msgspec.Struct, frozen=True):
    """Between a list and the people as they are."""

    joining: tuple[Wish, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    faults: tuple[RowFault, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the list wants nothing that is not so already."""
        return not (self.joining or self.changes)

    @property
    def digest(self) -> str:
        """The same for the same difference, whoever computes it."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def difference_of(lines: tuple[Line, ...], people: tuple[Known, ...], names: Names) -> Difference:
    """What these lines change of these people. With any fault nothing of it is to be done."""
    wishes, faults = [], []
    for line in lines:
        wish, found = wish_from(line, names)
        wishes.append(wish)
        faults += found
    by_number = {p.employee_number: p for p in people if p.employee_number and not p.is_candidate}
    faults += _rows_of_one_person(wishes)
    faults += _numbers_but_for_capitals(wishes, by_number)
    faults += _rows_of_leavers(wishes, by_number)
    faults += _doubled_mobiles(wishes, people, by_number)
    faults += _numbers_like_mobiles(wishes, people, by_number)
    wishes, found = _with_supervisors(lines, wishes, people, by_number)
    faults += found
    faults += _circles(wishes, people, by_number)
    return _difference(wishes, by_number, faults)


def _difference(
    wishes: list[Wish], by_number: dict[str, Known], faults: list[RowFault]
) -> Difference:
    joining = [wish for wish in wishes if wish.employee_number not in by_number]
    staying = [wish for wish in wishes if wish.employee_number in by_number]
    changes = [_change(wish, by_number[wish.employee_number]) for wish in staying]
    return Difference(
        joining=tuple(joining),
        changes=tuple(change for change in changes if change.fields),
        unchanged=sum(not change.fields for change in changes),
        faults=tuple(sorted(faults, key=_place)),
    )


def _place(fault: RowFault) -> tuple[int, int, str]:
    column = COLUMNS.index(fault.column) if fault.column in COLUMNS else -1
    return fault.row, column, fault.kind


def _change(wish: Wish, known: Known) -> Change:
    pairs = ((column, getattr(known, column), getattr(wish, column)) for column in COLUMNS)
    fields = tuple(FieldChange(*pair) for pair in pairs if pair[2] not in (None, pair[1]))
    return Change(wish.row, known.id, wish.employee_number, known.name, fields)


def _rows_of_one_person(wishes: list[Wish]) -> Iterator[RowFault]:
    """The same number in two rows: which of them is meant?"""
    first: dict[str, int] = {}
    for wish in wishes:
        other = first.setdefault(folded(wish.employee_number), wish.row)
        if wish.employee_number and other != wish.row:
            yield RowFault(wish.row, "number_twice", NUMBER, {"row": str(other)})


def _numbers_but_for_capitals(
    wishes: list[Wish], by_number: dict[str, Known]
) -> Iterator[RowFault]:
    """H001 and h001 would be two people whom nobody can tell apart."""
    spellings = {folded(number): number for number in by_number}
    for wish in wishes:
        known = spellings.get(folded(wish.employee_number))
        if known is not None and wish.employee_number not in by_number:
            yield RowFault(wish.row, "number_similar", NUMBER, {"number": known})


def _rows_of_leavers(wishes: list[Wish], by_number: dict[str, Known]) -> Iterator[RowFault]:
    for wish in wishes:
        known = by_number.get(wish.employee_number)
        if known is not None and not known.is_active:
            yield RowFault(wish.row, "has_left", NUMBER, {"name": known.name})


def _doubled_mobiles(
    wishes: list[Wish], people: tuple[Known, ...], by_number: dict[str, Known]
) -> Iterator[RowFault]:
    """Also a number that changes hands within the list: the one who has it gives it up first."""
    owners = {person.mobile: person for person in people if person.mobile}
    first: dict[str, int] = {}
    for wish in wishes:
        if wish.mobile is None:
            continue
        owner, known = owners.get(wish.mobile), by_number.get(wish.employee_number)
        other = first.setdefault(wish.mobile, wish.row)
        if other != wish.row:
            yield RowFault(wish.row, "mobile_twice", MOBILE, {"row": str(other)})
        elif owner is not None and owner is not known:
            yield RowFault(wish.row, "mobile_taken", MOBILE, {"name": _public_name(owner)})


def _public_name(person: Known) -> str:
    # Candidates are nobody's business outside screening.
    return "" if person.is_candidate else person.name


def _numbers_like_mobiles(
    wishes: list[Wish], people: tuple[Known, ...], by_number: dict[str, Known]
) -> Iterator[RowFault]:
    """A number that reads like another's mobile would sign in the wrong person."""
    owners: dict[str, Ref] = {person.mobile: person.id for person in people if person.mobile}
    keys = {wish.row: _key(wish, by_number) for wish in wishes}
    owners |= {wish.mobile: keys[wish.row] for wish in wishes if wish.mobile}
    numbers: dict[str | None, Ref] = {
        mobile_from(each.employee_number): each.id for each in people if each.employee_number
    }
    numbers |= {mobile_from(wish.employee_number): keys[wish.row] for wish in wishes}
    for wish in wishes:
        here = keys[wish.row]
        if owners.get(mobile_from(wish.employee_number) or "", here) != here:
            yield RowFault(wish.row, "number_like_mobile", NUMBER)
        if wish.mobile and numbers.get(wish.mobile, here) != here:
            yield RowFault(wish.row, "mobile_like_number", MOBILE)


def _key(wish: Wish, by_number: dict[str, Known]) -> Ref:
    known = by_number.get(wish.employee_number)
    return known.id if known else wish.employee_number


def _with_supervisors(
    lines: tuple[Line, ...],
    wishes: list[Wish],
    people: tuple[Known, ...],
    by_number: dict[str, Known],
) -> tuple[list[Wish], list[RowFault]]:
    """The wishes with the one whom each row names, of those who are here and those who join."""
    index = _named(wishes, people, by_number)
    found: list[Wish] = []
    faults: list[RowFault] = []
    for line, wish in zip(lines, wishes, strict=True):
        given = line.cells.get(SUPERVISOR, "")
        chosen = the_ones_called(given, index) if given else []
        unfit = list(_faults_of_supervisor(wish, given, chosen, _key(wish, by_number)))
        faults += unfit
        ref = chosen[0].ref if given and not unfit else None
        found.append(msgspec.structs.replace(wish, supervisor_id=ref))
    return found, faults


def _faults_of_supervisor(
    wish: Wish, given: str, chosen: list[Called], own: Ref
) -> Iterator[RowFault]:
    if not given:
        return
    if not chosen:
        yield RowFault(wish.row, "supervisor_unknown", SUPERVISOR, {"given": given[:40]})
    elif len(chosen) > 1:
        values = {"given": given[:40], "people": "\n".join(each.in_full for each in chosen[:5])}
        yield RowFault(wish.row, "supervisor_ambiguous", SUPERVISOR, values)
    elif chosen[0].ref == own:
        yield RowFault(wish.row, "own_supervisor", SUPERVISOR)


def _named(
    wishes: list[Wish], people: tuple[Known, ...], by_number: dict[str, Known]
) -> dict[str, list[Called]]:
    """Who answers to which number or name, once the list is taken over."""
    renamed = {_key(wish, by_number): wish.name for wish in wishes if wish.name}
    everybody = {
        person.id: Called(person.id, renamed.get(person.id, person.name), person.employee_number)
        for person in people
        if person.is_active and not person.is_candidate
    }
    joining = {
        wish.employee_number: Called(wish.employee_number, wish.name, wish.employee_number)
        for wish in wishes
        if wish.employee_number and wish.employee_number not in by_number
    }
    index: dict[str, list[Called]] = defaultdict(list)
    for called in [*everybody.values(), *joining.values()]:
        for word in called.words:
            index[word].append(called)
    return index


def _circles(
    wishes: list[Wish], people: tuple[Known, ...], by_number: dict[str, Known]
) -> Iterator[RowFault]:
    above: dict[Ref, Ref | None] = {person.id: person.supervisor_id for person in people}
    for wish in wishes:
        key = _key(wish, by_number)
        above[key] = wish.supervisor_id or above.get(key)
    for wish in wishes:
        if wish.supervisor_id is not None and is_in_circle(_key(wish, by_number), above):
            yield RowFault(wish.row, "circle", SUPERVISOR)
