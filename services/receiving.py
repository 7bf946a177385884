"""Submitting from an event loop: the same permission, parsing, checks and commit as `services.reports.submit`, without a thread held
for every report that waits for the disk."""

import asyncio
from collections.abc import Sequence

from data.store import reports as stored
from data.store.writer import WriterBusy
from schemas.finding import Answer
from schemas.person import Actor
from schemas.report import Channel, NeedsAnswers, Receipt, Submission
from services import house, reports


async def submit(actor: Actor, submission: Submission, answers: Sequence[Answer] = (), *, channel: Channel) -> Receipt:
    """Stores one revision of a machine, whose unanswered findings are kept unanswered. The receipt comes after the durable commit.
    Raises Problem like `services.reports.submit`."""
    prepared = reports.prepare(actor, submission, answers, channel, ask=False)
    assert not isinstance(prepared, NeedsAnswers)
    try:
        done = await asyncio.wrap_future(house.store().append_soon(stored.append_revisions, prepared))
    except (stored.NotTheAuthor, stored.OtherBytes, WriterBusy) as refusal:
        raise reports.problem_of(refusal) from None
    return reports.receipt(submission, done)
