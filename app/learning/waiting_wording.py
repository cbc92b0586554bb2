"""What waits for somebody, in words, and where it is done."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext

from app.interface.texts import gettext as _
from app.learning.titles import title_of
from app.learning.waiting import Waiting
from app.library.queries import Published
from app.library.reading import library

_GLYPHS = {"observation": "eye", "round": "eye", "recheck": "eye", "certificate": "record"}
_WORDS = {
    "observation-to-confirm": lazy_gettext("You were seen at work: was it so?"),
    "observation-asked": lazy_gettext("You were asked to see %(name)s once more"),
    "objection-to-answer": lazy_gettext("%(name)s objects: ask somebody else to look"),
    "round-to-confirm": lazy_gettext("A round by %(name)s to confirm"),
    "recheck-due": lazy_gettext("See %(name)s at work once more"),
    "conditions-to-confirm": lazy_gettext(
        "Read the conditions of your employment, and confirm them"
    ),
    "own-word-to-give": lazy_gettext("Say your own word on your probation"),
    "opinion-to-give": lazy_gettext("Write your opinion on the probation of %(name)s"),
    "probation-to-decide": lazy_gettext("Decide on the probation of %(name)s"),
    "decision-to-acknowledge": lazy_gettext("Your probation is decided: read it"),
    "policy-to-sign": lazy_gettext("Read and sign: %(title)s"),
    "certificate-to-check": lazy_gettext("Check the certificate of %(name)s"),
    "certificate-expiring": lazy_gettext("One of your certificates runs out"),
    "certificate-of-person-expiring": lazy_gettext("A certificate of %(name)s runs out"),
    "appraisal-due": lazy_gettext("Rate yourself again, to talk about it: %(title)s"),
}
#: Where something of this kind is done, and where all of it is listed; the others are observations.
_PLACES = {
    "conditions-to-confirm": ("probation.review", "probation.reviews"),
    "own-word-to-give": ("probation.review", "probation.reviews"),
    "opinion-to-give": ("probation.review", "probation.reviews"),
    "probation-to-decide": ("probation.decision", "probation.reviews"),
    "decision-to-acknowledge": ("probation.review", "probation.reviews"),
}
_LISTS = {
    "observation-to-confirm": "observations.own",
    "certificate-expiring": "outside_certificates.own",
    "certificate-of-person-expiring": "outside_certificates.register",
    "certificate-to-check": "outside_certificates.register",
    "policy-to-sign": "policies.policies",
    "appraisal-due": "appraisals.instruments",
}


def waiting_words(waiting: Waiting, language: str) -> str:
    """What is to be done, in one sentence."""
    if waiting.kind == "appraisal-due" and waiting.about:
        return _("Rate %(name)s again, to talk about it", name=waiting.about)
    document = _document(waiting)
    title = title_of(document.outline).in_(language) if document else ""
    return str(_WORDS[waiting.kind]) % {"name": waiting.about, "title": title}


def waiting_url(waiting: Waiting) -> str:
    """Where it is done."""
    kind, document = waiting.kind, _document(waiting)
    if kind == "policy-to-sign" and document:
        return url_for("policies.policy", slug=document.slug)
    if kind == "appraisal-due" and document:
        return _rating_url(document, waiting)
    if kind in _PLACES:
        return url_for(_PLACES[kind][0], review_id=waiting.record_id)
    if kind.startswith("certificate") and waiting.about_id:
        return url_for("outside_certificates.person", person_id=waiting.about_id)
    if kind in _LISTS and kind != "observation-to-confirm":
        return waiting_list_url(kind)
    return url_for("observations.observation", observation_id=waiting.record_id)


def waiting_list_url(kind: str) -> str:
    """Where everything of a kind is listed."""
    listed = _PLACES[kind][1] if kind in _PLACES else _LISTS.get(kind, "observations.practice")
    return url_for(listed)


def waiting_glyph(waiting: Waiting) -> str:
    """The sign that stands before it."""
    return _GLYPHS.get(waiting.kind.partition("-")[0], "pen")


def _document(waiting: Waiting) -> Published | None:
    """What is to be read or rated by; other things that wait are rows of people."""
    return library().of_version(waiting.record_id)


def _rating_url(instrument: Published, waiting: Waiting) -> str:
    if waiting.about_id is None:
        return url_for("appraisals.instrument", instrument=instrument.slug)
    return url_for("appraisals.about", person_id=waiting.about_id, instrument=instrument.slug)
