"""Words of the account pages that are put together or chosen."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.models import EXTRA_TIMES
from app.accounts.roles import Role
from app.markup.texts import LANGUAGES

_ROLES = {
    Role.LEARNER: _l("Learner"),
    Role.OBSERVER: _l("Observer"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.HR: _l("Human resources"),
    Role.AUTHOR: _l("Author"),
    Role.ADMIN: _l("Administrator"),
}


def names_of_roles(roles: Iterable[Role]) -> str:
    """The roles in words, always in the same order."""
    present = frozenset(roles)
    return _(", ").join(str(name) for role, name in _ROLES.items() if role in present)


def names_of_extra_times() -> list[tuple[int, str]]:
    """How much more time somebody may be given in quizzes."""
    more = [(each, _("%(percent)s%% more time", percent=each)) for each in EXTRA_TIMES if each]
    return [(0, _("The usual time")), *more]


def names_of_languages() -> list[tuple[str, str]]:
    """Each language of the interface in its own words."""
    names = {tag: Locale.parse(tag, sep="-").display_name for tag in LANGUAGES}
    return [(tag, name or tag) for tag, name in names.items()]


def please_wait(seconds: int) -> str:
    """That it was tried too often, and for how long it is better to stop."""
    if seconds < 60:
        wait = ngettext("%(num)d second", "%(num)d seconds", seconds)
    else:
        wait = ngettext("%(num)d minute", "%(num)d minutes", ceil(seconds / 60))
    return _("Tried too often. Wait %(wait)s, then try again.", wait=wait)
