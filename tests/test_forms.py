"""Forms: what is too long, or is no text at all, is answered by the form itself."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.file import FileField
from wtforms import StringField

from app.forms import FileForm

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


class _Upload(FileForm):
    file = FileField()
    text = StringField()


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("data", "file", "text"),
    [
        ({"file": (io.BytesIO(b"x"), "x.csv"), "text": "words"}, b"x", "words"),
        ({"file": "words", "text": "words"}, None, "words"),
        ({"text": (io.BytesIO(b"x"), "x.csv")}, None, None),
        ({"file": (io.BytesIO(b""), "")}, None, None),
        ({}, None, None),
    ],
)
def test_a_form_with_files_takes_them_in_their_own_fields_only(
    app: Flask, data: dict[str, Any], file: bytes | None, text: str | None
) -> None:
    with app.test_request_context(method="POST", data=data):
        form = _Upload()

        assert (form.file.data.read() if form.file.data else None) == file
        assert form.text.data == text
