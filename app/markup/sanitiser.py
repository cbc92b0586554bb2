"""The narrow list of HTML that content may hold; everything else is dropped."""

from __future__ import annotations

import nh3

_CLASSES = {
    "aside": {"tp-note", "tp-phrase", "tp-example", "tp-caution", "tp-practice"},
    "div": {"tp-pair", "do", "dont", "us", "tp-scroll", "footnote"},
    "dl": {"tp-talk"},
    "details": {"tp-ask"},
    "span": {"tp-company"},
    "a": {"tp-cite", "footnote-ref", "footnote-backref"},
}
_PLAIN_TAGS = {
    *("p", "br", "hr", "strong", "em", "q", "h3", "h4", "h5", "h6", "blockquote", "pre", "code"),
    *("ul", "ol", "li", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("sup", "summary"),
}
_ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "div": {"tabindex", "role", "aria-label"},
    "dl": {"aria-label"},
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
    """Ids belong to footnotes alone, so that no text can take the id of a part of the page."""
    if name == "id":
        return value if value.startswith(("fn:", "fnref")) else None
    return value


def _own_page(url: str) -> str | None:
    """A link without a scheme leads to a part of this page, to a lesson or to a quiz."""
    return url if url.startswith(("#", "/courses/", "/quizzes/")) else None


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
