"""The probation review on paper: one page of A4, whatever was written."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import flask_bootstrap
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from pypdf import PdfReader

from app.config import ROOT
from app.db import db, utcnow
from app.markup.texts import Text
from app.probation.facts import Facts, Proof, StandardProof, kept_form
from app.probation.forms import LONGEST_REPLY, LONGEST_WORDS
from app.probation.models import ProbationOpinion
from tests.content_tree import ContentTree
from tests.factories import sign_in
from tests.probation.cast import Cast, make_cast, publish_conditions

pytestmark = pytest.mark.database("sqlite")

SHEETS = (
    Path(flask_bootstrap.__file__).parent / "static/bootstrap5/css/bootstrap.min.css",
    ROOT / "app/static/theme.css",
)
LONG_CONDITION = (
    "每次接到客户的来电都在三声之内接起先报家门再问清事情记在本子上当天办完当天回话" * 4
)


@pytest.fixture
def long_cast(app: Flask, content: ContentTree) -> Cast:
    """Somebody of whose probation as much is written as can be."""
    more = "".join(
        f"  - {{id: c{number}, zh: {LONG_CONDITION}, en: {'W' * 300}}}\n" for number in range(30)
    )
    return make_cast(publish_conditions(content, more))


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "长"), ("en", "W"), ("en", "reliable ")]
)
def test_the_longest_review_fits_on_one_page(
    client: FlaskClient, long_cast: Cast, chromium: Browser, language: str, word: str
) -> None:
    cast = long_cast
    for person in cast:
        person.language, person.name = language, "名" * 50
    cast.newcomer.name = cast.team.name = "名" * 50
    text = (word * LONGEST_WORDS)[:LONGEST_WORDS].strip()
    review = cast.review(
        conditions_confirmed_at=utcnow(),
        decision="extended",
        reasons=text,
        failed=[f"c{number}" for number in range(30)],
        decided_at=utcnow(),
        extended_until=(cast.newcomer.probation_ends_on or utcnow().date()) + timedelta(days=9),
        acknowledged_at=utcnow(),
        acknowledged_word=text[:LONGEST_REPLY].strip(),
        known=kept_form(_facts()),
    )
    for voice, by in (("mentor", cast.mentor), ("supervisor", cast.supervisor)):
        _say(cast, review.id, voice, by, text, "not-confirm")
    _say(cast, review.id, "self", cast.newcomer, text, None)
    db.session.commit()
    sign_in(client, cast.hr)

    page = client.get(f"/probation/{review.id}/sheet").text

    assert _pages(chromium, page) == 1


@pytest.mark.parametrize("number", [10])
def test_so_does_any_number_of_conditions(
    app: Flask, client: FlaskClient, content: ContentTree, chromium: Browser, number: int
) -> None:
    more = "".join(
        f"  - {{id: c{n}, zh: {'客户走近先开口问好' * 5}, en: Greets}}\n" for n in range(number)
    )
    cast = make_cast(publish_conditions(content, more))
    review = cast.review()
    for person in cast:
        person.language = "zh-Hans"
    db.session.commit()
    sign_in(client, cast.hr)

    page = client.get(f"/probation/{review.id}/sheet").text

    assert _pages(chromium, page) == 1


def _facts() -> Facts:
    proved = StandardProof(Text("", "", ""), "yes", "yes", "yes")
    return Facts(
        proofs=tuple(Proof(f"c{number}", (proved,) * 12) for number in range(30)),
        missing=tuple(Text(name, "Certificate " + name, name) for name in ("证书" * 10,) * 5),
        mentors=("师傅" * 25, "师傅" * 25),
    )


def _say(cast: Cast, review_id, voice, by, words, advice) -> None:
    db.session.add(
        ProbationOpinion(
            review_id=review_id,
            voice=voice,
            person_id=cast.newcomer.id,
            by_id=by.id,
            by_name=by.name,
            words=words,
            advice=advice,
            said_at=utcnow(),
        )
    )


def _pages(chromium: Browser, page: str) -> int:
    """How many pages of A4 Chromium makes of a page; style comes along, scripts do not."""
    style = "".join(f"<style>{sheet.read_text('utf-8')}</style>" for sheet in SHEETS)
    bare = re.sub(r"<(link|script)[^>]*>(</script>)?", "", page)
    context = chromium.new_context()
    try:
        tab = context.new_page()
        tab.set_content(bare.replace("</head>", f"{style}</head>"))
        return len(PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True))).pages)
    finally:
        context.close()
