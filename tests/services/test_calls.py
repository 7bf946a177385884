"""Calls to silent stations: who may note one, what is refused, what stands beside the station; ledgered; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from data.store.tables import ledger
from data.store.tables_calls import station_call
from schemas.call import NOTE_LENGTH, CallResult
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import calls, clock, house
from tests import people as persons
from tests.observing import DUE, STATION
from tests.people import ELECTION, People

ID = ELECTION.election_id
CODE = "SHY-0417-A"


@pytest.fixture
def both(people: People, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    persons.registry()
    with clock.fixed(DUE[1] + timedelta(minutes=20), everywhere=True):
        people.account(Role.OBSERVER, code=CODE)
        yield people
    house.close()


def note(actor: Actor, result: CallResult = CallResult.NO_ANSWER, words: str = "", *, station: str = STATION, code: str = CODE,
         due_at: object = DUE[1]) -> None:
    calls.note(actor, ID, station, code, due_at, result, words)  # type: ignore[arg-type]


def test_the_last_call_about_an_hour_stands_and_all_are_kept(both: People) -> None:
    first, second = both.account(Role.COORDINATOR, code="CO-1"), both.account(Role.COORDINATOR, code="CO-2")
    note(first)
    with clock.fixed(DUE[1] + timedelta(minutes=40), everywhere=True):
        note(second, CallResult.REACHED, "  back at \n 13:00 ")
        note(first, CallResult.WILL_SEND, due_at=DUE[2])
    every = calls.every(first, ID)
    assert every["result"].tolist() == ["no_answer", "reached", "will_send"]
    row = calls.about(every, DUE[1]).iloc[0]
    assert (row["result"], row["note"], row["caller_code"], row["calls_n"]) == ("reached", "back at 13:00", "CO-2", 2)
    assert row["called_at"] == DUE[1] + timedelta(minutes=40)
    assert calls.about(every, DUE[0]).empty
    with house.store().read() as connection:
        kinds = list(connection.execute(select(ledger.c.kind).order_by(ledger.c.seq)).scalars())
    assert kinds[-3:] == ["station_call"] * 3
    with pytest.raises(DBAPIError, match="append-only"):
        house.store().write(lambda connection: connection.execute(update(station_call).values(result="reached")))


def test_what_cannot_be_noted_is_a_sentence_and_stores_nothing(both: People) -> None:
    coordinator = both.account(Role.COORDINATOR)
    refused = {
        ProblemCode.NOT_FOUND: ({"code": "NOBODY"}, {"station": "KZ-79/0418"}),
        ProblemCode.IMPOSSIBLE: (
            {"due_at": DUE[1] + timedelta(minutes=1)}, {"words": "x" * (NOTE_LENGTH + 1)}, {"result": CallResult.REACHED, "words": " "},
        ),
    }  # fmt: skip
    for code, tries in refused.items():
        for wrong in tries:
            with pytest.raises(Problem) as problem:
                note(coordinator, **wrong)
            assert problem.value.code is code, wrong
    for role in (Role.OBSERVER, Role.ANALYST, Role.ADMIN):
        with pytest.raises(Problem) as problem:
            note(both.account(role))
        assert problem.value.code is ProblemCode.FORBIDDEN
    with pytest.raises(Problem):
        calls.every(both.account(Role.OBSERVER), ID)
    assert calls.every(coordinator, ID).empty
