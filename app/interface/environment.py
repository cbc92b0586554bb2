"""How templates are looked up and put together."""

from __future__ import annotations

from collections.abc import MutableMapping
from types import FunctionType, MethodType
from typing import Any

from flask.sansio.app import App
from flask.templating import Environment
from jinja2.runtime import Context, Macro

_PLAIN = (FunctionType, MethodType)


class PageContext(Context):
    """Jinja's own, with a shorter way to what a page calls by the hundred: macros and functions."""

    def call(self, obj: Any, /, *args: Any, **values: Any) -> Any:
        """Call what a template calls; Jinja would ask each time all that it could be."""
        if type(obj) is Macro:
            args = (self.eval_ctx, *args)
        elif type(obj) not in _PLAIN or hasattr(obj, "jinja_pass_arg"):
            return super().call(obj, *args, **values)
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return obj(*args, **values)


class PageEnvironment(Environment):
    """Flask's own, without a layer of globals for each template that has none of its own.

    Each import of a component compares the globals of both sides, which takes long in layers.
    """

    context_class = PageContext

    def __init__(self, app: App, **options: Any) -> None:
        # All templates stay loaded: nothing has to be counted or locked to see which may go.
        super().__init__(app, cache_size=-1, **options)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template finds besides its values."""
        return super().make_globals(d) if d else self.globals
