"""Documents: every glyph is there, nothing in a text is taken for source, and nobody waits long."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from app.printing import pdf, typeset
from app.printing.pdf import NotSet, pdf_of
from app.printing.sheet import TEMPLATE, Column, Grid, Part, Sheet, values_of

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WORDS = {
    "foot": "打印日期 2026-11-20",
    "page": "第 {page} 页 / 共 {pages} 页",
    "sign": "签字和日期",
    "lacks": "打印字体里没有的字",
}
RARE = [
    "卫𬍛",
    "䶮谭",
    "古丽巴哈尔·阿卜杜热西提",
    "Siobhán O'Brien",
    "繁體字",
    "㎡",
    "①",
    "→",
    "〇",
    "“好”",
    "《规程》",
]
MARKUP = ['#panic("x")', "*a*", "\\\\", "$x$", '#read("/config.py")', "= a", "@b", "<c>", "`d`"]


def a_sheet(texts: list[str], *, language: str = "zh-Hans", rows: int = 1) -> dict[str, Any]:
    """A sheet with a row for each text, as often as is asked."""
    table = Part("课程", [Column("内容", 3), Column("分钟", is_number=True)], [], "没有")
    lines = [[text, str(number)] for number, text in enumerate(texts * rows)]
    grid = Grid("各月", ["1", "2"], [("完成", [(3, 4), (0, 0)])])
    part = Part(table.title, table.columns, lines, table.empty, total="共")
    sheet = Sheet(
        "员工培训档案",
        language,
        "和苑物业",
        "张晓雯",
        [("姓名", texts[0] if texts else "张晓雯")],
        [part, grid],
        ["员工", "人力资源"],
        WORDS,
    )
    return values_of(sheet)


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def text_of(document: bytes) -> str:
    return "".join(page.extract_text() for page in read(document).pages)


@pytest.fixture(scope="module")
def document() -> bytes:
    """One with everything that is hard to print."""
    return pdf_of(TEMPLATE, a_sheet([*RARE, *MARKUP]), made_at=NOON)


def test_every_rare_character_is_real_text_in_the_document(document: bytes) -> None:
    assert [text for text in RARE if text not in text_of(document)] == []


def test_what_looks_like_source_is_printed_as_it_stands(document: bytes) -> None:
    assert [text for text in MARKUP if text not in text_of(document)] == []


def test_a_document_says_its_title_its_language_and_its_page(document: bytes) -> None:
    found = read(document)

    assert found.metadata is not None
    assert found.metadata.title == "员工培训档案 张晓雯"
    assert found.root_object["/Lang"] == "zh-CN"
    assert "第 1 页 / 共 1 页" in text_of(document)
    assert WORDS["lacks"] not in text_of(document)


def test_the_same_values_at_the_same_moment_give_the_same_bytes() -> None:
    values = a_sheet(["卫𬍛"], language="zh-Hant")

    assert pdf_of(TEMPLATE, values, made_at=NOON) == pdf_of(TEMPLATE, values, made_at=NOON)


def test_a_character_that_the_font_lacks_is_a_square_and_is_said_so() -> None:
    lacking = ["དབུས", "ئۇيغۇر", "😀", "\u0378", "\U000e1234", "\ue000"]
    found = text_of(pdf_of(TEMPLATE, a_sheet([f"前{each}后" for each in lacking]), made_at=NOON))

    for each in lacking:
        assert f"前{typeset.UNKNOWN * len(each)}后" in found
    assert WORDS["lacks"] in found


def test_signs_that_nobody_sees_are_left_out_without_a_word() -> None:
    unseen = ["\x07", "\u200d", "\ufe0f", "\u202e", "\x00"]
    texts = [f"前{each}后" for each in unseen]
    found = text_of(pdf_of(TEMPLATE, a_sheet(texts), made_at=NOON))

    assert found.count("前后") == len(unseen) + 1
    assert WORDS["lacks"] not in found


def test_a_glyph_that_is_missing_all_the_same_lets_no_document_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everything = frozenset(range(0x110000))
    monkeypatch.setattr(typeset, "characters_of", lambda font: everything)

    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typeset.typeset(
            pdf.ROOT,
            TEMPLATE,
            a_sheet(["ཀ"]),
            format="pdf",
            timestamp=0,
            pdf_standards=typeset.STANDARDS,
        )


def test_a_long_table_goes_on_under_its_heading() -> None:
    pages = read(pdf_of(TEMPLATE, a_sheet(["三声之内接起"], rows=120), made_at=NOON)).pages

    assert len(pages) > 2
    for number, page in enumerate(pages[:-1], start=1):
        text = page.extract_text()
        assert "内容" in text
        assert f"第 {number} 页 / 共 {len(pages)} 页" in text


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    values = a_sheet(["三声之内接起"], rows=4)
    values["parts"] = [values["parts"][0] | {"title": f"部分{number}"} for number in range(30)]

    pages = read(pdf_of(TEMPLATE, values, made_at=NOON)).pages

    assert len(pages) > 3
    for page in pages:
        # Below the last row stands the foot only.
        *_rows, last = page.extract_text().split(WORDS["foot"])[0].split("部分")
        assert "三声之内接起" in last


def test_a_cell_that_is_longer_than_a_page_goes_on_as_well() -> None:
    found = read(pdf_of(TEMPLATE, a_sheet(["字" * 6000]), made_at=NOON))

    assert len(found.pages) > 1
    assert sum(page.extract_text().count("字") for page in found.pages) >= 12000


def test_a_document_that_is_refused_does_not_tell_the_log_what_stood_in_it() -> None:
    with pytest.raises(NotSet) as refused:
        pdf_of(TEMPLATE, {"title": "陈丽华"}, made_at=NOON)

    assert str(refused.value) == "printing/sheet.typ: refused"
    assert "TypstError" in refused.value.told


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)

    with pytest.raises(NotSet, match="not set within"):
        pdf_of(TEMPLATE, a_sheet([]), made_at=NOON)


def test_a_template_is_read_below_the_application_only() -> None:
    with pytest.raises(NotSet):
        pdf_of("../pyproject.toml", a_sheet([]), made_at=NOON)


def test_the_server_keeps_nothing_of_what_sets_its_documents() -> None:
    """The program of its own is the only one that loads typst."""
    loaded = subprocess.run(
        [pdf.sys.executable, "-c", "import sys, app.printing.pdf; print('typst' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=pdf.ROOT.parent,
    )
    assert loaded.stdout.strip() == "False"
