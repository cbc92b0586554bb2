"""Forms of the trade that people print and fill in by hand, or download as a workbook."""

from __future__ import annotations

import msgspec

from app.markup.texts import Text


class Form(msgspec.Struct, frozen=True):
    """A form: fields at its head, a table to fill in, signatures at its foot."""

    slug: str
    title: Text
    note: Text | None = None
    fields: tuple[Text, ...] = ()
    columns: tuple[Text, ...] = ()
    #: How many empty rows the table has.
    rows: int = 0
    signatures: tuple[Text, ...] = ()
