"""Forms: what is too long, or is no text at all, is answered by the form itself."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

LANGUAGES = {"en": "cannot be longer", "zh-CN": "最多", "zh-TW": "最多"}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "field"),
    [("/login", "identifier"), ("/login", "password"), ("/password/forgotten", "email")],
)
def test_what_is_too_long_is_told_in_the_readers_language(
    client: FlaskClient, path: str, field: str, language: str
) -> None:
    values = {"identifier": "a", "password": "b"} | {field: "x" * 5000}

    answer = client.post(path, data=values, headers={"Accept-Language": language})

    assert answer.status_code == 200
    assert LANGUAGES[language] in answer.text


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("path", "field"),
    [("/login", "identifier"), ("/login", "password"), ("/password/forgotten", "email")],
)
def test_a_file_in_place_of_a_text_counts_as_nothing(
    client: FlaskClient, path: str, field: str
) -> None:
    answer = client.post(path, data={field: (io.BytesIO(b"x"), "x.txt")})

    assert answer.status_code == 200
    assert f'name="{field}"' in answer.text


@pytest.mark.database("sqlite")
def test_json_in_place_of_a_form_counts_as_nothing(client: FlaskClient) -> None:
    answer = client.post("/login", json=["identifier"])

    assert answer.status_code == 200
