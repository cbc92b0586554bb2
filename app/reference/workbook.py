"""A form as a workbook: titled, ruled, and set up for one sheet of A4."""

from __future__ import annotations

import io
from typing import Any

from app.courses.forms import Form
from app.interface.sheets import sheet_name

#: So many characters fit across a sheet of A4 that is upright, and one that lies.
_UPRIGHT, _LYING = 84, 126
#: With more columns the sheet lies.
_MOST_UPRIGHT = 5
_LEAST_COLUMNS = 4
_A4 = 9
_FONT = {"font_name": "SimSun", "font_size": 11, "valign": "vcenter", "text_wrap": True}


def workbook_of(form: Form, language: str, *, company: str) -> bytes:
    """The form in one language, to fill in on a screen or on paper."""
    # Imported here because few requests make a workbook and the library is large.
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        _Paper(workbook, form, language).write(company)
    return file.getvalue()


class _Paper:
    """One sheet that is written from the top to the bottom."""

    def __init__(self, workbook: Any, form: Form, language: str) -> None:
        self.form, self.language = form, language
        self.width = max(len(form.columns), _LEAST_COLUMNS)
        self.row = 0
        self.sheet = workbook.add_worksheet(sheet_name(form.title.in_(language)))
        self.plain = workbook.add_format(_FONT)
        self.title = workbook.add_format(_FONT | {"bold": True, "font_size": 18, "align": "center"})
        self.line = workbook.add_format(_FONT | {"bottom": 1})
        self.head = workbook.add_format(_FONT | {"bold": True, "border": 1, "align": "center"})
        self.cell = workbook.add_format(_FONT | {"border": 1})

    def write(self, company: str) -> None:
        """Everything that stands on the sheet."""
        self._set_up()
        if company:
            self._across(company, self.plain, 18)
        self._across(self.form.title.in_(self.language), self.title, 34)
        if self.form.note is not None:
            self._across(self.form.note.in_(self.language), self.plain, 34)
        self._pairs([text.in_(self.language) for text in self.form.fields], 24)
        if self.form.columns:
            self._table()
        if self.form.signatures:
            self.row += 1
            self._pairs([text.in_(self.language) for text in self.form.signatures], 36)
        self.sheet.print_area(0, 0, max(self.row - 1, 0), self.width - 1)

    def _set_up(self) -> None:
        is_lying = len(self.form.columns) > _MOST_UPRIGHT
        if is_lying:
            self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        across = _LYING if is_lying else _UPRIGHT
        self.sheet.set_column(0, self.width - 1, across / self.width)

    def _across(self, words: str, how: Any, height: int) -> None:
        self.sheet.set_row(self.row, height)
        self.sheet.merge_range(self.row, 0, self.row, self.width - 1, "", how)
        self.sheet.write_string(self.row, 0, words, how)
        self.row += 1

    def _pairs(self, labels: list[str], height: int) -> None:
        """Two a row, each with a line to write on."""
        half = self.width // 2
        for number, label in enumerate(labels):
            left = half * (number % 2)
            right = self.width - 1 if number % 2 else half - 1
            self.sheet.set_row(self.row, height)
            self.sheet.write_string(self.row, left, label, self.plain)
            for place in range(left + 1, right + 1):
                self.sheet.write_blank(self.row, place, None, self.line)
            if number % 2 or number == len(labels) - 1:
                self.row += 1

    def _table(self) -> None:
        self.row += 1
        self.sheet.repeat_rows(self.row)
        self.sheet.set_row(self.row, 26)
        for place, text in enumerate(self.form.columns):
            self.sheet.write_string(self.row, place, text.in_(self.language), self.head)
        for _number in range(self.form.rows):
            self.row += 1
            self.sheet.set_row(self.row, 26)
            for place in range(len(self.form.columns)):
                self.sheet.write_blank(self.row, place, None, self.cell)
        self.row += 1
