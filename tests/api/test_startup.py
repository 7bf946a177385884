"""The start-up check names each setting that is not in force, and the tracked configuration has none."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from api.startup import RULES, check, departures, is_loopback

ROOT = Path(__file__).parents[2]
GOOD = {rule.setting: rule.wanted for rule in RULES} | {"server.address": "127.0.0.1"}


def names(option: dict[str, object], loop: str = "uvloop", mode: str = "demo") -> list[str]:
    return [departure.setting for departure in departures(option.__getitem__, loop=loop, mode=mode)]


def test_nothing_is_said_when_all_is_in_force(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert check(GOOD.__getitem__, loop="uvloop", mode="demo") == ()
    assert caplog.messages == []


@pytest.mark.parametrize("setting", [rule.setting for rule in RULES])
def test_each_setting_that_is_not_in_force_is_named(setting: str) -> None:
    assert names(GOOD | {setting: "something else"}) == [setting]


def test_each_departure_is_a_warning_of_one_line(caplog: pytest.LogCaptureFixture) -> None:
    check((GOOD | {"runner.postScriptGC": True, "server.address": None}).__getitem__, loop="asyncio.unix_events", mode="demo")
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert [line.split(" should be ")[0] for line in warnings] == [
        "NOT IN FORCE: runner.postScriptGC",
        "NOT IN FORCE: server.address",
        "NOT IN FORCE: event loop",
    ]
    assert not any("\n" in line for line in warnings)


def test_only_the_demonstration_is_bound_to_this_machine() -> None:
    assert names(GOOD | {"server.address": "0.0.0.0"}) == ["server.address"]
    assert names(GOOD | {"server.address": "0.0.0.0"}, mode="production") == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *((near, True) for near in ("127.0.0.1", "127.3.2.1", "::1", "[::1]", "localhost")),
        *((far, False) for far in ("0.0.0.0", "", None)),
    ],
)
def test_which_addresses_only_this_machine_reaches(address: str | None, expected: bool) -> None:
    assert is_loopback(address) is expected


def test_the_tracked_configuration_departs_from_nothing() -> None:
    """Asked in a process of its own, from the project's folder, as the server asks."""
    script = (
        "import streamlit as st\n"
        "from api.startup import departures\n"
        "print([d.setting for d in departures(st.get_option, loop='uvloop', mode='demo')])\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "[]"


def test_every_section_of_the_configuration_is_known_to_streamlit() -> None:
    script = (
        "import streamlit as st, tomllib\n"
        "from streamlit import config\n"
        "def leaves(table, prefix=''):\n"
        "    for key, value in table.items():\n"
        "        if isinstance(value, dict):\n"
        "            yield from leaves(value, f'{prefix}{key}.')\n"
        "        else:\n"
        "            yield prefix + key, value\n"
        "told = dict(leaves(tomllib.load(open('.streamlit/config.toml', 'rb'))))\n"
        "print(sorted(key for key, value in told.items() if config.get_option(key) != value))\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "[]"
