"""What a browser fetches for a first visit, counted by the browser itself: compressed, with headers, as on the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
QUIET_MILLISECONDS = 1500


@dataclass
class Traffic:
    received_bytes: int = 0
    requests: int = 0
    socket_bytes: int = 0
    hosts: set[str] = field(default_factory=set)
    largest: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def wire_bytes(self) -> int:
        return self.received_bytes + self.socket_bytes


def listen(network: CDPSession) -> Traffic:
    """Count from now on; https://chromedevtools.github.io/devtools-protocol/tot/Network/ names the events."""
    found = Traffic()
    addresses: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        address = event["response"]["url"]
        addresses[event["requestId"]] = address
        if address.startswith("http"):
            found.hosts.add(address.split("/")[2])

    def finished(event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        found.received_bytes += size
        found.requests += 1
        name = addresses.get(event["requestId"], "").rpartition("/")[2]
        found.largest[name] = size

    def frame(event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        # Binary frames (opcode 2) are told in base64.
        found.socket_bytes += len(payload) * 3 // 4 if event["response"]["opcode"] == 2 else len(payload)

    network.on("Network.responseReceived", answered)
    network.on("Network.loadingFinished", finished)
    network.on("Network.webSocketFrameReceived", frame)
    network.send("Network.enable")
    return found


def first_visit(browser: Browser, url: str, *, size: dict[str, int], ready: str, cookies: list[dict[str, Any]] | None = None) -> Traffic:
    """Open `url` with an empty cache; `ready` is a CSS selector of what the person waits for. Waits on until the network is quiet."""
    context = browser.new_context(viewport={"width": size["width"], "height": size["height"]}, is_mobile=size["width"] < 600)
    try:
        if cookies:
            context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        found = listen(context.new_cdp_session(page))
        page.goto(url)
        page.wait_for_selector(ready)
        found.seconds = float(page.evaluate("performance.now()")) / 1000
        seen = -1
        while seen != found.requests:
            seen = found.requests
            page.wait_for_timeout(QUIET_MILLISECONDS)
        return found
    finally:
        context.close()
