"""Texts as they stand on paper: days that are clear in ten years, and a dash for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from app.interface.days import local_day
from app.interface.formats import Reader, dotted, minutes
from app.markup.texts import Text

NOTHING = "–"


@dataclass(frozen=True)
class Paper:
    """For whom something is printed, when, and by which company."""

    reader: Reader
    company: str

    def day(self, day: date | datetime | None) -> str:
        """2026-11-20, whatever the language."""
        if isinstance(day, datetime):
            day = local_day(day, self.reader.zone)
        return NOTHING if day is None else day.isoformat()

    def minutes(self, count: int) -> str:
        """1 h 20 min; a dash where none were counted."""
        return minutes(count, self.reader) if count else NOTHING

    def title(self, text: Text) -> str:
        """A text of the library in the reader's language."""
        return text.in_(self.reader.language)

    def dotted(self, *parts: str) -> str:
        """The parts that are not empty, with dots between them."""
        # Not for a page as it is: every place that shows it escapes.
        return dotted(parts, self.reader).unescape()

    @property
    def today(self) -> str:
        return self.day(self.reader.now)

    def words(self, title: str, about: str) -> dict[str, str]:
        """What stands on each document: its foot, the pages, the lines to sign."""
        return {
            "foot": self.dotted(
                self.company, title, about, _("printed on %(day)s", day=self.today)
            ),
            "page": pgettext(
                "on paper", "Page %(page)s of %(pages)s", page="{page}", pages="{pages}"
            ),
            "sign": _("Signature and date"),
            "lacks": _("□ stands for a character that the printed typeface does not have."),
        }


def signers() -> list[str]:
    """Who signs a document for the files."""
    return [_("Employee"), _("Trainer or supervisor"), _("Human resources")]
