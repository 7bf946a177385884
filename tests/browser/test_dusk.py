"""A reader's telephone turns dark while a chart is on the screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.server import Server, free_port, running
from schemas.person import Role
from services import access
from tests.conftest import in_house
from tests.people import People

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LETTERS = "document.querySelector('.stVegaLiteChart svg text')?.outerHTML.match(/fill=\"([^\"]*)\"/)?.[1]"


@pytest.fixture
def serving(tmp_path: Path, demonstration_of: Callable[..., Path]) -> Iterator[tuple[Server, People]]:
    shutil.copytree(demonstration_of(stations=400, observers=160, seed=7), tmp_path, dirs_exist_ok=True)
    with in_house(tmp_path) as patch, running("server.py", var=tmp_path, port=free_port()) as server:
        yield server, People(patch)


def test_charts_turn_dark_with_the_telephone(serving: tuple[Server, People], browser: Browser) -> None:
    server, people = serving
    token = people.token(people.account(Role.ANALYST))
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="light")
    context.add_cookies([{"name": access.cookie_name(), "value": token, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/overview")
    page.locator(".stVegaLiteChart svg text").first.wait_for(timeout=30_000)
    by_day = page.evaluate(LETTERS)
    assert by_day, "the letters of a chart have a colour"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => {LETTERS} && {LETTERS} !== light", arg=by_day, timeout=15_000)
    assert page.evaluate(LETTERS) != by_day
    context.close()
