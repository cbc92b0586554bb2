"""A person's training file: what stands in it, and who reads it."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.accounts.models import Person
from app.accounts.roles import Role
from app.db import db
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person, make_unit, sign_in
from tests.learning.pages import main_of, words_of
from tests.teams.person_team import sit
from tests.training_file.evidence import CALLED, House, complete_in, fill, hold, observe

pytestmark = pytest.mark.database("sqlite")

MOST_STATEMENTS = 14


def text_of(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    assert response.mimetype == "application/pdf"
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)


def test_her_own_file_holds_everything_that_she_has_to_show(
    client: FlaskClient, house: House, published: Library
) -> None:
    fill(house, published)

    words = words_of(client, "/record/file")

    for expected in (
        "和苑物业 Employee training file Number H0128 Name 张晓雯 Unit 翠湖花园客服组",
        "Hired on 2026-11-12 Probation ends on 2027-02-11 Supervisor 黄志强 Mentor 卫𬍛",
        "Printed on 2026-11-20",
        "2026-11-19 Speak first Lesson read no. 1 3 min Done",
        "Quiz no. 1 6 min 90 points, passed",
        "3 entries · 12 min in all",
        "2026-11-18 Front desk checklist 黄志强 1 met, 1 not met, 1 not seen competent confirmed",
        "2026-11-17 三声之内接起 Weekly training 黄志强 30 min passed",
        "2026: 1 h 30 min, 60 of 480 min on safety",
        "Security guard certificate",
        "042X 2024-05-01 2027-05-01 苏敏 good",
        "2026-11-18 Staff handbook 2026-1",
        "2026-08-12 to 2026-11-11 extended 2026-11-20 2027-02-11 –",
        "Employee Signature and date",
    ):
        assert expected in words, expected


def test_an_empty_file_says_so_section_by_section(client: FlaskClient, house: House) -> None:
    words = words_of(client, "/record/file")

    for expected in (
        "Nothing is completed yet.",
        "No quiz was begun yet.",
        "No practice was seen yet.",
        "No training session was attended yet.",
        "No certificate is registered.",
        "No document was signed yet.",
        "There is no probation review.",
        "Nothing is proved of any standard yet.",
    ):
        assert expected in words, expected
    assert "Withdrawn" not in words


def test_what_was_said_in_a_probation_review_stays_there(
    client: FlaskClient, house: House, published: Library
) -> None:
    fill(house, published)
    for reader, url in ((house.learner, "/record/file"), (house.hr, f"/files/{house.learner.id}")):
        sign_in(client, reader)
        assert "a-private" not in client.get(url).text
        assert "a-private" not in text_of(client, f"{url}.pdf")


def test_that_she_rated_herself_is_for_herself(
    client: FlaskClient, house: House, published: Library
) -> None:
    fill(house, published)
    assert "Self-assessment" in words_of(client, "/record/file")

    for reader in (house.leader, house.hr):
        sign_in(client, reader)
        assert "Self-assessment" not in words_of(client, f"/files/{house.learner.id}")


def test_how_somebody_was_hired_is_not_the_supervisors_to_read(
    client: FlaskClient, house: House, published: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "screening_quizzes", frozenset({"telephone"}))
    complete_in(house.learner, published, "quiz", "telephone", score=0.9)
    sit(house.learner, published, score=0.7)
    sign_in(client, house.leader)

    words = words_of(client, f"/files/{house.learner.id}")

    assert "90 points" not in words
    assert "70 points" not in words


def test_what_hr_has_withdrawn_stands_apart_and_counts_no_more(
    client: FlaskClient, house: House, published: Library
) -> None:
    complete_in(
        house.learner,
        published,
        "quiz",
        "telephone",
        score=0.9,
        withdrawn_at=NOON,
        withdrawn_reason="Sat for another",
    )

    words = words_of(client, "/record/file")

    assert "Nothing is completed yet." in words
    assert "Withdrawn by HR Withdrawn on Topic Way Completed on Reason 2026-11-20" in words
    assert "Sat for another It does not count any more." in words


def test_an_old_version_keeps_its_title_and_its_number(
    client: FlaskClient, house: House, published: Library, content: ContentTree
) -> None:
    complete_in(house.learner, published, "lesson", "etiquette/10-greeting", minutes=3)
    name = "courses/etiquette/10-greeting.en.md"
    content.write(name, content.read(name).replace("title: ", "title: New "))
    library = publish_tree(content)
    complete_in(house.learner, library, "lesson", "etiquette/10-greeting", days_ago=0)

    words = words_of(client, "/record/file")

    assert "2026-11-19 Speak first Lesson read no. 1" in words
    assert "2026-11-20 New Speak first Lesson read no. 2" in words


def test_attempts_are_listed_in_the_order_of_time(
    client: FlaskClient, house: House, published: Library
) -> None:
    for number in range(1, 34):
        sit(house.learner, published, score=0.5, number=number, days_ago=40 - number)
    sit(house.learner, published, score=None, number=34, days_ago=0)
    sign_in(client, house.leader)

    page = main_of(client, f"/files/{house.learner.id}")

    assert page.count("50 points, not passed") == 33
    assert page.index("2026-10-12") < page.index("2026-11-13") < page.index("not handed in yet")
    assert f'href="/team/{house.learner.id}"' in page


def test_a_corrected_observation_and_an_own_round_say_so(
    client: FlaskClient, house: House, published: Library
) -> None:
    first = observe(house, published)
    observe(house, published, corrects_id=first.id, verdict="not-yet", seen_on=date(2026, 11, 19))
    observe(
        house,
        published,
        kind="round",
        verdict=None,
        observer_id=house.learner.id,
        observer_name=CALLED,
        confirmed_at=None,
        confirmed_by_id=None,
    )

    words = words_of(client, "/record/file")

    assert "not seen competent corrected by a later one" in words
    assert "own round 1 met, 1 not met, 1 not seen – not answered yet" in words


def test_sessions_that_were_removed_count_nowhere(client: FlaskClient, house: House) -> None:
    hold(house.learner, removed_at=NOON, removed_reason="Twice")

    assert "No training session was attended yet." in words_of(client, "/record/file")


def test_the_document_says_the_same_and_has_chinese_names(
    client: FlaskClient, house: House, published: Library
) -> None:
    fill(house, published)
    response = client.get("/record/file.pdf")
    text = text_of(client, "/record/file.pdf")

    for expected in (CALLED, "卫𬍛", "三声之内接起", "90 points, passed", "Page 1 of", "H0128"):
        assert expected in text, expected
    assert response.headers["Cache-Control"] == "no-store"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    # RFC 5987: the name in UTF-8.
    assert "filename*=UTF-8''Employee%20training%20file-%E5%BC%A0" in disposition
    assert disposition.endswith("-2026-11-20.pdf")


def test_the_document_is_in_the_readers_language(client: FlaskClient, house: House) -> None:
    for language, lang in (("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW"), ("en", "en-GB")):
        house.learner.language = language
        response = client.get("/record/file.pdf")

        assert PdfReader(io.BytesIO(response.data)).root_object["/Lang"] == lang


def test_names_stand_as_they_are_on_the_page_and_in_the_document(
    client: FlaskClient, house: House
) -> None:
    for name in ("𬍛", "阿卜杜拉·买买提", "O'Brien", "<b>&amp;", '#panic("x") *a*'):
        house.learner.name = name

        assert f"Name {name} " in words_of(client, "/record/file")
        assert name in text_of(client, "/record/file.pdf")


def answers(client: FlaskClient, *people: Person) -> set[int]:
    """What comes back for the page and the document of each of these people."""
    urls = (f"/files/{person.id}{ending}" for person in people for ending in ("", ".pdf"))
    return {client.get(url).status_code for url in urls}


def test_another_s_file_is_not_found_by_its_address(client: FlaskClient, house: House) -> None:
    candidate = make_person(name="应聘", is_candidate=True)
    sign_in(client, house.leader)

    assert answers(client, house.learner) == {200}
    theirs = (house.stranger, house.leaver, house.leader, house.hr, candidate)
    assert answers(client, *theirs) == {404}


def test_hr_keeps_everybodys_file_but_her_own_and_a_candidates(
    client: FlaskClient, house: House
) -> None:
    candidate = make_person(name="应聘", is_candidate=True)
    sign_in(client, house.hr)

    assert answers(client, house.stranger, house.leaver, house.leader) == {200}
    assert answers(client, house.hr, candidate) == {404}
    assert "Left on 2026-11-19" in words_of(client, f"/files/{house.leaver.id}")


def test_a_learner_and_who_left_have_no_file_but_her_own(client: FlaskClient, house: House) -> None:
    assert answers(client, house.learner) == {403}
    sign_in(client, house.leaver)
    for url in ("/record/file", "/record/file.pdf"):
        assert client.get(url).status_code == 302


def test_a_supervisor_who_left_the_team_reads_nothing_more(
    client: FlaskClient, house: House
) -> None:
    sign_in(client, house.leader)
    assert client.get(f"/files/{house.learner.id}").status_code == 200

    house.learner.supervisor_id = house.unit.leader_id = None
    db.session.flush()

    assert client.get(f"/files/{house.learner.id}.pdf").status_code == 404


@pytest.mark.database("sqlite", "postgresql")
def test_a_file_costs_the_same_whatever_it_holds(
    client: FlaskClient,
    house: House,
    published: Library,
    content: ContentTree,
    statements: Statements,
) -> None:
    fill(house, published)
    for number in range(40):
        hold(house.learner, starts_at=NOON - timedelta(days=number + 4))
        sit(house.learner, published, score=0.5, number=number + 1)
    content.replace("courses/checklists/front-desk.yaml", "Front desk checklist", "Front desk")
    name = "courses/etiquette/10-greeting.en.md"
    content.write(name, content.read(name).replace("title: ", "title: New "))
    publish_tree(content)
    client.get("/record/file")

    for reader, url in ((house.learner, "/record/file"), (house.hr, f"/files/{house.learner.id}")):
        sign_in(client, reader)
        client.get(url)
        statements.clear()
        client.get(url)
        assert len(statements) <= MOST_STATEMENTS, statements


def test_the_list_finds_people_by_words_unit_and_whether_they_left(
    client: FlaskClient, house: House
) -> None:
    sign_in(client, house.hr)

    def listed(query: str) -> list[str]:
        words = main_of(client, f"/files{query}")
        everybody = (house.learner, house.leader, house.leaver, house.stranger)
        return [each.name for each in everybody if each.name in words]

    assert listed("") == [CALLED, "黄志强", "吴晓玲"]
    assert listed("?q=晓") == [CALLED, "吴晓玲"]
    assert listed("?q=H0128") == [CALLED]
    assert listed(f"?unit={house.site.id}") == [CALLED, "黄志强"]
    assert listed("?state=left") == ["何建国"]
    assert listed("?q=%25") == []
    assert listed("?unit=nonsense&state=nonsense&after=nonsense") == [CALLED, "黄志强", "吴晓玲"]


def test_a_supervisors_list_holds_her_people_only(client: FlaskClient, house: House) -> None:
    sign_in(client, house.leader)

    for query in ("", "?state=all", "?state=left", f"?unit={house.other_unit.id}&state=all"):
        page = main_of(client, f"/files{query}")
        assert "吴晓玲" not in page
        assert "何建国" not in page
    assert f'href="/files/{house.learner.id}"' in main_of(client, "/files")


def test_the_list_goes_on_page_by_page(client: FlaskClient, house: House) -> None:
    unit = make_unit(name="大组")
    numbers = [f"P{number:03}" for number in range(60)]
    people = [make_person(name="林", employee_number=each, unit_id=unit.id) for each in numbers]
    sign_in(client, house.hr)

    first = main_of(client, f"/files?unit={unit.id}")
    second = main_of(client, f"/files?unit={unit.id}&after={people[49].id}")
    back = main_of(client, f"/files?unit={unit.id}&before={people[50].id}")

    assert [each for each in numbers if each in first] == numbers[:50]
    assert [each for each in numbers if each in second] == numbers[50:]
    assert [each for each in numbers if each in back] == numbers[:50]
    assert f"after={people[49].id}" in first


def test_learners_have_no_list(client: FlaskClient, house: House) -> None:
    for url in ("/files", "/units/year", f"/units/{house.unit.id}/year"):
        assert client.get(url).status_code == 403


def test_who_leads_nobody_yet_is_told_so(client: FlaskClient, house: House) -> None:
    alone = make_person(name="独", language="en", roles=(Role.SUPERVISOR,))
    sign_in(client, alone)

    assert "There is nobody yet whose file you keep." in words_of(client, "/files")
    assert client.get("/units/year").status_code == 404
