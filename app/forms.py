"""Forms that speak the reader's language."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import get_translations, gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from flask_wtf.form import _Auto, _is_submitted
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict


class _Translations:
    """WTForms asks here for its messages; they stand in the interface's own catalogue."""

    def gettext(self, string: str) -> str:
        return gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        # WTForms fills in the numbers itself.
        return str(get_translations().ungettext(singular, plural, n))


class Form(FlaskForm):
    """The mother of all forms: CSRF, and messages in the reader's language."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            # What comes as a file or JSON in a text's place is not there.
            if formdata is _Auto:
                return _writable(request.form) if _is_submitted() else None
            return _writable(formdata)

        def get_translations(self, form: Any) -> _Translations:
            return _Translations()


def _writable(formdata: Any) -> Any:
    """The same without the character that no database keeps; nobody can type it."""
    if not isinstance(formdata, MultiDict):
        return formdata
    pairs = list(formdata.items(multi=True))
    if not any("\0" in text for pair in pairs for text in pair):
        return formdata
    return MultiDict((name, text.replace("\0", "")) for name, text in pairs)


class FileForm(Form):
    """A form with fields for files. A file in the place of a text counts as nothing here too."""

    class Meta(Form.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            texts = super().wrap_formdata(form, formdata)
            if formdata is not _Auto or texts is None:
                return texts
            files: MultiDict[str, FileStorage] = MultiDict(
                (name, file)
                for name, file in request.files.items(multi=True)
                if name in form and isinstance(form[name], FileField)
            )
            return CombinedMultiDict([files, texts])
