"""Georgia, 27 October 2013: 3,707 stations and 13,549 typed entries through the same services as everybody's reports.

The values are those of the files' own README (ForSetGeorgia, MIT): sums, agreement of the first two entries, the country's screens."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from data.store import ledger
from schemas.figure import FigureCode
from schemas.person import Actor, Role
from schemas.table_problem import TableProblem
from services import access, copies, elections, house, import_preview, imports, official, opening, results, station_sums
from services.copies import StationDifference
from services.import_files import Imported, TableFile
from services.turns import MOST_ITEMS
from ui import official as pieces

FILES = Path(__file__).parents[2].parent / "shared" / "real" / "georgia_2013"
MAPPINGS = Path(__file__).parents[1] / "fixtures" / "georgia_2013"
ADMIN, ANALYST = Actor("shell", Role.ADMIN), Actor("analyst", Role.ANALYST)
ELECTION = "georgia-2013"
TABLES = (("stations", "official_results.csv"), ("official", "official_results.csv"), ("reports", "protocol_entries.csv"))
C = FigureCode

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="Georgia 2013: no ../shared/real/georgia_2013")


def run(kind: str, file: str) -> Imported:
    mapping = imports.read_mapping((MAPPINGS / f"{kind}.toml").read_bytes())
    return imports.run(ADMIN, kind, ELECTION, imports.table_file(FILES / file, mapping))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory):
    """All three tables in a house of this module's own, with the kilobytes by which the most memory of this process grew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAQYLAU_VAR", str(tmp_path_factory.mktemp("georgia")))
        patch.setenv("BAQYLAU_MODE", "demo")
        patch.delenv("DATABASE_URL", raising=False)
        house.close()
        access.forget()
        opening.end()
        opening.begin()
        elections.import_election(ADMIN, (MAPPINGS / "election.toml").read_bytes())
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = {kind: run(kind, file) for kind, file in TABLES}
        yield done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        house.close()
        opening.end()


def test_every_row_is_stored(imported) -> None:
    done, _ = imported
    assert done["stations"].added_n == 3_707
    assert done["official"].added_n == 3_707 * 30 - 52
    assert done["official"].empty_n == 52
    assert (done["reports"].added_n, done["reports"].observers_n) == (13_549, 45)


def test_it_is_stored_in_many_short_turns_and_little_memory(imported) -> None:
    """Processor time and the length of the turns: `python -m bench georgia`."""
    done, grown = imported
    for kind in ("official", "reports"):
        assert len(done[kind].turns.seconds) > done[kind].added_n / MOST_ITEMS
        assert done[kind].turns.most_items <= MOST_ITEMS
    assert grown < 500_000


def test_the_sums_are_those_of_the_source(imported) -> None:
    sums = station_sums.of(ANALYST, ELECTION)
    assert sums.totals[C.REGISTERED_VOTERS, ""] == 3_537_719
    assert sums.totals[C.BALLOTS_ISSUED, ""] == 1_660_976
    assert sums.totals[C.BALLOTS_INVALID, ""] == 30_101
    assert sums.totals[C.VOTES, "41"] == 1_012_569
    assert sums.stations_n[C.REGISTERED_VOTERS, ""] == 3_655


def test_the_first_two_entries_agree_on_every_field_at_2690_stations(imported) -> None:
    first_two = station_sums.of(ANALYST, ELECTION).first_two
    assert (first_two.stations_n, first_two.agree_n, first_two.single_n) == (3_707, 2_690, 0)


def test_the_official_page_says_what_the_stations_add_up_to(imported) -> None:
    found = official.read(ANALYST, ELECTION).value
    sums = found.sums.set_index(["code", "option_code"])["value"]
    assert (sums["registered_voters", ""], sums["ballots_issued", ""]) == (3_537_719, 1_660_976)
    assert (sums["ballots_invalid", ""], sums["votes", "41"]) == (30_101, 1_012_569)
    assert found.sums.set_index(["code", "option_code"]).loc[("registered_voters", ""), "stations_n"] == 3_655
    said = pieces.sentence(found)
    assert all(each in said for each in ("3,707", "3,537,719", "(stations: 3,655)", "1,660,976", "30,101", "1,012,569"))


def test_ballots_and_votes(imported) -> None:
    ballots = station_sums.of(ANALYST, ELECTION).ballots
    assert (ballots.more_ballots_n, ballots.ballots, ballots.more_votes_n, ballots.unknown_n) == (424, 891, 4, 0)


