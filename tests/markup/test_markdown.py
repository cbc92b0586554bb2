"""Markdown of authors as the HTML of learners, in the shapes that the style sheet knows."""

from __future__ import annotations

import pytest

from app.markup.labels import ICONS, WORDS
from app.markup.markdown import company_marked, filled, render, render_inline, skeletons
from app.markup.texts import LANGUAGES

RULES = {"three-rings": "铃响 3 声之内接起。", "set-by-us": "每天 {{company.rounds}} 次"}


def html(source: str, language: str = "zh-Hans") -> str:
    return render(source, language=language, standard=RULES.get)


def icon(name: str) -> str:
    return f'<svg class="i i-s" aria-hidden="true"><use href="#i-{name}"/></svg>'


@pytest.mark.parametrize(
    ("block", "classes", "symbol", "label"),
    [
        ("rule", "tp-note", "rule", "规定"),
        ("example", "tp-note tp-example", "door", "例子"),
        ("caution", "tp-note tp-caution", "alert", "当心"),
    ],
)
def test_a_note_has_its_icon_its_label_and_its_text(
    block: str, classes: str, symbol: str, label: str
) -> None:
    assert html(f"/// {block}\n话。\n///\n") == (
        f'<aside class="{classes}">\n<p>{icon(symbol)}{label}</p>\n<p>话。</p>\n</aside>'
    )


def test_a_block_has_no_options() -> None:
    shown = html("/// rule\n    甲: 乙\n///\n")

    assert shown.startswith("<aside")
    assert "甲: 乙" in shown


def test_phrases_are_quotations_one_for_each_paragraph() -> None:
    shown = html("/// phrase\n您好，客服部。\n\n请您稍等。\n///\n")

    assert shown.startswith(f'<aside class="tp-note tp-phrase">\n<p>{icon("quote")}这样说</p>')
    assert "<q>您好，客服部。</q>" in shown
    assert "<q>请您稍等。</q>" in shown


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("zh-Hans", "行业做法·ISO 10002"),
        ("zh-Hant", "行業做法·ISO 10002"),
        ("en", "Good practice · ISO 10002"),
    ],
)
def test_good_practice_names_its_standard(language: str, label: str) -> None:
    shown = html("/// good-practice | ISO 10002\na\n///\n", language)

    assert f'<aside class="tp-note tp-practice">\n<p>{icon("globe")}{label}</p>' in shown


def test_a_talk_is_a_list_of_turns_and_bold_speakers_are_us() -> None:
    shown = html("/// talk\n- 业主：水**一直**滴。\n- **前台**：我记下了：3 栋。\n///\n")

    assert shown.replace("\n", "") == (
        '<dl aria-label="对话" class="tp-talk">'
        "<div><dt>业主</dt><dd>水<strong>一直</strong>滴。</dd></div>"
        '<div class="us"><dt>前台</dt><dd>我记下了：3 栋。</dd></div></dl>'
    )


@pytest.mark.parametrize(
    "turn",
    ["- **Desk**: Hello.", "- **Desk:** Hello.", "- __Desk__: Hello.", "- **Desk** : Hello."],
)
def test_a_bold_speaker_is_us_however_the_colon_stands(turn: str) -> None:
    shown = html(f"/// talk\n{turn}\n\n- Owner: Hi.\n///\n", "en")

    assert '<div class="us">\n<dt>Desk</dt>\n<dd>Hello.</dd>' in shown
    assert "<div>\n<dt>Owner</dt>\n<dd>Hi.</dd>" in shown


def test_do_and_dont_stand_side_by_side() -> None:
    shown = html("/// do\n甲\n///\n\n/// dont\n乙\n///\n").replace("\n", "")

    assert shown == (
        f'<div class="tp-pair"><div class="do"><h3>{icon("check")}这样</h3><p>甲</p></div>'
        f'<div class="dont"><h3>{icon("cross")}不要这样</h3><p>乙</p></div></div>'
    )


def test_an_answer_is_folded_under_its_question() -> None:
    shown = html("/// ask | 要不要**说**？\n不要。\n///\n").replace("\n", "")

    assert shown == (
        '<details class="tp-ask"><summary><span>想一想：要不要<strong>说</strong>？</span>'
        f"<span>{icon('eye')}想好了，看答案</span></summary><div><p>不要。</p></div></details>"
    )


def test_the_lead_of_a_question_is_not_said_twice() -> None:
    assert html("/// ask | 想一想：甲？\n乙\n///\n").count("想一想") == 1


