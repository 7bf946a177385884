"""Rule: the doors that take reports load nothing of the pages, so that a server that was killed takes reports again at once (ADR 0067)."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import ROOT, report

RULE = "DOORS: what takes reports loads neither tables, charts nor migrations; those are loaded beside it, after the doors are open"
HEAVY = ("alembic", "altair", "numpy", "openpyxl", "pandas", "PIL", "pyarrow", "scipy", "typst", "xlsxwriter")
SCRIPT = f"""
import sys
import api, api.patience, api.startup, api.warming, api.shell, api.static, api.entrance, api.direct
from services import demo_access, evidence_log, house, opening, photo_copies, reference, sealing
print(*(name for name in {HEAVY} if name in sys.modules))
"""


def test_the_doors_open_without_what_only_pages_need() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert not done.stdout.split(), report(RULE, done.stdout.split())
