"""A house of people at noon of a Friday, with the small library published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient

from app.library.queries import Library
from tests.factories import NOON
from tests.training_file.evidence import House, make_house


@pytest.fixture
def house(client: FlaskClient, published: Library) -> Iterator[House]:
    """It is Friday 20 November 2026, noon in Shanghai; the learner is signed in."""
    with time_machine.travel(NOON, tick=False):
        yield make_house(client)
