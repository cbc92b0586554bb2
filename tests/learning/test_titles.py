"""What documents are called, now and in old versions."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.learning.titles import title_in, title_of
from app.markup.texts import Text
from tests.learning.shelf import make_course, make_instrument, make_lesson, make_quiz


@pytest.mark.parametrize(
    ("kind", "body", "title"),
    [
        ("lesson", make_lesson("telephone/l1"), Text("zh l1", "en l1", "hant l1")),
        ("course", make_course("telephone")[0], Text("简telephone", "en telephone", "繁telephone")),
        ("quiz", make_quiz("phone"), Text("简phone", "en phone", "繁phone")),
        ("instrument", make_instrument("fit"), Text("简fit", "en fit", "繁fit")),
    ],
)
def test_the_stored_document_has_the_same_title(kind: str, body: Any, title: Text) -> None:
    assert title_of(body) == title
    assert title_in(kind, msgspec.json.encode(body)) == title


def test_an_old_document_of_another_shape_still_has_its_title() -> None:
    raw = b'{"title": {"zh": "a", "en": "b", "hant": "c"}, "items": "once a text"}'

    assert title_in("quiz", raw) == Text("a", "b", "c")
