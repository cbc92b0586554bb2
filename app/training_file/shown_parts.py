"""What somebody showed, attended, holds and signed, in tables."""

from __future__ import annotations

from flask_babel import gettext as _

from app.observations.queries import Practice
from app.printing.sheet import Column, Part
from app.sessions.wording import RESULTS, kind_words
from app.training_file import wording
from app.training_file.paper import NOTHING, Paper
from app.training_file.person_file import PersonFile, years_of


def practice(file: PersonFile, paper: Paper) -> Part:
    """What others saw of her work, and the rounds that she walked."""
    return Part(
        _("Practice seen on site"),
        [
            Column(_("Date"), 1.3, is_day=True),
            Column(_("Checklist"), 2.8),
            Column(_("Seen by"), 1.7),
            Column(_("Lines"), 2.4),
            Column(_("Verdict"), 1.2),
            Column(_("State"), 1.5),
        ],
        [_practice_row(each, paper) for each in file.practice],
        _("No practice was seen yet."),
    )


def sessions(file: PersonFile, paper: Paper) -> Part:
    """The training sessions at which she was, with the minutes of each year."""
    return Part(
        _("Training sessions"),
        [
            Column(_("Date"), 1.3, is_day=True),
            Column(_("Topic"), 3),
            Column(_("Kind"), 2.2),
            Column(_("Trainer"), 1.5),
            Column(_("Time"), 1.2),
            Column(_("Result"), 1.2),
        ],
        [
            [
                paper.day(each.starts_at),
                each.topic,
                kind_words(each.kind, each.level),
                each.trainer_name,
                paper.minutes(each.minutes),
                str(RESULTS[each.result]),
            ]
            for each in file.sessions
        ],
        _("No training session was attended yet."),
        total=_years(file, paper),
    )


def certificates(file: PersonFile, paper: Paper) -> Part:
    """Her outside certificates; no number stands here as a whole."""
    return Part(
        _("Outside certificates"),
        [
            Column(_("Certificate"), 2.6),
            Column(_("Number"), 1.5),
            Column(_("Issued on"), 1.3, is_day=True),
            Column(_("Good until"), 1.3, is_day=True),
            Column(_("Checked by"), 1.5),
            Column(_("State"), 1.3),
        ],
        [
            [
                paper.title(each.kind_name),
                each.number_masked,
                paper.day(each.issued_on),
                paper.day(each.expires_on) if each.expires_on else _("without end"),
                each.checked_by_name or NOTHING,
                wording.certificate_state(each.state),
            ]
            for each in file.certificates
        ],
        _("No certificate is registered."),
    )


def signed(file: PersonFile, paper: Paper) -> Part:
    """What she has read and signed, in which edition."""
    return Part(
        _("Read and signed"),
        [
            Column(_("Signed on"), 1.3, is_day=True),
            Column(_("Document"), 5),
            Column(_("Edition"), 1.5),
        ],
        [
            [paper.day(each.signed_at), paper.title(each.title), each.edition]
            for each in file.signed
        ],
        _("No document was signed yet."),
    )


def reviews(file: PersonFile, paper: Paper) -> Part:
    """How probation was decided and when: what was said stays in the review."""
    return Part(
        _("Probation review"),
        [
            Column(_("Probation"), 2.4),
            Column(_("Decision"), 1.8),
            Column(_("Decided on"), 1.4, is_day=True),
            Column(_("Extended until"), 1.4, is_day=True),
            Column(_("Told and confirmed"), 1.6, is_day=True),
        ],
        [
            [
                _(
                    "%(first)s to %(last)s",
                    first=paper.day(each.begins_on),
                    last=paper.day(each.ends_on),
                ),
                wording.decision(each.decision),
                paper.day(each.decided_at),
                paper.day(each.extended_until),
                paper.day(each.acknowledged_at),
            ]
            for each in file.reviews
        ],
        _("There is no probation review."),
    )


def _practice_row(each: Practice, paper: Paper) -> list[str]:
    return [
        paper.day(each.seen_on),
        paper.title(each.title),
        # A round is walked by the person herself; who confirms it stands in the observation.
        _("own round") if each.kind == "round" else each.observer_name,
        wording.lines_words(each.met, each.not_met, each.not_seen),
        wording.verdict(each.verdict) or NOTHING,
        wording.practice_state(each.state),
    ]


def _years(file: PersonFile, paper: Paper) -> str:
    asked = file.owner.safety_minutes
    return _("; ").join(
        wording.year_words(each, asked, paper)
        for each in years_of(file.sessions, paper.reader.zone)
    )
