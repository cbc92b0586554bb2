"""A newcomer on probation, with everybody who has to do with it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.content_tree import ContentTree
from tests.probation.cast import Cast, make_cast, publish_conditions


@pytest.fixture
def cast(app: Flask, content: ContentTree) -> Cast:
    """Everybody, with a position that has conditions."""
    app.config.update(COURSES_PATH=content.courses, QUIZZES_PATH=content.quizzes)
    return make_cast(publish_conditions(content))
