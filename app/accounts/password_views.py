"""The ways back in when the password is forgotten: a link by mail, or a supervisor's code."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts.access import public
from app.accounts.blueprint import Page, bp
from app.accounts.codes import owner_of_code, take_code
from app.accounts.forms import CodeForm, ForgottenForm, NewPasswordForm
from app.accounts.identity import names_of
from app.accounts.models import Person
from app.accounts.operations import send_reset, take_reset
from app.accounts.passwords import hash_password
from app.accounts.queries import person_of_reset
from app.accounts.throttling import code_counters, forgive, reset_counters, sign_in_counters
from app.accounts.tries import secret, wait_for
from app.accounts.wording import please_wait
from app.db import db, reading
from app.interface.addresses import outside


@bp.route("/password/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> Page:
    """Ask for a link by mail; the answer does not tell whether the address is known."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", form=form, sent="sent" in request.args)
    counters = reset_counters(secret(), form.email.data, request.remote_addr)
    if wait := wait_for(counters, now=g.now):
        form.email.errors = [please_wait(wait)]
        page = render_template("accounts/forgotten.html", form=form, sent=False)
        return page, 429, {"Retry-After": str(wait)}
    send_reset(form.email.data, link=_reset_link, now=g.now)
    db.session.commit()
    return redirect(url_for(".forgotten", sent="yes"))


@bp.route("/password/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> Page:
    """Set a new password by the link from a mail. Looking at it does not use it up."""
    with reading():
        person = db.session.scalar(person_of_reset(token, now=g.now))
    if person is None:
        return render_template("accounts/reset_gone.html"), 410
    form = NewPasswordForm(names=names_of(person))
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form, owner=person)
    changed = take_reset(token, hash_password(form.new.data), now=g.now)
    if changed is None:
        db.session.rollback()
        return render_template("accounts/reset_gone.html"), 410
    _forgive_failures(person)
    db.session.commit()
    flash(_("Your new password works from now on. Sign in with it."))
    return redirect(url_for(".login"))


@bp.route("/password/code", methods=["GET", "POST"])
@public
def code() -> Page:
    """Set a new password by the code that a supervisor read out."""
    form = CodeForm(names=(request.form.get("identifier"),))
    if not form.validate_on_submit():
        return render_template("accounts/code.html", form=form)
    typed = form.identifier.data, form.code.data
    counters = code_counters(secret(), form.identifier.data, request.remote_addr)
    if wait := wait_for(counters, now=g.now):
        form.code.errors = [please_wait(wait)]
        return render_template("accounts/code.html", form=form), 429, {"Retry-After": str(wait)}
    with reading():
        owner = owner_of_code(*typed, now=g.now)
    if owner is not None and not form.suits(names_of(owner)):
        return render_template("accounts/code.html", form=form)
    changed = take_code(*typed, hash_password(form.new.data), now=g.now)
    if changed is not None:
        forgive(counters)
        _forgive_failures(changed)
    db.session.commit()
    if changed is None:
        form.code.errors = [
            _("The name or the code is not right, or the code has run out. Ask for a new one.")
        ]
        return render_template("accounts/code.html", form=form)
    flash(_("Your new password works from now on. Sign in with it."))
    return redirect(url_for(".login"))


def _forgive_failures(person: Person) -> None:
    """Who proved to be herself is not held up by the passwords that she tried before."""
    for name in filter(None, names_of(person)):
        forgive(sign_in_counters(secret(), name, request.remote_addr))


def _reset_link(token: str) -> str:
    return outside(url_for(".reset", token=token))
