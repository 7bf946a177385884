"""Which Chromium the browser tests drive: one on the PATH, else the distribution's, else Playwright's own.

`python -m tests.chromium` prints its path, installing one where that is allowed; without one it prints nothing and says why on stderr.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "BAQYLAU_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The machine may have no display, no sandbox and no network beyond itself; the browser must not try to look outside.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_SECONDS = 600


def find() -> Path | None:
    """The Chromium named in the environment, on the PATH, or already fetched by Playwright."""
    named = os.environ.get(VARIABLE)
    if named and Path(named).exists():
        return Path(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return fetched_by_playwright()


def fetched_by_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def attempts() -> list[list[list[str]]]:
    """Ways to obtain a Chromium here, each a list of commands, in the order in which they are tried."""
    ways: list[list[list[str]]] = []
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation", "fonts-dejavu-core"]
        ways.append([["apt-get", "update", "-q"], install])
    ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    return ways


def obtain() -> tuple[Path | None, str]:
    """A Chromium, installed if need be, and otherwise the reason why there is none."""
    found = find()
    failures: list[str] = []
    for way in [] if found else attempts():
        try:
            for command in way:
                environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
                subprocess.run(command, check=True, stdout=sys.stderr, env=environment, timeout=PATIENCE_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            failures.append(f"{' '.join(way[-1][:4])}: {error}")
        found = find()
        if found:
            break
    return found, "; ".join(failures)


if __name__ == "__main__":
    path, reason = obtain()
    if path is None:
        sys.stderr.write(f"No Chromium: {reason}\n")
    else:
        sys.stdout.write(f"{path}\n")
