"""Forms that speak the reader's language."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import get_translations, gettext
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto, _is_submitted


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
            # No form here takes files or JSON: what comes as such in a text's place is not there.
            if formdata is _Auto:
                return request.form if _is_submitted() else None
            return formdata

        def get_translations(self, form: Any) -> _Translations:
            return _Translations()
