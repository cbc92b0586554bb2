"""Files to take along have names that every disk can keep."""

from __future__ import annotations

from datetime import date

import pytest

from app.interface.downloads import file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("培训档案", "陈丽华", date(2026, 11, 20)), "培训档案-陈丽华-2026-11-20"),
        (("a/b\\c", '"x"\r\nSet-Cookie: y'), "a b c-x Set-Cookie y"),
        (("../../etc",), ".. .. etc"),
    ],
)
def test_a_name_has_no_sign_that_a_disk_or_a_header_reads(parts: tuple, name: str) -> None:
    assert file_name(*parts) == name
