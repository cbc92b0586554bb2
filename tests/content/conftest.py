"""The small tree of content, in a folder of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.trees import SmallTree, write_small_tree


@pytest.fixture
def small_tree(tmp_path: Path) -> SmallTree:
    """Files by the rules, without a fault."""
    return write_small_tree(tmp_path)
