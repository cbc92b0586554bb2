"""A person's training file in words: its head, and a table for each kind of evidence."""

from __future__ import annotations

from flask_babel import gettext as _

from app.library.positions import position_title
from app.library.queries import Library
from app.printing.sheet import Sheet
from app.training_file.learned_parts import finished, sat, topics, withdrawn
from app.training_file.paper import NOTHING, Paper, signers
from app.training_file.person_file import PersonFile
from app.training_file.shown_parts import certificates, practice, reviews, sessions, signed


def sheet_of(file: PersonFile, library: Library, paper: Paper) -> Sheet:
    """The whole file of one person, in the order in which auditors ask."""
    title, owner = _("Employee training file"), file.owner.person
    shown = [each(file, paper) for each in _PARTS]
    return Sheet(
        title=title,
        language=paper.reader.language,
        company=paper.company,
        about=owner.name,
        facts=_facts(file, library, paper),
        parts=[*shown, withdrawn(file, paper)] if file.withdrawn else shown,
        signers=signers(),
        words=paper.words(title, owner.name),
    )


#: In the order in which auditors ask.
_PARTS = (finished, sat, practice, sessions, certificates, signed, reviews, topics)


def _facts(file: PersonFile, library: Library, paper: Paper) -> list[tuple[str, str]]:
    person, mentors = file.owner.person, file.owner.mentors
    position = position_title(person.position, library, paper.reader.language)
    facts = [
        (_("Number"), person.employee_number or NOTHING),
        (_("Name"), person.name),
        (_("Unit"), person.unit.name if person.unit else NOTHING),
        (_("Position"), position or NOTHING),
        (_("Hired on"), paper.day(person.hired_on)),
        (_("Probation ends on"), paper.day(person.probation_ends_on)),
        (_("Supervisor"), person.supervisor.name if person.supervisor else NOTHING),
        (_("Mentor"), _(", ").join(mentors) or NOTHING),
    ]
    if person.deactivated_at is not None:
        facts.append((_("Left on"), paper.day(person.left_on or person.deactivated_at)))
    return [*facts, (_("Printed on"), paper.today)]
