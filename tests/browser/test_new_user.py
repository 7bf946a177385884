"""As a new user would: a fresh clone, its demonstration, reports from a phone, and the analyst who sees them on a page and in the file."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.server import ROOT, Server, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser
PATIENCE, FILE_PATIENCE = 15_000, 150_000


@contextmanager
def fresh_server(folder: Path) -> Iterator[Server]:
    """What a clone holds and nothing else, with a small demonstration, served."""
    clone, var = folder / "clone", folder / "var"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(clone)], check=True, timeout=60)
    command = [sys.executable, "manage.py", "demo", "--stations", "300", "--observers", "60"]
    settings = {"BAQYLAU_VAR": str(var), "BAQYLAU_MODE": "demo", "PATH": str(Path(sys.executable).parent)}
    made = subprocess.run(command, cwd=clone, env=settings, capture_output=True, text=True, check=False, timeout=120)
    assert made.returncode == 0, made.stderr[-3000:]
    with running("server.py", var=var, root=clone) as server:
        yield server


def come_in(browser: Browser, server: Server, role: str, *, phone: bool) -> Page:
    size: ViewportSize = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    page = browser.new_context(viewport=size, is_mobile=phone, has_touch=phone, device_scale_factor=2 if phone else 1).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.url}/signin?lang=en")
    page.locator(f"button[value={role}]").click()
    page.wait_for_url(lambda address: "signin" not in address and "demo" not in address)
    return page


def tap(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").first.click()


def fill(page: Page, name: str, value: str) -> None:
    page.locator(f"[class*='st-key-q-'][class*='-{name}'] input").first.fill(value)


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    """Until it is there and the page stands still: a heading comes first, and no thumb is so quick that what it taps is not drawn yet."""
    page.get_by_role("heading", name=words).wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def send(page: Page) -> None:
    heading(page, "Is this what you saw?")
    tap(page, "form-send")
    page.get_by_text("Received").first.wait_for()


def report_turnout(page: Page) -> tuple[str, int]:
    """The turnout that My day proposes, a few people more than an hour before: the station's number, and the people counted."""
    tap(page, "station-yes")
    heading(page, "My day")
    tap_next = page.locator(".st-key-next-duty button")
    tap_next.get_by_text("Report turnout at 20:00").wait_for()
    words = page.locator("[data-testid=stMain]").inner_text()
    station = re.search(r"No\.\s*(\S+)", words)
    assert station is not None
    counted = 7 + max(int(found.replace(",", "")) for found in re.findall(r"([\d,]+) counted", words))
    tap_next.click()
    heading(page, "What does your counter show now?")
    fill(page, "voters_counted", str(counted))
    fill(page, "counted_at", "20:00")
    tap(page, "form-next")
    heading(page, "What number does the commission give?")
    fill(page, "stated_voters", str(counted + 5))
    fill(page, "stated_at", "20:05")
    tap(page, "form-next")
    heading(page, "How many people wait now?")
    page.get_by_text("nothing to report").click()
    tap(page, "form-next")
    heading(page, re.compile("bserver"))
    tap(page, "form-next")
    heading(page, "Is this what you saw?")
    tap(page, "form-send")
    # The commission of the demonstration said more two hours before: the contradiction comes back as a question.
    heading(page, re.compile("the commission said"))
    page.get_by_text("was a slip").click()
    tap(page, "form-next")
    page.get_by_text("Received").first.wait_for()
    return station[1], counted


def report_violation(page: Page) -> str:
    """The sentence of the first thing offered for this hour."""
    tap(page, "exit-wrong")
    heading(page, "What happened?")
    offered = page.locator("[class*='st-key-q-'][class*='-what'] [data-testid=stButtonGroup] button").first
    sentence = offered.inner_text()
    offered.click()
    page.locator("[class*='st-key-q-'][class*='-danger'] button").first.click()
    tap(page, "form-next")
    heading(page, "When was it?")
    fill(page, "happened_at", "1930")
    page.get_by_text("yes, with my own eyes").click()
    tap(page, "form-next")
    send(page)
    return sentence


def downloaded(page: Page, server: Server) -> list[dict[str, str]]:
    """The rows of reports.csv in the file that the button gives."""
    page.goto(f"{server.url}/download")
    # The public file holds violations only once a second person has checked them: the house's own file has every report.
    page.locator(".st-key-audience button").last.click()
    tap(page, "make")
    # It is made by a process of low priority, and the other tests leave it little.
    with page.expect_download(timeout=FILE_PATIENCE) as waiting:
        page.get_by_role("button", name="Download").first.click(timeout=FILE_PATIENCE)
    with zipfile.ZipFile(waiting.value.path()) as archive:
        name = next(each for each in archive.namelist() if each.endswith("reports.csv"))
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_what_an_observer_sends_an_analyst_sees_and_downloads(browser: Browser, tmp_path: Path) -> None:
    with fresh_server(tmp_path) as server:
        phone = come_in(browser, server, "observer", phone=True)
        number, counted = report_turnout(phone)
        sentence = report_violation(phone)
        desk = come_in(browser, server, "analyst", phone=False)
        rows = downloaded(desk, server)
        sent = [row for row in rows if row.get("voters_counted") == str(counted)]
        assert len(sent) == 1
        told = [row for row in rows if row["kind"] == "violation" and row["station_id"] == sent[0]["station_id"]]
        assert any(row["happened_at"].startswith("2029-01-14T19:30") or row["happened_at"].startswith("2029-01-14T14:30") for row in told)
        desk.goto(f"{server.url}/station?station={sent[0]['station_id']}")
        heading(desk, re.compile(number))
        shown = desk.locator("[data-testid=stMain]")
        shown.get_by_text(f"{counted:,}").first.wait_for()
        # A table is drawn on a canvas; what it says to a screen reader stands behind it.
        shown.get_by_text(sentence).first.wait_for(state="attached")
