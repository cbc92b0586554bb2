"""The signature below a policy."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from app.forms import Form


class SignatureForm(Form):
    """That one has read what was shown and knows what it says."""

    #: The version that was shown.
    version = HiddenField()
    has_read = BooleanField(
        _l("I have read it and know what it says"),
        validators=[InputRequired(_l("Read the text to its end, then tick this box."))],
    )
