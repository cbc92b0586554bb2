"""Signing in and out, one's own account, and the way back in when the password is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts import cookie
from app.accounts.access import public, requires, viewer
from app.accounts.forms import (
    ChangePasswordForm,
    ForgottenForm,
    LoginForm,
    NewPasswordForm,
    PreferencesForm,
)
from app.accounts.models import Person
from app.accounts.operations import (
    close_sign_in,
    open_sign_in,
    send_reset,
    set_password,
    set_preferences,
    sign_out_elsewhere,
    take_reset,
)
from app.accounts.passwords import hash_password, is_right
from app.accounts.proving import prove
from app.accounts.queries import person_of_reset, sign_ins_of
from app.accounts.redirects import safe_path
from app.accounts.roles import Permission
from app.accounts.throttling import (
    Counter,
    count_try,
    forgive,
    old_password_counters,
    reset_counters,
    sign_in_counters,
)
from app.accounts.wording import names_of_roles, please_wait
from app.db import db, reading
from app.errors import TooMany

bp = Blueprint("accounts", __name__)
bp.before_app_request(cookie.end_if_idle)

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


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
    counters = sign_in_counters(_secret(), form.identifier.data, request.remote_addr)
    if wait := _wait_for(counters):
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
                "Try again, or ask your supervisor for help."
            )
        ]
        return _login_page(form, back)
    forgive(counters)
    if current_user.is_authenticated:
        close_sign_in(viewer().token, now=g.now)
    db.session.commit()
    cookie.begin(signed_in, keep=form.keep.data and not form.shared.data)
    return redirect(back)


@bp.post("/logout")
@public
def logout() -> Page:
    """Sign out on this device. The script of a shared phone says when it was left alone."""
    if current_user.is_authenticated:
        close_sign_in(viewer().token, now=g.now)
        db.session.commit()
    cookie.end()
    reason = "idle" if request.form.get("reason") == "idle" else None
    return redirect(url_for(".login", reason=reason))


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
        this_device=viewer().sign_in.id,
    )


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def password() -> Page:
    """Change one's own password; other devices are signed out."""
    person = viewer().person
    form = ChangePasswordForm(names=_names_of(person))
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form, owner=person)
    counters = old_password_counters(_secret(), person.id)
    if wait := _wait_for(counters):
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


@bp.route("/password/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> Page:
    """Ask for a link by mail; the answer does not tell whether the address is known."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", form=form, sent="sent" in request.args)
    wait = _wait_for(reset_counters(_secret(), form.email.data, request.remote_addr))
    if wait:
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
    form = NewPasswordForm(names=_names_of(person))
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form, owner=person)
    changed = take_reset(token, hash_password(form.new.data), now=g.now)
    if changed is None:
        db.session.rollback()
        return render_template("accounts/reset_gone.html"), 410
    for name in filter(None, _names_of(person)):
        forgive(sign_in_counters(_secret(), name, request.remote_addr))
    db.session.commit()
    flash(_("Your new password works from now on. Sign in with it."))
    return redirect(url_for(".login"))


@bp.after_request
def keep_out_of_caches(response: Response) -> Response:
    """Pages about passwords and accounts stay in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _login_page(form: LoginForm, back: str) -> str:
    this_page = url_for(".login", next=back if back != "/" else None)
    is_idle = request.method == "GET" and request.args.get("reason") == "idle"
    return render_template("accounts/login.html", form=form, this_page=this_page, is_idle=is_idle)


def _wait_for(counters: Sequence[Counter]) -> int:
    """Count this try for good and give 0, or the seconds to wait before the next one."""
    try:
        count_try(counters, now=g.now)
    except TooMany as problem:
        db.session.rollback()
        return problem.wait
    db.session.commit()
    return 0


def _names_of(person: Person) -> tuple[str | None, ...]:
    return person.employee_number, person.mobile, person.email


def _reset_link(token: str) -> str:
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for(".reset", token=token)


def _secret() -> Any:
    return current_app.secret_key
