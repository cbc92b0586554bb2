"""What somebody learned, in tables: completions, attempts, standards, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from app.interface.formats import score
from app.learning.rules import Tally
from app.printing.sheet import Column, Part
from app.training_file import wording
from app.training_file.paper import Paper
from app.training_file.person_file import Finished, PersonFile, Sat


def finished(file: PersonFile, paper: Paper) -> Part:
    """What was completed, in which version and how well."""
    done, tally = file.finished, file.tally
    total = [
        ngettext("%(num)s entry", "%(num)s entries", len(done)),
        _("%(minutes)s in all", minutes=paper.minutes(sum(e.minutes for e in done))),
        wording.tally_words(tally),
    ]
    return Part(
        _("What was completed"),
        [
            Column(_("Date"), 1.3, is_day=True),
            Column(_("Topic"), 3.6),
            Column(_("Way"), 1.3),
            Column(_("Version"), 0.9),
            Column(_("Time"), 1.2),
            Column(_("Result"), 1.7),
        ],
        [_finished_row(each, paper) for each in done],
        _("Nothing is completed yet."),
        total=paper.dotted(*total) if done else "",
    )


def sat(file: PersonFile, paper: Paper) -> Part:
    """Every attempt at a quiz."""
    return Part(
        _("Attempts at quizzes"),
        [
            Column(_("Date"), 1.3, is_day=True),
            Column(_("Quiz"), 3.6),
            Column(_("Attempt"), 0.9),
            Column(_("Time"), 1.2),
            Column(_("Result"), 3),
        ],
        [_sat_row(each, paper) for each in file.sat],
        _("No quiz was begun yet."),
    )


def topics(file: PersonFile, paper: Paper) -> Part:
    """How many standards are proved, topic by topic."""
    return Part(
        _("Standards by topic"),
        [
            Column(_("Topic"), 4),
            Column(pgettext("standards", "Learned"), 1, is_number=True),
            Column(_("Answered right"), 1, is_number=True),
            Column(_("Shown on site"), 1, is_number=True),
        ],
        [[paper.title(each.title), *map(str, _counts(each.tally))] for each in file.topics],
        _("Nothing is proved of any standard yet."),
        total=wording.tally_words(file.tally) if file.topics else "",
    )


def withdrawn(file: PersonFile, paper: Paper) -> Part:
    """What HR has withdrawn, and why."""
    return Part(
        _("Withdrawn by HR"),
        [
            Column(_("Withdrawn on"), 1.3, is_day=True),
            Column(_("Topic"), 2.6),
            Column(_("Way"), 1.3),
            Column(_("Completed on"), 1.3, is_day=True),
            Column(_("Reason"), 3.5),
        ],
        [
            [
                paper.day(each.withdrawn_at),
                paper.title(each.title),
                wording.way(each.kind),
                paper.day(each.at),
                each.reason,
            ]
            for each in file.withdrawn
        ],
        "",
        note=_("It does not count any more."),
    )


def _finished_row(each: Finished, paper: Paper) -> list[str]:
    return [
        paper.day(each.at),
        paper.title(each.title),
        wording.way(each.kind),
        _("no. %(number)s", number=each.number),
        paper.minutes(each.minutes),
        wording.result(each.kind, each.score),
    ]


def _sat_row(each: Sat, paper: Paper) -> list[str]:
    return [
        paper.day(each.at),
        paper.title(each.title),
        str(each.number),
        paper.minutes(each.minutes),
        paper.dotted(_sat_result(each), _sat_way(each)),
    ]


def _counts(tally: Tally) -> Iterable[int]:
    return (tally.learned, tally.answered, tally.shown)


def _sat_result(each: Sat) -> str:
    if each.awaits_mark:
        return _("waits for marking")
    if each.score is None:
        return _("not handed in yet")
    if each.is_passed:
        return _("%(points)s points, passed", points=score(each.score))
    return _("%(points)s points, not passed", points=score(each.score))


def _sat_way(each: Sat) -> str:
    if not each.is_on_paper:
        return ""
    if each.entered_by:
        return _("on paper, entered by %(name)s", name=each.entered_by)
    return _("on paper")
