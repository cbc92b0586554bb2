"""One request at a time in each process, however slow the lines are on which requests arrive.

A page is a few milliseconds of Python, so threads that work on pages at the same time only stand in
each other's way, and SQLite's writers wait for each other in any case. But a phone that loses its
signal while it sends would hold up everybody as long as its request is read. So requests are
received by many threads, and worked on by one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: How many requests a process receives at the same time; waiting for slow lines costs very little.
RECEIVERS = 32


class Turns:
    """A WSGI application that lets requests in one by one, in the order of their arrival."""

    def __init__(self, application: WSGIApplication, *, limit: int) -> None:
        self._application = application
        self._limit = limit
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="turn")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _is_received(environ, self._limit):
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        return self._worker.submit(self._application, environ, start_response).result()


def _is_received(environ: WSGIEnvironment, limit: int) -> bool:
    """Take the body in, unless it is longer than is taken; False when its sender broke off."""
    announced = _announced_length(environ)
    if announced == 0 or (announced or 0) > limit:
        return True
    body = _read(environ["wsgi.input"], limit + 1 if announced is None else announced)
    environ["wsgi.input"] = io.BytesIO(body)
    if announced is None:
        # Whole now: its length is known, so that one that is too long is told so.
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(len(body))
    return announced is None or len(body) == announced


def _announced_length(environ: WSGIEnvironment) -> int | None:
    """How long the body is; None when it comes in pieces until it ends."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    length = environ.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _read(stream: Any, length: int) -> bytes:
    """So many bytes of the stream, fewer when it ends before."""
    pieces: list[bytes] = []
    while length > 0 and (piece := stream.read(length)):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
