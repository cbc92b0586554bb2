"""Requests are received at the same time and worked on one by one."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.turns import Turns

LIMIT = 100


class Echo:
    """An application that answers with the body it got and counts who is inside."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.inside = 0
        self.most_inside = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        body = environ["wsgi.input"].read()
        self.bodies.append(body)
        threading.Event().wait(0.001)
        self.inside -= 1
        start_response("200 OK", [])
        return [body]


class SlowLine:
    """A body whose rest arrives only when the test lets it."""

    def __init__(self) -> None:
        self.is_waited_for = threading.Event()
        self.arrived = threading.Event()

    def read(self, length: int) -> bytes:
        self.is_waited_for.set()
        assert self.arrived.wait(30)
        return b"x" * length


def ask(turns: Turns, body: Any = b"", **environ: str) -> tuple[str, bytes]:
    """Send a request as a server does."""
    statuses: list[str] = []
    stream = io.BytesIO(body) if isinstance(body, bytes) else body
    answer = turns(
        {"wsgi.input": stream, **environ}, lambda status, headers: statuses.append(status)
    )
    return statuses[0], b"".join(answer)


def test_a_body_arrives_whole() -> None:
    assert ask(Turns(Echo(), limit=LIMIT), b"abc", CONTENT_LENGTH="3") == ("200 OK", b"abc")


def test_a_request_without_a_body_is_answered() -> None:
    assert ask(Turns(Echo(), limit=LIMIT)) == ("200 OK", b"")


def test_a_body_in_pieces_is_taken_as_it_ends() -> None:
    turns = Turns(Echo(), limit=LIMIT)

    assert ask(turns, b"abc", HTTP_TRANSFER_ENCODING="chunked") == ("200 OK", b"abc")


def test_of_a_body_in_pieces_no_more_is_taken_than_tells_that_it_is_too_long() -> None:
    turns = Turns(Echo(), limit=LIMIT)

    _, body = ask(turns, b"x" * 5000, HTTP_TRANSFER_ENCODING="chunked")

    assert len(body) == LIMIT + 1


def test_a_body_that_is_announced_as_too_long_is_left_to_the_application() -> None:
    echo = Echo()

    ask(Turns(echo, limit=LIMIT), b"x" * 500, CONTENT_LENGTH="500")

    assert echo.bodies == [b"x" * 500]


def test_a_request_that_breaks_off_never_reaches_the_application() -> None:
    echo = Echo()

    status, _ = ask(Turns(echo, limit=LIMIT), b"name=Chen", CONTENT_LENGTH="40")

    assert status == "400 Bad Request"
    assert echo.bodies == []


@pytest.mark.parametrize("length", ["", "-1", "3.5", "many", "²"])
def test_a_length_that_is_no_number_means_no_body(length: str) -> None:
    status, _ = ask(Turns(Echo(), limit=LIMIT), b"", CONTENT_LENGTH=length)

    assert status == "200 OK"


def test_many_requests_at_once_are_worked_on_one_by_one() -> None:
    echo = Echo()
    turns = Turns(echo, limit=LIMIT)

    with ThreadPoolExecutor(8) as receivers:
        answers = list(receivers.map(lambda n: ask(turns, b"%d" % n, CONTENT_LENGTH="1"), range(9)))

    assert [body for _, body in answers] == [b"%d" % n for n in range(9)]
    assert echo.most_inside == 1


def test_a_slow_line_holds_up_nobody_else() -> None:
    turns = Turns(Echo(), limit=LIMIT)
    line = SlowLine()
    with ThreadPoolExecutor(1) as receiver:
        slow = receiver.submit(ask, turns, line, CONTENT_LENGTH="5")
        assert line.is_waited_for.wait(30)

        assert ask(turns, b"abc", CONTENT_LENGTH="3") == ("200 OK", b"abc")

        line.arrived.set()
        assert slow.result(30) == ("200 OK", b"xxxxx")


def test_what_goes_wrong_in_the_application_reaches_the_server() -> None:
    def broken(environ: Any, start_response: Any) -> list[bytes]:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        ask(Turns(broken, limit=LIMIT))
