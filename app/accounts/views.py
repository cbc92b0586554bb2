"""Signing in and out, locking, and one's own account."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

# The routes of forgotten passwords come with their import.
import app.accounts.password_views  # noqa: F401
from app.accounts import cookie
from app.accounts.access import public, requires, viewer
from app.accounts.blueprint import Page, bp
from app.accounts.forms import ChangePasswordForm, LoginForm, PreferencesForm, UnlockForm
from app.accounts.identity import names_of
from app.accounts.locking import unlock_sign_in
from app.accounts.operations import (
    close_sign_in,
    open_sign_in,
    set_password,
    set_preferences,
    sign_out_elsewhere,
)
from app.accounts.passwords import hash_password, is_right
from app.accounts.proving import prove, prove_person
from app.accounts.queries import locked_by, sign_ins_of
from app.accounts.redirects import safe_path
from app.accounts.roles import Permission
from app.accounts.throttling import (
    forgive,
    old_password_counters,
    sign_in_counters,
    unlock_counters,
)
from app.accounts.tries import secret, wait_for
from app.accounts.wording import names_of_roles, please_wait
from app.db import db, reading


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> Page:
    """Sign in, and go on to where one was going."""
    back = safe_path(request.values.get("next"))
    if current_user.is_authenticated and request.method != "POST":
        return redirect(back)
    form = LoginForm(next=back)
    if not form.validate_on_submit():
        return _login_page(form, back)
    counters = sign_in_counters(secret(), form.identifier.data, request.remote_addr)
    if wait := wait_for(counters, now=g.now):
        form.password.errors = [please_wait(wait)]
        return _login_page(form, back), 429, {"Retry-After": str(wait)}
    signed_in = open_sign_in(
        prove(form.identifier.data, form.password.data),
        now=g.now,
        keep=form.keep.data,
        shared=form.shared.data,
    )
    if signed_in is None:
        db.session.commit()
        form.password.errors = [
            _(
                "The name to sign in with, or the password, is not right. "
                "Try again, or ask your supervisor for a one-time code."
            )
        ]
        return _login_page(form, back)
    forgive(counters)
    if held := cookie.token():
        close_sign_in(held, now=g.now)
    db.session.commit()
    cookie.begin(signed_in, keep=form.keep.data and not form.shared.data)
    return redirect(back)


@bp.post("/logout")
@public
def logout() -> Page:
    """Sign out on this device. The script of a shared phone says when it was left alone."""
    if held := cookie.token():
        close_sign_in(held, now=g.now)
        db.session.commit()
    cookie.end()
    reason = "idle" if request.form.get("reason") == "idle" else None
    return redirect(url_for(".login", reason=reason))


@bp.route("/unlock", methods=["GET", "POST"])
@public
def unlock() -> Page:
    """Unlock a device that was in a candidate's hands, by the password of whose device it is."""
    back, held = safe_path(request.values.get("next")), cookie.token() or ""
    with reading():
        found = db.session.execute(locked_by(held, now=g.now)).first()
    if found is None:
        return redirect(back if current_user.is_authenticated else url_for(".login", next=back))
    sign_in, owner = found
    form = UnlockForm(next=back)
    if not form.validate_on_submit():
        return render_template("accounts/unlock.html", form=form, owner=owner)
    counters = unlock_counters(secret(), sign_in.id)
    if wait := wait_for(counters, now=g.now):
        form.password.errors = [please_wait(wait)]
        page = render_template("accounts/unlock.html", form=form, owner=owner)
        return page, 429, {"Retry-After": str(wait)}
    proof = prove_person(owner.id, owner.password_hash, form.password.data)
    unlocked = unlock_sign_in(held, proof, now=g.now)
    if unlocked is None:
        db.session.commit()
        form.password.errors = [_("This is not the password. Try again.")]
        return render_template("accounts/unlock.html", form=form, owner=owner)
    forgive(counters)
    db.session.commit()
    cookie.begin(unlocked, keep=session.permanent)
    return redirect(back)


@bp.get("/awake")
@requires(Permission.OWN_ACCOUNT)
def awake() -> tuple[str, int]:
    """Somebody is reading on this shared phone: the request alone starts the three minutes anew."""
    return "", 204


@bp.get("/account")
@requires(Permission.OWN_ACCOUNT)
def account() -> Page:
    """One's own data, how the pages look, and where one is signed in."""
    person = viewer().person
    form = PreferencesForm(
        language=person.language,
        theme=person.theme,
        text_size=person.text_size,
        next=url_for(".account"),
    )
    sign_ins = db.session.scalars(sign_ins_of(person.id, now=g.now)).all()
    return render_template(
        "accounts/account.html",
        owner=person,
        roles=names_of_roles(viewer().roles),
        form=form,
        sign_ins=sign_ins,
        this_device=viewer().sign_in_id,
    )


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def password() -> Page:
    """Change one's own password; other devices are signed out."""
    person = viewer().person
    form = ChangePasswordForm(names=names_of(person))
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form, owner=person)
    counters = old_password_counters(secret(), person.id)
    if wait := wait_for(counters, now=g.now):
        form.current.errors = [please_wait(wait)]
        page = render_template("accounts/password.html", form=form, owner=person)
        return page, 429, {"Retry-After": str(wait)}
    if not is_right(form.current.data, person.password_hash):
        form.current.errors = [_("This is not your present password. Try again.")]
        return render_template("accounts/password.html", form=form, owner=person)
    kept = hash_password(form.new.data)
    set_password(person, kept, now=g.now, by_id=person.id, but=viewer().token)
    forgive(counters)
    db.session.commit()
    flash(_("Your new password works from now on. Other devices are signed out."))
    return redirect(url_for(".account"))


@bp.post("/account/sign-outs")
@requires(Permission.OWN_ACCOUNT)
def sign_outs() -> Page:
    """Sign out everywhere but here."""
    sign_out_elsewhere(viewer().id, viewer().token, now=g.now)
    db.session.commit()
    flash(_("You are signed in on this device only."))
    return redirect(url_for(".account"))


@bp.post("/preferences")
@public
def preferences() -> Page:
    """Choose language, appearance or text size; a stranger's language is kept in the cookie."""
    chosen = PreferencesForm().chosen()
    if current_user.is_authenticated:
        set_preferences(viewer().person, chosen)
        db.session.commit()
    elif "language" in chosen:
        session["language"] = chosen["language"]
    return redirect(safe_path(request.form.get("next")))


def _login_page(form: LoginForm, back: str) -> str:
    this_page = url_for(".login", next=back if back != "/" else None)
    is_idle = request.method == "GET" and request.args.get("reason") == "idle"
    return render_template("accounts/login.html", form=form, this_page=this_page, is_idle=is_idle)
