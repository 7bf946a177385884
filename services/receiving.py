"""Submitting from an event loop: the same permission, parsing, checks and commit as `services.reports.submit`, without a thread held
for every report that waits for the disk, and with one question to the database for all that came in meanwhile."""

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from data.store import reports as stored
from data.store.reports import SeriesPoint
from data.store.writer import WriterBusy
from schemas.finding import Answer
from schemas.person import Actor
from schemas.report import Channel, Receipt, Submission
from schemas.reports.body import ReportKind
from services import check_context, clock, dictation, house, registry, reports

Key = tuple[str, str, str]
"""Election, station, author."""


class SeriesLoader:
    """Own turnout series, read for all waiting reports at once: while one question is being answered, the next collects. A database
    read gives up the interpreter to the writer and has to win it back, so that many small ones would starve under load."""

    def __init__(self) -> None:
        self._waiting: dict[Key, asyncio.Future[list[SeriesPoint]]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def get(self, key: Key) -> list[SeriesPoint]:
        if key not in self._waiting:
            self._waiting[key] = asyncio.get_running_loop().create_future()
        waited_for = self._waiting[key]
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_all())
        return await asyncio.shield(waited_for)

    async def _read_all(self) -> None:
        # Whoever is ready in this turn of the loop comes along.
        await asyncio.sleep(0)
        while self._waiting:
            waiting, self._waiting = self._waiting, {}
            try:
                found = await asyncio.to_thread(_series, sorted({author for _, _, author in waiting}))
            except Exception as error:  # noqa: BLE001  # whatever it is, each waiting report is told; none waits for ever
                for future in waiting.values():
                    future.set_exception(error)
                continue
            for key, future in waiting.items():
                future.set_result(found.get(key, []))


def _series(author_ids: Sequence[str]) -> dict[Key, list[SeriesPoint]]:
    with house.store().read() as connection:
        return stored.turnout_series_of(connection, author_ids)


_loaders: "WeakKeyDictionary[asyncio.AbstractEventLoop, SeriesLoader]" = WeakKeyDictionary()


async def submit(
    actor: Actor, submission: Submission, answers: Sequence[Answer] = (), *, channel: Channel, observer_code: str = ""
) -> Receipt:
    """Stores one revision of a machine, whose unanswered findings are kept unanswered. `observer_code`: who dictated it to the actor.
    The receipt comes after the durable commit. Raises Problem like `services.reports.submit`."""
    dictated_by = None
    if observer_code:
        dictated_by = await asyncio.to_thread(dictation.observer, actor, submission.election_id, submission.station_id, observer_code)
    author = dictation.author(actor, submission, dictated_by)
    election = registry.election(submission.election_id)
    station = registry.station(submission.election_id, submission.station_id)
    series: list[SeriesPoint] = []
    if submission.kind in check_context.SERIES_KINDS:
        loader = _loaders.setdefault(asyncio.get_running_loop(), SeriesLoader())
        series = await loader.get((submission.election_id, submission.station_id, author.account_id))
    others = check_context.Around()
    if submission.kind is ReportKind.COUNT:
        others = await asyncio.to_thread(check_context.around, election, station, submission)
    now = clock.now()
    context = check_context.context_with(election, station, submission, now, series, others)
    prepared = reports.prepare_received(actor, submission, context, now, answers, channel, dictated_by=dictated_by)
    try:
        done = await asyncio.wrap_future(house.store().append_soon(stored.append_revisions, prepared))
    except (stored.NotTheAuthor, stored.OtherBytes, WriterBusy) as refusal:
        raise reports.problem_of(refusal) from None
    return reports.receipt(submission, done)
