"""Rule: a process loads what it needs. The doors that take reports load nothing of the pages, so that a server that was killed takes
reports again at once (ADR 0067); nor does a photo's drawing, of which there is a process for each, or whatever computes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT, report

RULE = "DOORS: what takes reports loads neither tables, charts nor migrations; those are loaded beside it, after the doors are open"
HEAVY = ("alembic", "altair", "numpy", "openpyxl", "pandas", "PIL", "pyarrow", "scipy", "typst", "xlsxwriter")
SCRIPT = f"""
import sys
import api, api.patience, api.startup, api.warming, api.shell, api.static, api.entrance, api.direct
from services import demo_access, evidence_log, house, opening, photo_copies, reference, sealing
print(*(name for name in {HEAVY} if name in sys.modules))
"""


def loaded(script: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout.split()


def test_the_doors_open_without_what_only_pages_need() -> None:
    found = loaded(SCRIPT)
    assert not found, report(RULE, found)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("data.formats.photo_drawing", ("pydantic", "sqlalchemy", "numpy", "pandas")),
        # As slow to load as pandas; analysis.distributions says the same with scipy.special.
        ("services.export", ("scipy.stats", "altair", "streamlit")),
    ],
)
def test_a_process_that_is_started_often_loads_little(module: str, unwanted: tuple[str, ...]) -> None:
    found = loaded(f"import sys, {module}; print(*(name for name in {unwanted} if name in sys.modules))")
    assert not found, report(f"PROCESSES: {module} loads what it has no use for", found)
