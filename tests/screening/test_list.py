"""The list of candidates: found by state, position, name and phone, and page by page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.db import db, utcnow
from app.screening.models import Invitation
from tests.conftest import Statements
from tests.learning.pages import links_in, main_of, words_in, words_of
from tests.screening.desk import make_decided, make_finished, make_invited

NAME = re.compile(r'class="tp-who" href="[^"]*">.*?<span>([^<]*)</span></a>', re.DOTALL)


def names(client: FlaskClient, query: str = "") -> list[str]:
    """The names on the list."""
    return NAME.findall(main_of(client, f"/screening{query}"))


def make_some(count: int) -> list[Invitation]:
    """Invitations, two at each moment, the latest first."""
    start = utcnow() - timedelta(days=1)
    made = [
        make_invited(f"人{number:03}", now=start + timedelta(minutes=number // 2))
        for number in range(count)
    ]
    return sorted(made, key=lambda each: (each.created_at, each.id), reverse=True)


@pytest.mark.database("sqlite")
def test_an_empty_list_says_what_to_do(client: FlaskClient, hr: Person) -> None:
    words = words_of(client, "/screening")
    assert "Nobody is invited yet. Invite somebody" in words
    assert words.count("Invite") >= 1


@pytest.mark.database("sqlite")
def test_a_row_says_how_far_and_how_well(client: FlaskClient, hr: Person) -> None:
    make_invited("周玉兰")
    make_finished(client, "何敏")
    make_decided(client, "declined", name="孙立")

    words = words_of(client, "/screening")

    assert "周 周玉兰 Customer-service assistant Invited Invited" in words
    assert re.search(
        r"何敏 Customer-service assistant To decide Answers handed in .{1,20} 100", words
    )
    assert "孙立 Customer-service assistant Declined Decision: declined" in words
    assert "All 3 Invited 1 To decide 1 Decided 1" in words


def test_it_is_filtered_by_state(client: FlaskClient, hr: Person) -> None:
    make_invited("周玉兰")
    make_invited("马俊", expires_at=utcnow() - timedelta(minutes=1))
    make_finished(client, "何敏")

    assert names(client, "?state=invited") == ["周玉兰"]
    assert names(client, "?state=expired") == ["马俊"]
    assert names(client, "?state=submitted") == ["何敏"]
    assert names(client, "?state=hired") == []
    assert len(names(client, "?state=nonsense")) == 3
    # The counts beside the filters stay those of all.
    assert "All 3" in words_of(client, "/screening?state=expired")


def test_it_is_searched_by_name_phone_and_address(client: FlaskClient, hr: Person) -> None:
    make_invited("周玉兰", mobile="13800005561")
    make_invited("周晓梅", email="mei@example.cn")
    make_invited("100%_\\", mobile="13900005562")

    assert set(names(client, "?q=周")) == {"周玉兰", "周晓梅"}
    assert names(client, "?q=138 0000-5561") == ["周玉兰"]
    assert names(client, "?q=５５６２") == []
    assert names(client, "?q=05562") == ["100%_\\"]
    assert names(client, "?q=MEI@example") == ["周晓梅"]
    assert names(client, "?q=%25") == ["100%_\\"]
    assert names(client, "?q=_") == ["100%_\\"]
    assert "Nobody is found like this." in words_of(client, "/screening?q=谁")
    assert client.get("/screening?q=%00").status_code == 200
    assert client.get("/screening?q=" + "长" * 5000).status_code == 200


@pytest.mark.database("sqlite")
def test_a_position_that_there_is_not_is_passed_over(client: FlaskClient, hr: Person) -> None:
    make_invited("周玉兰")
    assert names(client, "?position=customer-service-assistant") == ["周玉兰"]
    assert names(client, "?position=nonsense") == ["周玉兰"]


def test_pages_follow_each_other_without_gap_or_double(client: FlaskClient, hr: Person) -> None:
    made = [each.person.name for each in make_some(65)]
    address, seen = "/screening", []
    for _page in range(3):
        page = main_of(client, address)
        seen += NAME.findall(page)
        older = [url for url in links_in(page) if "before=" in url]
        address = older[0] if older else ""
    assert (seen, address) == (made, "")

    last = main_of(client, f"/screening?before={_id_of(made[59])}")
    assert NAME.findall(last) == made[60:]
    newer = next(url for url in links_in(last) if "after=" in url)
    assert NAME.findall(main_of(client, newer)) == made[30:60]


@pytest.mark.database("sqlite")
def test_a_page_keeps_what_was_asked_for(client: FlaskClient, hr: Person) -> None:
    make_some(31)
    page = main_of(client, "/screening?q=人&state=invited")
    older = next(url for url in links_in(page) if "before=" in url)
    assert "state=invited" in older
    assert "q=" in older
    for nonsense in ("before=x", "after=x", "before=" + "0" * 32):
        assert client.get(f"/screening?{nonsense}").status_code == 200


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("query", ["", "?state=submitted", "?q=周"])
def test_the_list_costs_four_statements_however_long(
    client: FlaskClient, hr: Person, statements: Statements, query: str
) -> None:
    client.get("/screening")
    for number in range(5):
        make_finished(client, f"周{number}")
    make_some(30)
    db.session.commit()
    statements.clear()

    main_of(client, f"/screening{query}")

    assert len(statements) <= 4


@pytest.mark.database("sqlite")
def test_names_are_written_as_text(client: FlaskClient, hr: Person) -> None:
    make_invited("<b>周</b>")
    assert "<b>周" not in main_of(client, "/screening")
    assert "<b>周</b>" in words_in(main_of(client, "/screening"))


def _id_of(name: str) -> object:
    return db.session.query(Invitation).join(Invitation.person).filter(Person.name == name).one().id
