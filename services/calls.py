"""Calls to silent stations: that one was made, by whom, to whom, and what came of it. Only appended; a call changes no figure."""

from datetime import datetime

import pandas as pd

from data.store import calls as stored
from data.store import people
from data.store.writer import WriterBusy
from schemas.call import NOTE_LENGTH, CallResult
from schemas.day import due_instants
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import clock, house, reading, registry
from services.parsing import at_most
from services.permissions import Act, require


def note(
    actor: Actor, election_id: str, station_id: str, observer_code: str, due_at: datetime, result: CallResult, words: str = ""
) -> None:
    """Keeps one call to an observer of the station about a set hour. `words` is optional and holds no name.

    Raises Problem: forbidden; not found where nobody of this code is assigned there; impossible (no set hour, too many words, a bare
    "reached"); busy."""
    require(actor, Act.NOTE_CALL, election_id=election_id)
    said = " ".join(words.split())
    if due_at not in due_instants(registry.election(election_id)):
        raise Problem(ProblemCode.IMPOSSIBLE, Message("No report falls due at this hour."))
    at_most(said, NOTE_LENGTH)
    if result is CallResult.REACHED and not said:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say in a few words what came of the call."))
    with house.store().read() as connection:
        called = people.account_by_code(connection, election_id, observer_code)
    if called is None or called.role != Role.OBSERVER or station_id not in called.station_ids:
        raise Problem(
            ProblemCode.NOT_FOUND,
            Message("No observer with the code “{code}” is assigned to this station."),
            values={"code": observer_code[:24]},
        )
    made = stored.NewCall(election_id, station_id, observer_code, due_at, result.value, said, actor.account_id, clock.now())
    try:
        house.store().write(lambda connection: stored.append(connection, made))
    except WriterBusy:
        raise house.not_stored() from None
    reading.look_again()


def every(actor: Actor, election_id: str) -> pd.DataFrame:
    """Every call, oldest first (data.store.calls.every). Raises Problem: forbidden."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    # Never an older one: whoever has noted a call sees it at once, and nobody calls the same station a second time.
    return reading.read("station_calls", election_id, (), lambda: stored.every(house.store(), election_id), ttl=0.0).value


def about(calls: pd.DataFrame, due_at: datetime) -> pd.DataFrame:
    """Per station the last call about one hour, and how many there were: station_id, observer_code, result, note, caller_code, called_at,
    calls_n. `calls`: as `every`."""
    own = calls[calls["due_at"].eq(due_at)]
    last = own.drop_duplicates("station_id", keep="last")
    return last.assign(calls_n=last["station_id"].map(own["station_id"].value_counts())).reset_index(drop=True)
