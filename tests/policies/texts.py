"""A policy for tests: its two files, in whatever edition, and the plan that asks for it."""

from __future__ import annotations

from app.library.queries import Library
from tests.content_tree import ContentTree, publish_tree

SLUG = "desk-rules"
PLAN = "courses/paths/customer-service-assistant.yaml"
PATH = "customer-service-assistant"

_FILE = """\
---
title: {title}
minutes: 2
edition: "{edition}"
effective_on: {effective_on}
keeper: {keeper}
---
{opening}

## {heading} {{#hours}}

{text}
"""


def write_policy(
    content: ContentTree,
    *,
    slug: str = SLUG,
    edition: str = "2026-1",
    effective_on: str = "2026-03-01",
    text: str = "Somebody is always at the desk.",
) -> None:
    """Write both files of a policy."""
    given = {"edition": edition, "effective_on": effective_on}
    content.write(
        f"courses/policies/{slug}.zh.md",
        _FILE.format(
            title=f"前台规定 {slug}",
            keeper="客户服务部",
            opening="前台随时有人。",
            heading="上班",
            text="按时到岗。",
            **given,
        ),
    )
    content.write(
        f"courses/policies/{slug}.en.md",
        _FILE.format(
            title=f"Rules of {slug}",
            keeper="Customer service",
            opening="The desk is never empty.",
            heading="Hours",
            text=text,
            **given,
        ),
    )


def ask_in_plan(content: ContentTree, slug: str = SLUG) -> None:
    """Let the plan of the small tree ask for a policy in the first week."""
    content.replace(
        PLAN, "      - course: telephone\n", f"      - course: telephone\n      - policy: {slug}\n"
    )


def publish_policy(
    content: ContentTree, *, in_plan: bool = False, slug: str = SLUG, edition: str = "2026-1"
) -> Library:
    """Write a policy into the small tree and publish it."""
    write_policy(content, slug=slug, edition=edition)
    if in_plan:
        ask_in_plan(content, slug)
    return publish_tree(content)
