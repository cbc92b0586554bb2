"""The words and icons that stand on blocks of content, in the three languages.

They belong to the content, not to the interface: a file is compiled with them when it is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.markup.texts import Text

#: Words of the blocks. Traditional Chinese is written out, so that labels need no conversion.
WORDS: Final[Mapping[str, Text]] = {
    "rule": Text("规定", "The rule", "規定"),
    "phrase": Text("这样说", "Say this", "這樣說"),
    "example": Text("例子", "Example", "例子"),
    "caution": Text("当心", "Take care", "當心"),
    "good-practice": Text("行业做法", "Good practice", "行業做法"),
    "do": Text("这样", "Like this", "這樣"),
    "dont": Text("不要这样", "Not like this", "不要這樣"),
    "think": Text("想一想：", "Think about it: ", "想一想："),
    "answer": Text("想好了，看答案", "Done thinking? See the answer", "想好了，看答案"),
    "right": Text("对了", "Right", "對了"),
    "wrong": Text("不对，看看为什么", "Not right; see why", "不對，看看為什麼"),
    "nearly": Text("还不全对，看看为什么", "Not all of it; see why", "還不全對，看看為什麼"),
    "compare": Text("看看对不对", "Is that right?", "看看對不對"),
    "key": Text("看答案", "See the answer", "看答案"),
    "key-is": Text("答案：", "Answer: ", "答案："),
    "between": Text("；", "; ", "；"),
    "talk": Text("对话", "Dialogue", "對話"),
    "table": Text("表格", "Table", "表格"),
    "back": Text("回到正文", "Back to the text", "回到正文"),
    "dot": Text("·", " · ", "·"),
}

#: Symbols of the sprite that stand before the words.
ICONS: Final[Mapping[str, str]] = {
    "rule": "i-rule",
    "phrase": "i-quote",
    "example": "i-door",
    "caution": "i-alert",
    "good-practice": "i-globe",
    "do": "i-check",
    "dont": "i-cross",
    "answer": "i-eye",
    "right": "i-check",
    "wrong": "i-cross",
    "nearly": "i-cross",
    "key": "i-eye",
}


def labelled(name: str, language: str) -> str:
    """A label as HTML: its icon, where it has one, and its word."""
    word = WORDS[name].in_(language)
    if name not in ICONS:
        return word
    return f'<svg class="i i-s" aria-hidden="true"><use href="#{ICONS[name]}"/></svg>{word}'
