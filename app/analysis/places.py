"""Where a question stands in the files on disk, for those who are going to mend it."""

from __future__ import annotations

from pathlib import Path

from app.content.sources import name_in_messages
from app.quizzes.attributes import read_heading
from app.quizzes.reading import Reading
from app.quizzes.source import read_source


def places_of(quizzes: Path, slug: str, *, root: Path) -> dict[str, str]:
    """The file and line of each item of a quiz, such as `quizzes/telephone.md:41`.

    Where the file is gone, or an item is no longer in it, there is nothing to name.
    """
    file = quizzes / f"{slug}.md"
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return {}
    name = f"{name_in_messages(quizzes, root)}/{file.name}"
    # Nothing is rendered: only headings are looked for.
    reading = Reading(name, render=str, render_inline=str, hant=str)
    headings = [source.heading for source in read_source(text, reading).items]
    return {read_heading(line, reading).id: f"{name}:{line.number}" for line in headings}
