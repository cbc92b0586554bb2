"""The browser of the tests: where it is, and how it comes onto a machine that has none.

`make test` runs it. A machine that may not install anything runs the other tests all the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: The fonts are for Chinese: without them every character is a box of another width.
PACKAGES = ("chromium", "fonts-noto-cjk")
PATIENCE = 900


def executable() -> str | None:
    """The path of a Chromium on this machine."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> str | None:
    """Install Chromium with apt; why not, when that cannot be."""
    if shutil.which("apt-get") is None:
        return "it can be installed by itself on Debian and Ubuntu only"
    as_root = _as_root()
    if as_root is None:
        return "installing it needs root: apt-get install " + " ".join(PACKAGES)
    _say("Installing Chromium for the browser tests ...")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        done = _apt_get(as_root, command)
        if done.returncode:
            return f"apt-get {command[0]} failed ({' '.join(done.stderr.split()[-20:])})"
    return None if executable() else "apt-get has installed it where nobody finds it"


def main() -> None:
    """See to it that there is a Chromium, or say that browser tests will be skipped and why."""
    if executable() is None:
        reason = install()
        if reason:
            _say(f"There is no Chromium, so the browser tests are skipped: {reason}.")


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    if shutil.which("sudo") and not subprocess.run([*sudo, "true"], capture_output=True).returncode:
        return sudo
    return None


def _apt_get(as_root: list[str], command: list[str]) -> subprocess.CompletedProcess[str]:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--quiet"]
    try:
        return subprocess.run(
            [*as_root, *quiet, *command], capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as late:
        return subprocess.CompletedProcess(late.cmd, 1, "", f"not done after {PATIENCE} s")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
