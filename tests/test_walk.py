"""A walk over every route, as everybody who may come, with what belongs to somebody else.

Nobody finds anything: what is another's is not found, no secret of another stands in any answer,
nothing is changed, and nothing breaks.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.db import db
from tests.attempts.phone import FROM_HERE
from tests.content_tree import ContentTree
from tests.marking.essays import ESSAY
from tests.walk_practice import POLICY
from tests.walk_world import GUESTS, INSTRUMENT, Guest, World, guest_of, make_world

pytestmark = pytest.mark.database("sqlite")

Values = dict[str, Any]
Examples = Callable[[World], list[Values]]

FILES = {"static", "bootstrap.static"}
METHODS = ("HEAD", "OPTIONS", "DELETE")
GUESSED = "x" * 32
NOBODYS = uuid.UUID(int=7)


def no_object(_world: World) -> list[Values]:
    """The address names nothing: what it shows is the guest's own."""
    return [{}]


def published(**values: str | int) -> Examples:
    """The address names a document that the whole staff reads."""
    return lambda _world: [values]


def somebody(world: World) -> list[Values]:
    """Whom she does not lead: herself, her superior, another team's, who left, candidates."""
    return [{"person_id": found} for found in (*_strangers(world), NOBODYS)]


def somebodys_attempt(world: World) -> list[Values]:
    """Attempts of employees and candidates, handed in or open; and what is no attempt."""
    names = ("learner-b", "learner-b now", "leaver", "begun", "rated", "hired")
    ids = [*(world.attempts[each].id for each in names), world.id_of("learner-b"), NOBODYS]
    return [{"attempt_id": found} for found in ids]


def somebodys_answer(world: World) -> list[Values]:
    """An answer in such an attempt, to a question that is asked there."""
    items = ("rings", "first")
    return [each | {"item": item} for each in somebodys_attempt(world) for item in items]


def somebodys_rating(world: World) -> list[Values]:
    """Ratings that she did not give of herself: also what others gave, and what she gave others."""
    names = (
        "learner-b:learner-b",
        "rated:rated",
        "supervisor-a:colleague-a",
        "supervisor-b:learner-b",
        "supervisor-b:observer",
    )
    return [{"instrument": INSTRUMENT, "appraisal_id": world.appraisals[each].id} for each in names]


def rating_of_somebody(world: World) -> list[Values]:
    """To rate whom she does not lead."""
    return [each | {"instrument": INSTRUMENT} for each in somebody(world)]


def somebodys_rating_of_somebody(world: World) -> list[Values]:
    """What another gave: above all what her own people gave of themselves."""
    pairs = (
        ("learner-a", "learner-a:learner-a"),
        ("colleague-a", "colleague-a:colleague-a"),
        ("colleague-a", "supervisor-b:learner-b"),
        ("learner-b", "learner-b:learner-b"),
        ("learner-b", "supervisor-b:learner-b"),
        # She rated him herself, while he was hers.
        ("leaver", "supervisor-a:leaver"),
        ("rated", "rated:rated"),
    )
    return [
        {
            "person_id": world.id_of(person),
            "instrument": INSTRUMENT,
            "appraisal_id": world.appraisals[rating].id,
        }
        for person, rating in pairs
    ]


def question_of_somebody(world: World) -> list[Values]:
    """A question of such an attempt, to practise one like it."""
    return somebodys_answer(world)


def no_essay(world: World) -> list[Values]:
    """What nobody marks: one's own (HR's), what is not handed in, what is no essay or nothing."""
    names = ("essay of hr", "essay begun", "learner-b now", "learner-b", "rated", "begun")
    ids = [*(world.attempts[each].id for each in names), world.id_of("learner-b"), NOBODYS]
    essays = [{"attempt_id": found, "item": ESSAY} for found in ids]
    attempt_id = world.attempts["essay of learner-b"].id
    others = [{"attempt_id": attempt_id, "item": item} for item in ("rings-again", "rings", "x\0")]
    return essays + others


def essay_of_strangers(world: World) -> list[Values]:
    """The essays of those whom she does not lead, and her own."""
    return [each | {"item": ESSAY} for each in late_of_strangers(world)]


def no_late_answer(world: World) -> list[Values]:
    """Late answers about which nobody decides: one's own (HR's), of open attempts, of none."""
    names = ("essay of hr", "essay begun", "learner-b now", "begun")
    ids = [*(world.attempts[each].id for each in names), world.id_of("learner-b"), NOBODYS]
    return [{"attempt_id": found} for found in ids]


def late_of_strangers(world: World) -> list[Values]:
    """The attempts of those whom she does not lead, and her own; a candidate's."""
    names = ("learner-b", "supervisor-a", "leaver", "hired")
    attempts = [world.attempts[f"essay of {name}"] for name in names]
    return [{"attempt_id": each.id} for each in (*attempts, world.attempts["rated"])]


