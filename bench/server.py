"""Starting our server in a folder of its own, for measurements and for tests that need a fresh one."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60.0
HEALTH = {"server.py": "/healthz", "app.py": "/_stcore/health"}


@dataclass(frozen=True)
class Server:
    url: str
    process_id: int
    start_seconds: float
    log: Path


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
        return port


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def pages_ready(url: str) -> bool:
    with urlopen(f"{url}/healthz", timeout=10) as response:
        return bool(json.load(response)["pages"] == "ready")


@contextmanager
def running(
    script: str = "server.py", *, var: Path, port: int | None = None, root: Path = ROOT, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """The server of `script`, from its first answer on its health address until the end of the block.

    Raises RuntimeError with the end of its log when it ends or stays silent.
    """
    port = port or free_port()
    var.mkdir(parents=True, exist_ok=True)
    log = var / "server.log"
    chosen = {name: value for name, value in os.environ.items() if not name.startswith(("BAQYLAU_", "STREAMLIT_", "DATABASE_URL"))}
    chosen |= {"BAQYLAU_VAR": str(var), "PORT": str(port)} | (environment or {})
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, env=chosen, stdout=output, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        while not answers(url + HEALTH[script]):
            if process.poll() is not None or time.monotonic() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"{script} does not answer; its log ends:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.05)
        yield Server(url, process.pid, time.monotonic() - started, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def loaded(*, var: Path) -> Iterator[Server]:
    """The server once its pages are loaded too: what loading takes belongs to the start and to no other measure."""
    with running(var=var) as server:
        while not pages_ready(server.url):
            time.sleep(0.05)
        yield server
