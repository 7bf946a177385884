"""A server that has just started shows nobody a page, whichever address is opened first.

Streamlit runs flat page scripts without the application's own script until that has run once; a gate that stands only there is open
after every start. So the servers here are fresh, and the pages of the most trusted are opened before anything else.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.server import Server, running
from bench.session import Run, Session
from locales import text
from schemas.person import Role
from tests.house.tree import report
from ui.navigation import PAGES, PageEntry

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def entries() -> list[PageEntry]:
    """Every page, the most trusted first."""
    return sorted(PAGES, key=lambda entry: (Role.ADMIN not in entry.roles, len(entry.roles), entry.url_path))


async def open_page(server: Server, address: str) -> Run:
    async with Session(server.url, address) as session:
        return await session.run()


@pytest.mark.parametrize("script", ["server.py", "app.py"])
def test_a_fresh_server_shows_nobody_a_page(script: str, tmp_path: Path) -> None:
    with running(script, var=tmp_path / "var") as server:
        runs = {entry: asyncio.run(open_page(server, entry.url_path)) for entry in entries()}
        log = server.log.read_text()
    broken = [f"{entry.url_path}: {run.exceptions or run.status}" for entry, run in runs.items() if run.exceptions or not run.finished]
    assert not broken, report(f"FRESH SERVER: {script} fails for nobody", [*broken, log[-2000:]])
    # The first page has no address of its own, and before the first run of all Streamlit does not know any.
    lost = [entry.url_path for entry, run in [*runs.items()][1:] if run.page_not_found and entry.url_path != "welcome"]
    assert not lost, report(f"FRESH SERVER: {script} does not know addresses of its own", lost)
    opened = [
        f"{entry.url_path}: {run.texts[:3]}"
        for entry, run in runs.items()
        if Role.PUBLIC not in entry.roles and [each for each in run.texts if not each.startswith("<style>")][:1] != [text("Who is there?")]
    ]
    assert not opened, report(f"FRESH SERVER: {script} shows nobody a page instead of the way to sign in", opened)
    answers = {(tuple(run.kinds), tuple(run.texts)) for entry, run in runs.items() if Role.PUBLIC not in entry.roles}
    assert len(answers) == 1, report("FRESH SERVER: what nobody sees differs by page, so it tells something of the page", [str(answers)])


@pytest.mark.browser
def test_a_browser_at_a_fresh_server_sees_the_way_to_sign_in(browser: Browser, tmp_path: Path) -> None:
    """The first request of all is for a page, as when an old bookmark is opened after a restart."""
    asked: list[str] = []
    with running("server.py", var=tmp_path / "var") as server:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server.url}/{entries()[0].url_path}")
        page.get_by_role("heading", name=text("Who is there?")).wait_for()
        page.close()
    assert asked
    assert not [url for url in asked if not url.startswith(server.url) and not url.startswith(("data:", "blob:"))]
