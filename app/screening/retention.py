"""Pure: until when a candidate's data is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

#: After the candidate has given up, which ends every purpose but showing that it was so.
AFTER_WITHDRAWAL = timedelta(days=30)
#: For those who agreed to be kept for other positions.
IF_AGREED = timedelta(days=730)


class Kept(Protocol):
    """What the time of keeping follows from."""

    @property
    def expires_at(self) -> datetime: ...
    @property
    def decided_at(self) -> datetime | None: ...
    @property
    def revoked_at(self) -> datetime | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...
    @property
    def agreed_to_more(self) -> bool: ...


def kept_until(invitation: Kept, *, days: int) -> datetime:
    """When the data of an invitation goes: so many days after the last decision, or what stands
    in for one. Who gave up has also taken back the consent to be kept longer."""
    if invitation.withdrawn_at is not None:
        return invitation.withdrawn_at + AFTER_WITHDRAWAL
    ended_at = invitation.decided_at or invitation.revoked_at or invitation.expires_at
    return ended_at + (IF_AGREED if invitation.agreed_to_more else timedelta(days=days))
