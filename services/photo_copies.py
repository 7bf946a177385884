"""Drawing the copies of photos: in a process of its own for each, a few at a time, so that no stranger's bytes meet a decoder in the
process which acknowledges reports, and what a decoder takes of memory is given back."""

import json
import logging
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.store import evidence as stored
from data.store.evidence_files import EvidenceFiles, Shelf
from data.store.store import Store
from schemas.evidence import PhotoState
from services import clock, cores, house

ROOT = Path(__file__).parents[1]
DRAWING = "data.formats.photo_drawing"
"""Started, never imported: the decoders stay out of this process."""
AT_ONCE = 2
SECONDS = 30

_log = logging.getLogger(__name__)
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="photo-copies")
_waiting: set[Future[None]] = set()


@dataclass(frozen=True, slots=True)
class Drawn:
    width: int
    height: int
    viewer: bytes
    thumb: bytes
    maker: str


def draw(content: bytes) -> Drawn | None:
    """Both pictures of a photo; None where its pixels cannot be drawn. Raises OSError where no process can be started."""
    try:
        with cores.every():
            done = subprocess.run(
                [sys.executable, "-m", DRAWING], input=content, capture_output=True, cwd=ROOT, timeout=SECONDS, check=True
            )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        said = (error.stderr or b"").decode("utf-8", "replace").strip().splitlines()
        _log.warning("a photo could not be drawn: %s", said[-1] if said else type(error).__name__)
        return None
    head, _, pictures = done.stdout.partition(b"\n")
    told = json.loads(head)
    return Drawn(told["width"], told["height"], pictures[: told["viewer_bytes"]], pictures[told["viewer_bytes"] :], told["maker"])


def draw_later(sha256: str) -> None:
    """Draws the copies of a photo that has arrived, in the background; a failure is logged and tried again at the next start."""
    store, now = house.store(), clock.now()
    future = _pool.submit(_draw, store, sha256, now)
    _waiting.add(future)
    future.add_done_callback(_done)


def _done(future: "Future[None]") -> None:
    _waiting.discard(future)
    if (error := future.exception()) is not None:
        _log.error("a photo's copies could not be made; tried again at the next start", exc_info=error)


def wait(seconds: float = 60.0) -> None:
    """Until everything that was begun is drawn: before closing the house, and in tests."""
    for future in tuple(_waiting):
        future.exception(seconds)


def draw_arrived() -> int:
    """Begins with what arrived before a restart and was not drawn; returns how many."""
    names = list(EvidenceFiles(house.store().var).names(Shelf.ARRIVING))
    for name in names:
        draw_later(name)
    return len(names)


def _draw(store: Store, sha256: str, now: Any) -> None:
    files = EvidenceFiles(store.var)
    content = files.get(Shelf.ARRIVING, sha256)
    if content is None:
        return
    with store.read() as connection:
        wanted = any(not row.is_withdrawn for row in stored.with_hash(connection, sha256))
    if wanted:
        drawn = draw(content)
        row = {
            "sha256": sha256,
            "outcome": PhotoState.READY if drawn else PhotoState.UNREADABLE,
            "width": drawn.width if drawn else 0,
            "height": drawn.height if drawn else 0,
            "viewer_sha256": files.put(Shelf.COPIES, drawn.viewer) if drawn else "",
            "thumb_sha256": files.put(Shelf.COPIES, drawn.thumb) if drawn else "",
            "maker": drawn.maker if drawn else "",
            "made_at": now,
        }
        store.write(lambda connection: stored.add_copy(connection, row))
    files.remove(Shelf.ARRIVING, sha256)


def come_again(sha256: str) -> None:
    """The bytes of a photo arrived once more. Where its copies are made nothing would take them away again; where they are not yet,
    the drawing that is to come does."""
    store = house.store()
    with store.read() as connection:
        is_drawn = any(row.width is not None for row in stored.with_hash(connection, sha256))
    if is_drawn:
        EvidenceFiles(store.var).remove(Shelf.ARRIVING, sha256)


def forget(sha256: str) -> None:
    """Removes the pictures of a photo that its author took away, unless another report holds the same."""
    store = house.store()
    with store.read() as connection:
        rows = stored.with_hash(connection, sha256)
    if any(not row.is_withdrawn for row in rows):
        return
    files = EvidenceFiles(store.var)
    files.remove(Shelf.ARRIVING, sha256)
    for name in {name for row in rows for name in (row.viewer_sha256, row.thumb_sha256) if name}:
        files.remove(Shelf.COPIES, name)
