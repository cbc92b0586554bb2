"""What the lists of signatures are called and say, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from app.courses.policies import Policy
from app.interface.texts import spoken_in
from app.policies.signers import Signer


def state_of(person: Signer) -> str:
    """How somebody stands to a policy."""
    if person.state == "signed":
        return _("signed")
    if person.state == "again":
        return _("signed edition %(edition)s only", edition=person.edition)
    return _("not signed yet")


def reminder(policy: Policy, *, link: str, language: str) -> str:
    """What to write to a group: what is to be signed and where, and nobody's name."""
    with spoken_in(language):
        title = policy.title.in_(language)
        return "\n\n".join(
            [
                _(
                    "Hello everybody, please read and sign “%(title)s” (edition %(edition)s). "
                    "It takes about %(minutes)s minutes.",
                    title=title,
                    edition=policy.edition,
                    minutes=policy.minutes,
                ),
                _("You find it here: %(link)s", link=link),
                _("Whoever has signed already need do nothing. If something is unclear, ask me."),
            ]
        )