def no_held_pass(world: World) -> list[Values]:
    """About one's own pass HR does not decide, nor about one that was decided."""
    ids = [*(world.rescorings[each].id for each in ("hr", "decided")), world.id_of("hr"), NOBODYS]
    return [{"rescoring_id": found} for found in ids]


def no_opening(world: World) -> list[Values]:
    """Openings of another quiz, for oneself (HR's), for who has left, and what is none."""
    wrong = {"quiz": "letters", "opening_id": world.openings["learner-a"].id}
    openings = (world.openings[each].id for each in ("hr", "leaver"))
    ids = (*openings, world.units["a"].id, NOBODYS)
    return [wrong, *({"quiz": "telephone", "opening_id": found} for found in ids)]


def opening_for_strangers(world: World) -> list[Values]:
    """For other people, another unit, or herself."""
    ids = [world.openings[each].id for each in ("learner-b", "supervisor-a", "unit b")]
    return [{"quiz": "telephone", "opening_id": found} for found in ids]


def nobody_to_examine(world: World) -> list[Values]:
    """Whose papers nobody enters: one's own (HR's), those of candidates and who left."""
    names = ("hr", "leaver", "rated", "finished", "invited")
    ids = [*(world.id_of(each) for each in names), world.units["a"].id, NOBODYS]
    return [{"person_id": found, "quiz": "telephone"} for found in ids]


def papers_of_strangers(world: World) -> list[Values]:
    """Whom she does not lead, and herself."""
    names = ("learner-b", "director", "supervisor-a", "hired")
    return [{"person_id": world.id_of(each), "quiz": "telephone"} for each in names]


def no_invitation(world: World) -> list[Values]:
    """What is no invitation: an employee, a candidate by her own id, an attempt."""
    people = (world.id_of(each) for each in ("learner-b", "rated", "hired"))
    return [{"invitation_id": each} for each in (*people, world.attempts["rated"].id, NOBODYS)]


def no_employee(world: World) -> list[Values]:
    """Candidates, and what is nobody: an administrator keeps employees."""
    candidates = (world.id_of(each) for each in ("invited", "rated", "accepted", "withdrawn"))
    others = (world.invitations["hired"].id, world.units["b"].id, NOBODYS)
    return [{"person_id": found} for found in (*candidates, *others)]


def no_unit(world: World) -> list[Values]:
    """What is no unit."""
    return [{"unit_id": found} for found in (world.id_of("learner-b"), NOBODYS)]


def no_observation(world: World) -> list[Values]:
    """What is no observation: another record, or nothing."""
    return [{"observation_id": found} for found in (world.kept.reviews["hr"].id, NOBODYS)]


def somebodys_observation(world: World) -> list[Values]:
    """What others were seen to do, and a round that another walked; of who left what she wrote."""
    names = (
        *("learner-b:supervisor-b:waiting", "learner-b:observer:confirmed"),
        *("learner-b:observer:objected", "learner-b:learner-b:round"),
        "leaver:supervisor-a:waiting",
    )
    return [{"observation_id": world.kept.observations[each].id} for each in names]


def no_objection(world: World) -> list[Values]:
    """What nobody objected to."""
    return [each for each in somebodys_observation(world) if each not in an_objection(world)]


def an_objection(world: World) -> list[Values]:
    """An objection in another team."""
    return [{"observation_id": world.kept.observations["learner-b:observer:objected"].id}]


def photo_of_another_record(world: World) -> list[Values]:
    """A photo by the address of an observation to which it does not belong."""
    observed = world.kept.observations["learner-a:supervisor-a:waiting"].id
    names = ("session unit b", "certificate learner-b", "practice learner-b")
    return [{"observation_id": observed, "photo_id": world.kept.photos[each].id} for each in names]


def photo_of_somebody(world: World) -> list[Values]:
    """Photos of what others were seen to do."""
    names = ("learner-b:supervisor-b:waiting", "leaver:supervisor-a:waiting")
    pairs = zip(names, ("practice learner-b", "practice leaver"), strict=True)
    return [
        {
            "observation_id": world.kept.observations[name].id,
            "photo_id": world.kept.photos[photo].id,
        }
        for name, photo in pairs
    ]


def any_photo_of_practice(world: World) -> list[Values]:
    """Both: what she did not take herself nobody takes away."""
    return photo_of_another_record(world) + photo_of_somebody(world)


def no_appointment(world: World) -> list[Values]:
    """What was ended already, what is about oneself (HR's), and what is none."""
    ids = (world.kept.appointments[each].id for each in ("ended", "hr"))
    return [{"appointment_id": found} for found in (*ids, world.id_of("observer"), NOBODYS)]


