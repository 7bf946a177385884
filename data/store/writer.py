"""The one writer: a thread behind a bounded queue that commits waiting work in groups.

A caller's result is set only after the commit that holds it is durable. One durable commit for many reports is seven times
the throughput of one each, with the same promise."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from data.store.lock import writer_lock

QUEUE_LIMIT = 2_000
GROUP_LIMIT = 256
PAUSE_SECONDS = 30.0
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
    done: Future[Any] = field(default_factory=Future)
    committed_at: float = 0.0
    """By `time.perf_counter`."""


class Writer:
    def __init__(self, engine: Engine, lock_path: Path | None) -> None:
        self._engine = engine
        self._lock_path = lock_path
        self._queue: queue.Queue[_Job | None] = queue.Queue(QUEUE_LIMIT)
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="baqylau-writer", daemon=True)
        self._thread.start()

    def write(self, work: Work) -> Any:
        """Runs `work(connection)` in a durable transaction and returns its result; raises what it raises, or WriterBusy."""
        return self._wait(_Job(work, None, None))

    def write_until(self, work: Work) -> float:
        """`write`, for whoever measures: the instant (`time.perf_counter`) at which the commit was durable. The caller may get its
        processor back much later, when the writer has long been somebody else's."""
        job = _Job(work, None, None)
        self._wait(job)
        return job.committed_at

    def append(self, group: GroupWork, item: Any) -> Any:
        """Hands one item to a group function: waiting items are stored by one call, `group(connection, items)`, one result each;
        a result that is an exception is raised to its own caller only."""
        return self._wait(_Job(None, group, item))

    def append_soon(self, group: GroupWork, item: Any) -> "Future[Any]":
        """`append` for a caller that must not wait here, such as an event loop: the future is done after the durable commit.
        Raises WriterBusy at once when the queue is full."""
        job = _Job(None, group, item)
        # From now on nobody can cancel it: a caller that goes away does not take back what the writer may have begun.
        job.done.set_running_or_notify_cancel()
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            raise WriterBusy("the writer's queue is full") from None
        self._refuse_after_close()
        return job.done

    def close(self) -> None:
        self._is_closed = True
        self._queue.put(None)
        self._refuse_after_close()

    def _refuse_after_close(self) -> None:
        """What came after the end is told so: whoever waits for it (a photo being drawn while the server stops) would wait for ever."""
        if not self._is_closed:
            return
        self._thread.join(PAUSE_SECONDS)
        while not self._thread.is_alive():
            try:
                late = self._queue.get_nowait()
            except queue.Empty:
                break
            if late is not None:
                late.done.set_exception(WriterBusy("the store is closed"))

    def _wait(self, job: _Job) -> Any:
        try:
            self._queue.put(job, timeout=2)
        except queue.Full:
            raise WriterBusy("the writer's queue is full") from None
        self._refuse_after_close()
        return job.done.result()

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
        try:
            outcomes = self._transaction(jobs)
        except Exception as error:  # noqa: BLE001  # whatever it is, it goes to the callers; the writer itself must live on
            if len(jobs) > 1:  # one bad apple must not spoil its neighbours: each again, alone
                for job in jobs:
                    self._commit([job])
                return
            jobs[0].done.set_exception(WriterBusy(str(error)) if is_passing(error) else error)
            return
        now = time.perf_counter()
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.committed_at = now
            if isinstance(outcome, Exception):
                job.done.set_exception(outcome)
            else:
                job.done.set_result(outcome)

    def _transaction(self, jobs: list[_Job]) -> list[Any]:
        outcomes: list[Any] = []
        with writer_lock(self._lock_path), self._engine.begin() as connection:
            if self._lock_path is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRESQL_WRITER_KEY})
            for run in _runs(jobs):
                if run[0].group is not None:
                    outcomes.extend(run[0].group(connection, [job.item for job in run]))
                elif run[0].work is not None:
                    outcomes.append(run[0].work(connection))
        return outcomes


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
