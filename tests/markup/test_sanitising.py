"""Nothing that an author or stranger writes becomes script, style, a frame or a form."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markup.markdown import render, render_inline
from app.markup.sanitiser import sanitised

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<svg><use href='#i-eye' onclick=alert(1)/></svg>",
    "<style>*{background:url(//evil)}</style>",
    "<p style='position:fixed'>x</p>",
    "<iframe src=//evil></iframe>",
    "<object data=//evil></object><embed src=//evil>",
    "<form action=//evil><input name=a><button>b</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<base href=//evil>",
    "<link rel=stylesheet href=//evil>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<template><script>alert(1)</script></template>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil)",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    '[x](https://a.cn "x" onclick="alert(1)")',
    '[x](https://a.cn" onclick="alert(1))',
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<https://a.cn/\"onmouseover=alert(1)>",
    "/// rule\n    attrs: {onclick: alert(1), style: color, id: main}\n\nx\n///\n",
    "/// ask | <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n///\n",
    "/// talk\n- <b onclick=alert(1)>：<script>alert(1)</script>\n///\n",
    "/// good-practice | \"><script>alert(1)</script>\nx\n///\n",
    "[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: <script>\n",
    "``` {onclick=alert(1) #main .x style=color}\n<script>alert(1)</script>\n```\n",
    "| <script> | b |\n|---|---|\n| <img onerror=alert(1)> | [x](javascript:alert(1)) |\n",
    "## x {: onclick=alert(1) #main }\n",
    "{{company.x\" onclick=\"alert(1)}}",
    "[[a\"><script>alert(1)</script>]]",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03<script>alert(1)</script>",
    "\ue000label:<script>\ue001 \ue000standard:\"><script>alert(1)</script>\ue001",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<ul><li id=main>x</li></ul><sup id=main>1</sup>",
    "/// check | <script>a()</script>\n- (x) <img src=x onerror=a()>\n- ( ) b\n\nx\n///\n",
    "/// check | a\n- [x] \ue000choice:1 1 radio onclick=alert(1)\ue001\n\nx\n///\n",
    '![x" onclick="alert(1)](figure:a "<script>alert(1)</script>")',
    "![<script>alert(1)</script>](figure:a-b)",
    "[x](term:a) [x](form:../admin) [x](checklist:a?b)",
    "<fieldset id=main><legend onclick=alert(1)>x</legend><label for=main>x</label></fieldset>",
    "<figure style=color onclick=alert(1)><figcaption id=main>x</figcaption></figure>",
    "<a href='x' id=main name=main class='btn btn-primary tp-bar'>x</a>",
]  # fmt: skip
TAGS = {
    *("p", "br", "hr", "strong", "em", "q", "h3", "h4", "h5", "h6", "blockquote", "pre", "code"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "sup"),
    *("aside", "div", "details", "summary", "span", "a", "svg", "use"),
    *("fieldset", "legend", "label", "figure", "figcaption"),
}
ATTRIBUTES = {
    *("class", "href", "rel", "title", "tabindex", "role", "aria-label", "aria-hidden"),
    *("data-key", "align", "start", "id", "for"),
}
#: What stands in a check besides its text: it is put in behind the sanitiser.
PRESSED = {
    "input": {"type", "name", "id", "autocomplete", "data-right"},
    "button": {"class", "type", "hidden"},
    "p": {"class", "data-said", "hidden"},
}
SCHEMES = re.compile(
    r"(?:https?://|mailto:|tel:|#|/courses/|/quizzes/|/standards/|/glossary#|/forms/|/checklists/)",
    re.IGNORECASE,
)


class Inspector(HTMLParser):
    """Reads HTML as a browser would and refuses what is not ours."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS | PRESSED.keys()
        if tag in ("input", "button"):
            self._inspect_pressed(tag, dict(attrs))
            return
        for name, value in attrs:
            assert name in ATTRIBUTES | PRESSED.get(tag, set())
            if name == "href":
                assert SCHEMES.match(value or "")
            if name == "id":
                assert str(value).startswith("fn")
            if name == "for":
                assert str(value).startswith("check-")
            if name == "class":
                assert "btn" not in str(value)

    def _inspect_pressed(self, tag: str, attrs: dict[str, str | None]) -> None:
        assert attrs.keys() <= PRESSED[tag]
        assert attrs["type"] in ("radio", "checkbox", "button")
        assert re.fullmatch(r"check-\d+-\d+", attrs.get("id") or "check-1-1")

    handle_startendtag = handle_starttag


def inspect(html: str) -> None:
    inspector = Inspector(convert_charrefs=True)
    inspector.feed(html)
    inspector.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_becomes_harmless(attack: str) -> None:
    for source in (attack, f"- {attack}", f"> {attack}", f"**{attack}**", f"甲\n\n{attack}\n\n乙"):
        inspect(render(source, language="zh-Hans", standard=lambda each: attack))
        inspect(render_inline(source, language="en", standard=lambda each: attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_sanitiser_alone_would_stop_it(attack: str) -> None:
    """Two locks on one door: Markdown keeps no HTML, and the sanitiser would let none pass."""
    clean = sanitised(attack)

    inspect(clean)
    assert "<input" not in clean
    assert "<button" not in clean


MARKS = st.sampled_from(
    [
        *ATTACKS,
        *("[[a-b]]", "{{company.a}}", "/// rule\n", "/// talk\n", "/// do\n", "/// dont\n"),
        *("/// check | a\n", "- (x) a\n", "- [ ] b\n", "![a](figure:b)", "\n\n![", "](term:a)"),
        *("/// ask | a\n", "/// phrase\n", "///\n", "[", "](", ")", "**", "*", "_", "`", "```\n"),
        *("> ", "- ", "1. ", "# ", "|", "|-|-|\n", "[^1]", "[^1]: ", "\n", "\n\n", "    ", "\\"),
        *(
            "<",
            ">",
            "&",
            '"',
            "'",
            "甲",
            "：",
            "<script",
            " onclick=",
            "javascript:",
            "\ue000",
            "\x02",
        ),
    ]
)
ANY_TEXT = st.text() | st.lists(MARKS | st.text(max_size=5), max_size=25).map("".join)


@given(ANY_TEXT)
def test_rendering_never_raises_and_is_always_harmless(source: str) -> None:
    inspect(render(source, language="zh-Hans", standard=lambda each: None))
    inspect(render_inline(source, language="en", standard=lambda each: "<b onclick=a>"))


@given(st.text(alphabet=st.characters()), st.binary())
def test_not_even_broken_characters_make_it_raise(text: str, data: bytes) -> None:
    render(text + "\ud800", language="en", standard=lambda each: None)
    render(data.decode("latin-1"), language="en", standard=lambda each: None)


@pytest.mark.parametrize(
    "source",
    ["\ue000label:rule\ue001", "\ue000standard:a\ue001", "\ue000choice:1 1 radio\ue001", "\ue000"],
)
def test_nobody_can_write_a_mark_into_a_text(source: str) -> None:
    for text in (source, f"`{source}`", f"[a]({source})", f"/// ask | {source}\n{source}\n///\n"):
        shown = render(text, language="en", standard=lambda each: "WORDS")

        assert "\ue000" not in shown
        assert "The rule" not in shown
        assert "WORDS" not in shown
        assert "<input" not in shown
