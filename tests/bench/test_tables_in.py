"""The invented national table: the same at every run, its lines add up, and its mappings are those of the product."""

from __future__ import annotations

from pathlib import Path

from bench import tables_in
from data.formats import mapping_toml, table_official, table_stations
from data.formats.election_toml import read
from schemas.mapping import OfficialMapping, StationsMapping


def test_both_files_hold_the_same_figures(tmp_path: Path) -> None:
    options = ", ".join(f'{{code = "O{code}", name = {{en = "Option {code}"}}}}' for code in range(tables_in.OPTIONS))
    election = read(tables_in.ELECTION.format(kind="csv", options=options).encode()).election
    registry, official = (mapping_toml.read(text.encode()) for text in (tables_in.STATIONS_MAPPING, tables_in.OFFICIAL_MAPPING))
    assert isinstance(registry, StationsMapping) and isinstance(official, OfficialMapping)
    text, book = tables_in.fill(tmp_path, 40)
    stations = [each.station_id for each in table_stations.read(text.read_bytes(), registry, election).stations]
    found = [table_official.read(path.read_bytes(), official, election, stations, []) for path in (text, book)]
    assert len(found[0]) == 40 * tables_in.FIGURES
    assert found[0].values == found[1].values
    assert found[1].locators[0](found[1].lines[0]) == "Results!D2"
