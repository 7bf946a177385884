"""Figures of polling stations may be millions: the page of published figures adds them up in the database and reads one page of them."""

from __future__ import annotations

import pytest

from analysis import official as analysis
from data.formats.table_official import NO_REGISTRY, NO_UNIT
from data.store import frames_coverage, frames_official
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.table_problem import TableProblem
from services import elections, house, imports, official, reading
from services.import_files import TableFile
from tests.services.test_empty_cells import HEAD, KEY, OFFICIAL, ROWS, STATIONS
from tests.services.test_foreign_tables import election

ADMIN, ID = Actor("shell", Role.ADMIN), "stations-2031"
ANALYST = Actor("analyst", Role.ANALYST)


def bring(kind: str, mapping: str, rows: str) -> None:
    imports.run(ADMIN, kind, ID, TableFile((HEAD + rows).encode(), imports.read_mapping(mapping.encode())))


@pytest.fixture
def brought_in(house_dir) -> None:
    reading.forget()
    elections.import_election(ADMIN, election(ID, "QD", "Africa/Dakar", {"A": "Ada", "B": "Bob"}, ("ballots_issued",)).encode())
    bring("stations", STATIONS, "".join(ROWS))
    bring("official", OFFICIAL, "".join(ROWS))


def one_by_one() -> dict[tuple[str, str], tuple[int, int]]:
    stations = frames_coverage.stations(house.store(), ID)["station_id"]
    return as_dict(analysis.station_sums(frames_official.figures(house.store(), ID), stations, "c"))


def as_dict(sums) -> dict[tuple[str, str], tuple[int, int]]:
    return {(row.code, row.option_code): (int(row.value), int(row.stations_n)) for row in sums.itertuples()}


def test_sums_of_the_database_are_those_of_single_figures(brought_in) -> None:
    found = official.read(ANALYST, ID, "c").value
    assert analysis.group_sums(found.groups, "c") is not None
    assert as_dict(found.sums) == one_by_one()
    assert as_dict(found.sums)["votes", "B"] == (185, 2) and found.stations_n == 4


def test_a_figure_published_twice_is_counted_once_by_the_stronger(brought_in) -> None:
    second = OFFICIAL.replace('status = "final"', 'status = "preliminary"').replace('title = "Results"', 'title = "On the night"')
    bring("official", second, "".join(ROWS).replace("200,95", "200,90"))
    found = official.read(ANALYST, ID, "c").value
    assert analysis.group_sums(found.groups, "c") is None
    assert as_dict(found.sums) == one_by_one()
    assert as_dict(found.sums)["votes", "B"] == (185, 2), "95 of the final table, not 90 of the night's"
    assert (found.stations_n, found.sources) == (4, 2)


def test_pages_of_all_figures_are_the_whole_table_cut_up(brought_in) -> None:
    found = official.read(ANALYST, ID, "c").value
    assert found.figures.empty and found.places.empty, "a polling station is no region or town"
    whole = official.whole(ANALYST, ID)
    for code in ("", "votes", "ballots_issued"):
        own = whole if not code else whole[whole["code"] == code]
        assert found.figures_n(code) == len(own) > 3
        pages = [official.page(ANALYST, found, code, slice(start, start + 3)) for start in range(0, len(own), 3)]
        assert [number for each in pages for number in each["figure_id"]] == own["figure_id"].tolist()
    assert set(found.codes) == set(whole["code"]) and found.publishers == ["Board"]


def test_the_figures_of_larger_units_stand_before_those_of_stations(brought_in) -> None:
    """A page of the table may hold the last of the one and the first of the other."""
    regions = 'unit = {column = "region"}\n' + OFFICIAL.replace(KEY, "").replace('title = "Results"', 'title = "By region"')
    bring("official", regions, "R,,1500,1150,20,,800,330\n")
    found = official.read(ANALYST, ID, "c").value
    whole = official.whole(ANALYST, ID)
    assert len(found.figures) == 5 and found.places["unit_id"].eq("R").all() and len(found.places) == 2
    mixed = official.page(ANALYST, found, "", slice(3, 8))
    assert mixed["figure_id"].tolist() == whole["figure_id"].iloc[3:8].tolist()
    assert mixed["unit_id"].tolist()[:2] == ["R", "R"] and "R" not in mixed["unit_id"].tolist()[2:]


def test_an_observer_reads_none_of_them(brought_in) -> None:
    found = official.read(ANALYST, ID, "c").value
    observer = Actor("o", Role.OBSERVER, ID, "OBS", "ORG", ())
    with pytest.raises(Problem):
        official.page(observer, found, "", slice(0, 40))
    with pytest.raises(Problem):
        official.whole(observer, ID)


def test_without_a_registry_a_table_of_regions_is_told_what_to_bring_first(house_dir) -> None:
    reading.forget()
    elections.import_election(ADMIN, election(ID, "QD", "Africa/Dakar", {"A": "Ada", "B": "Bob"}, ("ballots_issued",)).encode())
    regions = 'unit = {column = "region"}\n' + OFFICIAL.replace(KEY, "")
    with pytest.raises(TableProblem) as refused:
        bring("official", regions, "R,,1500,1150,20,,800,330\n")
    assert [each.message for each in refused.value.places] == [NO_REGISTRY]
    bring("stations", STATIONS, "".join(ROWS))
    with pytest.raises(TableProblem) as refused:
        bring("official", regions, "Q,,1500,1150,20,,800,330\n")
    assert [each.message for each in refused.value.places] == [NO_UNIT]
