"""A photo as it is kept: upright, small, a JPEG, and without a word of what the camera noted."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock

from flask_babel import gettext as _
from PIL import ExifTags, Image, WebPImagePlugin
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError

from app.photos.models import MOST_BYTES

#: The longer edge, in pixels: print on a sheet of A4 is still read at that size.
LONGEST_EDGE = 1600
#: A JPEG is decoded at a part of its size; everything else needs its whole size in memory.
MOST_PIXELS, MOST_PIXELS_AT_ONCE = 50_000_000, 24_000_000
#: Tried one after the other until the photo is small enough: longer edge and quality.
_STEPS = ((1600, 85), (1600, 72), (1600, 58), (1600, 45), (1200, 55), (1200, 40), (800, 45))
#: How a picture is turned upright, by what the camera noted of how it was held.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: By its first bytes, whatever the name says.
_STARTS = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
#: A large photo takes a lot of memory for a moment: one at a time is never too much.
_one_at_a_time = Lock()

# What reads WebP is registered by its import; Pillow would load all its formats to find it.
assert WebPImagePlugin.SUPPORTED
# A file of a few bytes may say that it is as large as a house; Pillow only warns of the smaller
# ones of these.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class NotAPhoto(ValidationError):
    """What was sent cannot be kept as a photo; the text says why and what to do instead."""

    @property
    def text(self) -> str:
        return str(self)


@dataclass(frozen=True)
class PreparedPhoto:
    """A photo that was made anew and can be kept."""

    body: bytes
    width: int
    height: int
    #: SHA-256 of the body.
    digest: str


def prepare(upload: FileStorage) -> PreparedPhoto:
    """Make an uploaded photo anew as it is kept, or raise NotAPhoto with words for people.

    It takes a moment: call it before the transaction writes.
    """
    given = upload.stream.read()
    if not given:
        raise NotAPhoto(_("Choose a photo."))
    format_ = _format_of(given)
    with _one_at_a_time, _told_in_words():
        photo = _cleaned(_opened(given, format_))
        body, size = _encoded(photo)
    return PreparedPhoto(body, *size, hashlib.sha256(body).hexdigest())


def _format_of(given: bytes) -> str:
    for start, name in _STARTS:
        if given.startswith(start):
            return name
    if given[:4] == b"RIFF" and given[8:12] == b"WEBP":
        return "WEBP"
    if given[4:8] == b"ftyp" and given[8:12] in _HEIC:
        raise NotAPhoto(
            _(
                "This is a HEIC photo, which cannot be read here. Choose the format JPEG (“Most "
                "Compatible”) in the settings of the camera, or send a screenshot of it."
            )
        )
    raise NotAPhoto(_("This is no photo that can be read here. Send a JPEG, PNG or WebP."))


@contextmanager
def _told_in_words() -> Iterator[None]:
    try:
        yield
    except NotAPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large() from bomb
    except Exception as fault:
        # Decoders answer broken files with errors of many kinds, and none of them is ours.
        raise NotAPhoto(_("The photo is damaged or not complete. Take it again.")) from fault


def _opened(given: bytes, format_: str) -> Image.Image:
    image = Image.open(io.BytesIO(given), formats=(format_,))
    in_parts = format_ == "JPEG" and not image.info.get("progressive")
    if image.width * image.height > (MOST_PIXELS if in_parts else MOST_PIXELS_AT_ONCE):
        raise _too_large()
    # A JPEG may bring a second picture along, such as one with depths: the first is the photo.
    if format_ != "JPEG" and getattr(image, "is_animated", False):
        raise NotAPhoto(_("This is a moving picture. Send a photo."))
    return image


def _too_large() -> NotAPhoto:
    return NotAPhoto(_("The photo has too many pixels. Take it again with a lower resolution."))


def _cleaned(image: Image.Image) -> Image.Image:
    """The picture alone, upright and on white: nothing that was noted beside it comes along."""
    turn = _turn_of(image)
    if image.format not in ("JPEG", "MPO"):
        # Only then, because it takes the whole picture into memory.
        image = _on_white(image)
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    upright = image if turn is None else image.transpose(turn)
    clean = Image.new("RGB", upright.size)
    clean.paste(upright.convert("RGB"))
    return clean


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    # Cameras write much that breaks the rules; the picture is still good then.
    with suppress(Exception):
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return None


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _encoded(photo: Image.Image) -> tuple[bytes, tuple[int, int]]:
    for edge, quality in _STEPS:
        photo.thumbnail((edge, edge))
        body = io.BytesIO()
        photo.save(body, "JPEG", quality=quality, optimize=True)
        if body.tell() <= MOST_BYTES:
            break
    return body.getvalue(), photo.size
