"""Certificates from outside that people of the demonstration hold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import time
from functools import partial

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage

from app.demo.records import Certificate
from app.demo.scene import Deed, Scene
from app.outside_certificates.operations import Paper, check_certificate, record_certificate
from app.photos.preparing import PreparedPhoto, prepare

_RECORDED, _CHECKED = time(10, 5), time(10, 30)
_SIZE, _EDGE, _PAPER, _BLUE, _GREY = (900, 570), 24, "#f4f1e8", "#2b5c9e", "#8b8b85"


def certificate_deeds(
    certificates: tuple[Certificate, ...], photo: PreparedPhoto, scene: Scene
) -> Iterator[Deed]:
    """What was recorded, and held against the paper."""
    for each in certificates:
        yield Deed(scene.at(each.days, _RECORDED), partial(_record, each, photo, scene))


def drawn_card() -> PreparedPhoto:
    """A photo of a card on which nobody is to be seen; it takes a moment."""
    card = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(card)
    width, height = _SIZE
    draw.rounded_rectangle(
        (_EDGE, _EDGE, width - _EDGE, height - _EDGE), radius=36, outline=_BLUE, width=6
    )
    draw.rectangle((_EDGE, 96, width - _EDGE, 168), fill=_BLUE)
    draw.text((64, 108), "SAMPLE CARD", fill="white", font_size=44)
    draw.rectangle((64, 220, 264, 480), outline=_GREY, width=4)
    for number, length in enumerate((480, 420, 520, 360)):
        top = 240 + number * 60
        draw.rectangle((320, top, 320 + length, top + 18), fill=_GREY)
    sent = io.BytesIO()
    card.save(sent, "PNG")
    sent.seek(0)
    return prepare(FileStorage(sent, filename="card.png"))


def _record(entry: Certificate, photo: PreparedPhoto, scene: Scene) -> None:
    certificate = record_certificate(
        scene.people[entry.of].id,
        Paper(entry.kind, entry.number, scene.day(entry.issued), scene.day(-entry.expires)),
        now=scene.at(entry.days, _RECORDED),
        by_id=scene.people[entry.by].id,
        key=scene.key,
        today=scene.day(entry.days),
        photo=photo if entry.has_photo else None,
    )
    if entry.checked_by:
        by = scene.people[entry.checked_by]
        at = scene.at(entry.days, _CHECKED)
        check_certificate(certificate, now=at, by_id=by.id, by_name=by.name)
