"""Which file belongs where in the tree, decided by its name alone."""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec

from app.courses.glossary import SLUG as GLOSSARY
from app.markup.faults import nearest, quoted
from app.markup.slugs import ADVICE, is_slug

LESSON_ENDINGS = {".zh.md": "zh", ".en.md": "en", ".zh-Hant.md": "zh-Hant"}
#: Folders whose YAML files are documents, and what these are.
YAML_FOLDERS = {
    "standards": "topic",
    "paths": "path",
    "positions": "position",
    "checklists": "checklist",
    "forms": "form",
}
#: What people read and sign: one file a language.
POLICIES_FOLDER = "policies"
POLICY_ENDINGS = {".zh.md": "zh", ".en.md": "en"}
#: Figures of all lessons: name.svg, or one for each language where it has words.
MEDIA_FOLDER = "media"
FIGURE_ENDING = ".svg"
RECORDING_ENDINGS = (".mp3", ".m4a", ".ogg")
_LANGUAGES = ("zh", "en", "zh-Hant")
LOOSE_FILES = {"README.md": "readme", "zh-Hant.yaml": "exceptions", "glossary.yaml": "glossary"}
COURSE_FILE = "course.yaml"
RUBRICS_FOLDER = "rubrics"
_LEFTOVERS = ("~", ".bak", ".orig", ".rej", ".tmp", ".swp", "#", "Thumbs.db", "desktop.ini")


class Place(msgspec.Struct, frozen=True):
    """What a file is for."""

    #: topic, course, lesson, recording, path, position, checklist, form, policy, figure, quiz,
    #: rubric, exceptions, glossary or readme.
    role: str
    slug: str = ""
    #: For lessons and their recordings: their course and the language of the file. So has a policy
    #: a language, and a figure where it has words.
    course: str = ""
    language: str = ""


class Stray(msgspec.Struct, frozen=True):
    """A file that belongs nowhere: why, and what to do with it."""

    what: str
    instead: str


def place_in_courses(inner: PurePosixPath) -> Place | Stray:
    """What a file of `courses/` is for; `inner` is its path inside the folder."""
    if inner.name.endswith(_LEFTOVERS):
        return Stray("a leftover of an editor or a system", "delete it")
    if len(inner.parts) == 1:
        return _loose(inner.name)
    if len(inner.parts) > 2:
        return Stray("a folder inside a folder", f"move the file up to {inner.parts[0]}/")
    if inner.parts[0] in YAML_FOLDERS:
        return _in_yaml_folder(YAML_FOLDERS[inner.parts[0]], inner)
    if inner.parts[0] == MEDIA_FOLDER:
        return _in_media(inner.name)
    if inner.parts[0] == POLICIES_FOLDER:
        return _in_policies(inner.name)
    return _in_course(inner.parts[0], inner.name)


def place_in_quizzes(inner: PurePosixPath) -> Place | Stray:
    """What a file of `quizzes/` is for; `inner` is its path inside the folder."""
    if inner.name.endswith(_LEFTOVERS):
        return Stray("a leftover of an editor or a system", "delete it")
    if len(inner.parts) == 2 and inner.parts[0] == RUBRICS_FOLDER:
        return _in_yaml_folder("rubric", inner)
    if len(inner.parts) > 1:
        return Stray("a folder inside quizzes", "move the file up, beside the other quizzes")
    if inner.name == "README.md":
        return Place("readme")
    if inner.suffix != ".md":
        return Stray("this is no quiz", "call it name.md, or move it away")
    return _named("quiz", inner.stem)


def _loose(name: str) -> Place | Stray:
    if name in LOOSE_FILES:
        role = LOOSE_FILES[name]
        return Place(role, GLOSSARY if role == "glossary" else "")
    hint = nearest(name, LOOSE_FILES)
    return Stray("this file has no place in courses", f"{hint}put it in a folder, or move it away")


def _in_yaml_folder(role: str, inner: PurePosixPath) -> Place | Stray:
    if inner.suffix != ".yaml":
        return Stray(f"{inner.parts[0]} holds .yaml files only", "call it name.yaml, or move it")
    return _named(role, inner.stem)


def _in_media(name: str) -> Place | Stray:
    if not name.endswith(FIGURE_ENDING):
        return Stray("media holds .svg figures only", "call it name.svg, or move it away")
    stem = name.removesuffix(FIGURE_ENDING)
    slug, language = _parted(stem)
    return _named("figure", slug, language=language)


def _in_policies(name: str) -> Place | Stray:
    for ending, language in POLICY_ENDINGS.items():
        if name.endswith(ending):
            return _named("policy", name.removesuffix(ending), language=language)
    told = f"{POLICIES_FOLDER} holds .zh.md and .en.md files only"
    return Stray(told, "call it name.zh.md or name.en.md, or move it away")


def _in_course(course: str, name: str) -> Place | Stray:
    if name == COURSE_FILE:
        return Place("course", course)
    for ending, language in LESSON_ENDINGS.items():
        if name.endswith(ending):
            return _named("lesson", name.removesuffix(ending), course, language)
    if name.endswith(RECORDING_ENDINGS):
        return _recording(course, name)
    if name.endswith(".md"):
        return Stray("a lesson without its language", "call it 10-name.zh.md or 10-name.en.md")
    hint = nearest(name, [COURSE_FILE])
    return Stray("this file has no place in a course", f"{hint}move it away or delete it")


def _recording(course: str, name: str) -> Place | Stray:
    slug, language = _parted(PurePosixPath(name).stem)
    if not language:
        return Stray("a recording without its language", "call it 10-name.zh.mp3 or 10-name.en.mp3")
    return _named("recording", slug, course, language)


def _parted(stem: str) -> tuple[str, str]:
    """A name before its ending, and the language that stands at its end, if one does."""
    slug, _, language = stem.rpartition(".")
    return (slug, language) if language in _LANGUAGES else (stem, "")


def _named(role: str, slug: str, course: str = "", language: str = "") -> Place | Stray:
    if not is_slug(slug):
        return Stray(f"the name {quoted(slug)} is not a slug", ADVICE)
    return Place(role, slug, course, language)