ONE = "/// check | 第**几**声？\n- (x) 三声\n- ( ) 五声\n\n响过三声没人接，就没人管。\n///\n"
SEVERAL = "/// check | Which?\n- [x] mats\n\n- [x] **shoe** covers\n\n- [ ] a cup\n\nWhy.\n///\n"


def test_a_check_asks_with_choices_to_press() -> None:
    shown = html(ONE)

    assert shown.startswith(
        '<fieldset class="tp-check">\n<legend>第<strong>几</strong>声？</legend>\n'
        '<div class="tp-opt"><input type="radio" name="check-1" id="check-1-1" autocomplete="off"'
        ' data-right><label for="check-1-1"><span>三声</span></label></div>\n'
        '<div class="tp-opt"><input type="radio" name="check-1" id="check-1-2" autocomplete="off">'
        '<label for="check-1-2"><span>五声</span></label></div>\n'
    )
    assert '<div role="status">' in shown
    assert f"{icon('check')}对了" in shown
    assert f"{icon('cross')}不对，看看为什么" in shown
    assert "<button" not in shown


def test_its_answer_and_reason_are_folded_for_who_has_no_script() -> None:
    fold = html(ONE).split("<details")[1]

    assert fold.startswith(f' class="tp-key-to">\n<summary>{icon("eye")}看答案</summary>')
    assert "<p><strong>答案：</strong><span>三声</span></p>" in fold
    assert "<p>响过三声没人接，就没人管。</p>" in fold


def test_where_several_are_right_boxes_are_ticked_before_it_is_told() -> None:
    shown = html(SEVERAL, "en")

    assert shown.count('type="checkbox"') == 3
    assert shown.count(" data-right>") == 2
    assert '<label for="check-1-2"><span><strong>shoe</strong> covers</span></label>' in shown
    assert '<button class="btn btn-quiet" type="button" hidden>Is that right?</button>' in shown
    assert "<span>mats</span><span>; <strong>shoe</strong> covers</span>" in shown


def test_the_checks_of_a_page_do_not_share_their_answers() -> None:
    shown = html(f"{ONE}\n话。\n\n{SEVERAL}")

    assert shown.count('name="check-1"') == 2
    assert shown.count('name="check-2"') == 3


def test_a_check_without_choices_is_no_reason_to_fail() -> None:
    shown = html("/// check | 甲？\n乙\n///\n")

    assert "<input" not in shown
    assert "<p>乙</p>" in shown


DRAWN = '<svg viewBox="0 0 1 1"></svg>'


def test_a_figure_is_drawn_into_the_text() -> None:
    source = '![四样："工具"等](figure:four-things "出门前**摸**一遍")'

    skeleton = skeletons([source], [])[0]
    shown = filled(
        skeleton, language="zh-Hans", standard=RULES.get, figure={"four-things": DRAWN}.get
    )

    assert shown == (
        '<figure class="tp-figure">\n<div aria-label="四样：&quot;工具&quot;等" role="img">'
        f"{DRAWN}</div>\n<figcaption>出门前<strong>摸</strong>一遍</figcaption>\n</figure>"
    )


def test_a_figure_that_nobody_drew_is_named() -> None:
    assert ">[four-things]</div>" in html("![四样](figure:four-things)")


@pytest.mark.parametrize("source", ["甲 ![四样](figure:four-things)", "![四样](a.png)"])
def test_what_is_no_figure_stays_as_it_was_written(source: str) -> None:
    assert "<figure" not in html(source)
    assert "<img" not in html(source)


def test_a_rule_inside_a_sentence_is_quoted_and_linked() -> None:
    assert html("记住[[three-rings]]，就好。") == (
        '<p>记住<a class="tp-cite" href="/standards/three-rings">“铃响 3 声之内接起”</a>，'
        "就好。</p>"
    )


def test_an_unknown_rule_is_shown_as_it_was_written() -> None:
    assert html("[[no-such]] [[Not A Slug]] \\[[three-rings]]") == (
        "<p>[[no-such]] [[Not A Slug]] [[three-rings]]</p>"
    )


def test_a_companys_figure_stays_a_place_to_be_filled() -> None:
    place = '<span class="tp-company" data-key="rounds"></span>'

    assert html("每天 {{company.rounds}} 次") == f"<p>每天 {place} 次</p>"
    assert f"“每天 {place} 次”" in html("按[[set-by-us]]做")
    assert company_marked("<{{company.rounds}}>") == f"&lt;{place}&gt;"


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("lesson:telephone/10-name", 'href="/courses/telephone/10-name"'),
        ("quiz:telephone", 'href="/quizzes/telephone"'),
        ("form:shift-handover", 'href="/forms/shift-handover"'),
        ("checklist:lobby", 'href="/checklists/lobby"'),
        ("term:key-customer", 'class="tp-term" href="/glossary#key-customer"'),
        ("https://a.cn/b", 'href="https://a.cn/b" rel="noopener noreferrer"'),
        ("HTTP://a.cn", 'href="HTTP://a.cn" rel="noopener noreferrer"'),
        ("mailto:a@b.cn", 'href="mailto:a@b.cn"'),
        ("tel:110", 'href="tel:110"'),
        ("#why", 'href="#why"'),
    ],
)
def test_links_lead_where_they_may(target: str, link: str) -> None:
    assert html(f"[字]({target})") == f"<p><a {link}>字</a></p>"


