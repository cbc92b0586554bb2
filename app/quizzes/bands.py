"""The bands of an instrument: together they hold every total that the statements can give."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.markup.shapes import Record
from app.quizzes.head import Head, text_of
from app.quizzes.model import Band, Statement
from app.quizzes.reading import Reading


def read_bands(head: Head, statements: Sequence[Statement], reading: Reading) -> tuple[Band, ...]:
    """The bands from the lowest up; a gap, an overlap and a total too many are faults."""
    records = [record for record in head.values.get("bands", ()) if {"from", "to"} <= record.keys()]
    records.sort(key=lambda record: record["from"])
    if records and statements:
        least = sum(statement.low for statement in statements)
        most = sum(statement.high for statement in statements)
        _refuse_gaps(records, least, most, reading)
    return tuple(
        Band(
            from_=record["from"],
            to=record["to"],
            title=text_of(record.get("title"), reading.plain, "the title of a band"),
            advice=text_of(record.get("advice"), reading.block, "the advice of a band"),
        )
        for record in records
    )


def _refuse_gaps(bands: Sequence[Record], least: int, most: int, reading: Reading) -> None:
    for band in bands:
        if band["from"] > band["to"]:
            reading.note(
                band.line,
                f"the band from {band['from']} to {band['to']} ends before it begins",
                "write the smaller number in from:",
            )
    _refuse_edge(bands[0], "from", least, reading)
    _refuse_edge(bands[-1], "to", most, reading)
    for lower, upper in pairwise(bands):
        if upper["from"] != lower["to"] + 1:
            trouble = "overlap" if upper["from"] <= lower["to"] else "leave a gap"
            reading.note(
                upper.lines["from"],
                f"the bands to {lower['to']} and from {upper['from']} {trouble}",
                f"write from: {lower['to'] + 1}, or change the to: of the other band",
            )


def _refuse_edge(band: Record, key: str, total: int, reading: Reading) -> None:
    if band[key] != total:
        word = "lowest" if key == "from" else "highest"
        reading.note(
            band.lines[key],
            f"the {word} total that the statements can give is {total}, not {band[key]}",
            f"write {key}: {total}",
        )
