"""The field of a form that takes a photo."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField

from app.photos.preparing import PreparedPhoto, prepare


class PhotoField(FileField):
    """One photo, or none. Once the form is valid, `prepared` is the photo as it is kept.

    It belongs in a FileForm, which is validated before anything is written: to make the photo
    anew takes a moment.
    """

    prepared: PreparedPhoto | None = None

    def pre_validate(self, form: Any) -> None:
        """Make the photo anew; why that cannot be done is told at the field."""
        if self.data:
            self.prepared = prepare(self.data)
