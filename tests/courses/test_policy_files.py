"""The files of policies: what they give, and what is wrong with them, line by line."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.policies import Policy, slug_and_edition
from app.courses.policy_files import (
    check_policy,
    check_policy_sisters,
    compile_policy,
    read_policy,
)
from app.markup.faults import Fault, FaultLog
from app.markup.hant import Traditional
from tests.courses.test_readme import README

ZH = """\
---
title: 前台规定
minutes: 2
edition: "2026-1"
effective_on: 2026-03-01
keeper: 客户服务部
plain: yes
---
前台随时有人。

## 接班 {#taking-over}

- 看完记录，再签名。

| 谁 | 怎么办 |
|---|---|
| 班长 | 签名 |

/// caution
接班的人没到，**不离开**。
///
"""
EN = (
    ZH.replace("前台规定", "Desk rules")
    .replace("客户服务部", "Service")
    .replace("接班 {", "Taking over {")
)


def faults_of(text: str) -> list[Fault]:
    log = FaultLog("f.md")
    policy = read_policy(text, log)
    if policy is not None:
        check_policy(policy, log)
    return log.faults


def compiled() -> Policy:
    log = FaultLog("f.md")
    zh, en = read_policy(ZH, log), read_policy(EN, log)
    assert zh is not None
    assert en is not None
    check_policy_sisters(zh, en, log)
    assert log.faults == []
    return compile_policy("desk", zh=zh, en=en, hant=Traditional({}))


def test_a_policy_has_its_text_in_all_languages() -> None:
    policy = compiled()

    assert faults_of(ZH) == []
    assert (policy.title.zh, policy.title.en, policy.title.hant) == (
        "前台规定",
        "Desk rules",
        "前臺規定",
    )
    assert (policy.minutes, policy.effective_on, policy.is_plain) == (2, date(2026, 3, 1), True)
    assert policy.signed_as == "desk@2026-1"
    assert slug_and_edition(policy.signed_as) == ("desk", "2026-1")
    opening, section = policy.in_("zh-Hans").sections
    assert "前台随时有人" in opening.parts[0].html
    assert (section.id, section.heading) == ("taking-over", "接班")
    assert all(mark in section.parts[0].html for mark in ("<li>", "<table>", "tp-caution"))
    assert policy.in_("en").sections[1].heading == "Taking over"
    assert "誰" in policy.in_("zh-Hant").sections[1].parts[0].html


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('edition: "2026-1"\n', "", 2, "the front matter has no edition"),
        ('"2026-1"', "2026.1", 4, "is not the name of an edition"),
        ('"2026-1"', '"2026 first"', 4, "is not the name of an edition"),
        ('"2026-1"', "yes", 4, "is not the name of an edition"),
        ("2026-03-01", "2026-02-30", 5, "is not a day"),
        ("2026-03-01", "1 March", 5, "is not a day"),
        ("minutes: 2", "minutes: 0", 3, "minutes is"),
        ("keeper: 客户服务部", "owner: 客户服务部", 6, 'unknown key "owner"'),
        ("{#taking-over}", "", 11, "the section has no id"),
        ("/// caution", "/// check | 谁？", 19, "/// check stands in a text that people sign"),
        ("前台随时有人。", "[[desk-staffed]]", 9, "would change what was signed"),
        ("看完记录", "等 {{company.minutes}} 分钟", 13, "a figure of the company"),
        ("前台随时有人。", "<b>有人</b>", 9, "raw HTML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, line: int, told: str) -> None:
    assert ZH.count(old) == 1

    found = faults_of(ZH.replace(old, new))

    assert (line, True) in [(fault.line, told in fault.what) for fault in found]


def test_a_policy_without_a_text_says_nothing() -> None:
    head = ZH.partition("---\n前台")[0] + "---\n"

    assert "the policy says nothing" in [fault.what for fault in faults_of(head)]


def test_both_languages_are_of_one_edition() -> None:
    log = FaultLog("desk.en.md")
    zh, en = read_policy(ZH, log), read_policy(EN.replace("2026-1", "2026-2"), log)
    assert zh is not None
    assert en is not None

    check_policy_sisters(zh, en, log)

    (fault,) = log.faults
    assert (fault.line, fault.what) == (4, 'edition is "2026-2", and "2026-1" in desk.en.md')


@given(st.text(alphabet="-:\n #{}[]/|*a1测", max_size=200))
def test_reading_never_fails(text: str) -> None:
    faults_of(text)
    faults_of(f"---\n{text}\n---\n{text}")


def test_the_example_of_the_readme_can_be_read_and_rendered() -> None:
    log = FaultLog("README.md")
    shown = README.partition("## A policy\n")[2].partition("| key |")[0]
    policy = read_policy(dedent(shown[shown.index("    ---") :]), log)
    assert policy is not None
    check_policy(policy, log)

    assert log.faults == []
    whole = compile_policy("desk", zh=policy, en=policy, hant=Traditional({}))
    assert "tp-caution" in whole.zh.sections[1].parts[0].html
