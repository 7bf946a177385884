"""The merged download, asked for by a person: who may have which file, made by a process of its own, kept in var/exports."""

import json
import os
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pandas as pd

from analysis.disclosure import Audience
from data.formats import tabular
from data.store import frames_download
from locales import text
from schemas.handed_file import FileKind
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, cores, counting, export, handed_files, house, reading, registry
from services.permissions import Act, may, require
from services.reading import Reading
from services.wording import strong

__all__ = [
    "AUDIENCES",
    "Audience",
    "Held",
    "Job",
    "Kept",
    "allowed",
    "build",
    "content",
    "files",
    "follow",
    "held",
    "sentence",
    "start",
    "table_csv",
    "under_way",
]

ACTS: dict[Audience, Act] = {
    Audience.PUBLIC: Act.DOWNLOAD_PUBLIC,
    Audience.PARTNER: Act.DOWNLOAD_PARTNER,
    Audience.INTERNAL: Act.DOWNLOAD_INTERNAL,
}
AUDIENCES: dict[Audience, Message] = {
    Audience.PUBLIC: Message("public", "audience"),
    Audience.PARTNER: Message("partners", "audience"),
    Audience.INTERNAL: Message("internal", "audience"),
}
ROOT = Path(__file__).parents[1]
OFFERED = 20
"""Files offered of each election and audience, the newest; the others stay in the folder."""
AT_ONCE = 2

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Running:
    """A worker process and what it makes."""

    process: "subprocess.Popen[bytes]"
    election_id: str
    audience: Audience


_running: dict[str, Running] = {}


@dataclass(frozen=True, slots=True)
class Job:
    """A file being made, or made. `step` is one of export.STEPS or "failed"; `name` the zip's name without its ending once it is done."""

    job_id: str
    audience: Audience
    step: str
    name: str = ""

    @property
    def is_over(self) -> bool:
        return self.step in ("done", "failed")

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return export.STEPS.index(self.step) / (len(export.STEPS) - 1) if self.step in export.STEPS else 1.0


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished file."""

    name: str
    audience: Audience
    made_at: datetime
    size: int


def allowed(actor: Actor) -> tuple[Audience, ...]:
    """The audiences whose file this person may have."""
    return tuple(audience for audience, act in ACTS.items() if may(actor, act))


def table_csv(frame: pd.DataFrame) -> bytes:
    """One table of a page as CSV, neutral to spreadsheets."""
    return tabular.csv_bytes(frame)


def build(election_id: str, audience: Audience, out: Path, progress: Callable[[str], None] = lambda step: None) -> Path:
    """Makes the download in this process, for the shell; returns its folder. Raises Problem (not found)."""
    return export.build(election_id, audience, out, _minute(election_id), progress)


def _minute(election_id: str) -> datetime:
    """When a file is made, as its name and its README say. Raises Problem: not found."""
    return clock.beside_figures(is_simulated=registry.election(election_id).is_simulated)


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is to download, at a length of the ledger."""

    stations: int
    reports: int
    figures: int


