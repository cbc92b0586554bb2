"""QR codes as pictures."""

from __future__ import annotations


def qr_code(address: str) -> str:
    """The QR code of an address as a picture to put into a page: a data: address of an SVG."""
    # Few requests draw a code, and the library takes its time to be imported.
    import segno

    # Error correction M bears a thumb on the paper; the colours are attributes, as the CSP asks.
    code = segno.make_qr(address, error="m")
    return str(code.svg_data_uri(scale=4, border=3, dark="#000", light="#fff", omitsize=True))