def appointment_of_strangers(world: World) -> list[Values]:
    """Who was named for another team, and for somebody of it."""
    names = ("unit b to come", "unit b", "learner-b")
    return [{"appointment_id": world.kept.appointments[each].id} for each in names]


def nobody_to_record(world: World) -> list[Values]:
    """Whose records nobody keeps: one's own (HR's), a candidate's."""
    ids = (world.id_of("hr"), world.id_of("rated"), world.units["b"].id, NOBODYS)
    return [{"person_id": found} for found in ids]


def nobody_to_name_for(world: World) -> list[Values]:
    """The same, and who left."""
    return [*nobody_to_record(world), {"person_id": world.id_of("leaver")}]


def records_of_strangers(world: World) -> list[Values]:
    """Whom she does not lead: another team's, who left, her superior, herself."""
    names = ("learner-b", "leaver", "director", "supervisor-a")
    return [{"person_id": world.id_of(each)} for each in names]


def no_session(world: World) -> list[Values]:
    """What is no session."""
    return [
        {"session_id": found, "person_id": NOBODYS, "photo_id": NOBODYS, "code": GUESSED}
        for found in (world.kept.reviews["hr"].id, NOBODYS)
    ]


def session_of_strangers(world: World) -> list[Values]:
    """A session of another team, by its own code, with its own people and photo."""
    return [
        {
            "session_id": world.kept.sessions[each].id,
            "person_id": world.id_of("learner-b"),
            "photo_id": world.kept.photos["session unit b"].id,
            "code": world.kept.codes[each],
        }
        for each in ("unit b", "over b")
    ]


def photo_of_no_session(world: World) -> list[Values]:
    """By the address of a session of hers the photo of another one, or of another record."""
    names = ("session unit b", "practice learner-b", "certificate learner-b")
    hers = world.kept.sessions["unit a"].id
    photos = [world.kept.photos[each].id for each in names]
    return [*no_session(world), *({"session_id": hers, "photo_id": each} for each in photos)]


def wrong_code(world: World) -> list[Values]:
    """A code that was guessed, and one of a session that is over."""
    return [{"code": code} for code in (GUESSED, world.kept.codes["over b"])]


def no_certificate(world: World) -> list[Values]:
    """One's own (HR's), and by the address of somebody the certificate of somebody else."""
    hers, anothers = (world.kept.certificates[each].id for each in ("hr", "learner-b"))
    photo = world.kept.photos["certificate learner-b"].id
    pairs = (("hr", hers), ("learner-a", anothers), ("learner-a", NOBODYS))
    return [
        {"person_id": world.id_of(name), "certificate_id": found, "photo_id": photo}
        for name, found in pairs
    ]


def certificate_of_strangers(world: World) -> list[Values]:
    """The certificates of another team, and of who left."""
    photo = world.kept.photos["certificate learner-b"].id
    return [
        {
            "person_id": world.id_of(name),
            "certificate_id": world.kept.certificates[name].id,
            "photo_id": photo,
        }
        for name in ("learner-b", "leaver")
    ]


def no_photo_of_certificate(world: World) -> list[Values]:
    """Photos of other records."""
    names = ("session unit b", "practice learner-b")
    return [{"photo_id": found} for found in (*(world.kept.photos[n].id for n in names), NOBODYS)]


def no_review(world: World) -> list[Values]:
    """What is no review."""
    return [{"review_id": found} for found in (world.kept.sessions["unit b"].id, NOBODYS)]


def review_of_strangers(world: World) -> list[Values]:
    """The probation of another team's, of who left."""
    return [{"review_id": world.kept.reviews[each].id} for each in ("learner-b", "leaver")]


def no_review_to_decide(world: World) -> list[Values]:
    """About oneself nobody decides (HR's)."""
    return [*no_review(world), {"review_id": world.kept.reviews["hr"].id}]


def words_in_anothers_review(world: World) -> list[Values]:
    """To speak where one is nobody's mentor nor leader; and of HR, about herself as another."""
    about = (
        ("learner-b", "mentor"),
        ("learner-b", "supervisor"),
        ("leaver", "self"),
        ("hr", "mentor"),
    )
    said = [(world.kept.reviews[name].id, voice) for name, voice in about]
    return [{"review_id": found, "voice": voice} for found, voice in (*said, (NOBODYS, "self"))]


def unit_of_strangers(world: World) -> list[Values]:
    """The year of another team."""
    return [{"unit_id": world.units["b"].id}]


def dead_link(world: World) -> list[Values]:
    """Links that have ended, were replaced, belong to somebody who was hired, or were guessed."""
    return dead_links(world)


def link_not_withdrawn(world: World) -> list[Values]:
    """The same but for one: that an application was withdrawn is told by its own link."""
    return [each for each in dead_links(world) if each["token"] != world.tokens["withdrawn"]]


