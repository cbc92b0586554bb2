"""Reading and signing, through the front door."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.db import db
from app.enrolments.models import Completion
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.policies.operations import sign_policy
from app.policies.queries import signed_by
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person
from tests.learning.pages import form_of, main_of, words_in, words_of
from tests.policies.texts import PATH, SLUG, ask_in_plan, write_policy

pytestmark = pytest.mark.database("sqlite")

PAGE = f"/policies/{SLUG}"
SIGN = f"{PAGE}/signature"


def sign(client: FlaskClient, **values: str) -> TestResponse:
    """Sign what the page shows, as a browser does."""
    shown = form_of(main_of(client, PAGE), SIGN)
    return client.post(SIGN, data=shown | {"has_read": "y"} | values)


def test_a_policy_is_read_and_signed_with_its_edition_and_time(
    client: FlaskClient, reader: Person, policy: Library
) -> None:
    document = policy.get("policy", SLUG)
    assert document is not None
    assert "The desk is never empty." in words_of(client, PAGE)
    assert "Waiting for your signature 1" in words_of(client, "/policies")

    answer = sign(client)

    assert answer.location == "/policies"
    (signature,) = signed_by(reader.id)
    assert (signature.slug, signature.edition, signature.signed_at) == (SLUG, "2026-1", NOON)
    (kept,) = db.session.scalars(select(Completion))
    assert (kept.kind, kept.slug) == ("policy", f"{SLUG}@2026-1")
    assert (kept.version_id, kept.minutes) == (document.version_id, 0)
    told = words_of(client, "/policies")
    assert "Signed at 12:00: edition 2026-1." in told
    assert "Edition 2026-1, signed 20 November 12:00" in told
    assert "You have signed this" in words_of(client, PAGE)


def test_without_the_tick_nothing_is_signed_and_the_page_says_what_to_do(
    client: FlaskClient, reader: Person
) -> None:
    answer = sign(client, has_read="")

    assert answer.status_code == 422
    assert "Read the text to its end, then tick this box." in words_in(answer.text)
    assert signed_by(reader.id) == []


def test_signing_twice_is_once(client: FlaskClient, reader: Person) -> None:
    shown = form_of(main_of(client, PAGE), SIGN) | {"has_read": "y"}

    client.post(SIGN, data=shown)
    client.post(SIGN, data=shown)

    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1


def test_an_edition_that_came_meanwhile_is_shown_and_not_signed(
    client: FlaskClient, reader: Person, content: ContentTree
) -> None:
    shown = form_of(main_of(client, PAGE), SIGN)
    write_policy(content, edition="2026-2", text="Two people are at the desk.")
    publish_tree(content)

    answer = client.post(SIGN, data=shown | {"has_read": "y"})

    assert answer.location == PAGE
    told = words_of(client, PAGE)
    assert "so nothing is signed yet" in told
    assert "Two people are at the desk." in told
    assert signed_by(reader.id) == []


@pytest.mark.parametrize("version", ["", "x", str(uuid.UUID(int=1))])
def test_a_version_that_was_never_shown_is_not_signed(
    client: FlaskClient, reader: Person, version: str
) -> None:
    answer = client.post(SIGN, data={"version": version, "has_read": "y"})

    assert answer.location == PAGE
    assert signed_by(reader.id) == []


def test_a_new_edition_asks_again_and_says_which_one_was_signed(
    client: FlaskClient, reader: Person, content: ContentTree, noon: time_machine.Traveller
) -> None:
    sign(client)
    write_policy(content, edition="2026-2")
    publish_tree(content)
    noon.move_to(NOON + timedelta(hours=1))

    assert "New edition 2026-2 · you signed 2026-1" in words_of(client, "/policies")
    told = words_of(client, PAGE)
    assert "Edition 2026-1 signed on 20 November; the new edition asks again." in told
    sign(client)
    assert [each.edition for each in signed_by(reader.id)] == ["2026-2", "2026-1"]
    assert "Nothing to sign." in words_of(client, "/policies")


def test_a_text_mended_under_the_same_edition_asks_nobody_again(
    client: FlaskClient, reader: Person, content: ContentTree
) -> None:
    sign(client)
    write_policy(content, text="Somebody is always at the front desk.")
    library = publish_tree(content)

    assert "Nothing to sign." in words_of(client, "/policies")
    mended = library.get("policy", SLUG)
    assert mended is not None
    sign_policy(reader.id, mended, now=NOON)
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1


def test_what_is_no_longer_published_stays_among_what_was_signed(
    client: FlaskClient, reader: Person, content: ContentTree
) -> None:
    sign(client)
    for language in ("zh", "en"):
        content.remove(f"courses/policies/{SLUG}.{language}.md")
    publish_tree(content)

    assert "Rules of desk-rules Edition 2026-1" in words_of(client, "/policies")
    assert "no longer published" in words_of(client, "/policies")
    assert client.get(PAGE).status_code == 404
    assert client.post(SIGN).status_code == 404


def test_nobody_signs_for_another(client: FlaskClient, reader: Person) -> None:
    other = make_person(name="李四")

    sign(client, person_id=str(other.id), person=str(other.id))

    assert len(signed_by(reader.id)) == 1
    assert signed_by(other.id) == []


def test_a_policy_of_other_plans_may_be_read_and_signed_but_is_not_asked_for(
    client: FlaskClient, reader: Person, content: ContentTree
) -> None:
    ask_in_plan(content)
    publish_tree(content)

    told = words_of(client, "/policies")
    assert "Nothing to sign at present." in told
    assert "Also to read Rules of desk-rules" in told
    sign(client)
    assert len(signed_by(reader.id)) == 1


def test_the_plan_says_until_when_and_today_leads_to_it(
    client: FlaskClient, reader: Person, content: ContentTree
) -> None:
    ask_in_plan(content)
    library = publish_tree(content)
    path = library.get("path", PATH)
    assert path is not None
    assign_path(reader.id, path.body, anchored_on=NOON.date(), now=NOON)

    assert "Due 27 November" in words_of(client, "/policies")
    assert f'href="{PAGE}"' in main_of(client, "/")
    sign(client)
    assert f'href="{PAGE}"' not in main_of(client, "/")


def test_the_list_and_the_text_cost_few_statements(
    client: FlaskClient, reader: Person, statements: Statements
) -> None:
    client.get("/policies")
    statements.clear()

    client.get("/policies")
    assert len(statements) <= 3
    statements.clear()
    client.get(PAGE)
    assert len(statements) <= 3
