"""Pure: one answer as a browser's script sends it, and what is wrong with one that is none."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec

#: What the columns of a receipt hold, and what a script can count to.
MOST_RECEIPTS = 2**31 - 1
MOST_SEQUENCE = 2**53 - 1
MOST_FIELDS = 500
#: A clock that is further off than this is taken for this far off.
MOST_WRONG = timedelta(days=366)

_Number = Annotated[int, msgspec.Meta(ge=0, le=MOST_RECEIPTS)]


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer, who sends it and what the sender knew."""

    #: The browser's own random name, and its count of what it has sent.
    client: uuid.UUID
    sequence: Annotated[int, msgspec.Meta(ge=1, le=MOST_SEQUENCE)]
    item: Annotated[str, msgspec.Meta(max_length=80)]
    #: Names and values as the question's own form would send them.
    fields: Annotated[list[tuple[str, str]], msgspec.Meta(max_length=MOST_FIELDS)]
    is_flagged: bool
    #: The highest receipt of this attempt that the sender has been told, and that of this item.
    seen: _Number
    replaces: _Number | None = None
    given_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class NotSent(Exception):
    """What arrived is no answer in the agreed form."""


class Unwritable(Exception):
    """What was answered holds characters that no database keeps."""


_decoder = msgspec.json.Decoder(Sent)


def read_sent(body: bytes) -> Sent:
    """The answer in the body of a request; NotSent or Unwritable says why there is none."""
    try:
        sent = _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise (Unwritable if _has_half_characters(body) else NotSent) from error
    if any("\0" in text for field in sent.fields for text in field):
        raise Unwritable
    return sent


def sane(given_at: datetime | None, *, now: datetime) -> datetime | None:
    """What a sender's clock said, moved to where a clock that is merely wrong can stand."""
    if given_at is None:
        return None
    return min(max(given_at, now - MOST_WRONG), now + MOST_WRONG).astimezone(UTC)


def _has_half_characters(body: bytes) -> bool:
    """Whether it is JSON with halves of characters, which a script can cut a text into."""
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except (ValueError, RecursionError):
        return False
    return False
