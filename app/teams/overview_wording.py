"""What the page of the team and its files say of a person, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.interface.days import local_day
from app.interface.formats import Reader, dotted, near_day, score
from app.teams.overview import Member, tenure

#: The tone of the pill for each state; one without a tone is said quietly.
TONES = {"late": "late", "stuck": "late", "failed": "late", "due": "due", "done": "good"}


def orders() -> dict[str, str]:
    """What the orders of the page are called, by what stands in the address."""
    return {
        "needs": _("Help first"),
        "name": _("By name"),
        "progress": _("Least done"),
        "active": _("Longest away"),
        "due": _("Due first"),
    }


@dataclass(frozen=True)
class Wording:
    """Words on people of the team. Those who share a name are told apart by their numbers."""

    reader: Reader
    namesakes: frozenset[str] = frozenset()
    #: Whether it says something to name the unit.
    names_units: bool = False

    def name(self, member: Member) -> str:
        """The name, with the number where two bear it."""
        if member.name in self.namesakes and member.number:
            return _("%(name)s (%(number)s)", name=member.name, number=member.number)
        return member.name

    def position(self, member: Member) -> str:
        """What the position is called."""
        title = member.position
        return title if isinstance(title, str) else title.in_(self.reader.language)

    def about(self, member: Member) -> str:
        """Position, time since hiring, and the unit where there are several."""
        unit = member.unit if self.names_units else ""
        return dotted([self.position(member), self.tenure(member), unit], self.reader)

    def tenure(self, member: Member) -> str:
        """Day 9, month 3 or year 2 since somebody was hired."""
        kind, number = tenure(member.hired_on, self._today()) or ("", 0)
        if kind == "day":
            return _("day %(number)s", number=number)
        if kind == "month":
            return _("month %(number)s", number=number)
        return _("year %(number)s", number=number) if kind else ""

    def reasons(self, member: Member) -> list[str]:
        """Why somebody needs the supervisor, the most pressing first."""
        return [*self._late(member), *self._stuck(member), *self._failed(member)]

    def state(self, member: Member) -> str:
        """What matters most, in few words; never empty."""
        match member.state:
            case "late":
                return ngettext("%(num)s day overdue", "%(num)s days overdue", member.days_late)
            case "stuck":
                return self._stuck(member)[0]
            case "failed":
                return _("Quiz failed again")
            case "due":
                return _("Due %(day)s", day=self.day(member.due_on))
            case "done":
                return _("All done")
        return _("Nothing due")

    def progress(self, member: Member) -> str:
        """How much of what was asked for is done."""
        if not member.asked_count:
            return _("nothing asked")
        return _("%(done)s of %(total)s done", done=member.done_count, total=member.asked_count)

    def scores(self, member: Member) -> str:
        """The mean of the best scores, and of how many quizzes."""
        if member.mean_score is None:
            return _("no quiz yet")
        return ngettext(
            "%(points)s in %(num)s quiz",
            "%(points)s in %(num)s quizzes",
            len(member.scores),
            points=score(member.mean_score),
        )

    def activity(self, member: Member) -> str:
        """When somebody last learned or answered something."""
        if member.active_on is None:
            return _("not active yet")
        return _("active %(day)s", day=self.day(member.active_on))

    def day(self, day: date | None) -> str:
        """A near day, as it fits into a sentence."""
        return near_day(day, self.reader) if day else ""

    def _late(self, member: Member) -> list[str]:
        if not member.late:
            return []
        late = ngettext(
            "%(num)s day overdue: %(title)s",
            "%(num)s days overdue: %(title)s",
            member.days_late,
            title=member.late[0].title.in_(self.reader.language),
        )
        more = len(member.late) - 1
        others = ngettext("%(num)s more overdue", "%(num)s more overdue", more)
        return [late, others] if more else [late]

    def _stuck(self, member: Member) -> list[str]:
        if not member.is_stuck:
            return []
        idle = member.days_idle
        return [ngettext("%(num)s day without learning", "%(num)s days without learning", idle)]

    def _failed(self, member: Member) -> list[str]:
        return [
            ngettext(
                "%(title)s: failed %(num)s time",
                "%(title)s: failed %(num)s times",
                quiz.failures,
                title=quiz.title.in_(self.reader.language),
            )
            for quiz in member.failed
        ]

    def _today(self) -> date:
        return local_day(self.reader.now, self.reader.zone)
