"""What of the policies waits on the page of today, apart from the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Row, union_all

from app.accounts.models import Person
from app.accounts.viewer import Viewer
from app.db import db
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.policies.operations import sign_policy
from app.policies.waiting import waiting_for
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person
from tests.policies.texts import PATH, SLUG, ask_in_plan, write_policy

TODAY = NOON.date()


def waiting(person: Person, library: Library) -> list[Row[Any]]:
    viewer = Viewer(person.id, person.name, "", frozenset())
    selects = waiting_for(viewer, today=TODAY, library=library)
    return list(db.session.execute(union_all(*selects)))


def sign(person: Person, library: Library) -> None:
    document = library.get("policy", SLUG)
    assert document is not None
    sign_policy(person.id, document, now=NOON)


def raised(content: ContentTree) -> Library:
    write_policy(content, edition="2026-2", effective_on="2026-12-01")
    return publish_tree(content)


def test_what_is_for_everybody_waits_until_it_is_signed_and_again_with_a_new_edition(
    policy: Library, content: ContentTree
) -> None:
    person, other = make_person(), make_person()
    sign(other, policy)
    (row,) = waiting(person, policy)
    found = policy.of_version(row.record_id)
    assert found is not None
    assert (row.kind, found.slug, row.due_on) == ("policy-to-sign", SLUG, date(2026, 3, 1))

    sign(person, policy)
    assert waiting(person, policy) == []

    (row,) = waiting(person, library := raised(content))
    assert row.due_on == date(2026, 12, 1)
    sign(person, library)
    assert waiting(person, library) == []


def test_what_a_plan_asks_for_waits_only_for_those_who_signed_it_and_left_the_plan(
    policy: Library, content: ContentTree
) -> None:
    ask_in_plan(content)
    library = publish_tree(content)
    follower, former, other = make_person(), make_person(), make_person()
    path = library.get("path", PATH)
    assert path is not None
    assign_path(follower.id, path.body, anchored_on=TODAY, now=NOON)
    sign(follower, library)
    sign(former, library)
    library = raised(content)

    assert waiting(follower, library) == []
    assert len(waiting(former, library)) == 1
    assert waiting(other, library) == []


@pytest.mark.database("sqlite")
def test_without_policies_nothing_waits(published: Library) -> None:
    viewer = Viewer(make_person().id, "", "", frozenset())

    assert waiting_for(viewer, today=TODAY, library=published) == ()