def attempt_by_link(world: World) -> list[Values]:
    """By a link that works the attempts of others, and any attempt by one that does not."""
    theirs = (world.attempts[each].id for each in ("begun", "finished", "learner-b", "hired"))
    others = ("begun", "finished", "accepted")
    return _by_link(world, "attempt_id", theirs, world.attempts["rated"].id, others)


def answer_by_link(world: World) -> list[Values]:
    """An answer in such an attempt."""
    return [each | {"item": "first"} for each in attempt_by_link(world)]


def rating_by_link(world: World) -> list[Values]:
    """By a link that works the ratings of others, and any by one that does not."""
    names = ("accepted:accepted", "learner-b:learner-b", "supervisor-b:learner-b")
    theirs = (world.appraisals[each].id for each in names)
    # Those who have not come to this page yet, or are beyond it, are led to where they are.
    others = ("finished",)
    return _by_link(world, "appraisal_id", theirs, world.appraisals["rated:rated"].id, others)


#: For each route what it is asked for. A new route gets its line here: what may be foreign in its
#: address, or that it names nothing.
EXAMPLES: dict[str, Examples] = {
    "accounts.account": no_object,
    "accounts.awake": no_object,
    "accounts.code": no_object,
    "accounts.forgotten": no_object,
    "accounts.login": no_object,
    "accounts.logout": no_object,
    "accounts.password": no_object,
    "accounts.preferences": no_object,
    "accounts.reset": published(token=GUESSED),
    "accounts.sign_outs": no_object,
    "accounts.unlock": no_object,
    "admin.code": no_employee,
    "admin.comeback": no_employee,
    "admin.content": no_object,
    "admin.departure": no_employee,
    "admin.import_template": no_object,
    "admin.imports": no_object,
    "admin.new_person": no_object,
    "admin.people": no_object,
    "admin.person": no_employee,
    "admin.plan": no_employee,
    "admin.publish_content": no_object,
    "admin.roles": no_employee,
    "admin.take_over_list": no_object,
    "admin.unit": no_unit,
    "admin.units": no_object,
    "admin.version": published(revision=1),
    "analysis.download": published(quiz="telephone", table="choices"),
    "analysis.question": published(quiz="telephone", item="rings"),
    "analysis.quizzes": no_object,
    "analysis.statistics": published(quiz="telephone"),
    "appraisals.about": rating_of_somebody,
    "appraisals.appraisal": somebodys_rating,
    "appraisals.appraisal_about": somebodys_rating_of_somebody,
    "appraisals.instrument": published(instrument=INSTRUMENT),
    "appraisals.instruments": no_object,
    "appraisals.rate": somebodys_rating,
    "appraisals.rate_about": somebodys_rating_of_somebody,
    "appraisals.result": somebodys_rating,
    "appraisals.result_about": somebodys_rating_of_somebody,
    "appraisals.start": published(instrument=INSTRUMENT),
    "appraisals.statistics": no_object,
    "appraisals.statistics_file": no_object,
    "appraisals.team": no_object,
    "appraisals.start_about": rating_of_somebody,
    "appraisals.submit": somebodys_rating,
    "appraisals.submit_about": somebodys_rating_of_somebody,
    "attempts.answers": somebodys_attempt,
    "attempts.attempt": somebodys_attempt,
    "attempts.overview": somebodys_attempt,
    "attempts.practise": question_of_somebody,
    "attempts.quiz": published(quiz="telephone"),
    "attempts.respond": somebodys_answer,
    "attempts.result": somebodys_attempt,
    "attempts.similar": question_of_somebody,
    "attempts.start": published(quiz="telephone"),
    "attempts.submit": somebodys_attempt,
    "health.healthz": no_object,
    "health.readyz": no_object,
    "invitation.agree": dead_link,
    "invitation.answers": attempt_by_link,
    "invitation.attempt": attempt_by_link,
    "invitation.complete_lesson": dead_link,
    "invitation.give_up": dead_link,
    "invitation.lesson": dead_link,
    "invitation.overview": attempt_by_link,
    "invitation.quiz": dead_link,
    "invitation.respond": answer_by_link,
    "invitation.result": attempt_by_link,
    "invitation.self_appraisal": rating_by_link,
    "invitation.self_instrument": dead_link,
    "invitation.self_rate": rating_by_link,
    "invitation.self_result": rating_by_link,
    "invitation.self_start": dead_link,
    "invitation.self_submit": rating_by_link,
    "invitation.start_quiz": dead_link,
    "invitation.submit": attempt_by_link,
    "invitation.thanks": dead_link,
    "invitation.welcome": dead_link,
    "invitation.withdrawn": link_not_withdrawn,
    "learning.complete": published(course="etiquette", lesson="10-greeting"),
    "learning.course": published(course="etiquette"),
    "learning.courses": no_object,
    "learning.lesson": published(course="etiquette", lesson="10-greeting"),
    "learning.record": no_object,
    "learning.recording": published(name=f"{'0' * 64}.mp3"),
    "learning.standard": published(standard="message-ask"),
    "learning.standards": no_object,
    "learning.today": no_object,
    "learning.touchpoint": published(number=17),
    "reference.checklist": published(slug="front-desk"),
    "reference.checklists": no_object,
    "reference.form": published(slug="shift-handover"),
    "reference.form_workbook": published(slug="shift-handover"),
    "reference.forms": no_object,
    "reference.glossary": no_object,
    "reference.path": published(slug="customer-service-assistant"),
    "reference.position": published(slug="customer-service-assistant"),
    "reference.positions": no_object,
    "marking.admit_late_answers": no_late_answer,
    "marking.apply_regrade": published(quiz="telephone"),
    "marking.decide": no_held_pass,
    "marking.dismiss_late_answers": no_late_answer,
    "marking.essay": no_essay,
    "marking.late": no_object,
    "marking.mark": no_essay,
    "marking.passes": no_object,
    "marking.queue": no_object,
    "marking.regrade": published(quiz="telephone"),
    "openings.end": no_opening,
    "openings.openings": published(quiz="telephone"),
    "openings.remove": no_opening,
    "paper.card": nobody_to_examine,
    "paper.choose": nobody_to_examine,
    "paper.enter": nobody_to_examine,
    "paper.entry": published(quiz="telephone"),
    "paper.key": published(quiz="telephone"),
    "paper.paper": published(quiz="telephone"),
    "screening.code": no_invitation,
    "screening.decisions": no_invitation,
    "screening.extend": no_invitation,
    "screening.hand_over": no_invitation,
    "screening.hire_candidate": no_invitation,
    "screening.hiring": no_invitation,
    "screening.invitation": no_invitation,
    "screening.invitations": no_object,
    "screening.invite_somebody": no_object,
    "screening.new_invitation": no_object,
    "screening.position": published(position="customer-service-assistant"),
    "screening.renew_link": no_invitation,
    "screening.resend": no_invitation,
    "screening.revoke": no_invitation,
    "screening.slip": no_invitation,
    "screening.slips": no_object,
    "screening.withdraw": no_invitation,
    "teams.briefing": no_object,
    "teams.code": somebody,
    "teams.export": published(kind="csv"),
    "teams.extra_time": somebody,
    "teams.give": somebody,
    "teams.group_reminder": no_object,
    "teams.person": somebody,
    "teams.remind": somebody,
    "teams.reminder": somebody,
    "teams.team": no_object,
    "observations.add_photo": somebodys_observation,
    "observations.ask": no_objection,
    "observations.confirm": somebodys_observation,
    "observations.correct": somebodys_observation,
    "observations.end_appointment": no_appointment,
    "observations.name_mentor": nobody_to_name_for,
    "observations.object_to": somebodys_observation,
    "observations.observation": no_observation,
    "observations.observe": published(checklist="front-desk"),
    "observations.observe_many": published(checklist="front-desk"),
    "observations.observers": no_object,
    "observations.own": no_object,
    "observations.photo": photo_of_another_record,
    "observations.practice": no_object,
    "observations.practice_map": no_object,
    "observations.remove_photo_of": any_photo_of_practice,
    "observations.start": no_object,
    "observations.walk": published(checklist="lobby"),
    "outside_certificates.add": nobody_to_record,
    "outside_certificates.add_own": no_object,
    "outside_certificates.add_photo_of": no_certificate,
    "outside_certificates.check": no_certificate,
    "outside_certificates.export": published(file_type="csv"),
    "outside_certificates.new_kind": no_object,
    "outside_certificates.own": no_object,
    "outside_certificates.person": nobody_to_record,
    "outside_certificates.photo": no_photo_of_certificate,
    "outside_certificates.register": no_object,
    "outside_certificates.remove": no_certificate,
    "outside_certificates.remove_photo_of": no_certificate,
    "outside_certificates.rename": published(kind="guard-card"),
    "outside_certificates.settings": no_object,
    "outside_certificates.take_back": certificate_of_strangers,
    "outside_certificates.take_out": published(kind="guard-card"),
    "policies.policies": no_object,
    "policies.policy": published(slug=POLICY),
    "policies.sign": published(slug=POLICY),
    "policies.unsigned": published(slug=POLICY),
    "policies.unsigned_on_paper": published(slug=POLICY),
    "policies.unsigned_workbook": published(slug=POLICY),
    "probation.acknowledgement": review_of_strangers,
    "probation.conditions": review_of_strangers,
    "probation.decision": no_review_to_decide,
    "probation.newcomer": nobody_to_name_for,
    "probation.open_one": nobody_to_name_for,
    "probation.review": no_review,
    "probation.reviews": no_object,
    "probation.say_word": words_in_anothers_review,
    "probation.sheet": no_review,
    "sessions.add_photo": no_session,
    "sessions.attend": wrong_code,
    "sessions.change": no_session,
    "sessions.code": no_session,
    "sessions.come": wrong_code,
    "sessions.export": no_object,
    "sessions.minutes": no_session,
    "sessions.new": no_object,
    "sessions.photo": photo_of_no_session,
    "sessions.remove": no_session,
    "sessions.remove_photo": photo_of_no_session,
    "sessions.session": no_session,
    "sessions.sessions": no_object,
    "sessions.sheet": no_session,
    "sessions.show_code": no_session,
    "sessions.take_off": no_session,
    "training_file.choose_year": no_object,
    "training_file.own": no_object,
    "training_file.own_pdf": no_object,
    "training_file.pdf": nobody_to_record,
    "training_file.people": no_object,
    "training_file.person": nobody_to_record,
    "training_file.year": no_unit,
    "training_file.year_pdf": no_unit,
    "training_file.year_workbook": no_unit,
}
#: What is foreign to everybody but HR, who examines all employees (and by late answers candidates)
#: and keeps their records.
EXAMINED: dict[str, Examples] = {
    "marking.admit_late_answers": late_of_strangers,
    "marking.dismiss_late_answers": late_of_strangers,
    "marking.essay": essay_of_strangers,
    "marking.mark": essay_of_strangers,
    "openings.end": opening_for_strangers,
    "openings.remove": opening_for_strangers,
    "paper.card": papers_of_strangers,
    "paper.choose": papers_of_strangers,
    "paper.enter": papers_of_strangers,
    "observations.ask": an_objection,
    "observations.end_appointment": appointment_of_strangers,
    "observations.name_mentor": records_of_strangers,
    "observations.observation": somebodys_observation,
    "observations.photo": photo_of_somebody,
    "outside_certificates.add": records_of_strangers,
    "outside_certificates.add_photo_of": certificate_of_strangers,
    "outside_certificates.check": certificate_of_strangers,
    "outside_certificates.person": records_of_strangers,
    "outside_certificates.photo": certificate_of_strangers,
    "outside_certificates.remove": certificate_of_strangers,
    "outside_certificates.remove_photo_of": certificate_of_strangers,
    "probation.decision": review_of_strangers,
    "probation.newcomer": records_of_strangers,
    "probation.open_one": records_of_strangers,
    "probation.review": review_of_strangers,
    "probation.sheet": review_of_strangers,
    "sessions.add_photo": session_of_strangers,
    "sessions.change": session_of_strangers,
    "sessions.code": session_of_strangers,
    "sessions.minutes": session_of_strangers,
    "sessions.photo": session_of_strangers,
    "sessions.remove": session_of_strangers,
    "sessions.remove_photo": session_of_strangers,
    "sessions.session": session_of_strangers,
    "sessions.sheet": session_of_strangers,
    "sessions.show_code": session_of_strangers,
    "sessions.take_off": session_of_strangers,
    "training_file.pdf": records_of_strangers,
    "training_file.person": records_of_strangers,
    "training_file.year": unit_of_strangers,
    "training_file.year_pdf": unit_of_strangers,
    "training_file.year_workbook": unit_of_strangers,
}
#: Instead of "not found": where the answer is the same whatever the address names.
EXCEPTIONS = {
    # It sends on to the thanks, where the link is looked at.
    "invitation.self_result": {302},
    # A link for a new password that is used up says so.
    "accounts.reset": {410},
    # Who names nobody at all is told so before anything is looked for.
    "observations.end_appointment": {403, 404},
    "observations.name_mentor": {403, 404},
}
#: What a form of any page might hold, so that nothing is refused for what is missing in it. Where
#: somebody is named, it is a stranger.
FIELDS = {
    "agrees": "yes",
    "answer": "c1",
    "closes_at": "2099-11-20T08:00",
    "day": "2026-11-20",
    "days": "7",
    "decision": "withdraw",
    "extend-days": "7",
    "renew-days": "7",
    "employee_number": "ZZ-777",
    "extra_time": "50",
    "fingerprint": "0" * 64,
    "hired_on": "2026-11-20",
    "kind": "team",
    "language": "en",
    "left_on": "2026-11-20",
    "level-facts": "none",
    "level-tone": "poor",
    "name": "zz-name-written",
    "of_age": "yes",
    "opens_at": "2026-11-20T08:00",
    "outcome": "declined",
    "position": "customer-service-assistant",
    "press": "enter",
    "receipt": "1",
    "reason": "Knew how to answer the telephone.",
    "roles": ["admin", "hr"],
    "sure": "yes",
    "zone": "Asia/Shanghai",
    **{f"rating-{name}": "9" for name in ("calm", "sorry", "strangers")},
}
#: What a page's script sends, in the place of a form.
MESSAGE = {
    "client": str(uuid.UUID(int=1)),
    "sequence": 1,
    "item": "rings",
    "fields": [["answer", "4"]],
    "is_flagged": False,
    "seen": 0,
}


