"""The one writer: a thread behind a bounded queue that commits waiting work in groups.

A caller's result is set only after the commit that holds it is durable. One durable commit for many reports is seven times
the throughput of one each, with the same promise."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from data.store.lock import writer_lock
from data.store.soon import Outcomes, Soon, tell

QUEUE_LIMIT = 2_000
GROUP_LIMIT = 256
PAUSE_SECONDS = 30.0
PATIENCE_SECONDS = 30.0
"""Longest wait for a turn that never comes, because another process or another program's transaction holds the writer for ever. A full
queue of reports takes a few seconds, the longest turn of a table a fifth of one; a proxy in front gives up after a minute."""
SHORT_PATIENCE_SECONDS = 2.0
"""The same, once somebody has waited in vain: until the writer has its next turn, nobody needs to find that out again."""
POSTGRESQL_WRITER_KEY = 0x62617179
"""Advisory lock key ("baqy"): one writing transaction at a time over all app processes, so that the ledger has no gaps."""

Work = Callable[[Connection], Any]
GroupWork = Callable[[Connection, Sequence[Any]], Sequence[Any]]


class WriterBusy(Exception):
    """The queue is full or the disk does not take it: nothing was stored; try again."""


class DatabaseAway(WriterBusy):
    """The database does not answer now: nothing was read; try again."""


@dataclass(slots=True)
class _Job:
    work: Work | None
    group: GroupWork | None
    item: Any
    done: Future[Any] | Soon = field(default_factory=Future)
    committed_at: float = 0.0
    """By `time.perf_counter`."""
    is_begun: bool = False
    """Its transaction is under way: whoever waits hears how that ends."""
    is_given_up: bool = False
    """Its caller was told that nothing is stored, so nothing is, however soon the writer's turn comes afterwards."""


