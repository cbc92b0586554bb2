"""The narrow list of HTML that content may hold; everything else is dropped."""

from __future__ import annotations

import nh3

from app.markup.links import PLACES

_CLASSES = {
    "aside": {"tp-note", "tp-phrase", "tp-example", "tp-caution", "tp-practice"},
    "div": {"tp-pair", "do", "dont", "us", "tp-scroll", "footnote", "tp-opt"},
    "dl": {"tp-talk"},
    "details": {"tp-ask", "tp-key-to"},
    "fieldset": {"tp-check"},
    "figure": {"tp-figure"},
    "span": {"tp-company"},
    "a": {"tp-cite", "tp-term", "footnote-ref", "footnote-backref"},
}
_PLAIN_TAGS = {
    *("p", "br", "hr", "strong", "em", "q", "h3", "h4", "h5", "h6", "blockquote", "pre", "code"),
    *("ul", "ol", "li", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("sup", "summary", "figcaption", "legend", "label"),
}
_ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "div": {"tabindex", "role", "aria-label"},
    "dl": {"aria-label"},
    "label": {"for"},
    "span": {"data-key"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
}


def sanitised(html: str) -> str:
    """The HTML without anything that the list does not name."""
    return _CLEANER.clean(html)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Ids belong to footnotes alone, so that no text can take the id of a part of the page, and
    labels to the choices of checks."""
    if name == "id":
        return value if value.startswith(("fn:", "fnref")) else None
    if name == "for":
        return value if value.startswith("check-") else None
    return value


def _own_page(url: str) -> str | None:
    """A link without a scheme leads to a part of this page, or to what content may name."""
    return url if url.startswith(("#", "/courses/", *PLACES.values())) else None


_CLEANER = nh3.Cleaner(
    tags=_PLAIN_TAGS | set(_CLASSES),
    clean_content_tags={"script", "style"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=_own_page,
    link_rel=None,
)
