"""What an error page says: what happened, in one sentence, and what to do next."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask
from flask_babel import gettext as _


class ErrorText(NamedTuple):
    """The words of one error page; `retry` asks for the same page again instead of going home."""

    title: str
    happened: str
    next_step: str
    button: str
    retry: bool = False


def register(app: Flask) -> None:
    """Give the error page its words."""
    app.jinja_env.globals["error_text"] = error_text


def error_text(status: int) -> ErrorText:
    """The words for an HTTP status; one that is not listed reads like its family."""
    texts = _texts()
    return texts.get(status, texts[500] if status >= 500 else texts[400])


def _texts() -> dict[int, ErrorText]:
    return _mistakes_of_the_request() | _limits() | _troubles_of_the_server()


def _mistakes_of_the_request() -> dict[int, ErrorText]:
    home = _("Back to the start")
    return {
        400: ErrorText(
            _("This did not arrive whole"),
            _("The page was open too long, or part of it was lost on the way."),
            _("Open the page again and send it once more. What was saved before is still there."),
            _("Open again"),
            retry=True,
        ),
        401: ErrorText(
            _("You are signed out"),
            _("Nobody is signed in here any more."),
            _("Sign in again. What you have written on this device stays here."),
            _("Sign in again"),
        ),
        403: ErrorText(
            _("This page is for others"),
            _("Your account may not open this page."),
            _("If you need it for your work, ask HR."),
            home,
        ),
        404: ErrorText(
            _("There is nothing here"),
            _("The address is not right, or the page was taken away."),
            _("Begin at the start, or ask whoever sent you the link."),
            home,
        ),
        405: ErrorText(
            _("This page cannot be opened like that"),
            _("It only takes what a form sends to it."),
            _("Go back to the start and use the button there."),
            home,
        ),
    }


def _limits() -> dict[int, ErrorText]:
    return {
        409: ErrorText(
            _("Somebody was quicker"),
            _("This was done or changed in the meantime, perhaps on another phone of yours."),
            _("Look at the page as it stands now, then decide."),
            _("Look again"),
            retry=True,
        ),
        413: ErrorText(
            _("That is too big"),
            _("The text or file is larger than this page takes."),
            _("Send a smaller one, or in several parts."),
            _("Open again"),
            retry=True,
        ),
        429: ErrorText(
            _("A moment, please"),
            _("It was tried too often in a short time."),
            _("Wait a little, then try again. If it is the password, your supervisor can help."),
            _("Try again"),
            retry=True,
        ),
    }


def _troubles_of_the_server() -> dict[int, ErrorText]:
    safe = _("Your answers are safe. Come back in a while.")
    return {
        500: ErrorText(
            _("This page will not open"),
            _("Something went wrong on our side, not on yours."),
            safe,
            _("Try again"),
            retry=True,
        ),
        503: ErrorText(
            _("We will be back shortly"),
            _("The service is being looked after right now."),
            safe,
            _("Try again"),
            retry=True,
        ),
    }
