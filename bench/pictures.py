"""`python -m bench.pictures`: the pictures that README.md shows, of a demonstration made for them. Run after whatever changes a page or
the demonstration's numbers; BAQYLAU_CHROMIUM names the browser (`python -m tests.chromium` finds one)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.first_visit import ARGUMENTS
from bench.people import fill_demonstration
from bench.server import ROOT, running
from schemas.person import Role

INTO = ROOT / "docs" / "pictures"
DRAWN_MILLISECONDS = 3_000
"""After the last chart stands: until nothing on the page grows any more."""


def shown(browser: Browser, url: str, role: Role, page: str, ready: str, size: tuple[int, int]) -> Page:
    """The page as somebody of this role sees it, signed in by the demonstration's button."""
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]})
    tab.goto(f"{url}/signin?lang=en")
    tab.locator(f"button[value='{role}']").click()
    tab.goto(f"{url}/{page}?lang=en")
    tab.wait_for_selector(ready)
    tab.wait_for_timeout(DRAWN_MILLISECONDS)
    return tab


def main() -> None:
    chromium = os.environ.get("BAQYLAU_CHROMIUM")
    if not chromium:
        sys.exit("no Chromium: BAQYLAU_CHROMIUM is not set")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fill_demonstration(Path(folder))
        browser = playwright.chromium.launch(executable_path=Path(chromium), args=list(ARGUMENTS))
        with running(var=Path(folder)) as server:
            desk = shown(browser, server.url, Role.ANALYST, "turnout", ".stVegaLiteChart svg, .stVegaLiteChart canvas", (1440, 1500))
            desk.screenshot(path=INTO / "turnout.png")
        browser.close()


if __name__ == "__main__":
    main()
