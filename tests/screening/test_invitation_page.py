"""The page of one invitation: what can be done with its link, and what the answers show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person, SignIn
from app.accounts.viewer import hash_token
from app.audit.models import Event
from app.db import db, new_id, utcnow
from app.notices.models import Notice
from app.screening.models import Invitation
from app.screening.states import State, state_of
from app.screening.tokens import token_of
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.learning.pages import main_of, words_in, words_of
from tests.screening.candidate_visits import POSITION
from tests.screening.desk import (
    KEY,
    address,
    again,
    make_decided,
    make_finished,
    make_invited,
    post,
    rate_self,
    visitor_of,
)

DAYS = {"renew": {"renew-days": "14"}, "extend": {"extend-days": "14"}}


# The link.


@pytest.mark.database("sqlite")
def test_the_link_that_is_shown_is_the_one_that_opens(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited()
    token = token_of(invitation.nonce, KEY)
    assert f"/i/{token}" in main_of(client, address(invitation))
    assert client.application.test_client().get(f"/i/{token}").status_code == 200


def test_a_new_link_kills_the_old_one_and_gives_more_days(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited(email="ma@example.cn", expires_at=utcnow() + timedelta(hours=1))
    old, phone = visitor_of(invitation), client.application.test_client()

    assert post(client, invitation, "links", DAYS["renew"]).status_code == 302

    now = again(invitation.id)
    assert visitor_of(now).token != old.token
    assert old.get(phone).status_code == 404
    assert visitor_of(now).get(phone).status_code == 200
    assert now.expires_at > utcnow() + timedelta(days=13)
    (notice,) = db.session.scalars(select(Notice)).all()
    assert visitor_of(now).token in notice.body


@pytest.mark.database("sqlite")
def test_more_days_bring_an_expired_link_back(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited(expires_at=utcnow() - timedelta(minutes=1))
    token_before = invitation.token_hash

    post(client, invitation, "extension", DAYS["extend"])

    now = again(invitation.id)
    assert state_of(now, now=utcnow()) is State.INVITED
    assert now.token_hash == token_before
    assert visitor_of(now).get(client.application.test_client()).status_code == 200


@pytest.mark.database("sqlite")
def test_fewer_days_take_nothing_away(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited(expires_at=utcnow() + timedelta(days=25))
    post(client, invitation, "extension", {"extend-days": "3"})
    assert again(invitation.id).expires_at == invitation.expires_at


@pytest.mark.parametrize("days", ["", "5", "-3", "x"])
@pytest.mark.database("sqlite")
def test_days_that_are_not_on_offer_are_refused(client: FlaskClient, hr: Person, days: str) -> None:
    invitation = make_invited()
    assert post(client, invitation, "extension", {"extend-days": days}).status_code == 400
    assert post(client, invitation, "links", {"renew-days": days}).status_code == 400
    assert again(invitation.id).token_hash == hash_token(token_of(invitation.nonce, KEY))


def test_a_link_is_taken_back_once_and_for_all_until_a_new_one(
    client: FlaskClient, hr: Person
) -> None:
    invitation = make_invited()
    phone = client.application.test_client()

    post(client, invitation, "revocation")
    revoked_at = again(invitation.id).revoked_at
    assert post(client, invitation, "revocation").status_code == 302
    assert again(invitation.id).revoked_at == revoked_at is not None
    assert visitor_of(invitation).get(phone).status_code == 404
    assert token_of(invitation.nonce, KEY) not in main_of(client, address(invitation))

    post(client, invitation, "links", DAYS["renew"])
    assert again(invitation.id).revoked_at is None
    assert visitor_of(again(invitation.id)).get(phone).status_code == 200


@pytest.mark.database("sqlite")
def test_who_gives_up_is_left_alone(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited()
    post(client, invitation, "withdrawal")
    withdrawn_at = again(invitation.id).withdrawn_at
    assert withdrawn_at is not None

    assert post(client, invitation, "withdrawal").status_code == 302
    assert again(invitation.id).withdrawn_at == withdrawn_at
    for deed, data in (("links", DAYS["renew"]), ("extension", DAYS["extend"]), ("revocation", {})):
        assert post(client, invitation, deed, data).status_code == 409, deed
    assert "Does not go on" in words_of(client, address(invitation))


@pytest.mark.database("sqlite")
def test_a_mail_is_sent_again_to_who_has_an_address(client: FlaskClient, hr: Person) -> None:
    with_address, without = make_invited(email="ma@example.cn"), make_invited()

    assert post(client, with_address, "mails").status_code == 302
    assert post(client, without, "mails").status_code == 409

    (notice,) = db.session.scalars(select(Notice)).all()
    assert (notice.recipient, notice.person_id) == ("ma@example.cn", with_address.person_id)
    assert "Send the mail again" in words_of(client, address(with_address))
    assert "Send the mail again" not in words_of(client, address(without))


@pytest.mark.parametrize("deed", ["mails", "links", "extension", "revocation", "handover"])
@pytest.mark.database("sqlite")
def test_after_the_answers_the_link_is_past(client: FlaskClient, hr: Person, deed: str) -> None:
    invitation = make_finished(client, email="ma@example.cn")
    before = again(invitation.id).token_hash

    data = {"renew-days": "14", "extend-days": "14"}
    assert post(client, invitation, deed, data).status_code == 409
    assert again(invitation.id).token_hash == before
    assert "Text for a chat" not in words_of(client, address(invitation))


@pytest.mark.database("sqlite")
def test_a_tablet_is_handed_over_locked(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited()

    answer = post(client, invitation, "handover")

    assert answer.location == visitor_of(invitation).home
    assert client.get(answer.location).status_code == 200
    assert db.session.scalars(select(SignIn.locked_at)).one() is not None
    for page in ("/screening", address(invitation), "/"):
        locked = client.get(page)
        assert locked.status_code == 302
        assert "/unlock" in str(locked.location)


@pytest.mark.database("sqlite")
def test_each_deed_leaves_an_event_without_words(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited(email="ma@example.cn")
    post(client, invitation, "mails")
    post(client, invitation, "extension", DAYS["extend"])
    post(client, invitation, "links", DAYS["renew"])
    post(client, invitation, "revocation")
    post(client, invitation, "withdrawal")

    wanted = select(Event).where(Event.object_kind == "invitation").order_by(Event.id)
    events = db.session.scalars(wanted).all()
    verbs = ["invited", "sent_again", "extended", "renewed_link", "revoked", "withdrawn"]
    assert [each.verb for each in events] == verbs
    assert {each.actor_id for each in events[1:]} == {hr.id}
    assert all(each.details == {} for each in events)


@pytest.mark.database("sqlite")
def test_an_invitation_that_there_is_not_is_not_found(client: FlaskClient, hr: Person) -> None:
    nobody = Invitation(id=new_id())
    for page in ("", "slip", "hiring"):
        assert client.get(address(nobody, page)).status_code == 404, page
    deeds = "mails links extension revocation withdrawal handover decisions hiring codes"
    for deed in deeds.split():
        assert post(client, nobody, deed).status_code == 404, deed


# The result.


def test_the_result_says_what_was_answered_topic_by_topic(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited()
    visitor, phone = visitor_of(invitation), client.application.test_client()
    place = visitor.begin(phone)
    visitor.answer(phone, place, "first")
    visitor.post(phone, f"{place}/responses/lamp", {"answer": "false"})
    visitor.post(phone, f"{place}/submission")

    words = words_of(client, address(invitation))

    assert "1 of 3 right" in words
    assert "What you have read 1 of 2" in words
    assert "Common sense 0 of 1" in words
    assert "Chosen False Right True" in words
    assert "Not answered." in words
    for step in ("Invited", "Agreed and begun", "Lesson read", "Answers handed in"):
        assert step in words
    assert "Self-assessment" not in words


@pytest.mark.database("sqlite")
def test_the_answers_are_judged_by_the_version_that_was_asked(
    client: FlaskClient, hr: Person, content: ContentTree
) -> None:
    invitation = make_finished(client)
    old = "A broken lamp is reported the same day."
    content.replace("quizzes/first-look.md", old, "New words.")
    publish_tree(content)

    words = words_of(client, address(invitation))

    assert old in words
    assert "New words." not in words
    assert "3 of 3 right" in words
    assert "Version 1 of the quiz" in words


@pytest.mark.database("sqlite")
def test_the_self_assessment_is_a_guide_and_no_score(client: FlaskClient, hr: Person) -> None:
    invitation = make_finished(client)
    rate_self(client, invitation)

    page = main_of(client, address(invitation))
    words = words_in(page)

    assert "A guide for the talk" in words
    assert "no score" in words
    assert "Most of the time I keep my feelings in hand 9" in words
    assert "even when I am not at fault not sure" in words
    assert "Service suits you" not in words
    assert "tp-bands" not in page
    position = words_of(client, f"/screening/positions/{POSITION}")
    assert "feelings" not in position


@pytest.mark.database("sqlite")
def test_one_that_was_only_begun_is_not_shown(client: FlaskClient, hr: Person) -> None:
    invitation = make_finished(client)
    visitor_of(invitation).post(client.application.test_client(), "/self")
    assert "A guide for the talk" not in words_of(client, address(invitation))


@pytest.mark.database("sqlite")
def test_a_page_costs_eight_statements_at_most(
    client: FlaskClient, hr: Person, statements: Statements
) -> None:
    invitation = make_decided(client, by=hr)
    hired = make_invited()
    for each in (invitation, hired):
        main_of(client, address(each))
        statements.clear()
        main_of(client, address(each))
        assert len(statements) <= 8


@pytest.mark.database("sqlite")
def test_the_position_stands_beside_its_candidates_by_date(
    client: FlaskClient, hr: Person, content: ContentTree, statements: Statements
) -> None:
    path = f"courses/positions/{POSITION}.yaml"
    content.write(path, content.read(path) + REQUIREMENTS)
    publish_tree(content)
    first, second = make_finished(client, "周玉兰"), make_finished(client, "马俊")
    make_invited("何敏")
    main_of(client, f"/screening/positions/{POSITION}")
    statements.clear()

    words = words_of(client, f"/screening/positions/{POSITION}")

    assert len(statements) <= 5
    assert words.index("马俊") < words.index("周玉兰")
    assert "何敏" not in words
    assert "Listens to the end must" in words
    assert "Has worked at a desk wish" in words
    assert "nobody is ranked" in words
    assert "What you have read 2/2 Common sense 1/1" in words
    assert client.get("/screening/positions/gardener").status_code == 404
    assert "Listens to the end" in words_of(client, address(first))
    assert first.submitted_at is not None
    assert second.submitted_at is not None
    assert first.submitted_at < second.submitted_at


REQUIREMENTS = """\
requirements:
  - {kind: must, zh: 听人把话说完, en: Listens to the end}
  - {kind: wish, zh: 做过前台, en: Has worked at a desk}
"""


@pytest.mark.database("sqlite")
def test_no_page_has_a_field_for_what_may_not_be_asked(client: FlaskClient, hr: Person) -> None:
    decided = make_decided(client)
    pages = ("/screening/invitations/new", address(decided), address(decided, "hiring"))
    for page in pages:
        markup = main_of(client, page)
        for word in ("age", "sex", "gender", "height", "birth", "photo", "married", "religion"):
            assert f'name="{word}' not in markup, (page, word)
    count: Any = db.session.scalar(select(func.count()).select_from(Invitation))
    assert count == 1
