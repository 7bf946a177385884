"""Two releases of the demonstration: one in the morning before the final results, one after them and after three protocols of other
stations were set aside. Made by the services that everybody's are made by."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from data.store import reviews
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from services import house, releases
from services.demonstration import judging
from services.demonstration.photographed import Sent
from services.demonstration.plan import ELECTION_ID
from services.demonstration.watchers import World

PROPOSER = Actor("demo-analyst", Role.ANALYST, "", "DEMO-ANALYST")
CONFIRMER = Actor("demo-admin", Role.ADMIN, "", "DEMO-ADMIN")
FIRST_BEFORE, DECIDED_BEFORE, SECOND_BEFORE = timedelta(minutes=50), timedelta(minutes=45), timedelta(minutes=12)
"""Before the demonstration begins: when the releases are proposed, and between them the decisions are taken."""
CONFIRMED_AFTER = timedelta(minutes=4)
SET_ASIDE, CHECKED = 3, 12
REASONS = (
    Message("The night's counts and protocols, before the final results"),
    Message("The final results were published; protocols were checked again"),
)
OWN_CORRECTION = Message("Three protocols had been entered under the number of another station. They are set aside.")


def number() -> int:
    """How many releases there are."""
    return len(releases.every(PROPOSER, ELECTION_ID).value.confirmed)


def first(now: datetime) -> None:
    """What the reports said in the morning; once only."""
    if not number():
        _release(str(REASONS[0]), "", now - FIRST_BEFORE)


def second(now: datetime) -> None:
    """What they say after the decisions and the final results, with the error of our own that it mends; once only."""
    if number() == 1:
        _release(str(REASONS[1]), str(OWN_CORRECTION), now - SECOND_BEFORE)


def _release(reason: str, own: str, at: datetime) -> None:
    proposal = releases.propose(PROPOSER, ELECTION_ID, reason, own, at=at)
    releases.confirm(CONFIRMER, ELECTION_ID, proposal, at=at + CONFIRMED_AFTER)


def decide(world: World, told: Sequence[Sent], ids: Sequence[int], now: datetime) -> int:
    """The decisions of the morning on protocols that nobody had looked at: a few are of another station, more agree. None in the two
    districts from which every protocol is held. Once only; returns how many."""
    contest_id = world.plan.election.leading_contest.contest_id
    at = now - DECIDED_BEFORE
    revisions = {
        number: sent
        for (sent, _), number in zip(told, ids, strict=True)
        if not sent.watcher.is_demo and sent.watcher.station.district_code not in world.watch.complete
    }
    protocols = {
        number: sent.submission
        for number, sent in revisions.items()
        if sent.submission.kind is ReportKind.COUNT and sent.submission.contest_id == contest_id and sent.submission.revision == 1
    }
    alone = Counter(each.station_id for each in protocols.values())
    # A station's only protocol: where a second copy is held, setting one aside changes no sum.
    counts = [number for number, each in protocols.items() if alone[each.station_id] == 1]
    with house.store().read() as connection:
        if reviews.any_by(connection, CONFIRMER.account_id):
            return 0
        heads = [(number, reviews.head_of(connection, str(protocols[number].report_id))) for number in counts]
    waiting = [
        number for number, head in heads if head is not None and head.revision_id == number and head.state == RevisionState.SUBMITTED
    ]
    world.plan.chance("decided in the morning").shuffle(waiting)
    chosen = waiting[: SET_ASIDE + CHECKED]
    made = []
    for place, number in enumerate(chosen):
        state = RevisionState.REJECTED if place < SET_ASIDE else RevisionState.VERIFIED
        reason = judging.REASONS[state][revisions[number].watcher.language]
        made.append(reviews.NewReview(number, state, CONFIRMER.account_id, reason, at + timedelta(seconds=20 * place)))
    house.store().write(lambda connection: reviews.append(connection, made))
    return len(made)