def test_more_than_two_votes_a_minute(imported) -> None:
    pace = station_sums.of(ANALYST, ELECTION).pace
    assert [(each.label, each.above_n) for each in pace] == [("08:00–12:00", 3), ("12:00–17:00", 3), ("17:00–20:00", 11)]


def test_an_empty_cell_is_missing_and_never_zero(imported) -> None:
    with house.store().read() as connection:
        found = connection.exec_driver_sql(
            "SELECT figure_code, option_code, value FROM report_figure WHERE missing_code = 'unreadable' ORDER BY 1, 2").fetchall()
    assert [tuple(row) for row in found] == [("ballots_invalid", "", None), ("votes", "1", None), ("votes", "18", None)]


def test_observers_are_pseudonyms_of_the_typists_number(imported) -> None:
    with house.store().read() as connection:
        rows = connection.exec_driver_sql("SELECT observer_code, password_hash FROM account WHERE role = 'observer'").fetchall()
    assert len(rows) == 45
    assert {row[0][:1] for row in rows} == {"T"}
    assert all(row[1] is None for row in rows)


def test_the_results_page_has_every_station(imported) -> None:
    rows = results.of(ANALYST, ELECTION, "president", "station").rows
    assert rows["unit_id"].nunique() == 3_707


def test_every_station_is_held_against_what_its_copies_say(imported) -> None:
    found = copies.of(ANALYST, ELECTION, "president", copies.Pairing.PUBLISHED).value
    match, kinds = found.match, found.classes
    assert (match.match.found, match.match.asked, match.differing, match.not_compared) == (3_418, 3_707, 289, 0)
    assert match.match.wilson is not None
    assert [round(each, 4) for each in match.match.wilson] == [0.9130, 0.9302]
    assert found.single_line_n == 261
    assert kinds[StationDifference.TYPO_LIKE] == 155
    assert kinds[StationDifference.OTHER_LINES] == 123
    assert sum(kinds.values()) == 3_707
    test = found.direction("41")
    assert test is not None and test.p_value is not None
    assert (found.leader, test.up, test.down, round(test.p_value, 3)) == ("41", 8, 4, 0.388)
    assert found.options["q_value"].dropna().min() > 0.05, "no option is favoured more often than a coin would"
    first = found.ledger.iloc[0]
    assert (first["station_id"], first["figure_code"], first["first"], first["second"]) == ("D87/4", "voters_added", 0, 2_836)


def test_the_same_files_again_add_nothing_and_say_so(imported) -> None:
    with house.store().read() as connection:
        before = ledger.length(connection)
    again = [run(kind, file) for kind, file in TABLES]
    with house.store().read() as connection:
        assert ledger.length(connection) == before
    assert all(each.already and each.added_n == 0 for each in again)


def test_one_wrong_cell_keeps_the_whole_file_out(imported, tmp_path) -> None:
    lines = (FILES / "protocol_entries.csv").read_text().splitlines()
    broken = lines[9_000].split(",")
    broken[0], broken[5] = '"999999"', '"minus one"'
    path = tmp_path / "entries.csv"
    path.write_text("\n".join([*lines[:9_000], ",".join(broken), *lines[9_001:]]))
    mapping = imports.read_mapping((MAPPINGS / "reports.toml").read_bytes())
    with pytest.raises(TableProblem) as caught:
        imports.run(ADMIN, "reports", ELECTION, imports.table_file(path, mapping))
    (place,) = caught.value.places
    assert (place.row, place.column, place.found) == (9_001, "possible_voters", "minus one")


def test_the_checks_of_published_figures_agree_with_the_sums(imported) -> None:
    """Four stations with more votes than ballots, as the country's own screen found; and the table looked at again adds nothing."""
    mapping = imports.read_mapping((MAPPINGS / "official.toml").read_bytes())
    file = imports.table_file(FILES / "official_results.csv", mapping)
    assert import_preview.look(ANALYST, ELECTION, file).already
    other = mapping.model_copy(update={"source": mapping.source.model_copy(update={"title": "Once more"})})  # type: ignore[union-attr]
    seen = import_preview.look(ANALYST, ELECTION, TableFile(file.content, other))
    assert seen.findings_n == {"D501": 4, "D502": 83, "D503": 1, "D505": 1, "D509": 1}
    assert (seen.rows_n, seen.added_n, seen.empty_n, seen.missing_n) == (3_707, 3_707 * 30 - 52, 52, 0)
    assert seen.sums[0].value == 3_537_719
