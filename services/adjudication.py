"""Settling a field that two reports gave differently: a chosen value with a reason; results use it, every value stays."""

from typing import Any

import pandas as pd

from analysis import adjudication
from data.store import adjudications as stored
from data.store import dictation, frames_follow
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, house, reading
from services.permissions import Act, require
from services.review import reason_of

FIELD = adjudication.FIELD


def settled(election_id: str, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of protocols with the chosen values in place, and `adjudicated` (analysis.adjudication.applied): what every page, file and
    comparison of protocols rests on."""
    return adjudication.applied(figures, stored.last(house.store(), election_id))


def decisions(actor: Actor, election_id: str) -> pd.DataFrame:
    """Every decision, oldest first (data.store.adjudications.every). Raises Problem: forbidden."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    return stored.every(house.store(), election_id)


def settle(actor: Actor, election_id: str, station_id: str, contest_id: str, figure_code: str, option_code: str, value: int,
           reason: str) -> None:
    """One field's value, chosen among those that were told, by somebody who told none of them. Raises Problem: impossible (no reason, a
    value nobody told, a field on which nobody differs), forbidden (also one's own report)."""
    require(actor, Act.REVIEW_REPORT, election_id=election_id)
    words, now, store = reason_of(reason), clock.now(), house.store()

    def work(connection: Any) -> None:
        told = frames_follow.protocol_values(connection, election_id, station_id, contest_id, figure_code, option_code)
        typed = dictation.typed_by(connection, actor.account_id)
        if any(each.author_id == actor.account_id or each.revision_id in typed for each in told):
            raise Problem(ProblemCode.FORBIDDEN, Message("One of these reports is your own: a second person decides."))
        values = {each.value for each in told}
        if len(values) < 2:
            raise Problem(ProblemCode.IMPOSSIBLE, Message("The reports do not differ here: there is nothing to settle."))
        if value not in values:
            raise Problem(ProblemCode.IMPOSSIBLE, Message("Choose one of the values that were reported."))
        made = stored.NewAdjudication(
            election_id, station_id, contest_id, figure_code, option_code, value,
            tuple((each.revision_id, each.value) for each in told), words, actor.account_id, now,
        )
        stored.append(connection, [made])

    store.write(work)
    reading.look_again()
