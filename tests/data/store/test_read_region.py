"""A registry is hashed before the writer's turn; the turn looks at no station, unless somebody has changed some."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import event

from data.store import elections, ledger_check, table_imports
from data.store.store import Store
from tests.data.store.made import NOW
from tests.people import ELECTION, STATIONS, UNITS

ID, REGION = ELECTION.election_id, STATIONS[0].region_code


@contextmanager
def looks_at_stations(store: Store) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: Any) -> None:
        if "FROM station" in statement:
            asked.append(statement)

    event.listen(store._write_engine, "before_cursor_execute", note)
    yield asked
    event.remove(store._write_engine, "before_cursor_execute", note)


def changed(store: Store, place: str) -> None:
    moved = STATIONS[0].model_copy(update={"place": STATIONS[0].place.model_copy(update={"en": place})})
    store.write(partial(table_imports.put_stations, election_id=ID, stations=[moved], source="list", at=NOW))


def read(store: Store) -> elections.ReadRegion:
    with store.read() as connection:
        return elections.read_region(connection, ID, REGION)


def findings(store: Store) -> list[str]:
    with store.read() as connection:
        return [each.place for each in ledger_check.check(connection).findings]


def test_the_turn_looks_at_no_station(store: Store) -> None:
    changed(store, "Hall")
    region = read(store)
    with looks_at_stations(store) as asked:
        store.write(partial(elections.record_read, region=region, election_id=ID, at=NOW))
    assert asked == [] and findings(store) == []


def test_what_somebody_changed_in_between_is_read_again(store: Store) -> None:
    changed(store, "Hall")
    region = read(store)
    changed(store, "Club")
    with looks_at_stations(store) as asked:
        store.write(partial(elections.record_read, region=region, election_id=ID, at=NOW))
    assert len(asked) == 1 and findings(store) == []


def test_units_are_hashed_as_they_are_stored(store: Store) -> None:
    more = [UNITS[-1].model_copy(update={"unit_id": f"D{number}", "registered_voters": None}) for number in range(3)]
    ready = table_imports.ready_units(ID, [*UNITS, *more])
    store.write(partial(table_imports.put_units, ready=ready, at=NOW))
    assert findings(store) == []
    with store.read() as connection:
        assert [each.unit_id for each in elections.units(connection, ID)] == [each["unit_id"] for each in ready.rows]
