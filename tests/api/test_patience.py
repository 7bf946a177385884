"""While the pages' program is loaded, the socket of a page waits, and nothing else does."""

from __future__ import annotations

import asyncio

from api.patience import Patience

passed: list[str] = []


async def behind(scope, receive, send) -> None:
    passed.append(scope["type"])


async def receive() -> dict[str, object]:
    return {}


async def send(message: object) -> None:
    return None


async def story() -> list[list[str]]:
    passed.clear()
    loaded, seen = asyncio.Event(), []
    door = Patience(behind, loaded)
    waiting = asyncio.create_task(door({"type": "websocket"}, receive, send))
    await asyncio.sleep(0)
    await door({"type": "http"}, receive, send)
    seen.append(list(passed))
    loaded.set()
    await waiting
    seen.append(list(passed))
    await door({"type": "websocket"}, receive, send)
    return [*seen, list(passed)]


def test_a_page_waits_until_it_is_loaded_and_a_report_does_not() -> None:
    assert asyncio.run(story()) == [["http"], ["http", "websocket"], ["http", "websocket", "websocket"]]
