"""Incidents of the demonstration: of the groups of reports that may tell one event, every second one and each told by two observers,
joined by the coordinator."""

from datetime import datetime

from analysis import incidents as analysis
from data.store import frames_violations
from data.store import incidents as stored
from schemas.counting import CountRule
from schemas.message import Message
from services import house
from services.demonstration.plan import ELECTION_ID

REASON = Message("The same place and time: one event")


def store(account_id: str, at: datetime) -> int:
    """Joins them in one commit, once only; returns how many incidents there are."""
    kept = house.store()
    messages = frames_violations.messages(kept, ELECTION_ID, rule=CountRule.ALL)
    groups = analysis.suggested(analysis.told(messages, stored.current(kept, ELECTION_ID)))
    with kept.read() as connection:
        known = stored.now(connection, ELECTION_ID)
    if known or not groups:
        return len(set(known.values()))
    wanted = [own for place, own in enumerate(groups) if place % 2 == 0 or own["author_id"].nunique() > 1]
    chosen = [sorted(own["report_id"].astype(str)) for own in wanted]
    joins = [
        stored.NewJoin(ELECTION_ID, number, report_id, True, str(REASON), account_id, at)
        for number, report_ids in enumerate(chosen, 1) for report_id in report_ids
    ]
    kept.write(lambda connection: stored.append(connection, joins))
    return len(chosen)
