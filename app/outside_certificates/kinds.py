"""Pure: the kinds of outside certificates, as a company has settled them or as they come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from app.markup.texts import Text

#: By slug; in the order of lists.
Kinds = Mapping[str, Text]

#: Until a company settles its own, in the words that stand on the certificates.
DEFAULTS: Kinds = {
    "guard-card": Text(zh="保安员证", en="Security guard card", hant="保安員證"),
    "special-operation": Text(
        zh="特种作业操作证", en="Special-operation permit", hant="特種作業操作證"
    ),
    "fire-facility": Text(
        zh="消防设施操作员证", en="Fire facility operator certificate", hant="消防設施操作員證"
    ),
    "special-equipment": Text(
        zh="特种设备作业人员证",
        en="Special-equipment operator certificate",
        hant="特種設備作業人員證",
    ),
    "health": Text(zh="健康证", en="Health certificate", hant="健康證"),
}
LONGEST_SLUG = 40


def kinds_from(settled: Mapping[str, Any] | None) -> Kinds:
    """The kinds that are registered, from what the company has settled."""
    if not settled:
        return DEFAULTS
    return {slug: _text(slug, names) for slug, names in settled.items()}


def settled_from(kinds: Kinds) -> dict[str, dict[str, str]]:
    """The same as it is kept."""
    return {slug: {"zh": name.zh, "en": name.en} for slug, name in kinds.items()}


def name_of(slug: str, kinds: Kinds) -> Text:
    """What a kind is called; one that is no longer registered keeps the name that it had at first,
    or goes by its slug."""
    return kinds.get(slug) or DEFAULTS.get(slug) or Text(zh=slug, en=slug, hant=slug)


def slug_for(english: str, taken: Container[str]) -> str:
    """A short name for a new kind, by which positions ask for it."""
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_SLUG - 4].strip("-") or "kind"
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def _text(slug: str, names: Mapping[str, str]) -> Text:
    usual = DEFAULTS.get(slug)
    if usual is not None and usual.zh == names["zh"]:
        return Text(zh=names["zh"], en=names["en"], hant=usual.hant)
    # A name is typed once for both scripts: the dictionaries that turn one into the other are
    # too large for a server.
    return Text(zh=names["zh"], en=names["en"], hant=names["zh"])
