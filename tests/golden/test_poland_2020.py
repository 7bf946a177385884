"""Poland, 28 June 2020: another country's table through a mapping file alone. Totals are sums of the file (State Electoral Commission)."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.formats import election_toml, mapping_toml, table_official, table_stations
from schemas.mapping import OfficialMapping, StationsMapping
from schemas.unit import StationType, UnitLevel

FILE = Path(__file__).parents[2].parent / "shared" / "real" / "poland_2020" / "round1_stations.csv.zip"
MAPPINGS = Path(__file__).parents[1] / "fixtures" / "poland_2020"

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="Poland 2020: no ../shared/real/poland_2020")


@pytest.fixture(scope="module")
def election():
    return election_toml.read((MAPPINGS / "election.toml").read_bytes()).election


@pytest.fixture(scope="module")
def registry(election):
    mapping = mapping_toml.read((MAPPINGS / "stations.toml").read_bytes())
    assert isinstance(mapping, StationsMapping)
    return table_stations.read(FILE.read_bytes(), mapping, election)


def test_every_station_has_its_region_and_kind(registry) -> None:
    kinds = [station.station_type for station in registry.stations]
    assert len(kinds) == 27_229
    assert (kinds.count(StationType.ORDINARY), kinds.count(StationType.ABROAD), kinds.count(StationType.REMOTE)) == (25_433, 169, 7)
    assert sum(unit.level is UnitLevel.REGION for unit in registry.units) == 16
    assert {unit.name.en for unit in registry.units if unit.unit_id == "PL-10"} == {"łódzkie"}


def test_the_votes_are_those_of_the_file(registry, election) -> None:
    mapping = mapping_toml.read((MAPPINGS / "official.toml").read_bytes())
    assert isinstance(mapping, OfficialMapping)
    found = table_official.read(FILE.read_bytes(), mapping, election, [each.station_id for each in registry.stations], [])
    sums: dict[str, float] = {}
    for take, value in zip(found.take_of, found.values, strict=True):
        sums[found.takes[take].option] = sums.get(found.takes[take].option, 0) + value
    assert {code: sums[code] for code in ("DUDA", "TRZASKOWSKI", "HOLOWNIA", "BOSAK")} == {
        "DUDA": 8_450_341, "TRZASKOWSKI": 5_917_256, "HOLOWNIA": 2_693_343, "BOSAK": 1_317_283}
    # Four stations of soldiers abroad have a dash in every line: no figure, and not zero.
    assert found.empty_n == 4 * 18
    assert len(found) == 27_229 * 18 - 4 * 18
