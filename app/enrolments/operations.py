"""Assigning plans, completing, withdrawing."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.locks import lock_person
from app.accounts.models import Person
from app.audit.operations import record
from app.courses.model import Path
from app.db import db, new_id
from app.enrolments.due import due_before_probation_ends, due_days
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.progress import progress_in
from app.enrolments.queries import COUNTS, completed_names
from app.evidence.operations import record_learned
from app.library.queries import Library, Published


def assign_path(
    person_id: uuid.UUID,
    path: Path,
    *,
    anchored_on: date,
    now: datetime,
    by_id: uuid.UUID | None = None,
) -> Assignment:
    """Put a person on a path: she is enrolled in its courses, due so many days after the anchor."""
    lock_person(person_id)
    assignment = db.session.scalar(
        select(Assignment).where(Assignment.person_id == person_id, Assignment.path == path.slug)
    )
    if assignment is None:
        assignment = Assignment(
            person_id=person_id,
            path=path.slug,
            anchored_on=anchored_on,
            assigned_at=now,
            assigned_by_id=by_id,
        )
        db.session.add(assignment)
        db.session.flush()
        record("assigned", "path", path.slug, now=now, actor_id=by_id, person_id=person_id)
    ends_on = db.session.scalar(select(Person.probation_ends_on).where(Person.id == person_id))
    for course, due_on in due_days(path, assignment.anchored_on, ends_on).items():
        _enrol(assignment, course, due_on, now=now)
    db.session.flush()
    return assignment


def assign_path_to_newcomer(
    person_id: uuid.UUID, path: Path, *, anchored_on: date, now: datetime, by_id: uuid.UUID
) -> None:
    """What `assign_path` does, for somebody who is new and so has nothing to be looked for."""
    assignment = Assignment(
        id=new_id(),
        person_id=person_id,
        path=path.slug,
        anchored_on=anchored_on,
        assigned_at=now,
        assigned_by_id=by_id,
    )
    db.session.add(assignment)
    for course, due_on in due_days(path, anchored_on).items():
        db.session.add(_enrolment(assignment, course, due_on, now=now))
    record("assigned", "path", path.slug, now=now, actor_id=by_id, person_id=person_id)


def move_probation_end(person_id: uuid.UUID, ends_on: date | None, library: Library) -> None:
    """Let what a person's plans ask for before probation ends be due on its last day, as it is
    kept now."""
    lock_person(person_id)
    paths = {path.slug: path.body for path in library.all("path")}
    rows = db.session.execute(
        select(Assignment, Enrolment)
        .join(Enrolment, Enrolment.assignment_id == Assignment.id)
        .where(Assignment.person_id == person_id, Assignment.path.in_(paths))
    )
    for assignment, enrolment in rows:
        path = paths[assignment.path]
        if enrolment.course in due_before_probation_ends(path):
            days = due_days(path, assignment.anchored_on, ends_on)
            enrolment.due_on = days[enrolment.course]
    db.session.flush()


def complete(
    person_id: uuid.UUID,
    document: Published,
    *,
    now: datetime,
    minutes: int = 0,
    score: float | None = None,
) -> Completion:
    """Note that a person completed this version of a document; a second time changes nothing."""
    lock_person(person_id)
    kind, slug = document.completed_as
    there = db.session.scalar(
        select(Completion).where(
            Completion.person_id == person_id,
            Completion.kind == kind,
            Completion.slug == slug,
            Completion.version_id == document.version_id,
            COUNTS,
        )
    )
    if there is not None:
        return there
    completion = Completion(
        person_id=person_id,
        kind=kind,
        slug=slug,
        version_id=document.version_id,
        completed_at=now,
        minutes=minutes,
        score=score,
    )
    db.session.add(completion)
    db.session.flush()
    record("completed", kind, slug, now=now, actor_id=person_id, person_id=person_id)
    return completion


def complete_lesson(
    person_id: uuid.UUID, lesson: Published, library: Library, *, now: datetime
) -> Completion:
    """Note that a person has read a lesson: its standards are learned, its course may be done."""
    completion = complete(person_id, lesson, now=now, minutes=lesson.outline.minutes)
    taught = [library.standards[i] for i in lesson.outline.teaches if i in library.standards]
    record_learned(person_id, taught, version_id=lesson.version_id, now=now)
    complete_course(person_id, lesson.outline.course, library, now=now)
    return completion


def complete_quiz(
    person_id: uuid.UUID,
    quiz: Published,
    library: Library,
    *,
    score: float,
    minutes: int,
    now: datetime,
) -> Completion:
    """Note that a person passed a quiz, and with it perhaps completed the course."""
    completion = complete(person_id, quiz, now=now, minutes=minutes, score=score)
    course = library.course_of_quiz.get(quiz.slug)
    if course is not None:
        complete_course(person_id, course.slug, library, now=now)
    return completion


def complete_course(
    person_id: uuid.UUID, course: str, library: Library, *, now: datetime
) -> Completion | None:
    """Complete a course when each of its lessons and its quiz have their completion."""
    published = library.get("course", course)
    if published is None:
        return None
    lessons = [lesson.outline for lesson in library.lessons_of(published.body)]
    completed = completed_names(person_id)
    if not progress_in(published.body, lessons, completed).is_completed:
        return None
    return complete(person_id, published, now=now)


def withdraw_quiz(
    person_id: uuid.UUID,
    quiz: Published,
    library: Library,
    *,
    reason: str,
    now: datetime,
    by_id: uuid.UUID,
) -> list[Completion]:
    """Withdraw that a person passed this version of a quiz, and the course if it rested on it.

    What is withdrawn counts nowhere; it stays, with the reason.
    """
    lock_person(person_id)
    withdrawn = _withdraw(
        person_id, "quiz", quiz.slug, reason, now, by_id, version_id=quiz.version_id
    )
    course = library.course_of_quiz.get(quiz.slug)
    if course is not None and ("quiz", quiz.slug) not in completed_names(person_id):
        withdrawn += _withdraw(person_id, "course", course.slug, reason, now, by_id)
    return withdrawn


def withdraw_checklist(
    person_id: uuid.UUID, checklist: str, *, reason: str, now: datetime, by_id: uuid.UUID | None
) -> list[Completion]:
    """Withdraw that a person completed a checklist, in whatever version, so that it is open again.

    What is withdrawn counts nowhere; it stays, with the reason.
    """
    lock_person(person_id)
    return _withdraw(person_id, "checklist", checklist, reason, now, by_id)


def _withdraw(
    person_id: uuid.UUID,
    kind: str,
    slug: str,
    reason: str,
    now: datetime,
    by_id: uuid.UUID | None,
    *,
    version_id: uuid.UUID | None = None,
) -> list[Completion]:
    wanted = select(Completion).where(
        Completion.person_id == person_id, Completion.kind == kind, Completion.slug == slug, COUNTS
    )
    if version_id is not None:
        wanted = wanted.where(Completion.version_id == version_id)
    found = list(db.session.scalars(wanted))
    for completion in found:
        completion.withdrawn_at, completion.withdrawn_by_id = now, by_id
        completion.withdrawn_reason = reason
        record("withdrew", kind, slug, now=now, actor_id=by_id, person_id=person_id)
    db.session.flush()
    return found


def _enrol(assignment: Assignment, course: str, due_on: date | None, *, now: datetime) -> None:
    """Who is enrolled already, by another plan or by this one, stays so."""
    there = select(Enrolment.id).where(
        Enrolment.person_id == assignment.person_id, Enrolment.course == course
    )
    if db.session.scalar(there) is None:
        db.session.add(_enrolment(assignment, course, due_on, now=now))


def _enrolment(
    assignment: Assignment, course: str, due_on: date | None, *, now: datetime
) -> Enrolment:
    return Enrolment(
        person_id=assignment.person_id,
        course=course,
        due_on=due_on,
        enrolled_at=now,
        assignment_id=assignment.id,
    )
