"""Pictures to send: of any size and format, with what cameras note, and what is no picture."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image
from werkzeug.datastructures import FileStorage

#: What a phone notes of where it was.
PLACE = {1: "N", 2: (31.0, 14.0, 13.0), 3: "E", 4: (121.0, 28.0, 25.0)}


def picture(
    size: tuple[int, int] = (64, 48),
    *,
    format_: str = "JPEG",
    mode: str = "RGB",
    colour: Any = (160, 40, 40),
    held: int | None = None,
    place: bool = False,
    **options: Any,
) -> bytes:
    """A picture of one colour, white at its top; `held` is the camera's note of how it was held."""
    image = Image.new(mode, size, colour)
    exif = Image.Exif()
    if held:
        image.paste((255, 255, 255), (0, 0, size[0], size[1] // 2))
        exif[0x0112] = held
    if place:
        exif[0x010F] = "Secretphone"
        exif.get_ifd(0x8825).update(PLACE)
    file = io.BytesIO()
    image.save(file, format_, exif=exif, **options)
    return file.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says that it is enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"0"))


def upload(body: bytes, name: str = "photo.jpg") -> FileStorage:
    """A file as a browser sends it."""
    return FileStorage(io.BytesIO(body), filename=name)


def opened(body: bytes) -> Image.Image:
    """A picture to look into."""
    return Image.open(io.BytesIO(body))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
