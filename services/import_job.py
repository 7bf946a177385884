"""A table looked at or stored on behalf of a page: a small one at once, a large one by a process of its own, so that reports get through.

`python -m services.import_job NOTE`: the note names who, which file and what for; the answer is written beside it."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from data.store import originals
from schemas.mapping import AnyMapping
from schemas.message import Message
from schemas.model import Model
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.table_preview import Preview, Refusal, refusal_of
from schemas.table_problem import TableProblem
from services import cores, house, import_preview, imports, opening, reading
from services.import_files import ACTS, Imported, TableFile, keep
from services.permissions import require
from services.turns import Turns

SMALL_BYTES = 400_000
NICER = 10
ROOT = Path(__file__).parents[1]
LOOK, STORE = "look", "store"

_running: dict[str, "subprocess.Popen[bytes]"] = {}
_lock = threading.Lock()


class Done(Model):
    """What became of a table: `preview` of one that was looked at, the counts of one that was stored, `refusal` of one that was not."""

    kind: str
    preview: Preview | None = None
    rows_n: int = 0
    added_n: int = 0
    same_n: int = 0
    changed_n: int = 0
    dropped_n: int = 0
    empty_n: int = 0
    observers_n: int = 0
    totals: tuple[int, ...] = ()
    already: bool = False
    refusal: Refusal | None = None

    @property
    def imported(self) -> Imported:
        names = ("rows_n", "added_n", "same_n", "changed_n", "dropped_n", "empty_n", "observers_n", "totals", "already")
        return Imported(self.kind, **{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Job:
    """`share` of what is to be stored, 0 to 1; `done` once it is over. A process that ended without a word has `failed`."""

    job_id: str
    share: float = 0.0
    done: Done | None = None
    failed: bool = False

    @property
    def is_over(self) -> bool:
        return self.done is not None or self.failed


def _of(done: Imported) -> Done:
    names = ("kind", "rows_n", "added_n", "same_n", "changed_n", "dropped_n", "empty_n", "observers_n", "totals", "already")
    return Done(**{name: getattr(done, name) for name in names})


def _work(actor: Actor, election_id: str, file: TableFile, act: str, progress: Callable[[float], None]) -> Done:
    kind = file.mapping.kind
    if act == LOOK:
        return Done(kind=kind, preview=import_preview.look(actor, election_id, file))
    try:
        return _of(imports.run(actor, kind, election_id, file, Turns(progress=progress)))
    except TableProblem as problem:
        return Done(kind=kind, refusal=refusal_of(problem))


def _folder(job_id: str) -> Path:
    return house.store().var / "imports" / job_id


def start(actor: Actor, election_id: str, content: bytes, mapping: AnyMapping, act: str) -> Job:
    """Looks at a table, or stores it. Raises Problem: forbidden, not found, busy (another large table is under way)."""
    require(actor, ACTS[mapping.kind], election_id=election_id)
    file = TableFile(content, mapping)
    if len(content) <= SMALL_BYTES:
        done = _work(actor, election_id, file, act, lambda share: None)
        return Job(uuid4().hex, 1.0, done)
    return _started(actor, election_id, file, act)


def _started(actor: Actor, election_id: str, file: TableFile, act: str) -> Job:
    with _lock:
        for known in [each for each, process in _running.items() if process.poll() is not None]:
            del _running[known]
        if _running:
            raise Problem(ProblemCode.BUSY, Message("Another large table is being read. Try again in a minute."))
        keep(file)
        job_id = uuid4().hex
        folder = _folder(job_id)
        folder.mkdir(parents=True)
        note = {"actor": asdict(actor), "election_id": election_id, "file": file.sha256, "mapping": file.mapping_sha256, "act": act}
        (folder / "note.json").write_text(json.dumps(note), encoding="utf-8")
        with cores.every():
            _running[job_id] = subprocess.Popen(
                [sys.executable, "-m", "services.import_job", str(folder)], cwd=ROOT, env=dict(os.environ), stdin=subprocess.DEVNULL)
    return Job(job_id)


def follow(job: Job) -> Job:
    """How far a job is. The answer is read once; then nothing of the job is left but what it stored."""
    folder, process = _folder(job.job_id), _running.get(job.job_id)
    ended = process is None or process.poll() is not None
    answer = folder / "done.json"
    if answer.is_file():
        reading.forget()
        done = Done.model_validate_json(answer.read_bytes())
        shutil.rmtree(folder)
        return Job(job.job_id, 1.0, done)
    told = folder / "share"
    return Job(job.job_id, float(told.read_text()) if told.is_file() else 0.0, failed=ended)


def _put(path: Path, content: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)


def step_back() -> None:
    """Reading a table takes whole minutes of a processor that the server's people need more. The writer's thread, which is there already,
    keeps its priority: whoever holds the writer must not wait for a processor."""
    house.store()
    os.nice(NICER)


def main(folder: Path) -> None:
    """The worker: what the note says, then the answer beside it."""
    opening.begin()
    step_back()
    note = json.loads((folder / "note.json").read_text(encoding="utf-8"))
    var = house.store().var
    content, mapping = originals.read(var, note["file"]), originals.read(var, note["mapping"])
    if content is None or mapping is None:
        raise ValueError("the file that was handed over is not the one that is kept")
    given = note["actor"]
    actor = Actor(**{**given, "role": Role(given["role"]), "station_ids": tuple(given["station_ids"])})
    file = TableFile(content, imports.mapping_of_json(mapping))
    done = _work(actor, note["election_id"], file, note["act"], lambda share: _put(folder / "share", f"{share:.3f}"))
    _put(folder / "done.json", done.model_dump_json())
    house.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
