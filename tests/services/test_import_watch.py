"""A watched folder: each new content once, in the ledger, with what changed since; a wrong file hinders no other."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from data.store import frames_official, ledger, originals
from manage import manage
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.table_problem import TableProblem
from services import elections, house, import_headings, import_watch, imports
from services.import_headings import Said
from tests.services.test_imports import ADMIN, ELECTION, STATIONS, TABLE, put

SAID = Said(publisher="CEC", status="interim")
OFFICIAL = "region,station number,issued,A,B\nR1,1,500,300,190\nR1,2,410,200,205\nR2,1,300,150,150\n"


@pytest.fixture
def small(house_dir):
    elections.import_election(ADMIN, ELECTION.encode())
    put("stations", STATIONS, TABLE)
    house.close()
    return house_dir


def look(folder: Path, said: Said = SAID, mapping: bytes | None = None) -> dict[str, import_watch.Watched]:
    return {each.name: each for each in import_watch.look(ADMIN, "small", folder, mapping, said)}


def values() -> list[float]:
    found = frames_official.figures(house.store(), "small")
    return sorted(found[found["code"] == "ballots_issued"]["value"])


def test_a_file_is_taken_once_and_its_change_is_said_figure_by_figure(small, tmp_path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "results.csv").write_text(OFFICIAL)
    first = look(folder)["results.csv"]
    assert first.is_new and not first.refused, first.sentences
    assert values() == [300, 410, 500]
    assert not look(folder)["results.csv"].is_new
    (folder / "results.csv").write_text(OFFICIAL.replace("500", "510"))
    again = look(folder)["results.csv"]
    assert "R1/001, voters who received ballots: 500 → 510" in again.sentences
    assert "Figures as before: 8" in again.sentences
    assert values() == [300, 410, 510]


def test_every_snapshot_is_in_the_ledger_and_its_file_is_kept(small, tmp_path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "results.csv").write_text(OFFICIAL)
    with house.store().read() as connection:
        before = ledger.length(connection)
    look(folder)
    with house.store().read() as connection:
        kinds = [row[0] for row in connection.exec_driver_sql(f"SELECT kind FROM ledger WHERE seq > {before} ORDER BY seq")]
        sha256, outcome = connection.exec_driver_sql("SELECT sha256, outcome FROM official_snapshot").one()
    assert kinds[-1] == "official_snapshot" and outcome == "stored"
    assert originals.read(house.store().var, sha256) == OFFICIAL.encode()


def test_a_refused_file_is_said_once_and_hinders_no_other(small, tmp_path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.csv").write_text(OFFICIAL.replace("500", "5oo"))
    (folder / "b.csv").write_text(OFFICIAL)
    (folder / ".hidden.csv").write_text("x")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    found = look(folder)
    assert list(found) == ["a.csv", "b.csv"]
    assert found["a.csv"].refused and any("5oo" in each for each in found["a.csv"].sentences)
    assert values() == [300, 410, 500]
    assert not look(folder)["a.csv"].is_new


def history() -> list[float]:
    """Every version of one figure, oldest first."""
    query = ("SELECT value FROM official_figure JOIN official_source USING (source_id) WHERE code = 'ballots_issued' "
             "AND unit_id = 'R1/001' ORDER BY figure_id")
    with house.store().read() as connection:
        return [row[0] for row in connection.exec_driver_sql(query)]


@pytest.mark.parametrize("between", [OFFICIAL.replace("500", "510"), OFFICIAL.replace("500", "5oo")], ids=["stored", "refused"])
def test_a_file_that_goes_back_is_a_third_state(small, tmp_path, between: str) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    seen = []
    for content in (OFFICIAL, between, OFFICIAL, OFFICIAL):
        (folder / "results.csv").write_text(content)
        seen.append(look(folder)["results.csv"])
    assert [each.is_new for each in seen] == [True, True, True, False]
    with house.store().read() as connection:
        snapshots = list(connection.exec_driver_sql("SELECT sha256, outcome FROM official_snapshot ORDER BY snapshot_id"))
    assert len(snapshots) == 3 and snapshots[0] == snapshots[2]
    assert values() == [300, 410, 500]
    # What was refused was no state of the figures, so that the return from it changes none of them.
    is_stored = snapshots[1][1] == "stored"
    assert history() == ([500, 510, 500] if is_stored else [500])
    assert any("a state of its own" in each for each in seen[2].sentences) is is_stored


def test_a_return_that_was_broken_off_goes_on(small, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for content in (OFFICIAL, OFFICIAL.replace("500", "510")):
        (folder / "results.csv").write_text(content)
        look(folder)
    (folder / "results.csv").write_text(OFFICIAL)

    def broken(*_: object) -> None:
        raise OSError("broken off between import and snapshot")

    with monkeypatch.context() as patched:
        patched.setattr(import_watch, "originals", SimpleNamespace(keep=broken))
        with pytest.raises(OSError, match="broken off"):
            look(folder)
    assert look(folder)["results.csv"].is_new
    assert history() == [500, 510, 500]


def test_the_mapping_beside_a_file_is_its_own(small, tmp_path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "odd.csv").write_text("r;n;x\nR1;1;500\n")
    assert look(folder)["odd.csv"].refused
    (folder / "odd.toml").write_text(
        'kind = "official"\nstatus = "final"\n[source]\npublisher = "CEC"\ntitle = "Odd"\n[station]\nregion = {column = "r"}\n'
        'number = {column = "n", width = 3}\n[[figures]]\ncode = "ballots_issued"\ntake = {column = "x"}\n')
    assert not look(folder)["odd.csv"].refused
    assert values() == [500]


def test_only_whoever_may_import_watches(small, tmp_path) -> None:
    with pytest.raises(Problem):
        list(import_watch.look(Actor("c", Role.COORDINATOR, "small"), "small", tmp_path, None, SAID))


def test_headings_that_leave_a_doubt_are_named(small) -> None:
    doubtful = OFFICIAL.replace("issued", "number of ballots issued here")
    with pytest.raises(TableProblem) as caught:
        import_headings.mapping_of("official", "small", doubtful.encode(), Said(publisher="CEC", title="T"))
    assert [each.column for each in caught.value.places] == ["number of ballots issued here"]


@pytest.mark.parametrize("said", [Said(title="T"), Said(publisher="CEC"), Said()])
def test_a_figure_without_a_source_never_enters(small, said: Said) -> None:
    with pytest.raises(Problem, match="publisher and title"):
        import_headings.mapping_of("official", "small", OFFICIAL.encode(), said)


def shell(*arguments: str):
    return CliRunner().invoke(manage, list(arguments))


def test_the_shell_takes_a_table_by_its_headings(small, tmp_path) -> None:
    path = tmp_path / "results.csv"
    path.write_text(OFFICIAL)
    bare = shell("import-official", "--election", "small", str(path))
    assert bare.exit_code == 1 and "publisher" in bare.output
    done = shell("import-official", "--election", "small", "--publisher", "CEC", "--title", "Results", "--as-of", "20:00", str(path))
    assert done.exit_code == 0, done.output
    assert "Figures added: 9" in done.output
    registry = tmp_path / "stations.csv"
    registry.write_text("region,station number,place\nR1,001,School\nR1,002,Club\nR2,001,Hall\n")
    assert shell("import-stations", "--election", "small", "--source", "list", str(registry)).exit_code == 0


def test_the_shell_watches_a_folder_once(small, tmp_path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "results.csv").write_text(OFFICIAL)
    arguments = ("import-official", "--election", "small", "--publisher", "CEC", "--watch", str(folder))
    first = shell(*arguments)
    assert first.exit_code == 0 and "results.csv" in first.output, first.output
    assert "Nothing new" in shell(*arguments).output
    os.utime(folder / "results.csv")
    assert "Nothing new" in shell(*arguments).output


def test_kinds_are_those_of_the_service() -> None:
    assert set(imports.ACTS) == {*imports.KINDS, "boundaries"}
