"""What the documents name exists: commands, settings, files, addresses."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.cli import FlaskGroup
from werkzeug.exceptions import MethodNotAllowed, NotFound

from app import create_app
from app.config import ROOT

DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "courses/README.md",
    "quizzes/README.md",
)
READ_FROM_ENVIRONMENT = re.compile(r'(?:environment\.get\(\s*|_whole\(environment, )"([A-Z_]+)"')
#: What looks like a file or folder of ours; a name with NAME, <…> or * in it stands for many.
FILE = re.compile(r"(?!\.venv)[a-z_.][\w.-]*/(?:[\w.-]+/?)*|[\w-]+\.(?:in|py|toml|txt|yaml)")


@pytest.fixture(scope="module")
def application() -> Flask:
    """The application with all its commands and addresses."""
    return create_app({"TESTING": True})


def text_of(document: str) -> str:
    """The whole document."""
    return (ROOT / document).read_text("utf-8")


def code_in(document: str) -> set[str]:
    """Everything that the document sets as code within a line."""
    return set(re.findall(r"`([^`\n]+)`", text_of(document)))


def commands_in(document: str, program: str) -> set[str]:
    """What follows the name of a program, wherever it is written as code."""
    found = re.findall(
        rf"(?:`|^ {{4}}|; )(?:\S+=\S+ )*{program} ([^`\n]+)", text_of(document), re.M
    )
    return {each.strip() for each in found}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_targets_of_make_that_are_named_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.M))

    named = {each.split()[0] for each in commands_in(document, "make")}

    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_commands_of_the_program_that_are_named_exist(
    document: str, application: Flask
) -> None:
    program = FlaskGroup(create_app=lambda: application)
    for named in commands_in(document, r"(?:\.venv/bin/)?flask --app app"):
        words = re.findall(r"^[a-z -]+?(?= [^a-z]|  |$| -)", named + " ")[0].split()
        command: click.Command | None = program
        for word in words:
            if not isinstance(command, click.Group):
                break
            # What the command opens, such as a context of the application, ends with the block.
            with click.Context(command) as context:
                command = command.get_command(context, word)
            assert command is not None, f"{document} names flask --app app {named}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_files_and_folders_that_are_named_exist(document: str) -> None:
    named = {code for code in code_in(document) if FILE.fullmatch(code)}

    assert [name for name in named if not _exists(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_documents_that_are_linked_exist(document: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(document))

    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_addresses_that_are_named_exist(document: str, application: Flask) -> None:
    addresses = application.url_map.bind("localhost")
    for address in (code for code in code_in(document) if re.fullmatch(r"/[\w/-]*", code)):
        try:
            addresses.match(address)
        except NotFound:
            pytest.fail(f"{document} names {address}")
        except MethodNotAllowed:
            continue


def test_the_table_of_settings_is_what_the_program_reads() -> None:
    read = {
        name
        for path in (ROOT / "app").rglob("*.py")
        for name in READ_FROM_ENVIRONMENT.findall(path.read_text("utf-8"))
    }
    table = text_of("ARCHITECTURE.md").partition("| variable |")[2].partition("\n\n")[0]
    first_cells = re.findall(r"^\| ([^|]+) \|", table, re.M)

    assert {name for cell in first_cells for name in re.findall(r"`([A-Z_]+)`", cell)} == read


def test_the_sign_ins_of_the_demonstration_are_those_in_its_file() -> None:
    cast = (ROOT / "app" / "demo" / "company.yaml").read_text("utf-8")

    named = re.findall(r"`(\w+@demo\.example)`", text_of("README.md"))

    assert len(named) == 5
    assert all(f"email: {address}" in cast for address in named)


def test_the_table_of_layers_names_every_package_of_the_program() -> None:
    named = re.findall(r"`app/(\w+)", text_of("ARCHITECTURE.md"))
    present = {
        path.stem
        for path in Path(ROOT / "app").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert present <= set(named) | {"migrations"}


def test_the_readme_is_one_screen() -> None:
    assert len(text_of("README.md").splitlines()) <= 55


def _exists(name: str) -> bool:
    # A bare name, such as views.py, is the name of that file in many folders.
    if "/" in name:
        return (ROOT / name).exists()
    folders = (ROOT / "app", ROOT / "courses", ROOT / "tests")
    return (ROOT / name).exists() or any(any(folder.rglob(name)) for folder in folders)
