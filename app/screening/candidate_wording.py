"""Pure: how the person to ask is shown to a candidate."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: Digits with what people write between them; shorter ones are a room or an extension.
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,18}[0-9]")


def contact_link(contact: str) -> Markup:
    """The contact as it was written, with its telephone number as a link that dials."""
    found = _PHONE.search(contact)
    if found is None:
        return escape(contact)
    digits = re.sub(r"[^0-9+]", "", found[0])
    before, after = contact[: found.start()], contact[found.end() :]
    return Markup('{}<a href="tel:{}">{}</a>{}').format(before, digits, found[0], after)
