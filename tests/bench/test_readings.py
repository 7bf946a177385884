"""What the measurements write down is what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import document
from bench.meter import Meter
from bench.reading import Reading, figure, percentile, read, write


@pytest.mark.parametrize(("percent", "expected"), [(50, 5.0), (95, 10.0), (100, 10.0), (10, 1.0), (0, 1.0)])
def test_percentiles_are_by_nearest_rank(percent: float, expected: float) -> None:
    assert percentile([float(value) for value in range(10, 0, -1)], percent) == expected


@pytest.mark.parametrize(("value", "written"), [(1_771_790, "1,771,790"), (12.0, "12"), (6.85, "6.85"), (1160.4, "1,160"), (0, "0")])
def test_numbers_are_written_to_be_read(value: float, written: str) -> None:
    assert figure(value) == written


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


@pytest.mark.parametrize(
    ("reading", "holds"),
    [
        (Reading("a", 12.0, "ms", limit=12.0), True),
        (Reading("a", 12.1, "ms", limit=12.0), False),
        (Reading("a", 60.0, "a second", limit=60.0, at_least=True), True),
        (Reading("a", 59.9, "a second", limit=60.0, at_least=True), False),
        (Reading("a", 1e9, "bytes"), True),
    ],
)
def test_a_limit_is_a_ceiling_or_a_floor(reading: Reading, holds: bool) -> None:
    assert reading.holds is holds


def test_the_document_says_which_limit_fails_and_names_what_was_not_measured(tmp_path: Path) -> None:
    found = [Reading("CPU a rerun", 14.0, "ms", limit=12.0), Reading("messages", 31, "", limit=40)]
    write(tmp_path / "form.json", "Measured on a machine.", found)
    assert read(tmp_path / "form.json").readings[1].value == 31
    document.write(tmp_path / "performance.md", {"A form": tmp_path / "form.json", "Nothing": tmp_path / "missing.json"})
    text = (tmp_path / "performance.md").read_text()
    assert "## A form\n\nMeasured on a machine.\n\n| measure |" in text
    assert "| CPU a rerun | 14 ms | ≤ 12 | **fails** |" in text
    assert "| messages | 31  | ≤ 40 | holds |" in text
    assert "Not measured in this run: Nothing." in text


def test_processor_time_is_that_of_the_process_and_its_children() -> None:
    import os
    import subprocess
    import sys

    meter = Meter(os.getpid())
    before = meter.cpu_seconds()
    burning = [sys.executable, "-c", "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ntime.sleep(30)"]
    with subprocess.Popen(burning, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        spent = meter.cpu_seconds() - before
        child.kill()
    assert spent >= 0.25
    assert meter.resident_bytes() > 1_000_000
