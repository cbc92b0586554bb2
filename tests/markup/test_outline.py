"""What stands where in a body."""

from __future__ import annotations

from app.markup.outline import CallOut, Figure, Heading, outline


def seen(text: str, first_line: int = 1) -> object:
    return outline(text.split("\n"), first_line)


def test_headings_have_levels_and_ids() -> None:
    found = outline(["# a", "## 甲 乙 {#first-one}", "##乙", "### c ###"], 10)

    assert found.headings == [
        Heading(10, 1, "a", None),
        Heading(11, 2, "甲 乙", "first-one"),
        Heading(12, 2, "乙", None),
        Heading(13, 3, "c", None),
    ]


def test_a_call_out_is_alone_only_at_the_top_level() -> None:
    lines = ["[[a]]", "甲 [[b]]", "- [[c]]", "    [[d]]", "/// rule", "[[e]]", "///", "[[f]] "]

    assert outline(lines, 1).call_outs == [
        CallOut(1, "a", True),
        CallOut(2, "b", False),
        CallOut(3, "c", False),
        CallOut(4, "d", False),
        CallOut(6, "e", False),
        CallOut(8, "f", True),
    ]


def test_code_and_escapes_hold_no_call_outs() -> None:
    found = outline(["`[[a]]` \\[[b]]", "```", "[[c]]", "## d", "```", "``x ` [[e]]``"], 1)

    assert found.call_outs == []
    assert found.headings == []
    assert found.open_fence is None


def test_a_block_has_its_lines_and_its_words_after_the_bar() -> None:
    found = outline(["x", "/// ask | 甲？", "乙", "///", "y"], 5)

    [block] = found.blocks
    assert (block.line, block.end, block.name, block.argument) == (6, 8, "ask", "甲？")
    assert block.lines == ("乙",)
    assert block.touches_before
    assert block.touches_after


def test_an_open_block_ends_where_the_next_thing_begins() -> None:
    found = outline(["/// rule", "a", "/// phrase", "b", "## c {#c}", "[[d]]", "///"], 1)

    assert [(block.line, block.end) for block in found.blocks] == [(1, None), (3, None)]
    assert found.call_outs == [CallOut(6, "d", True)]
    assert found.stray_ends == [7]


def test_links_are_found_with_their_lines() -> None:
    found = outline(["[a](lesson:b/c) [d](<e f>)", "[g]: https://h 'i'", "[^1]: j"], 3)

    assert [(link.line, link.target) for link in found.links] == [
        (3, "lesson:b/c"),
        (3, "e"),
        (4, "https://h"),
    ]


def test_figures_are_found_and_only_their_words_are_words() -> None:
    lines = [
        '![四样](figure:four "摸一遍")',
        "",
        "甲 ![](figure:b)",
        "/// do",
        "![c](figure:c)",
        "///",
    ]
    found = outline(lines, 1)

    assert found.figures == [
        Figure(1, "four", "四样", True),
        Figure(3, "b", "", False),
        Figure(5, "c", "c", True),
    ]
    assert found.links == []
    assert found.words[0] == (1, "四样 摸一遍")


def test_a_figure_that_text_touches_does_not_stand_alone() -> None:
    for lines in (["甲", "![a](figure:a)"], ["![a](figure:a)", "乙"], ["- ![a](figure:a)"]):
        assert [figure.is_alone for figure in outline(lines, 1).figures] == [False]

    assert outline(["## 甲 {#a}", "![a](figure:a)", "/// do"], 1).figures[0].is_alone


def test_the_mark_of_a_choice_is_no_link() -> None:
    lines = ["/// check | 甲？", "- [x](大的)", "- ［ ］[乙](quiz:b)", "", "- [丙](quiz:c)", "///"]
    found = outline(lines, 1)

    assert [link.target for link in found.links] == ["quiz:b", "quiz:c"]
    assert (2, "(大的)") in found.words


def test_a_fence_that_never_ends_is_told() -> None:
    assert outline(["a", "```", "[[b]]"], 1).open_fence == 2
