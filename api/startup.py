"""The start-up check: says in the log, one line each, which of the measured or decided settings is not in force."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address

logger = logging.getLogger(__name__)

# https://www.sqlite.org/releaselog/3_51_3.html: resetting the write-ahead log could race with a writer.
SQLITE_WITHOUT_RESET_RACE = (3, 51, 3)


@dataclass(frozen=True)
class Departure:
    """One setting that is not as it should be."""

    setting: str
    wanted: str
    found: str
    consequence: str

    def __str__(self) -> str:
        return f"NOT IN FORCE: {self.setting} should be {self.wanted}, is {self.found}: {self.consequence}"


@dataclass(frozen=True)
class Rule:
    setting: str
    wanted: object
    consequence: str


RULES = (
    Rule("runner.postScriptGC", False, "a full collection follows every rerun; a sixth of the reports get through at 400 sessions"),
    Rule("server.fileWatcherType", "none", "files are watched on a server where nobody edits them"),
    Rule("server.runOnSave", False, "a changed file reruns every open page"),
    Rule("server.enableAgentApi", False, "programs can drive the pages beside the browser"),
    Rule("server.enableXsrfProtection", True, "another site can upload in a signed-in person's name"),
    Rule("server.enableCORS", True, "another site can open a session in a signed-in person's name"),
    Rule("server.enableWebsocketCompression", False, "each rerun costs more processor time than it saves"),
    Rule("global.minCachedMessageSize", 1000, "every rerun sends a phone three times as much, most of which it holds already"),
    Rule("browser.gatherUsageStats", False, "browsers report what people do to a company"),
    Rule("client.showErrorDetails", "none", "people are shown what only the log should hold"),
    Rule("client.showErrorLinks", False, "an error offers to send itself to other sites"),
    Rule("client.toolbarMode", "minimal", "people see tools for developers"),
    Rule("runner.magicEnabled", False, "a value standing alone in a page's script is shown to people"),
    Rule("global.developmentMode", False, "the server runs as if it were being developed"),
)


def is_loopback(address: str | None) -> bool:
    if address is None:
        return False
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def departures(option: Callable[[str], object], *, loop: str, mode: str) -> Iterable[Departure]:
    """What is not in force. `option` gives a configured value by its name; `loop` is the module of the running event loop."""
    for rule in RULES:
        found = option(rule.setting)
        if found != rule.wanted:
            yield Departure(rule.setting, repr(rule.wanted), repr(found), rule.consequence)
    address = option("server.address")
    if mode == "demo" and not is_loopback(address if isinstance(address, str) else None):
        yield Departure("server.address", "'127.0.0.1' in mode demo", repr(address), "strangers reach a server without passwords")
    if not loop.startswith("uvloop"):
        yield Departure("event loop", "uvloop", loop, "each answer waits about 40 ms for the network's buffers")


def check(option: Callable[[str], object], *, loop: str, mode: str) -> tuple[Departure, ...]:
    """Log every departure as a warning, or one line that there is none, and return them."""
    found = tuple(departures(option, loop=loop, mode=mode))
    for departure in found:
        logger.warning("%s", departure)
    if not found:
        logger.info("Start-up check: %d settings in force, mode %s", len(RULES) + 2, mode)
    if sqlite3.sqlite_version_info < SQLITE_WITHOUT_RESET_RACE:
        logger.info("SQLite %s resets its log with a race: writers hold the lock file in turn", sqlite3.sqlite_version)
    return found


def check_evidence(*, has_key: bool, mode: str) -> Departure | None:
    """Production without a key to seal originals to says so at every start, as an error. It runs all the same:
    reports matter more."""
    if has_key or mode != "production":
        return None
    missing = Departure(
        "BAQYLAU_EVIDENCE_KEY", "a public key", "not set",
        "COURT EVIDENCE WILL BE LOST: the originals of photos are not kept, only cleaned copies and hashes")
    logger.error("%s", missing)
    return missing
