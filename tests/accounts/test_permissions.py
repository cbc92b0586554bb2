"""Every address says who may use it, and holds to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, Rule
from werkzeug.test import TestResponse

from app.accounts.roles import GRANTS, Permission, Role
from tests.attempts.phone import FROM_HERE
from tests.factories import make_person, sign_in

pytestmark = pytest.mark.database("sqlite")

FILES = {"static", "bootstrap.static"}
#: Public on purpose. Whoever adds one here decides that strangers may use it.
PUBLIC = {
    "accounts.code",
    "accounts.forgotten",
    "accounts.login",
    "accounts.logout",
    "accounts.preferences",
    "accounts.reset",
    "accounts.unlock",
    "health.healthz",
    "health.readyz",
    # A candidate's pages: the token in the address is the key.
    "invitation.agree",
    "invitation.answers",
    "invitation.attempt",
    "invitation.complete_lesson",
    "invitation.give_up",
    "invitation.lesson",
    "invitation.overview",
    "invitation.quiz",
    "invitation.respond",
    "invitation.result",
    "invitation.self_appraisal",
    "invitation.self_instrument",
    "invitation.self_rate",
    "invitation.self_result",
    "invitation.self_start",
    "invitation.self_submit",
    "invitation.start_quiz",
    "invitation.submit",
    "invitation.thanks",
    "invitation.welcome",
    "invitation.withdrawn",
}
#: These ask for a header of our own scripts instead of the token of a form.
FOR_SCRIPTS = {"attempts.answers", "invitation.answers"}
EXAMPLES = {"UUIDConverter": uuid.UUID(int=7), "IntegerConverter": 1, "FloatConverter": 1.0}


def rules_of(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint not in FILES)


def permission_of(app: Flask, rule: Rule) -> Permission | None:
    permission: Permission | None = app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
    return permission


def guarded(app: Flask) -> list[tuple[Rule, Permission]]:
    pairs = [(rule, permission_of(app, rule)) for rule in rules_of(app)]
    return [(rule, permission) for rule, permission in pairs if permission is not None]


def example_of(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return EXAMPLES.get(type(converter).__name__, "x")


def address_of(app: Flask, rule: Rule) -> str:
    values = {name: example_of(converter) for name, converter in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def is_for_script(app: Flask, rule: Rule) -> bool:
    """Whether only this site's own scripts ask for it, with their header instead of a token."""
    return hasattr(app.view_functions[rule.endpoint], "is_for_script")


def ask(client: FlaskClient, rule: Rule) -> TestResponse:
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    headers = FROM_HERE if is_for_script(client.application, rule) else None
    return client.open(address_of(client.application, rule), method=method, headers=headers)


def test_each_endpoint_states_its_permission(app: Flask) -> None:
    without = {
        rule.endpoint
        for rule in rules_of(app)
        if not hasattr(app.view_functions[rule.endpoint], "permission")
    }

    assert without == set()


def test_only_these_endpoints_are_public(app: Flask) -> None:
    assert {rule.endpoint for rule in rules_of(app) if permission_of(app, rule) is None} == PUBLIC


def test_strangers_are_asked_to_sign_in(app: Flask, client: FlaskClient) -> None:
    for rule, _permission in guarded(app):
        response = ask(client, rule)
        if is_for_script(app, rule):
            assert (response.status_code, response.json["code"]) == (401, "signed-out"), rule
            continue
        assert response.status_code == 302, rule
        assert response.location.startswith("/login"), rule


@pytest.mark.parametrize("role", [*Role, None])
def test_nobody_gets_further_than_the_table_says(
    app: Flask, client: FlaskClient, role: Role | None
) -> None:
    sign_in(client, make_person(roles=(role,) if role else ()))
    granted = GRANTS[role] if role else frozenset()

    for rule, permission in guarded(app):
        if permission not in granted:
            assert ask(client, rule).status_code == 403, (role, rule)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_nothing_is_done_without_the_token_of_a_form(
    app: Flask, client: FlaskClient, is_signed_in: bool
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    if is_signed_in:
        sign_in(client, make_person(roles=tuple(Role)))

    for rule in rules_of(app):
        for method in {"POST", "PUT", "PATCH", "DELETE"} & set(rule.methods or ()):
            response = client.open(address_of(app, rule), method=method)
            expected = 403 if is_for_script(app, rule) else 400
            assert response.status_code == expected, (method, rule)


def test_only_these_endpoints_are_for_scripts(app: Flask) -> None:
    found = {rule.endpoint for rule in rules_of(app) if is_for_script(app, rule)}

    assert found == FOR_SCRIPTS
