"""The two commands: what `make` offers, which Python is taken, and what is pinned."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.config import ROOT
from tests import chromium

PINNED = ("requirements.txt", "requirements-dev.txt")
WANTED = {"requirements.txt": "requirements.in", "requirements-dev.txt": "requirements-dev.in"}
TARGETS = (
    "help",
    "setup",
    "run",
    "test",
    "check",
    "format",
    "translations",
    "bench",
    "soak",
    "clean",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the set-up's own files and nothing else, and an environment that is ready."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "requirements.txt").write_text("")
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    _fake_python(folder / "python", version="3.11.7", log=tmp_path / "log")
    return tmp_path


def _fake_python(path: Path, *, version: str, log: Path) -> None:
    """A Python that only tells its version and notes what else it is asked to do."""
    path.write_text(
        "#!/bin/sh\n"
        f'case "$1" in -V) echo "Python {version}";; -c) echo "{path}";; '
        f'*) echo "$*" >> "{log}";; esac\n'
    )
    path.chmod(0o755)


def sh(project: Path, script: str, *words: str, path: str | None = None) -> tuple[int, str, str]:
    """Run a script of the set-up: its status and what it said."""
    done = subprocess.run(
        [shutil.which("sh") or "/bin/sh", f".ci/{script}", *words],
        cwd=project,
        env={"PATH": path or "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def pins_of(document: str) -> dict[str, int]:
    """Each package of a requirements file with the number of its hashes."""
    text = (ROOT / document).read_text("utf-8")
    entries = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==\S+.*?(?=^\S|\Z)", text, re.M | re.S)
    blocks = re.split(r"^(?=[\w.-]+(?:\[[\w,]+\])?==)", text, flags=re.M)[1:]
    assert len(entries) == len(blocks)
    return {
        name.lower().replace("_", "-"): block.count("--hash=sha256:")
        for name, block in zip(entries, blocks, strict=True)
    }


def test_make_lists_what_it_offers_with_a_word_on_each() -> None:
    done = subprocess.run(
        ["make", "help"],
        cwd=ROOT,
        # As by hand, although `make test` may have started this.
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )

    lines = [line.split(maxsplit=2) for line in done.stdout.splitlines()]

    assert [line[1] for line in lines] == list(TARGETS)
    assert all(len(line) == 3 for line in lines)


@pytest.mark.parametrize("document", PINNED)
def test_every_package_is_pinned_with_hashes(document: str) -> None:
    pins = pins_of(document)

    assert len(pins) > 20
    assert [name for name, hashes in pins.items() if not hashes] == []


@pytest.mark.parametrize("document", PINNED)
def test_what_is_wanted_is_pinned(document: str) -> None:
    lines = (ROOT / WANTED[document]).read_text("utf-8").splitlines()
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in lines if line[:1].isalpha()}  # type: ignore[index]

    assert wanted <= pins_of(document).keys()


def test_development_has_everything_that_service_has() -> None:
    assert pins_of("requirements.txt").keys() <= pins_of("requirements-dev.txt").keys()


@pytest.mark.parametrize(
    "path", ["requirements.txt", "requirements-dev.txt", "Makefile", ".ci/run"]
)
def test_no_file_names_an_index_of_packages(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")

    assert re.findall(r"https?://|--(?:extra-)?index-url [^r]|--find-links", text) == []


def test_the_environments_own_python_is_taken_first(project: Path) -> None:
    assert sh(project, "python")[1].strip() == str(project / ".venv" / "bin" / "python")


def test_without_a_python_it_is_said_in_a_sentence(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".venv")
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")

    status, _, said = sh(project, "python", path=str(empty))

    assert status == 1
    assert said.startswith("Touchpoint needs Python 3.11 or newer, and none was found")
    assert len(said.splitlines()) == 1


def test_an_old_python_is_passed_over(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".venv")
    folder = tmp_path / "pythons"
    folder.mkdir()
    (folder / "python3.13").write_text("#!/bin/sh\nexit 1\n")
    (folder / "python3.13").chmod(0o755)
    _fake_python(folder / "python3.12", version="3.12.1", log=tmp_path / "log")

    _, found, _ = sh(project, "python", path=f"{folder}:/usr/bin:/bin")

    assert found.strip() == str(folder / "python3.12")


def test_packages_are_installed_once(project: Path) -> None:
    sh(project, "environment")
    installed = (project / "log").read_text()

    status, said, _ = sh(project, "environment")

    assert "--require-hashes" in installed
    assert (status, said) == (0, "")
    assert (project / "log").read_text() == installed


@pytest.mark.parametrize("change", ["pins", "python"])
def test_they_are_installed_again_when_the_pins_or_the_python_change(
    project: Path, change: str
) -> None:
    sh(project, "environment")
    (project / "log").unlink()
    if change == "pins":
        (project / "requirements.txt").write_text("flask==3.1.3\n")
    else:
        _fake_python(project / ".venv" / "bin" / "python", version="3.11.9", log=project / "log")

    _, said, _ = sh(project, "environment")

    assert "Installing the packages of requirements.txt" in said
    assert "--require-hashes" in (project / "log").read_text()


def test_new_dates_of_files_install_nothing(project: Path) -> None:
    sh(project, "environment")
    (project / "requirements.txt").touch()

    assert sh(project, "environment") == (0, "", "")


def test_the_project_and_its_tests_ask_for_the_same_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert project["tool"]["mypy"]["python_version"] == "3.11"


def test_a_machine_that_may_not_install_says_that_browser_tests_are_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)

    chromium.main()

    assert capsys.readouterr().out.startswith(
        "There is no Chromium, so the browser tests are skipped: "
    )


def test_a_user_who_is_not_root_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    assert chromium.install() == "installing it needs root: apt-get install chromium fonts-noto-cjk"
