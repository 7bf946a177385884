"""What a first visit with an empty cache costs on the wire, for an observer's phone and an analyst's desk."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.browser import DESK, PHONE, Traffic, first_visit
from bench.people import Person
from bench.reading import NotPossible, Reading
from bench.server import Server

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
OBSERVER_BYTES = 1_200_000
ANALYST_BYTES = 1_800_000


def visit(server: Server, page: str, person: Person, size: dict[str, int], ready: str) -> Traffic:
    name, _, value = person.cookie.partition("=")
    chromium = os.environ.get("BAQYLAU_CHROMIUM")
    if not chromium:
        raise NotPossible("no Chromium: BAQYLAU_CHROMIUM is not set")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(chromium), args=list(ARGUMENTS))
        cookie = {"name": name, "value": value, "url": server.url}
        found = first_visit(browser, f"{server.url}/{page}", size=size, ready=ready, cookies=[cookie])
        browser.close()
    return found


def readings(who: str, traffic: Traffic, limit: int) -> list[Reading]:
    return [
        Reading(f"{who}: bytes on the wire", traffic.wire_bytes, "bytes", limit=limit),
        Reading(f"{who}: of these through the socket", traffic.socket_bytes, "bytes"),
        Reading(f"{who}: requests", traffic.requests, "requests"),
        Reading(f"{who}: other hosts asked", len(traffic.hosts) - 1, "hosts", limit=0),
    ]


def measure(server: Server, observer: Person, analyst: Person, *, observer_page: str, analyst_page: str) -> list[Reading]:
    phone = visit(server, observer_page, observer, PHONE, ".stButton button")
    desk = visit(server, analyst_page, analyst, DESK, ".stVegaLiteChart svg, .stVegaLiteChart canvas")
    return [*readings("observer, phone", phone, OBSERVER_BYTES), *readings("analyst, desk", desk, ANALYST_BYTES)]
