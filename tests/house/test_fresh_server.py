"""A server that has just started shows nobody a page, whichever address is opened first.

Streamlit runs flat page scripts without the application's own script until that has run once; a gate that stands only there is open
after every start. So the servers here are fresh, and the pages of the most trusted are opened before anything else.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bench.server import Server, running
from bench.session import Run, Session


def addresses() -> list[str]:
    """Every page, the most trusted first."""
    from ui.navigation import PAGES

    return [entry.url_path for entry in sorted(PAGES, key=lambda entry: (not str(entry.path).startswith("pages/manage"), entry.url_path))]


async def open_page(server: Server, address: str) -> Run:
    async with Session(server.url, address) as session:
        return await session.run()


def seen(run: Run) -> tuple[list[str], list[str]]:
    return run.kinds, run.texts


@pytest.mark.parametrize("script", ["server.py", "app.py"])
def test_a_fresh_server_shows_nobody_a_page(script: str, tmp_path: Path) -> None:
    with running(script, var=tmp_path / "var") as server:
        at_each = {address: asyncio.run(open_page(server, address)) for address in addresses()}
        at_the_door = asyncio.run(open_page(server, ""))
    assert at_the_door.finished
    assert not at_the_door.exceptions
    assert at_the_door.texts, "FRESH SERVER: the door is empty"
    opened = [address for address, run in at_each.items() if not run.finished or seen(run) != seen(at_the_door)]
    assert not opened, f"FRESH SERVER: {script} showed nobody something else than the door at {', '.join(opened)}"
