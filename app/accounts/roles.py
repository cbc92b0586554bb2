"""Roles, permissions, and which role may do what: one table that anybody can check."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the program; a person may be several."""

    LEARNER = "learner"
    OBSERVER = "observer"
    SUPERVISOR = "supervisor"
    HR = "hr"
    AUTHOR = "author"
    ADMIN = "admin"


class Permission(StrEnum):
    """One thing that may be done. Whose records it may be done to is a question of scope."""

    LEARN = "learn"
    """Read courses and standards, complete lessons, see one's own record."""
    SIT_QUIZ = "sit_quiz"
    """Start, answer and submit a quiz, and see one's own results."""
    RATE_SELF = "rate_self"
    """Answer the self-assessment."""
    OWN_ACCOUNT = "own_account"
    """Change one's own password and the language and look of the pages."""
    LEAD_TEAM = "lead_team"
    """See the progress of the people one leads, and help them along."""
    OBSERVE = "observe"
    """Write down the practice that one saw of the people one leads or was named for."""
    KEEP_RECORDS = "keep_records"
    """Keep the training records of everybody: sessions, certificates, probation, files."""
    TRAIN = "train"
    """Record the training sessions and outside certificates of the people one answers for."""
    EXAMINE = "examine"
    """Open quizzes for people, print them, enter papers, mark essays and admit late answers."""
    ANALYSE = "analyse"
    """Read how the items of a quiz do, and score attempts anew after a key was mended."""
    CERTIFY = "certify"
    """Decide whether a pass that was certified may be taken away."""
    OVERSEE = "oversee"
    """Find all quizzes in one place, with how many sat them and what waits for a decision."""
    SCREEN = "screen"
    """Invite candidates, read their results and decide."""
    PUBLISH = "publish"
    """Check courses and quizzes and publish them."""
    ADMINISTER = "administer"
    """Keep people, units, roles and settings."""


_EVERYBODY = frozenset(
    {Permission.LEARN, Permission.SIT_QUIZ, Permission.RATE_SELF, Permission.OWN_ACCOUNT}
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: _EVERYBODY,
    Role.OBSERVER: _EVERYBODY | {Permission.OBSERVE},
    Role.SUPERVISOR: _EVERYBODY
    | {
        Permission.LEAD_TEAM,
        Permission.OBSERVE,
        Permission.TRAIN,
        Permission.EXAMINE,
        Permission.OVERSEE,
    },
    Role.HR: _EVERYBODY
    | {
        Permission.SCREEN,
        Permission.KEEP_RECORDS,
        Permission.TRAIN,
        Permission.EXAMINE,
        Permission.ANALYSE,
        Permission.CERTIFY,
        Permission.OVERSEE,
    },
    Role.AUTHOR: _EVERYBODY | {Permission.PUBLISH, Permission.ANALYSE, Permission.OVERSEE},
    Role.ADMIN: _EVERYBODY
    | {Permission.ADMINISTER, Permission.PUBLISH, Permission.ANALYSE, Permission.OVERSEE},
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(GRANTS[role] for role in roles))
