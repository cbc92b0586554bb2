"""What is sent as a photo, and what is kept of it."""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel
from PIL import Image

from app.photos.models import MOST_BYTES
from app.photos.preparing import LONGEST_EDGE, NotAPhoto, prepare
from tests.photos.pictures import bomb, opened, picture, upload

#: Words are asked for in the language of a request; the look's small application has one.
pytestmark = pytest.mark.usefixtures("speaking")


@pytest.fixture(scope="module")
def speaker() -> Flask:
    """An application that has nothing but words."""
    app = Flask("words")
    Babel(app, default_locale="en")
    return app


@pytest.fixture
def speaking(speaker: Flask) -> Iterator[None]:
    """Within a request of it."""
    with speaker.test_request_context():
        yield


def test_what_the_camera_noted_is_gone() -> None:
    given = picture((200, 100), place=True)
    assert b"Secretphone" in given

    photo = prepare(upload(given))

    kept = opened(photo.body)
    assert kept.format == "JPEG"
    assert dict(kept.getexif()) == {}
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(kept.info)
    assert b"Secretphone" not in photo.body
    assert photo.digest == hashlib.sha256(photo.body).hexdigest()


def test_a_comment_and_what_follows_the_picture_are_gone() -> None:
    given = picture(comment=b"taken by Chen") + b"<script>alert(1)</script>"

    body = prepare(upload(given)).body

    assert b"Chen" not in body
    assert b"script" not in body


@pytest.mark.parametrize(("held", "size"), [(3, (60, 80)), (6, (80, 60)), (8, (80, 60))])
def test_a_photo_stands_upright_however_the_phone_was_held(
    held: int, size: tuple[int, int]
) -> None:
    photo = prepare(upload(picture((60, 80), held=held)))

    kept = opened(photo.body)
    white = {3: (30, 75), 6: (75, 30), 8: (5, 30)}[held]
    assert kept.size == (photo.width, photo.height) == size
    assert min(kept.getpixel(white)) > 240


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_other_formats_become_jpeg_and_stand_upright_too(format_: str) -> None:
    photo = prepare(upload(picture((60, 80), format_=format_, held=6), "photo.jpg"))

    assert opened(photo.body).format == "JPEG"
    assert (photo.width, photo.height) == (80, 60)


def test_what_is_transparent_becomes_white() -> None:
    for mode, colour in (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))):
        photo = prepare(upload(picture(format_="PNG", mode=mode, colour=colour)))
        assert min(opened(photo.body).convert("RGB").getpixel((5, 5))) > 240


def test_pictures_in_other_colours_are_photos_too() -> None:
    for mode, format_ in (("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG")):
        photo = prepare(upload(picture(mode=mode, format_=format_, colour=0)))
        assert opened(photo.body).mode == "RGB"


def test_a_photo_of_8000_pixels_is_made_smaller_and_quickly() -> None:
    given = picture((8000, 2000))
    begun = time.perf_counter()

    photo = prepare(upload(given))

    assert (photo.width, photo.height) == (LONGEST_EDGE, 400)
    assert time.perf_counter() - begun < 5


def test_however_much_there_is_to_see_it_is_small_in_the_end() -> None:
    noise = Image.frombytes("RGB", (1600, 1600), os.urandom(1600 * 1600 * 3))
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=90)

    assert len(prepare(upload(file.getvalue())).body) <= MOST_BYTES


def test_the_same_file_becomes_the_same_photo() -> None:
    given = picture(place=True)

    assert prepare(upload(given)) == prepare(upload(given, "again.jpg"))


#: What is sent, and what is said about it.
REFUSED = [
    (b"", "Choose a photo"),
    (b"Dear all, the photo follows.", "no photo that can be read"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no photo that can be read"),
    (b"GIF89a" + bytes(40), "no photo that can be read"),
    (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
    (b"\xff\xd8\xff" + bytes(400), "damaged"),
    (picture((400, 300))[:-300], "damaged"),
    (picture((400, 300), format_="PNG")[:-30], "damaged"),
    (bomb(), "too many pixels"),
    (bomb(7000, 6900), "too many pixels"),
    (bomb(400, 300), "damaged"),
    (picture((6000, 4500), progressive=True, quality=10), "too many pixels"),
]


def test_what_is_no_photo_is_refused_with_a_reason_and_quickly() -> None:
    begun = time.perf_counter()

    for body, said in REFUSED:
        with pytest.raises(NotAPhoto, match=said):
            prepare(upload(body))

    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_a_moving_picture_is_no_photo(format_: str) -> None:
    other = Image.new("RGB", (64, 48), (0, 0, 99))
    given = picture(format_=format_, save_all=True, append_images=[other], duration=100)

    with pytest.raises(NotAPhoto, match="moving"):
        prepare(upload(given))
