"""Commands of `flask --app app`: content, which works on the files alone and needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.content.export import export
from app.content.formatting import Formatting, formatting_of, quiz_files, rewritten
from app.content.preview import on_disk, preview_html
from app.content.tree import check_files, compile_tree
from app.markup.faults import Fault
from app.markup.texts import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent

_PLURALS = {"quiz": "quizzes", "policy": "policies"}

content = AppGroup("content", help="Check, preview and export the courses and quizzes on disk.")


def register(app: Flask) -> None:
    """Give the program its content commands."""
    app.cli.add_command(content)


@content.command("check")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(form: str) -> None:
    """Name every fault of every file, with its line and what to write instead."""
    checked = check_files(*_folders(), root=ROOT)
    faults = checked.faults
    if form == "json":
        _say(json.dumps([_as_dict(fault) for fault in faults], ensure_ascii=False, indent=1))
    else:
        _say("\n".join([*map(str, faults), summary(faults, checked.counts)]))
    raise SystemExit(1 if faults else 0)


@content.command("fmt")
@click.option("--check", "is_check", is_flag=True, help="Change nothing; exit 1 where fmt would.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def fmt(is_check: bool, paths: tuple[Path, ...]) -> None:
    """Bring quiz files into the one form: those in PATHS, or all of them.

    What a quiz says stays the same. A file with faults stays as it is. The Markdown of lessons and
    courses is left alone.
    """
    courses, quizzes = _folders()
    files = quiz_files(paths or [quizzes], courses)
    done = [_brought_into_form(path, is_check=is_check) for path in files]
    changed = sum(one.is_changed for one in done)
    faults = sum(len(one.faults) for one in done)
    deed = "to be rewritten" if is_check else "rewritten"
    ends = f"{_counted(changed, 'file')} {deed}, {_counted(faults, 'fault')}"
    _say(f"{_counted(len(done), 'quiz file')} read: {ends}")
    raise SystemExit(1 if faults or (is_check and changed) else 0)


@content.command("render")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
def render(language: str) -> None:
    """Show the HTML a learner gets for a lesson's body, read without front matter from stdin."""
    source = sys.stdin.buffer.read()
    _say(preview_html(source, language=language, disk=on_disk(*_folders())))


@content.command("export")
def export_content() -> None:
    """Print what the content teaches and tests as one JSON object."""
    tree = compile_tree(*_folders(), root=ROOT)
    if tree.faults:
        told = summary(tree.faults, {})
        _say(f"{told}: what has faults is left out; run content check", is_error=True)
    _say(json.dumps(export(tree), ensure_ascii=False))


def summary(faults: Sequence[Fault], counts: Mapping[str, int]) -> str:
    """How much there is and how much of it is wrong, in one line."""
    if faults:
        files = {fault.file for fault in faults}
        return f"{_counted(len(faults), 'fault')} in {_counted(len(files), 'file')}"
    told = [_counted(count, kind, _PLURALS.get(kind, "")) for kind, count in counts.items()]
    return f"{', '.join(told)}: no faults"


def _brought_into_form(path: Path, *, is_check: bool) -> Formatting:
    one = formatting_of(path, root=ROOT)
    if one.is_changed and not is_check:
        one = rewritten(one)
    for fault in one.faults:
        _say(str(fault))
    if one.is_changed:
        _say(f"would rewrite {one.file}" if is_check else f"rewrote {one.file}")
    return one


def _folders() -> tuple[Path, Path]:
    settings = current_app.config
    return (
        Path(settings.get("COURSES_PATH") or ROOT / "courses"),
        Path(settings.get("QUIZZES_PATH") or ROOT / "quizzes"),
    )


def _as_dict(fault: Fault) -> dict[str, str | int]:
    return {
        "file": fault.file,
        "line": fault.line,
        "what": fault.what,
        "instead": fault.instead,
    }


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def _say(text: str, *, is_error: bool = False) -> None:
    """Print as UTF-8, whatever the terminal's locale: a message may hold Chinese anywhere."""
    click.echo(text.encode("utf-8", "replace"), err=is_error)
