"""How templates are looked up and put together."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PageEnvironment(Environment):
    """Flask's own, without a layer of globals for each template that has none of its own.

    Each import of a component compares the globals of both sides, which takes long in layers.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template finds besides its values."""
        return super().make_globals(d) if d else self.globals
