"""A Chromium is looked for, then obtained, and never passed over in silence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import chromium


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any browser."""
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr("tests.chromium.shutil.which", lambda name: None)
    monkeypatch.setattr(chromium, "fetched_by_playwright", lambda: None)


def test_the_one_that_is_named_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "chromium"
    named.touch()
    monkeypatch.setenv(chromium.VARIABLE, str(named))
    assert chromium.find() == named


def test_the_distributions_package_is_tried_before_playwrights_download(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.chromium.shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("tests.chromium.os.geteuid", lambda: 0)
    ways = chromium.attempts()
    assert [way[-1][0] for way in ways] == ["apt-get", sys.executable]
    monkeypatch.setattr("tests.chromium.os.geteuid", lambda: 1000)
    assert [way[-1][0] for way in chromium.attempts()] == [sys.executable]


def test_what_could_not_be_obtained_is_said_with_the_reason(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(command: list[str], **options: object) -> None:
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr("tests.chromium.subprocess.run", refuse)
    found, reason = chromium.obtain()
    assert found is None
    assert "playwright install" in reason
