"""How long somebody waits after `make run` once everything is installed and loaded: until /healthz answers, and until the pages do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.meter import Meter
from bench.reading import Reading
from bench.server import PATIENCE_SECONDS, ROOT, answers, free_port, pages_ready

LIMIT_SECONDS = 5.0


def measure(var: Path) -> list[Reading]:
    """By the command that `make run` calls, on a folder that holds the demonstration."""
    port = free_port()
    environment = os.environ | {"BAQYLAU_VAR": str(var), "PORT": str(port)}
    url, started = f"http://127.0.0.1:{port}", time.monotonic()
    with (var / "start.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        while not answers(f"{url}/healthz"):
            if process.poll() is not None or time.monotonic() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"manage.py run does not answer:\n{(var / 'start.log').read_text(errors='replace')[-3000:]}")
            time.sleep(0.02)
        answered, spent = time.monotonic() - started, Meter(process.pid).cpu_seconds()
        while not pages_ready(url):
            time.sleep(0.02)
        return [
            Reading("second start until /healthz answers", round(answered, 2), "s", limit=LIMIT_SECONDS),
            Reading("of it processor time", round(spent, 2), "s"),
            Reading("second start until the pages are loaded", round(time.monotonic() - started, 2), "s"),
        ]
    finally:
        process.terminate()
        process.wait(timeout=20)
