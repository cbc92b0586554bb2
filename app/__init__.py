"""Touchpoint 触点学堂: training and onboarding for property-management customer service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application, with settings from the environment, overridden by `config`."""
    # The process that only holds the server does without the program, which takes much memory.
    from app.factory import create_app as made

    return made(config)
