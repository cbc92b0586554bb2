"""Going back only to pages of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.redirects import safe_path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/courses/telephone",
        "/standards?q=%E7%94%B5%E8%AF%9D",
        "/standards?q=电话&page=2",
        "/a#b",
    ],
)
def test_a_page_of_this_site_is_gone_to(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        None,
        "",
        "courses",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2Fevil.example",
        "/%2f%2fevil.example",
        "/%252Fevil.example",
        "/%5Cevil.example",
        "/%255cevil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "/\t/evil.example",
        "/%09/evil.example",
        "/\nSet-Cookie: a=b",
        "/%0d%0aSet-Cookie:%20a=b",
        "/a\x00",
        "/a\x85b",
        "/\u200b/evil.example",
        "/\u2028",
        " /courses",
        "/" + "a" * 3000,
    ],
)
def test_anything_else_leads_to_the_start_page(elsewhere: str | None) -> None:
    assert safe_path(elsewhere) == "/"


@given(st.text(alphabet="/\\%25Ffc09aA:.\t\n@?#", max_size=12))
def test_whatever_comes_the_result_never_names_another_host(text: str) -> None:
    result = safe_path("/" + text)

    assert result.startswith("/")
    assert not result.startswith(("//", "/\\"))
    assert not any(ord(character) < 32 for character in result)