def test_every_route_is_on_the_walk(app: Flask) -> None:
    rules = {rule.endpoint for rule in app.url_map.iter_rules()} - FILES

    assert rules - EXAMPLES.keys() == set(), (
        "These routes are not walked. Say in EXAMPLES in tests/test_walk.py what somebody might "
        "ask them for that is not hers, or that they name nothing."
    )
    assert EXAMPLES.keys() - rules == set(), "These routes are gone: take them out of EXAMPLES."


def test_what_is_anothers_is_not_found(app: Flask, content: ContentTree) -> None:
    world = make_world(app, content)
    guests = [guest_of(world, name, app) for name in GUESTS]
    before = everything()

    wrong = [
        fault
        for guest in guests
        for rule, values in foreign_addresses(app, world, guest)
        for method in sorted({"GET", "POST"} & set(rule.methods or ()))
        for fault in faults_of_foreign(ask(guest, rule, values, method), guest, rule, world)
    ]

    assert wrong == []
    assert everything() == before


def test_ones_own_pages_tell_and_change_nothing_of_others(app: Flask, content: ContentTree) -> None:
    world = make_world(app, content)
    app.config.update(COURSES_PATH=content.courses, QUIZZES_PATH=content.quizzes)
    stranger = {"person_id": world.id_of("learner-b"), "id": world.id_of("learner-b")}
    before = everything(about=stranger["id"])

    wrong = [
        fault
        for name in GUESTS
        for rule, values in own_addresses(app, world, name)
        # Signed in anew each time: one of the pages signs out.
        for guest in [guest_of(world, name, app)]
        for method in sorted({"GET", "POST"} & set(rule.methods or ()))
        for answer in [ask(guest, rule, values, method, **stranger)]
        for fault in faults_of_own(answer, guest, rule, world)
    ]

    assert wrong == []
    assert everything(about=stranger["id"]) == before


