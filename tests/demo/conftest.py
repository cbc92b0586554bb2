"""The demonstration company, loaded."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, update

from app.accounts.models import Person, Unit
from app.db import Base, db
from app.demo.commands import load_demo
from tests.made_once import Rows


@pytest.fixture(scope="session")
def _loaded() -> dict[str, Rows]:
    """The rows of every table, once somebody has loaded the company."""
    return {}


@pytest.fixture
def demo(request: pytest.FixtureRequest, app: Flask, _loaded: dict[str, Rows]) -> int:
    """The company is loaded, with the small tree published; how many people it has."""
    if not _loaded:
        request.getfixturevalue("published")
        load_demo()
        for table in Base.metadata.sorted_tables:
            rows = db.session.execute(select(table)).mappings()
            _loaded[table.name] = [dict(row) for row in rows]
    else:
        _insert(_loaded)
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def _insert(rows: dict[str, Rows]) -> None:
    """The same rows once more: to live through those months for every test would take long."""
    leaders: list[dict[str, Any]] = []
    for table in Base.metadata.sorted_tables:
        if table.name == "unit":
            leaders = [{"id": row["id"], "leader_id": row["leader_id"]} for row in rows["unit"]]
        if rows[table.name]:
            # Units come before their leaders.
            values = [
                row | {"leader_id": None} if table.name == "unit" else row
                for row in rows[table.name]
            ]
            db.session.execute(insert(table), values)
    db.session.execute(update(Unit), leaders)
    db.session.commit()
