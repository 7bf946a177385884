"""Papers drawn in a process of their own, never in the one that acknowledges reports; at most two at once."""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services import cores

ROOT = Path(__file__).parents[1]
AT_ONCE, SECONDS = 2, 60
_turn = threading.BoundedSemaphore(AT_ONCE)


def pdf(document: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """A document (data.formats.print) as PDF; the same document, the same bytes. Raises Problem: busy where the printer does not answer."""
    named = {name: base64.b64encode(content).decode() for name, content in (pictures or {}).items()}
    told = json.dumps({"document": document, "pictures": named}).encode()
    with _turn:
        try:
            with cores.every():
                done = subprocess.run(
                    [sys.executable, "-m", "data.formats.print"], input=told, capture_output=True, cwd=ROOT, timeout=SECONDS, check=True
                )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise Problem(ProblemCode.BUSY, Message("The file could not be made now. Try again in a minute.")) from error
    return done.stdout
