"""Where the server listens: HOST and PORT, looked at before anything slow happens.

Needs nothing but Python itself, so that `make run` can ask before it has installed anything.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass


class NoAddress(Exception):
    """Nothing can be served there; the message says why, and which variable changes it."""


@dataclass(frozen=True)
class Address:
    """A host and a port to listen on."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a browser on this machine takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def address_from(environment: Mapping[str, str]) -> Address:
    """The address that HOST and PORT name: this machine only, and 8000, without them."""
    port = environment.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise NoAddress(f"PORT is {port!r}, but has to be a number from 1 to 65535.")
    return Address(environment.get("HOST") or "127.0.0.1", int(port))


def check_free(address: Address) -> None:
    """Raise NoAddress unless a server can listen there now."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As servers do: connections of an earlier run that still fade away are no hindrance.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise NoAddress(_reason(address, error)) from error


def _reason(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {address.port} is taken by another program: "
            f"choose another with PORT, for example PORT={_another(address.port)} make run."
        )
    if error.errno == errno.EACCES:
        return f"Port {address.port} is not open to this user: choose one above 1023 with PORT."
    return f"HOST is {address.host!r}, and this machine has no such address: {error.strerror}."


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def main() -> None:
    """Ends with 1 and one sentence when nothing can be served at HOST and PORT."""
    try:
        check_free(address_from(os.environ))
    except NoAddress as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
