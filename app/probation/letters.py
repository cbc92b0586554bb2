"""The mail that says that there is news, and nothing of what it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.accounts.models import Person
from app.interface.texts import spoken_in


@dataclass(frozen=True)
class Letter:
    """A mail in the language of whom it is for."""

    subject: str
    body: str


def news_for(person: Person, *, link: str) -> Letter:
    """That something waits to be read: who looks over her shoulder learns nothing more."""
    with spoken_in(person.language):
        paragraphs = (
            _("Hello %(name)s,", name=person.name),
            _("there is news for you in Touchpoint. Sign in to read it:"),
            link,
        )
        return Letter(_("There is news for you in Touchpoint"), "\n\n".join(paragraphs) + "\n")