class Writer:
    def __init__(self, engine: Engine, lock_path: Path | None) -> None:
        self._engine = engine
        self._lock_path = lock_path
        self._queue: queue.Queue[_Job | None] = queue.Queue(QUEUE_LIMIT)
        self._is_closed = False
        self.is_stuck = False
        """Somebody waited in vain, and the writer has had no turn since."""
        self._deciding = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="baqylau-writer", daemon=True)
        self._thread.start()

    def write(self, work: Work) -> Any:
        """Runs `work(connection)` in a durable transaction and returns its result; raises what it raises, or WriterBusy."""
        return self._wait(_Job(work, None, None))

    def write_until(self, work: Work) -> float:
        """`write`, for whoever measures: the instant (`time.perf_counter`) at which the commit was durable. The caller may get its
        processor back much later, when the writer has long been somebody else's. A table is stored in many such turns: nobody waits for
        an answer, so it goes on whenever the writer is free again."""
        job = _Job(work, None, None)
        self._wait(job, for_ever=True)
        return job.committed_at

    def append(self, group: GroupWork, item: Any) -> Any:
        """Hands one item to a group function: waiting items are stored by one call, `group(connection, items)`, one result each;
        a result that is an exception is raised to its own caller only."""
        return self._wait(_Job(None, group, item))

    async def append_soon(self, group: GroupWork, item: Any) -> Any:
        """`append` for an event loop, which must not wait here. Raises WriterBusy at once when the queue is full. A caller that goes
        away takes nothing back: what has come in is stored."""
        soon = Soon()
        job = _Job(None, group, item, soon)
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            raise WriterBusy("the writer's queue is full") from None
        self._refuse_after_close()
        self._watch(job, soon)
        try:
            return await soon.outcome
        finally:
            if soon.timer is not None:
                soon.timer.cancel()

    def _watch(self, job: _Job, soon: Soon) -> None:
        """Gives the job up when its turn does not come; what is rolled back waits once more."""
        soon.timer = soon.loop.call_later(self._patience, self._watch_on, job, soon)

    def _watch_on(self, job: _Job, soon: Soon) -> None:
        self._give_up(job)
        self._watch(job, soon)

    def close(self) -> None:
        self._is_closed = True
        self._queue.put(None)
        self._refuse_after_close()

    def _refuse_after_close(self) -> None:
        """What came after the end is told so: whoever waits for it (a photo being drawn while the server stops) would wait for ever. A
        writer whose turn does not come is not waited for: it has begun nothing, and whoever waited has given up."""
        if not self._is_closed:
            return
        self._thread.join(0 if self.is_stuck else PAUSE_SECONDS)
        while not self._thread.is_alive():
            try:
                late = self._queue.get_nowait()
            except queue.Empty:
                break
            for job in self._begin([late] if late is not None else []):
                job.done.set_exception(WriterBusy("the store is closed"))

    def _wait(self, job: _Job, *, for_ever: bool = False) -> Any:
        try:
            self._queue.put(job, timeout=2)
        except queue.Full:
            raise WriterBusy("the writer's queue is full") from None
        self._refuse_after_close()
        assert isinstance(job.done, Future)
        while not for_ever and not wait((job.done,), timeout=self._patience).done:
            self._give_up(job)
        return job.done.result()

    @property
    def _patience(self) -> float:
        return SHORT_PATIENCE_SECONDS if self.is_stuck else PATIENCE_SECONDS

    def _give_up(self, job: _Job) -> None:
        """Tells the job's caller that it is not stored, unless the writer has begun with it: then it ends in its own time."""
        with self._deciding:
            if job.is_begun or job.is_given_up:
                return
            job.is_given_up = self.is_stuck = True
        job.done.set_exception(WriterBusy("the writer's turn does not come"))

    def _begin(self, jobs: list[_Job]) -> list[_Job]:
        """Those that somebody still waits for; from now on nobody gives them up."""
        with self._deciding:
            wanted = [job for job in jobs if not job.is_given_up]
            for job in wanted:
                job.is_begun = True
        return wanted

    def _let_go(self, jobs: list[_Job]) -> None:
        """What was begun was rolled back as a whole, and waits again."""
        with self._deciding:
            for job in jobs:
                job.is_begun = False

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            jobs = [first]
            while len(jobs) < GROUP_LIMIT:
                try:
                    following = self._queue.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    self._queue.put(None)
                    break
                jobs.append(following)
            self._commit(jobs)

    def _commit(self, jobs: list[_Job]) -> None:
        jobs = [job for job in jobs if not job.is_given_up]
        if not jobs:
            return
        try:
            wanted, outcomes = self._transaction(jobs)
        except Exception as error:  # noqa: BLE001  # whatever it is, it goes to the callers; the writer itself must live on
            if len(jobs) > 1 and any(job.is_begun for job in jobs):  # one bad apple must not spoil its neighbours: each again, alone
                self._let_go(jobs)
                for job in jobs:
                    self._commit([job])
                return
            for job in self._begin(jobs):
                job.done.set_exception(WriterBusy(str(error)) if is_passing(error) else error)
            return
        now, soon = time.perf_counter(), dict[asyncio.AbstractEventLoop, Outcomes]()
        for job, outcome in zip(wanted, outcomes, strict=True):
            job.committed_at = now
            if isinstance(job.done, Soon):
                soon.setdefault(job.done.loop, []).append((job.done.outcome, outcome))
            elif isinstance(outcome, Exception):
                job.done.set_exception(outcome)
            else:
                job.done.set_result(outcome)
        for loop, told in soon.items():
            tell(loop, told)

    def _transaction(self, jobs: list[_Job]) -> tuple[list[_Job], list[Any]]:
        outcomes: list[Any] = []
        with writer_lock(self._lock_path), self._engine.begin() as connection:
            if self._lock_path is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRESQL_WRITER_KEY})
            self.is_stuck = False
            wanted = self._begin(jobs)
            for run in _runs(wanted):
                if run[0].group is not None:
                    outcomes.extend(run[0].group(connection, [job.item for job in run]))
                elif run[0].work is not None:
                    outcomes.append(run[0].work(connection))
        return wanted, outcomes


def _runs(jobs: list[_Job]) -> list[list[_Job]]:
    """Neighbouring items of the same group function together; every other work alone; order kept."""
    runs: list[list[_Job]] = []
    for job in jobs:
        if job.group is not None and runs and runs[-1][0].group is job.group:
            runs[-1].append(job)
        else:
            runs.append([job])
    return runs


def is_passing(error: Exception) -> bool:
    """A full disk, a lost or locked database: the same submission may be stored a moment later."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError)
    message = str(error.orig).lower()
    # PostgreSQL's driver says nothing of a state where it was not the server that spoke: the connection went in the middle of a word.
    by_the_driver = isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") is None
    return error.connection_invalidated or by_the_driver or any(
        sign in message for sign in (
            "disk is full", "unable to open database file", "locked", "disk i/o", "connection", "terminating", "no space", "shutting down"))
