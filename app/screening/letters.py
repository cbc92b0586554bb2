"""What a candidate is sent: a text for a chat, and the mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.courses.model import Position
from app.interface.formats import Reader, full_day
from app.interface.texts import spoken_in
from app.screening.links import address_of
from app.screening.models import Invitation

#: Lesson, questions and the offer of the self-assessment together take at most this long.
MOST_MINUTES = 12


@dataclass(frozen=True)
class Writer:
    """Who writes letters: the company, at a moment, in its time zone."""

    company: str
    positions: dict[str, Position]
    zone: str
    now: datetime

    def chat(self, invitation: Invitation) -> str:
        """The text to paste into a chat with one person, link and all, in her language."""
        with spoken_in(invitation.person.language):
            return "\n".join(self._lines(invitation))

    def mail(self, invitation: Invitation) -> tuple[str, str]:
        """Subject and body of the mail, in her language."""
        language = invitation.person.language
        with spoken_in(language):
            subject = _("Your application: %(position)s", position=self.title(invitation, language))
            body = "\n\n".join(self._lines(invitation)) + "\n"
        return subject, body

    def title(self, invitation: Invitation, language: str) -> str:
        """What the position is called; its slug where it is no longer published."""
        known = self.positions.get(invitation.position)
        return known.title.in_(language) if known else invitation.position

    def _lines(self, invitation: Invitation) -> list[str]:
        language = invitation.person.language
        lines = [
            _("Dear %(name)s,", name=invitation.person.name),
            self._opening(invitation, language),
            _(
                "It takes at most %(minutes)s minutes on your phone; you need no account.",
                minutes=MOST_MINUTES,
            ),
            address_of(invitation),
            _(
                "The link works until the end of %(day)s. It is for you alone: please do not pass "
                "it on.",
                day=full_day(invitation.expires_at, Reader(self.zone, language, self.now)),
            ),
        ]
        if invitation.contact:
            lines.append(_("Questions? Ask %(contact)s.", contact=invitation.contact))
        return lines

    def _opening(self, invitation: Invitation, language: str) -> str:
        title = self.title(invitation, language)
        if not self.company:
            return _(
                "thank you for applying as %(position)s. Please take a first look at the work and "
                "answer ten short questions.",
                position=title,
            )
        return _(
            "thank you for applying to %(company)s as %(position)s. Please take a first look at "
            "the work and answer ten short questions.",
            company=self.company,
            position=title,
        )
