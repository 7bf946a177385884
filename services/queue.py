"""What waits for a second person, in the order to look; and the next report for one who asks."""

import pandas as pd

from analysis import queue
from analysis.queue import Why
from data.store import dictation
from data.store import frames_review as frames
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem
from schemas.report import RevisionState
from services import house, review, second_entry
from services.permissions import Act, require
from services.reading import read

__all__ = ["WHY_NAMES", "Why", "asked", "next_for", "waiting"]
WHY_NAMES: dict[Why, Message] = {
    Why.DANGER: Message("danger to a person", "queue"),
    Why.REMOVAL: Message("removed from the station", "queue"),
    Why.STUFFING: Message("ballots put in at once", "queue"),
    Why.RED: Message("more votes than voters", "queue"),
    Why.ENTRY: Message("second entry differs", "queue"),
    Why.AMBER: Message("figures do not fit together", "queue"),
    Why.OLDEST: Message("waiting", "queue"),
}


def _ordered(election_id: str) -> pd.DataFrame:
    found = frames.waiting(house.store(), election_id)
    return queue.ordered(found.assign(entry_differs=found["report_id"].isin(second_entry.open_reports(election_id))))


def _all(actor: Actor, election_id: str) -> pd.DataFrame:
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    # Never an older one: a report that has been decided on must not be offered again.
    return read("queue", election_id, (), lambda: _ordered(election_id), ttl=0.0).value


def waiting(actor: Actor, election_id: str) -> pd.DataFrame:
    """Reports nobody has decided on, in the order to look (analysis.queue.ordered). Raises Problem: forbidden."""
    found = _all(actor, election_id)
    return found[found["state"] == RevisionState.SUBMITTED].reset_index(drop=True)


def asked(actor: Actor, election_id: str) -> pd.DataFrame:
    """Reports whose observer was asked and has not answered yet."""
    found = _all(actor, election_id)
    return found[found["state"] == RevisionState.RETURNED].reset_index(drop=True)


def next_for(actor: Actor, election_id: str) -> str | None:
    """Takes the first report that nobody else is looking at and the actor neither wrote nor typed; its id, None where there is none.
    Raises Problem: forbidden."""
    require(actor, Act.REVIEW_REPORT, election_id=election_id)
    taken = {claim.report_id for claim in review.held(actor, election_id) if claim.account_id != actor.account_id}
    with house.store().read() as connection:
        taken |= set(dictation.typed_by(connection, actor.account_id).values())
    found = waiting(actor, election_id)
    for report_id in found.loc[~found["report_id"].isin(taken) & found["author_id"].ne(actor.account_id), "report_id"]:
        try:
            return review.claim(actor, str(report_id)).report_id
        except Problem:  # somebody was quicker: the next one
            continue
    return None
