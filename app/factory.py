"""The application factory, the only place that knows all features."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, db, errors, health, interface, logs, pages, security
from app.accounts import views as accounts
from app.accounts.operations import sweep_codes, sweep_resets, sweep_sign_ins
from app.accounts.throttling import sweep_throttles
from app.admin import views as admin
from app.analysis import views as analysis
from app.appraisals import views as appraisals
from app.attempts import views as attempts
from app.attempts.scoring import close_overdue
from app.config import ROOT, environment, settings_from
from app.interface.environment import PageEnvironment
from app.jobs.sweep import add_step
from app.learning import views as learning
from app.marking import views as marking
from app.notices.delivery import deliver_notices
from app.observations import views as observations
from app.observations.answering import confirm_unanswered
from app.openings import views as openings
from app.outside_certificates import views as outside_certificates
from app.outside_certificates.reminders import remind_of_expiry
from app.paper import views as paper
from app.photos.retention import delete_old_photos
from app.policies import views as policies
from app.probation import views as probation
from app.probation.opening import open_reviews
from app.reference import views as reference
from app.screening import candidate_views as invitations
from app.screening import views as screening
from app.screening.privacy import sweep_candidates
from app.sessions import views as sessions
from app.teams import views as teams
from app.training_file import views as training_file

BLUEPRINTS = (
    accounts.bp,
    attempts.bp,
    appraisals.bp,
    learning.bp,
    reference.bp,
    openings.bp,
    paper.bp,
    marking.bp,
    analysis.bp,
    observations.bp,
    sessions.bp,
    outside_certificates.bp,
    policies.bp,
    probation.bp,
    training_file.bp,
    teams.bp,
    screening.bp,
    invitations.bp,
    admin.bp,
    health.bp,
)
#: What `flask sweep` does beside the server, in this order.
SWEPT = (
    ("messages delivered", deliver_notices),
    ("overdue attempts closed", close_overdue),
    ("expired sign-ins removed", sweep_sign_ins),
    ("expired password links removed", sweep_resets),
    ("expired password codes removed", sweep_codes),
    ("forgotten failures removed", sweep_throttles),
    ("candidates deleted", sweep_candidates),
    ("unanswered observations confirmed", confirm_unanswered),
    ("probation reviews opened", open_reviews),
    ("certificate reminders owed", remind_of_expiry),
    ("old photos deleted", delete_old_photos),
)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application, with settings from the environment, overridden by `config`."""
    settings = settings_from(environment())
    app = Flask("app", instance_path=str(settings["INSTANCE_PATH"]))
    app.jinja_environment = PageEnvironment
    # Else two slashes are answered with an address at whatever host the request named.
    app.url_map.merge_slashes = False
    app.config.from_mapping(settings, MIGRATIONS_PATH=ROOT / "app" / "migrations")
    app.config.from_mapping(config or {})
    _add_layers(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if not app.config.get("ONLY_SERVES"):
        _add_commands(app)
    for name, work in SWEPT:
        add_step(app, name, work)
    return app


def _add_commands(app: Flask) -> None:
    # The command line brings the compiler of the content along, which no page needs.
    from app import commands

    commands.register(app)


def _add_layers(app: Flask) -> None:
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    Bootstrap5(app)
    Compress(app)
    db.init_app(app)
    errors.init_app(app)
    logs.init_app(app)
    pages.init_app(app)
    # After the pages, so that a form that came without its token is answered in her language.
    CSRFProtect(app)
    interface.register(app)
    assets.init_app(app)
    security.init_app(app)