def test_other_methods_say_nothing(app: Flask, content: ContentTree) -> None:
    world = make_world(app, content)
    guest = guest_of(world, "hr", app)
    wrong = []
    for rule in rules_of(app):
        values = EXAMPLES[rule.endpoint](world)[0]
        answers = {method: ask(guest, rule, values, method) for method in METHODS}
        wrong += [f"{rule}: {answers['DELETE'].status}"] * (answers["DELETE"].status_code != 405)
        wrong += [f"{rule}: {each}" for each in ("HEAD", "OPTIONS") if answers[each].data]
        wrong += [fault for each in answers.values() for fault in told(each, guest, world)]

    assert wrong == []


def rules_of(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint not in FILES)


def foreign_addresses(app: Flask, world: World, guest: Guest) -> Iterator[tuple[Rule, Values]]:
    """Every route whose address names something, with all that is not hers."""
    for rule in rules_of(app):
        if rule.arguments & NAMING:
            found = foreign_to(guest, rule.endpoint, world)
            # Where the door is shut it does not matter what is behind it, and below a link who
            # is signed in: of those who might be, HR is the one to ask.
            is_open = may(app, guest, rule) and (
                "token" not in rule.arguments or guest.name in ("candidate", "hr")
            )
            yield from ((rule, values) for values in found[: None if is_open else 1])


