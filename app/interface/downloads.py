"""Files to take along: under a name that every disk can keep."""

from __future__ import annotations

import io

from flask import Response, send_file

_MIMETYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: What no file system keeps in a name.
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t\0', " "))


def attachment(file: bytes, *name: object, ending: str) -> Response:
    """A file of a kind that its ending tells, named by these parts."""
    return send_file(
        io.BytesIO(file),
        _MIMETYPES[ending],
        as_attachment=True,
        download_name=f"{file_name(*name)}.{ending}",
    )


def file_name(*parts: object) -> str:
    """The parts of a file's name, which may be in any script, without what cannot stand there."""
    return "-".join(" ".join(str(part).translate(_FORBIDDEN).split()) for part in parts)
