"""A photo of a certificate, from a phone's camera to the page, in a real browser."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from app.config import MEGABYTE
from app.db import db
from app.photos.models import Photo
from tests.browser.conftest import PHONE, House
from tests.browser.steps import sign_in
from tests.browser.watching import Watch
from tests.photos.pictures import PLACE

pytestmark = [pytest.mark.browser]
ADDRESS = "/my-certificates"


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["360px"])
def test_a_large_photo_arrives_small_and_without_its_place(
    watch: Watch, house: House, tmp_path: Path
) -> None:
    sent = note_sizes(house)
    file = large_photo(tmp_path)
    sign_in(watch, "learner@demo.example")
    watch.open(ADDRESS)
    watch.check()

    fill_in(watch)
    watch.page.set_input_files("#photo", file)
    # Pressed at once: the form waits until the photo is ready.
    watch.go("main form:has(#photo) .btn-primary")

    shown = watch.page.locator(".tp-photos img")
    expect(shown).to_have_js_property("naturalWidth", 1200)
    expect(shown).to_have_js_property("naturalHeight", 1600)
    watch.check()
    assert file.stat().st_size > MEGABYTE
    assert 20_000 < max(sent[ADDRESS]) <= MEGABYTE
    with house.app.app_context():
        latest = db.session.scalars(select(Photo).order_by(Photo.id.desc())).first()
        kept = Image.open(io.BytesIO(latest.body if latest else b""))
        assert dict(kept.getexif()) == {}

    unread = tmp_path / "IMG_0002.HEIC"
    unread.write_bytes(b"\0\0\0\x18ftypheic" + bytes(2 * MEGABYTE))
    watch.page.set_input_files("#photo", unread)
    said = watch.page.locator("[data-photo-said]")
    expect(said).to_have_text(watch.page.locator("#photo").get_attribute("data-unread") or "?")
    assert watch.page.locator("#photo").input_value() == ""


def fill_in(watch: Watch) -> None:
    """All fields but the photo."""
    watch.page.select_option("[name=kind]", "guard-card")
    watch.page.fill("[name=number]", "3101 2026 8812")
    watch.page.fill("[name=issued_on]", "2026-01-05")
    watch.page.fill("[name=expires_on]", "2032-01-05")


def large_photo(folder: Path) -> Path:
    """What a phone that was held upright takes: it lies on its side, and knows where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update(PLACE)
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    file = folder / "IMG_0001.jpg"
    noise.resize((4000, 3000)).save(file, "JPEG", quality=92, exif=exif)
    return file


def note_sizes(house: House) -> dict[str, list[int]]:
    """How large each request was that reaches the server, by its address."""
    sizes: dict[str, list[int]] = {}
    serve = house.app.wsgi_app

    def noting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sizes.setdefault(environ["PATH_INFO"], []).append(length)
        return serve(environ, start_response)

    house.app.wsgi_app = noting  # type: ignore[method-assign]
    return sizes