def foreign_to(guest: Guest, endpoint: str, world: World) -> list[Values]:
    """What somebody might ask a route for that is not hers."""
    examples = [EXAMPLES[endpoint]]
    if guest.name != "hr" and endpoint in EXAMINED:
        examples.append(EXAMINED[endpoint])
    return [values for found in examples for values in found(world)]


def own_addresses(app: Flask, world: World, name: str) -> Iterator[tuple[Rule, Values]]:
    """Every other route, and below a candidate's link her own pages."""
    link = {
        "token": world.tokens["rated"],
        "attempt_id": world.attempts["rated"].id,
        "appraisal_id": world.appraisals["rated:rated"].id,
        "item": "first",
    }
    for rule in rules_of(app):
        if not rule.arguments & NAMING:
            yield rule, EXAMPLES[rule.endpoint](world)[0]
        elif name == "candidate" and rule.endpoint.startswith("invitation."):
            yield rule, {part: link[part] for part in rule.arguments}


#: What stands in an address for something that belongs to somebody.
NAMING = {
    "appraisal_id",
    "appointment_id",
    "attempt_id",
    "certificate_id",
    "code",
    "invitation_id",
    "observation_id",
    "opening_id",
    "person_id",
    "photo_id",
    "rescoring_id",
    "review_id",
    "session_id",
    "token",
    "unit_id",
}


