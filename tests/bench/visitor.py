"""A browser without a screen: keeps its cookies and its connection, and weighs what it gets."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import brotli

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_FILES = re.compile(r'<(?:link[^>]*rel="(?:stylesheet|icon)"|script)[^>]*(?:href|src)="([^"]+)"')

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SCRIPT = {
    "Content-Type": "application/json",
    "X-Touchpoint": "answers",
    "Sec-Fetch-Site": "same-origin",
}


class NotServed(Exception):
    """The server gave another answer than a person would have needed."""


@dataclass(frozen=True)
class Answer:
    """What came back for one request."""

    status: int
    text: str
    weight: int
    """Bytes on the wire, head and body."""
    location: str = ""


class Visitor:
    """One person at one browser."""

    def __init__(self, port: int, *, encodings: str = "gzip, deflate, br") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._encodings = encodings
        self._cookies: SimpleCookie = SimpleCookie()
        #: The cookies and the form's token of somebody who is not signed in.
        self._stranger: tuple[SimpleCookie, str] | None = None

    def get(self, path: str) -> Answer:
        """Fetch a page or a file; anything but a 200 is an error."""
        answer = self._ask("GET", path)
        if answer.status != 200:
            raise NotServed(f"GET {path} gave {answer.status}")
        return answer

    def sign_in(self, identifier: str, password: str) -> None:
        """Sign in as from a new browser."""
        self._cookies.clear()
        self._stranger = None
        self.sign_in_again(identifier, password)

    def sign_in_again(self, identifier: str, password: str) -> None:
        """Send the sign-in form as a stranger; the page with it is fetched once."""
        if self._stranger is None:
            found = _TOKEN.search(self.get("/login").text)
            self._stranger = SimpleCookie(self.cookies), found[1] if found else ""
        cookies, token = self._stranger
        self._cookies = SimpleCookie(cookies.output(attrs=[], header="", sep=";"))
        form = {"identifier": identifier, "password": password, "csrf_token": token}
        answer = self._ask("POST", "/login", urlencode(form))
        if answer.status not in (302, 303):
            raise NotServed(f"signing in gave {answer.status}")

    def take(self, cookie: str) -> None:
        """Be signed in by a cookie that was made beforehand."""
        self._cookies.load(cookie)

    def press(self, path: str, form: str) -> str:
        """Send a form; where it leads."""
        answer = self._ask("POST", path, form)
        if answer.status not in (302, 303):
            raise NotServed(f"POST {path} gave {answer.status}: {answer.text[:200]}")
        return answer.location

    def send(self, path: str, message: object) -> Any:
        """Send something as a page's script does, and give what it is told."""
        answer = self._ask("POST", path, json.dumps(message), _SCRIPT)
        if answer.status != 200:
            raise NotServed(f"POST {path} gave {answer.status}: {answer.text[:200]}")
        return json.loads(answer.text)

    @property
    def cookies(self) -> str:
        """The cookies as a request sends them."""
        return self._cookies.output(attrs=[], header="", sep=";").strip()

    def files_of(self, page: Answer) -> list[str]:
        """The style, script and icons that a page asks for."""
        return [address.replace("&amp;", "&") for address in _FILES.findall(page.text)]

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | None = None, more: dict[str, str] = _FORM
    ) -> Answer:
        headers = {
            "Accept-Encoding": self._encodings,
            "Cookie": self.cookies,
        }
        if body is not None:
            headers |= more
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            self._cookies.load(cookie)
        weight = len(content) + sum(len(n) + len(v) + 4 for n, v in response.getheaders())
        text = _plain(content, response.headers.get("Content-Encoding", ""))
        return Answer(response.status, text, weight, response.headers.get("Location", ""))


def _plain(content: bytes, encoding: str) -> str:
    if encoding == "br":
        content = brotli.decompress(content)
    elif encoding == "gzip":
        content = gzip.decompress(content)
    return content.decode("utf-8", "replace")