def held(actor: Actor, election_id: str) -> Reading[Held]:
    """Stations of the registry, current reports that count, and official figures. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    rule = counting.in_force(election_id)
    return reading.read("held", election_id, (rule,), lambda: Held(*frames_download.sizes(house.store(), election_id, rule=rule)))


def _note(job_id: str) -> Path:
    return handed_files.folder() / "jobs" / f"{job_id}.json"


def start(actor: Actor, election_id: str, audience: Audience) -> Job:
    """Begins a file in a worker process; where the same file is being made already, that one is followed: two processes would write under
    one name. Raises Problem: forbidden, not found, or busy (two others are being made already)."""
    require(actor, ACTS[audience], election_id=election_id)
    at = _minute(election_id)
    house.store()
    with _lock:
        _drop_ended()
        for job_id, each in _running.items():
            if (each.election_id, each.audience) == (election_id, audience):
                return _as_noted(job_id, audience)
        if len(_running) >= AT_ONCE:
            raise Problem(ProblemCode.BUSY, Message("Other files are being made. Try again in a minute."))
        job_id = uuid4().hex
        _note(job_id).parent.mkdir(parents=True, exist_ok=True)
        _note(job_id).write_text(json.dumps({"step": "reading"}), encoding="utf-8")
        with cores.every():
            process = subprocess.Popen(
                export.command(election_id, audience, handed_files.folder(), at, _note(job_id)),
                cwd=ROOT,
                env=dict(os.environ),
                stdin=subprocess.DEVNULL,
            )
        _running[job_id] = Running(process, election_id, audience)
    return Job(job_id, audience, "reading")


def _drop_ended() -> None:
    for job_id in [job_id for job_id, each in _running.items() if each.process.poll() is not None]:
        del _running[job_id]


def _as_noted(job_id: str, audience: Audience) -> Job:
    """A running job as its note tells of it."""
    told = json.loads(_note(job_id).read_text(encoding="utf-8"))
    return Job(job_id, audience, told["step"], told.get("name", ""))


def under_way(actor: Actor, election_id: str) -> tuple[Job, ...]:
    """Files of an election being made now, by whomever, that this person may have."""
    may_have = allowed(actor)
    for audience in may_have:
        require(actor, ACTS[audience], election_id=election_id)
    with _lock:
        _drop_ended()
        running = [
            (job_id, each.audience) for job_id, each in _running.items() if each.election_id == election_id and each.audience in may_have]
    return tuple(_as_noted(job_id, audience) for job_id, audience in running)


def follow(job: Job) -> Job:
    """How far a file is. A process that ended without a word has failed."""
    told = json.loads(_note(job.job_id).read_text(encoding="utf-8")) if _note(job.job_id).is_file() else {"step": "failed"}
    running = _running.get(job.job_id)
    ended = running is None or running.process.poll() is not None
    if ended and told["step"] not in ("done", "failed"):
        told = json.loads(_note(job.job_id).read_text(encoding="utf-8"))
        told = told if told["step"] in ("done", "failed") else {"step": "failed"}
    found = Job(job.job_id, job.audience, told["step"], told.get("name", ""))
    if found.is_over:
        with _lock:
            _running.pop(job.job_id, None)
    return found


def files(actor: Actor, election_id: str) -> list[Kept]:
    """Finished files of an election that this person may have, the newest first, at most OFFERED of each audience."""
    found: list[Kept] = []
    for audience in allowed(actor):
        require(actor, ACTS[audience], election_id=election_id)
        paths = handed_files.folder().glob(f"baqylau*_{election_id}_{audience.value}_*.zip")
        for path in sorted(paths, key=lambda path: path.name, reverse=True)[:OFFERED]:
            found.append(Kept(path.stem, audience, _made_at(path), path.stat().st_size))
    return sorted(found, key=lambda each: (each.made_at, each.name), reverse=True)


def _made_at(path: Path) -> datetime:
    return datetime.strptime(path.stem.rpartition("_")[2].replace("Z", "+0000"), "%Y%m%dT%H%M%z")


def content(actor: Actor, election_id: str, kept: Kept) -> bytes:
    """The zip's bytes, once the log says who has them. Raises Problem: forbidden, not found (it has been removed), conflict (it was
    altered), busy (it cannot be recorded)."""
    require(actor, ACTS[kept.audience], election_id=election_id)
    path = handed_files.folder() / f"{kept.name}.zip"
    if not path.is_file():
        raise Problem(ProblemCode.NOT_FOUND, Message("This file is no longer kept. Make it again."))
    file = handed_files.File(FileKind.MERGED, path.name, election_id)
    return handed_files.hand(actor, file, path.read_bytes(), as_made=True)


def sentence(found: Held) -> str:
    """What is there, in one line, numbers bold; the files are rows of stations, so without a list of them there are none."""
    if not found.stations:
        return text("No files are made for this election: it has no list of polling stations here.")
    return text(
        "There are {stations} stations, {reports} reports and {figures} official figures to download, each with where it comes from.",
        stations=strong(found.stations),
        reports=strong(found.reports),
        figures=strong(found.figures),
    )
