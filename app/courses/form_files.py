"""The YAML files of forms."""

from __future__ import annotations

from collections.abc import Callable

from app.courses.files import ReadFile, read_record
from app.courses.forms import Form
from app.markup import shapes
from app.markup.faults import FaultLog
from app.markup.shapes import Record, both, listed, record
from app.markup.texts import Text, text_of

#: What fits a sheet of A4 and can still be written into.
MOST_FIELDS = 20
MOST_COLUMNS = 8
MOST_ROWS = 40
MOST_SIGNATURES = 4

_TEXTS = listed(both, least=1)
_FORM = record(
    {"title": both},
    {
        "note": both,
        "fields": _TEXTS,
        "columns": _TEXTS,
        "rows": shapes.whole(1, MOST_ROWS),
        "signatures": _TEXTS,
    },
)
_MOST = {"fields": MOST_FIELDS, "columns": MOST_COLUMNS, "signatures": MOST_SIGNATURES}


def parse_form(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read a form. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = read_record(source, _FORM, log)
    _check_table(found, log)
    for key, most in _MOST.items():
        if len(found.get(key, [])) > most:
            told = f"{key} has {len(found[key])} members, more than fit a sheet"
            log.note(found.lines[key], told, f"keep at most {most}, or make two forms of it")
    form = None if log.faults else _form(found, slug, hant)
    return ReadFile(form, log.faults, [])


def _check_table(found: Record, log: FaultLog) -> None:
    if not found.lines.keys() & {"fields", "columns"}:
        log.note(found.line, "the form has nothing to fill in", "add fields: or columns:")
    if "columns" in found.lines and "rows" not in found.lines:
        log.note(found.lines["columns"], "columns without rows", "add rows: with their number")
    if "rows" in found.lines and "columns" not in found.lines:
        log.note(found.lines["rows"], "rows without columns", "add columns: with their headings")


def _form(found: Record, slug: str, hant: Callable[[str], str]) -> Form:
    def texts(key: str) -> tuple[Text, ...]:
        return tuple(text_of(each, hant) for each in found.get(key, []))

    return Form(
        slug=slug,
        title=text_of(found["title"], hant),
        note=text_of(found["note"], hant) if "note" in found else None,
        fields=texts("fields"),
        columns=texts("columns"),
        rows=found.get("rows", 0),
        signatures=texts("signatures"),
    )
