"""Pages of a list follow each other without a gap, forwards and backwards."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, tuple_

from app.accounts.models import Unit
from app.db import db
from app.interface.paging import Page, page_beside
from tests.factories import make_unit

NAMES = ["a", "b", "b", "c", "c", "c", "d"]


def page(latest_first: bool, **place: Unit) -> Page[Unit]:
    beside = {side: tuple_(unit.name, unit.id) for side, unit in place.items()}
    key = (Unit.name, Unit.id)
    return page_beside(
        db.session.scalars, select(Unit), key, size=3, latest_first=latest_first, **beside
    )


@pytest.mark.parametrize("latest_first", [False, True])
def test_pages_follow_each_other_and_lead_back(app: Flask, latest_first: bool) -> None:
    for name in NAMES:
        make_unit(name=name)

    first = page(latest_first)
    second = page(latest_first, after=first.lines[-1])
    third = page(latest_first, after=second.lines[-1])

    found = [*first.lines, *second.lines, *third.lines]
    assert [each.name for each in found] == sorted(NAMES, reverse=latest_first)
    assert len({each.id for each in found}) == len(NAMES)
    ends = [(each.has_previous, each.has_next) for each in (first, second, third)]
    assert ends == [(False, True), (True, True), (True, False)]
    assert page(latest_first, before=third.lines[0]).lines == second.lines
    assert page(latest_first, before=second.lines[0]) == first


@pytest.mark.database("sqlite")
def test_beyond_the_last_line_there_is_nothing(app: Flask) -> None:
    unit = make_unit(name="a")

    assert page(False, after=unit) == Page([], has_previous=False, has_next=False)
    assert page(False, before=unit) == Page([], has_previous=False, has_next=False)
