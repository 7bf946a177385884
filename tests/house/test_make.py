"""`make test` fails where any of its checks fails, mypy too, which works beside the tests and is heard after them. The first Python that
can hold the house is taken, the system's own before others."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.people import ROOT

TOOLS = {
    "ruff": "exit ${RUFF:-0}",
    "mypy": 'sleep 0.2; echo "mypy has looked"; exit ${MYPY:-0}',
    "python": 'case "$*" in *pytest*) echo "tests have run"; exit ${PYTEST:-0};; *catalogue*) exit ${CATALOGUE:-0};; esac',
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The Makefile among stand-ins for its tools, everything installed."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).touch()
    for name, script in TOOLS.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{script}\n")
        (bin_ / name).chmod(0o755)
    for name in ("run.stamp", "test.stamp"):
        (tmp_path / ".venv" / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("failing", "last"),
    [
        ("", "tests have run"),
        ("MYPY", "mypy has looked"),
        ("PYTEST", "tests have run"),
        ("RUFF", "ruff check ."),
        ("CATALOGUE", "catalogue check"),
    ],
)
def test_any_check_that_fails_fails_the_whole(house: Path, failing: str, last: str) -> None:
    """Without a finding of mypy the last lines stay those of the tests: they name what could not run."""
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(house)} | ({failing: "1"} if failing else {})
    done = subprocess.run(["make", "test"], cwd=house, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode != 0) is bool(failing), done.stderr
    assert done.stdout.rstrip().endswith(last)
    assert not list(house.glob("tmp.*"))


PYTHONS = {
    "absent": None,
    "old": 'case "$*" in *version_info*) exit 1;; esac',
    "first": 'case "$*" in *--version*) echo "Python first";; esac',
    "second": 'case "$*" in *--version*) echo "Python second";; esac',
}


@pytest.mark.parametrize(("order", "said"), [
    (("absent", "old", "first", "second"), "Making .venv with Python first"), (("second", "first"), "Making .venv with Python second"),
    (("absent", "old"), "Baqylau needs Python 3.11 or newer with venv."),
])
def test_the_first_python_that_can_is_taken(house: Path, order: tuple[str, ...], said: str) -> None:
    shutil.rmtree(house / ".venv")
    for name, script in PYTHONS.items():
        if script is not None:
            (house / name).write_text(f"#!/bin/sh\n{script}\n")
            (house / name).chmod(0o755)
    names = " ".join(f"./{name}" for name in order)
    command = ["make", f"PYTHONS={names}", ".venv/bin/python"]
    done = subprocess.run(command, cwd=house, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=60)
    assert said in done.stdout + done.stderr


def test_the_systems_own_python_comes_first() -> None:
    line = next(line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("PYTHONS := "))
    assert line.split()[2:4] == ["/usr/bin/python3", "python3"]
