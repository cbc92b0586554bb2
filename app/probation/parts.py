"""Pure: what somebody is to the person of a review, and so what she reads and says there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Voice = Literal["self", "mentor", "supervisor"]
#: In the order in which they are read.
VOICES: tuple[Voice, ...] = ("mentor", "supervisor", "self")


@dataclass(frozen=True)
class Part:
    """Whether somebody is the person herself, her mentor, leads her, or keeps the records.

    One may be several of these, but never anything beside oneself.
    """

    is_own: bool = False
    is_mentor: bool = False
    leads: bool = False
    keeps: bool = False

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices that are hers to raise."""
        said = {"self": self.is_own, "mentor": self.is_mentor, "supervisor": self.leads}
        return tuple(voice for voice in VOICES if said[voice])

    @property
    def reads_all(self) -> bool:
        """Whether she reads every voice from the beginning, and prints the sheet."""
        return self.leads or self.keeps

    @property
    def learns_decision(self) -> bool:
        """Whether the decision is told to her; a mentor only helps to find it."""
        return self.is_own or self.reads_all

    def reads(self, *, is_hers: bool, is_decided: bool) -> bool:
        """Whether she may read a voice: her own always, the others' once it is decided where it
        is about her, so that nobody writes with an eye on the answer."""
        return is_hers or self.reads_all or (self.is_own and is_decided)

    def prints(self, *, is_decided: bool) -> bool:
        """Whether she may print the sheet, on which everything stands."""
        return self.reads_all or (self.is_own and is_decided)
