"""A name that two units share is refused; whoever wrote it is told the whole names to choose from."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.formats.table_official import NO_UNIT
from data.formats.table_row import NO_STATION
from data.store import elections
from locales import language
from schemas.message import Message
from schemas.table_problem import TableProblem
from services import house, import_units

SEVERAL_UNITS = Message("This name stands for several: {names}. Write one of these names in full.")


@contextmanager
def explained(election_id: str) -> Iterator[None]:
    """Around reading a table: the places of a TableProblem where a unit's name is one of several say which ones; it is raised all the
    same."""
    try:
        yield
    except TableProblem as problem:
        _explain(election_id, problem)
        raise


def _explain(election_id: str, problem: TableProblem) -> None:
    unknown = [place for place in problem.places if place.message in (NO_UNIT, NO_STATION)]
    if not unknown:
        return
    with house.store().read() as connection:
        units = elections.units(connection, election_id)
    said = [(name, each.unit_id) for each in units for name in (each.name.en, each.name.ru, each.name.kk) if name]
    whole = {each.unit_id: each.name.in_language(language()) for each in units}
    for place in unknown:
        if found := import_units.meant(place.found.partition("/")[0], said):
            place.message, place.values = SEVERAL_UNITS, {"names": ", ".join(whole[unit_id] for unit_id in found)}
