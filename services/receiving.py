"""Submitting from an event loop: the same permission, parsing, checks and commit as `services.reports.submit`, without a thread held
for every report that waits for the disk, and with one question to the database for all that came in meanwhile."""

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from data.store import reports as stored
from data.store.series import Key, OwnSeries, SeriesPoint
from data.store.store import Store
from data.store.writer import WriterBusy
from schemas.finding import Answer
from schemas.person import Actor
from schemas.report import Channel, Receipt, Submission
from schemas.reports.body import ReportKind
from services import check_context, clock, dictation, house, registry, reports, whole_watch
from services.together import Together

_kept: WeakKeyDictionary[Store, OwnSeries] = WeakKeyDictionary()


def _series(keys: Sequence[Key]) -> dict[Key, list[SeriesPoint]]:
    store = house.store()
    return _kept.setdefault(store, OwnSeries()).of(store, keys)


_own_series = Together(_series)


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
        series = await _own_series.get((submission.election_id, submission.station_id, author.account_id))
    others = check_context.Around()
    if submission.kind is ReportKind.COUNT:
        others = await asyncio.to_thread(check_context.around, election, station, submission)
    is_whole = whole_watch.is_asked(election, submission, series) and await asyncio.to_thread(
        whole_watch.found, election, station, author.account_id)
    now = clock.now()
    context = check_context.context_with(election, station, submission, now, series, others, is_whole=is_whole)
    prepared = reports.prepare_received(actor, submission, context, now, answers, channel, dictated_by=dictated_by)
    try:
        done = await house.store().append_soon(stored.append_revisions, prepared)
    except (stored.NotTheAuthor, stored.OtherBytes, WriterBusy) as refusal:
        raise reports.problem_of(refusal) from None
    return reports.receipt(submission, done)
