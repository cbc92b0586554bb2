"""What the pages of one person's certificates show, whoever looks at them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask import current_app, g
from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.interface.days import today_here
from app.interface.formats import Reader
from app.library.positions import position_of
from app.library.reading import library
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.queries import entries_of, readiness_of
from app.outside_certificates.wording import (
    TONES,
    expiring_words,
    lack_words,
    state_words,
    until_words,
)
from app.photos.models import Photo
from app.photos.queries import PhotoInfo, columns_of_info


def secret_key() -> str:
    """The installation's key, by which a number is known again."""
    return str(current_app.config["SECRET_KEY"])


def certificate_values(person: Person) -> dict[str, Any]:
    """Someone's certificates with their photos, and whether she is ready for her post."""
    entries = entries_of(person.id, today_here())
    position = position_of(person.position, library())
    return {
        "person": person,
        "position": position,
        "current": [each for each in entries if not each.removed_at and not each.is_history],
        "history": [each for each in entries if each.removed_at or each.is_history],
        "photos": photos_of_person(person.id),
        "readiness": readiness_of({person.id: position}, today_here())[person.id],
        "words": {
            "reader": Reader(g.zone, g.language, g.now),
            "tones": TONES,
            "state_words": state_words,
            "until_words": until_words,
            "lack_words": lack_words,
            "expiring_words": expiring_words,
        },
    }


def photos_of_person(person_id: uuid.UUID) -> dict[uuid.UUID, list[PhotoInfo]]:
    """The photos of all certificates of a person, by certificate. One statement."""
    rows: Iterable[Any] = db.session.execute(
        select(Photo.certificate_id, *columns_of_info())
        .join(OutsideCertificate, OutsideCertificate.id == Photo.certificate_id)
        .where(OutsideCertificate.person_id == person_id)
        .order_by(Photo.created_at, Photo.id)
    )
    found: dict[uuid.UUID, list[PhotoInfo]] = defaultdict(list)
    for certificate_id, *info in rows:
        found[certificate_id].append(PhotoInfo(*info))
    return found
