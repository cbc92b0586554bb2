"""A small application that has nothing but the look: no database, no features."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask, g
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from app import interface

APP = Path(interface.__file__).parent.parent
LOCALES = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en"}
#: Friday 20 November 2026, 10:00 in Shanghai.
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Whoever is signed in."""

    name: str = "陈丽华"
    initial: str = "陈"
    id: int = 1


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    label: str
    icon: str = "today"
    is_current: bool = False

    @property
    def url(self) -> str:
        return f"/{self.label.lower()}"


class Look:
    """Renders templates as a page of one reader; what a page gets can be set before."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.language = "en"
        self.values: dict[str, Any] = {"viewer": Person(), "navigation": [Place("Today")]}

    def of(self, source: str, /, path: str = "/here", method: str = "GET", **values: Any) -> str:
        """The HTML of a template given as text."""
        with self.app.test_request_context(path, method=method):
            g.language, g.now, g.zone = self.language, NOW, "Asia/Shanghai"
            return self.app.jinja_env.from_string(source).render(**self._context(), **values)

    def of_component(self, file: str, call: str, /, **values: Any) -> str:
        """The HTML of the macro that is named like its file; `call` is what a page writes."""
        return self.of(f'{{% from "components/{file}.html" import {file} %}}{call}', **values)

    def _context(self) -> dict[str, Any]:
        return {"language": self.language, "theme": "light", "text_size": "standard"} | self.values


@pytest.fixture
def look(look_app: Flask) -> Look:
    """The look of pages, in English, with somebody signed in."""
    return Look(look_app)


@pytest.fixture(scope="session")
def look_app() -> Flask:
    """One application for all tests, so that each template is compiled once."""
    return make_look_app()


def make_look_app() -> Flask:
    """An application with templates, icons, formats and the addresses that the frame needs."""
    app = Flask("look", template_folder=str(APP / "templates"), static_folder=str(APP / "static"))
    here = FileSystemLoader(Path(__file__).parent)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(APP / "templates"), here])
    app.config.update(SECRET_KEY="test", TESTING=True)
    Bootstrap5(app)
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: LOCALES[g.language])
    interface.register(app)
    app.register_blueprint(_accounts())
    return app


def _accounts() -> Blueprint:
    accounts = Blueprint("accounts", __name__)
    for name in ("account", "awake", "logout", "preferences"):
        accounts.add_url_rule(f"/{name}", name, lambda: "")
    return accounts