def ask(guest: Guest, rule: Rule, values: Values, method: str, **fields: object) -> TestResponse:
    """Ask for a page, or send it a form that holds whatever a form may hold."""
    app = guest.client.application
    named = {name: values[name] for name in rule.arguments}
    address = app.url_map.bind("localhost").build(rule.endpoint, named)
    if is_for_script(app, rule):
        return guest.client.open(address, method=method, json=MESSAGE, headers=FROM_HERE)
    data = FIELDS | fields if method == "POST" else None
    return guest.client.open(address, method=method, data=data)


def is_for_script(app: Flask, rule: Rule) -> bool:
    """Whether only our own scripts ask for it."""
    return hasattr(app.view_functions[rule.endpoint], "is_for_script")


def may(app: Flask, guest: Guest, rule: Rule) -> bool:
    """Whether the table of permissions lets her through the door."""
    permission = app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
    return permission is None or permission in guest.permissions


def faults_of_foreign(answer: TestResponse, guest: Guest, rule: Rule, world: World) -> list[str]:
    """What is wrong with an answer about something that is not hers."""
    expected = statuses(guest, rule)
    faults = told(answer, guest, world)
    if answer.status_code not in expected:
        faults.append(f"{named(answer, guest)}: {answer.status_code}, not {expected}")
    if answer.status_code == 302 and not may(guest.client.application, guest, rule):
        faults += [] if answer.location.startswith(guest.door) else [f"sent to {answer.location}"]
    return faults


def faults_of_own(answer: TestResponse, guest: Guest, rule: Rule, world: World) -> list[str]:
    """What is wrong with an answer about herself, or at a door that is shut."""
    faults = told(answer, guest, world)
    if answer.status_code >= 500:
        faults.append(f"{named(answer, guest)}: {answer.status_code}")
    if not may(guest.client.application, guest, rule):
        expected = statuses(guest, rule)
        if answer.status_code not in expected:
            faults.append(f"{named(answer, guest)}: {answer.status_code}, not {expected}")
    return faults


def statuses(guest: Guest, rule: Rule) -> set[int]:
    """How this may be answered, where nothing of it is hers."""
    if may(guest.client.application, guest, rule):
        return EXCEPTIONS.get(rule.endpoint, {404})
    if guest.is_signed_in:
        return {403}
    return {401} if is_for_script(guest.client.application, rule) else {302}


def told(answer: TestResponse, guest: Guest, world: World) -> list[str]:
    """The secrets that an answer tells, in what it says and in where it sends."""
    # A workbook is no text; its letters are looked at all the same.
    said = f"{answer.data.decode(errors='replace')} {answer.headers}"
    kept = world.secrets_kept_from(guest)
    whose = sorted({owner for secret, owner in kept.items() if secret in said})
    return [f"{named(answer, guest)}: tells of {owner}" for owner in whose]


def named(answer: TestResponse, guest: Guest) -> str:
    return f"{guest.name} {answer.request.method} {answer.request.path}"


def everything(*, about: uuid.UUID | None = None) -> dict[str, list[str]]:
    """Every row of the database, or those in which this id stands."""
    db.session.rollback()
    found: dict[str, list[str]] = {}
    # A code that was guessed is counted, and nothing else.
    for table in (each for each in db.metadata.sorted_tables if each.name != "throttle"):
        rows = [str(tuple(row)) for row in db.session.execute(select(table))]
        found[table.name] = sorted(row for row in rows if about is None or str(about) in row)
    db.session.rollback()
    return found


def dead_links(world: World) -> list[Values]:
    ended = ("revoked", "expired", "withdrawn", "renewed", "hired")
    return [{"token": token} for token in (*(world.tokens[each] for each in ended), GUESSED)]


def _strangers(world: World) -> list[uuid.UUID]:
    """Of the guests nobody leads these, not even herself."""
    names = ("learner-b", "director", "supervisor-a", "leaver", "rated", "hired")
    return [world.id_of(each) for each in names]


def _by_link(
    world: World,
    name: str,
    theirs: Iterable[uuid.UUID],
    hers: uuid.UUID,
    others: Iterable[str],
) -> list[Values]:
    """By her own link what is another's, and what is hers by the links of others, dead or alive."""
    links = [
        *(world.tokens[each] for each in others),
        *(each["token"] for each in dead_links(world)),
    ]
    return [
        *({"token": world.tokens["rated"], name: found} for found in (*theirs, NOBODYS)),
        *({"token": token, name: hers} for token in links),
    ]
