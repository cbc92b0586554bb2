"""Where the server listens, and the sentences that say why it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from app.address import Address, NoAddress, address_from, check_free
from app.config import ROOT


@pytest.fixture
def taken() -> int:
    """A port on which somebody listens, as long as the test runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("given", "host", "port", "url"),
    [
        ({}, "127.0.0.1", 8000, "http://127.0.0.1:8000/"),
        ({"PORT": "", "HOST": ""}, "127.0.0.1", 8000, "http://127.0.0.1:8000/"),
        ({"PORT": "65535"}, "127.0.0.1", 65535, "http://127.0.0.1:65535/"),
        ({"HOST": "::1", "PORT": "80"}, "::1", 80, "http://[::1]:80/"),
    ],
)
def test_host_and_port_name_the_address(
    given: dict[str, str], host: str, port: int, url: str
) -> None:
    address = address_from(given)

    assert (address.host, address.port, address.url) == (host, port, url)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000.5", "http", " 80", "٨٠٠٠", "9" * 30])
def test_a_port_that_is_none_is_refused_with_its_variable(port: str) -> None:
    with pytest.raises(NoAddress, match=r"PORT is .* a number from 1 to 65535"):
        address_from({"PORT": port})


@pytest.mark.parametrize(
    ("host", "is_private"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.10", False),
        ("training.example", False),
    ],
)
def test_only_loopback_is_this_machine_alone(host: str, is_private: bool) -> None:
    assert Address(host, 8000).is_private is is_private


def test_a_taken_port_is_said_with_the_variable_that_changes_it(taken: int) -> None:
    with pytest.raises(NoAddress, match=rf"Port {taken} is taken .* PORT={taken + 1} make run"):
        check_free(Address("127.0.0.1", taken))


def test_a_port_is_free_again_when_its_server_has_ended(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()

    check_free(Address("127.0.0.1", port))


def test_a_port_that_several_processes_may_share_is_taken_all_the_same() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()

        with pytest.raises(NoAddress, match="is taken"):
            check_free(Address("127.0.0.1", server.getsockname()[1]))


def test_a_host_that_is_not_here_is_said() -> None:
    with pytest.raises(NoAddress, match=r"HOST is '192\.0\.2\.1'"):
        check_free(Address("192.0.2.1", 8000))


def test_it_is_asked_with_python_alone_before_anything_is_installed(taken: int) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-P", str(ROOT / "app" / "address.py")],
        env={**os.environ, "PORT": str(taken)},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {taken} is taken")
    assert len(done.stderr.splitlines()) == 1
