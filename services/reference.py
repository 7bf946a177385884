"""The tracked reference figures in the store: elections since 2016, their regions, every published figure with its source."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from data.formats import election_toml, reference, reference_figures
from data.store import elections, official
from schemas.election import Election, LocalName
from schemas.unit import ReportingUnit, UnitLevel
from services import house

FILES = Path(__file__).parent.parent / "data" / "reference"
COUNTRY_NAME = LocalName(en="Kazakhstan", ru="Казахстан", kk="Қазақстан")
RUDNY = ReportingUnit(
    unit_id="KZ-39/rudny",
    level=UnitLevel.DISTRICT,
    parent_id="KZ-39",
    name=LocalName(en="Rudny", ru="Рудный", kk="Рудный"),
    time_zone="Asia/Qostanay",
)


def real_elections() -> list[Election]:
    """The elections described beside the tables, without the demonstration's, oldest first."""
    found = [election_toml.read(path.read_bytes()).election for path in sorted((FILES / "elections").glob("*.toml"))]
    return sorted((each for each in found if not each.is_simulated), key=lambda each: (each.held_on, each.election_id))


def units_of(election: Election) -> list[ReportingUnit]:
    """Country and regions as they were on the day: 17 regions until 7 June 2022, 20 since."""
    country = ReportingUnit(unit_id=reference_figures.COUNTRY, level=UnitLevel.COUNTRY, name=COUNTRY_NAME, time_zone=election.capital_zone)
    regions = reference.regions((FILES / "regions.csv").read_bytes(), election.held_on)
    made = [
        ReportingUnit(unit_id=each.code, level=UnitLevel.REGION, parent_id=country.unit_id, name=each.name, time_zone=each.time_zone)
        for each in regions
    ]
    return [country, *made, *([RUDNY] if election.election_id == "kz-2021-maslikhat" else [])]


def load(at: datetime) -> int:
    """Brings elections, regions and published figures into the store; what is there already stays as it is. Returns how many
    publications there are. Each is one short turn of the writer."""
    store = house.store()
    for election in real_elections():
        store.write(partial(_election, election=election, at=at))
    tables = {name: (FILES / name).read_bytes() for name in reference_figures.TABLES}
    publications = reference_figures.publications(tables)
    for publication in publications:
        store.write(partial(_publication, publication=publication, at=at))
    return len(publications)


def _election(connection: Any, election: Election, at: datetime) -> None:
    elections.save(connection, election, at)
    if not elections.units(connection, election.election_id):
        elections.replace_registry(connection, election.election_id, units_of(election), (), "", at)


def _publication(connection: Any, publication: reference_figures.Publication, at: datetime) -> int:
    source, figures = publication
    return official.add(connection, source, figures, at)
