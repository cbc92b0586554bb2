"""Taking over a list of people: read, previewed, and only then done, all of it or nothing."""

from __future__ import annotations

from typing import NamedTuple

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.locks import lock_house
from app.accounts.roles import Permission
from app.admin.blueprint import bp
from app.admin.columns import headings_in
from app.admin.difference import Difference, difference_of
from app.admin.forms import ListForm, TakeOverForm
from app.admin.operations import take_over
from app.admin.parsing import MOST_BYTES, MOST_ROWS, Listing, as_text, decode, parse
from app.admin.preview import preview_of
from app.admin.surroundings import Surroundings, surroundings
from app.admin.wording import taken_over_words
from app.db import db, reading
from app.interface.days import today_here
from app.library.reading import library


class _Compared(NamedTuple):
    """A list as it was read, and what it would change."""

    text: str
    listing: Listing
    difference: Difference
    known: Surroundings


@bp.route("/import", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def imports() -> str:
    """Give a list, as a file or as text, and see what it would change; nothing is written."""
    form = ListForm()
    if not form.validate_on_submit():
        return _form_page(form)
    text = _text_of(form)
    if text is None:
        return _form_page(form)
    with reading():
        compared = _compare(text)
    return _preview_page(compared)


@bp.post("/import/people")
@requires(Permission.ADMINISTER)
def take_over_list() -> str | Response:
    """Do what the preview said, if it is still so; else it is previewed again."""
    form = TakeOverForm()
    # Held to the end, so that what the list is held against stays true until it is taken over.
    lock_house()
    compared = _compare(form.text.data or "")
    difference = compared.difference
    if difference.faults or difference.digest != form.digest.data:
        return _preview_page(compared, has_changed=True)
    today = today_here()
    take_over(difference, library(), today=today, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(taken_over_words(len(difference.joining), len(difference.changes)))
    return redirect(url_for(".people"))


@bp.get("/import/template.csv")
@requires(Permission.ADMINISTER)
def import_template() -> Response:
    """The headings of a list, to fill in below."""
    headings = ",".join(headings_in(g.language).values())
    # Excel takes a file for UTF-8 only when it begins with this mark.
    return Response(
        f"\ufeff{headings}\r\n".encode(),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=people.csv"},
    )


def _text_of(form: ListForm) -> str | None:
    """The text of the file or of the field; None, with an error at the field, where neither is."""
    if form.file.data is None:
        text: str = form.text.data or ""
        if not text.strip():
            form.text.errors = [_("Choose a file, or paste the list here.")]
        return text if text.strip() else None
    found = decode(form.file.data.read())
    if found is None:
        form.file.errors = [
            _("This file is no text that can be read here. Save it as CSV (UTF-8) first.")
        ]
    return found


def _compare(text: str) -> _Compared:
    listing = parse(text)
    known = surroundings(library())
    if listing.faults:
        difference = Difference(faults=listing.faults)
    else:
        difference = difference_of(listing.lines, known.people, known.names)
    # Once the headings are understood, only what is used goes to the page and comes back.
    kept = as_text(listing, headings_in(g.language)) if listing.lines else text
    return _Compared(kept, listing, difference, known)


def _form_page(form: ListForm) -> str:
    limits = {"most_rows": MOST_ROWS, "most_kilobytes": MOST_BYTES // 1000}
    return render_template("admin/import.html", form=form, **limits)


def _preview_page(compared: _Compared, *, has_changed: bool = False) -> str:
    difference = compared.difference
    return render_template(
        "admin/preview.html",
        listing=compared.listing,
        difference=difference,
        preview=preview_of(difference, compared.known, library(), g.language),
        form=ListForm(formdata=None, text=compared.text),
        take_over=TakeOverForm(formdata=None, text=compared.text, digest=difference.digest),
        has_changed=has_changed and not difference.faults,
    )
