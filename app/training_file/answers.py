"""Documents as files to take along."""

from __future__ import annotations

from datetime import datetime

from flask import Response

from app.interface.downloads import attachment
from app.printing.pdf import pdf_of
from app.printing.sheet import TEMPLATE, Sheet, values_of


def pdf_answer(sheet: Sheet, *, day: str, made_at: datetime) -> Response:
    """A sheet as PDF, named by its title, whom it is about, and the day."""
    document = pdf_of(TEMPLATE, values_of(sheet), made_at=made_at)
    return attachment(document, sheet.title, sheet.about, day, ending="pdf")
