"""Published documents as a process holds them: the large ones packed until somebody reads them."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from app.content.documents import BODIES
from app.courses.policies import Policy
from app.library.outlines import lesson_outline, quiz_outline

#: So many of the large documents that were read last stay unpacked in a process.
MOST_UNPACKED = 48

#: What is large, and how its outline is taken from its JSON.
_OUTLINES: dict[str, Callable[[bytes], Any]] = {"lesson": lesson_outline, "quiz": quiz_outline}


@dataclass(frozen=True)
class Packed:
    """The compressed JSON of a large document, with its outline. Equal ones are unpacked once."""

    kind: str
    data: bytes
    outline: Any = field(compare=False)


@dataclass(frozen=True)
class Published:
    """One published version of a document."""

    kind: str
    slug: str
    version_id: uuid.UUID
    number: int
    published_at: datetime
    #: Its value, or the same packed.
    held: Any

    @property
    def body(self) -> Any:
        """The frozen value that the files gave. To keep it keeps all of it in memory."""
        return _unpacked(self.held) if isinstance(self.held, Packed) else self.held

    @property
    def completed_as(self) -> tuple[str, str]:
        """The kind and slug of its completions: a policy's name its edition, because whoever has
        signed one is asked again by the next."""
        return self.kind, self.held.signed_as if isinstance(self.held, Policy) else self.slug

    @cached_property
    def outline(self) -> Any:
        """What lists need: of lessons and quizzes their outline, of others all there is."""
        if isinstance(self.held, Packed):
            return self.held.outline
        take = _OUTLINES.get(self.kind)
        return take(msgspec.json.encode(self.held)) if take else self.held


def held(kind: str, raw: bytes) -> Any:
    """A document's JSON as a process keeps it."""
    if kind in _OUTLINES:
        return Packed(kind, zlib.compress(raw), _OUTLINES[kind](raw))
    return msgspec.json.decode(raw, type=BODIES[kind])


@lru_cache(maxsize=MOST_UNPACKED)
def _unpacked(packed: Packed) -> Any:
    return msgspec.json.decode(zlib.decompress(packed.data), type=BODIES[packed.kind])