@pytest.mark.parametrize(
    "target",
    [
        *("/admin", "//a.cn", "a.html", "ftp://a.cn", "lesson:a", "lesson:A/b", "quiz:../x", ""),
        *("term:", "term:Key", "form:a/b", "checklist:..", "figure:a"),
    ],
)
def test_links_that_lead_elsewhere_are_words_only(target: str) -> None:
    assert html(f"[字]({target})") == "<p><span>字</span></p>"


def test_a_table_scrolls_in_a_region_of_its_own() -> None:
    shown = html("| a | b |\n|:-:|---|\n| 1 | 2 |\n", "en")

    assert shown.startswith(
        '<div aria-label="Table 1" class="tp-scroll" role="region" tabindex="0"><table>'
    )
    assert '<td align="center">1</td>' in shown
    assert "style" not in shown


def test_footnotes_lead_there_and_back() -> None:
    shown = html("句子[^1]。\n\n[^1]: 注。\n")

    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in shown
    assert '<li id="fn:1">' in shown
    assert 'title="回到正文 1"' in shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("第一行\n第二行", "<p>第一行第二行</p>"),
        ("一行，\n“二行”", "<p>一行，“二行”</p>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("说**“三声”**是", "<p>说<strong>“三声”</strong>是</p>"),
        ("两件：\n- 甲\n- 乙", "<p>两件：</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("两件：\n1. 甲\n2. 乙", "<p>两件：</p>\n<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        ("价 5\n- 3 元", "<p>价 5</p>\n<ul>\n<li>3 元</li>\n</ul>"),
        ("字\n---", "<p>字</p>\n<hr>"),
        ("### 小标题", "<h3>小标题</h3>"),
        ("# 大", "<h3>大</h3>"),
        ("```\n中\n文\n```", "<pre><code>中\n文\n</code></pre>"),
        ("A&nbsp;B & C < D", "<p>A&nbsp;B &amp; C &lt; D</p>"),
    ],
)
def test_chinese_and_common_markdown(source: str, shown: str) -> None:
    assert html(source) == shown


def test_raw_html_is_shown_as_text() -> None:
    assert html("<b>粗</b> <br>\n\n<div>x</div>") == (
        "<p>&lt;b&gt;粗&lt;/b&gt; &lt;br&gt;</p>\n<p>&lt;div&gt;x&lt;/div&gt;</p>"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("平常的话", "平常的话"),
        (' a < b & "c" ', 'a &lt; b &amp; "c"'),
        ("**粗** `码`", "<strong>粗</strong> <code>码</code>"),
        ("- 不是列表", "- 不是列表"),
        ("# 不是标题", "# 不是标题"),
        ("3. 不是列表", "3. 不是列表"),
        ("甲\n\n乙", "甲乙"),
        ("a\n\n\nb", "a\nb"),
        ("{{company.x}}", '<span class="tp-company" data-key="x"></span>'),
        ("", ""),
    ],
)
def test_a_few_words_need_no_paragraph(source: str, shown: str) -> None:
    assert render_inline(source, language="zh-Hans", standard=RULES.get) == shown


def test_a_text_is_cut_where_lines_stand_for_themselves() -> None:
    lines = ["前", "## 一", "- 甲", "[[x]]", "后[^1]", "", "[^1]: 注"]

    before, first, second = skeletons(lines, [1, 3])

    assert before == "<p>前</p>"
    assert first == "<ul>\n<li>甲</li>\n</ul>"
    assert second.startswith("<p>后<sup")
    assert '<div class="footnote">' in second


def test_a_cut_inside_an_open_block_leaves_whole_html() -> None:
    pieces = skeletons(["/// rule", "甲", "[[x]]", "乙"], [2])

    assert pieces[0].startswith("<aside")
    assert pieces[0].endswith("</aside>")
    assert pieces[1] == ""


def test_every_label_has_its_words_and_its_icon() -> None:
    assert ICONS.keys() <= WORDS.keys()
    for name, word in WORDS.items():
        assert all(word.in_(language) for language in LANGUAGES), name
