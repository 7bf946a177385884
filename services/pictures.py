"""Saving a chart as a picture: drawn in a process of its own, a few at a time."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from charts import rendering
from locales import text, using
from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services import cores

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
SECONDS = 60

_turn = threading.BoundedSemaphore(AT_ONCE)


def footnote(about: Sequence[str], *, n: int | None, source: str, simulated: bool, standing: str, read: str) -> list[str]:
    """What every saved picture says below its key: what it is `about` (election, region), n where there is one count behind it, source,
    standing, and the minute it was read, in lines of the picture's width."""
    parts = [*about, *([] if n is None else [text("n = {n}", n=n)]), source, standing, read]
    if simulated:
        parts.insert(0, text("SIMULATED DATA"))
    return wrap(" · ".join(parts), rendering.CHARACTERS)


def png(build: Callable[[], dict[str, Any]], language: str, *, footnote: Callable[[], list[str]]) -> bytes:
    """The chart that `build` makes, in a language, with its footnote, as PNG. Raises Problem (busy) where the renderer does not answer in
    time."""
    with using(language):
        spec = rendering.complete(build(), footnote=footnote())
    with _turn:
        try:
            with cores.every():
                done = subprocess.run(
                    [sys.executable, "-m", "charts.rendering"],
                    input=json.dumps(spec).encode(),
                    capture_output=True,
                    cwd=ROOT,
                    timeout=SECONDS,
                    check=True,
                )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise Problem(ProblemCode.BUSY, Message("The picture could not be drawn now. Try again in a minute.")) from error
    return done.stdout
