"""A link that leads to itself is a fault of the content, not of the program."""

from __future__ import annotations

from pathlib import Path

from app.content.sources import _is_within


def test_a_link_to_itself_leads_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "course.yaml"
    link.symlink_to(link.name)

    assert not _is_within(link, tmp_path)
