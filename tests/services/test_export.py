"""The download holds what the pages say: every number of a page is computed again here from the files alone."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from sqlalchemy import select

from analysis.disclosure import Audience
from analysis.violations import ITEMS
from data.store.tables import report_revision
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import clock, coverage, download, export, handed_files, house, reading, registry, turnout, violations
from services.coverage import Step
from tests.conftest import in_house

ANALYST = Actor("analyst", Role.ANALYST)
ELECTION = "demo-2029"
NAMES = ("stations", "reports", "official", "dictionary")


@pytest.fixture(scope="module")
def folders(tmp_path_factory, demonstration_of) -> Iterator[dict[Audience, Path]]:
    """A small day, and the download of each audience."""
    var = shutil.copytree(demonstration_of(stations=400, observers=160, seed=7), tmp_path_factory.mktemp("house") / "var")
    with in_house(var), clock.fixed(clock.DEMONSTRATION_BEGINS, everywhere=True):
        out = tmp_path_factory.mktemp("out")
        yield {audience: download.build(ELECTION, audience, out) for audience in Audience}


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column.where(column != ""))


def test_the_overview_can_be_counted_from_the_file(folders) -> None:
    page = coverage.overview(ANALYST, ELECTION).value
    rows = table(folders[Audience.INTERNAL], "stations")
    leading = rows[rows["is_leading_contest"] == "true"]
    columns = {
        Step.ASSIGNED: "assigned",
        Step.TRIED: "tried",
        Step.LET_IN: "let_in",
        Step.OPENING: "opening_watched",
        Step.VOTING: "voting_watched",
    }
    for step, column in columns.items():
        assert (leading[column] == "true").sum() == page.stations(step) > 0, step
    let_in = set(leading.loc[leading["let_in"] == "true", "station_id"])
    assert rows.loc[(rows["count_watched"] == "whole") & rows["station_id"].isin(let_in), "station_id"].nunique() == page.stations(
        Step.COUNT
    )
    assert rows.loc[rows["copy_held"] == "true", "station_id"].nunique() == page.stations(Step.COPY)
    assert rows.loc[rows["copy_checked"] == "true", "station_id"].nunique() == page.stations(Step.CHECKED)
    assert ((leading["turnout_state"] != "") & (leading["turnout_state"] != "cannot_be_compared")).sum() == page.stations(Step.COMPARABLE)
    voters = numbers(leading["registered_voters_registry"])
    assert voters[leading["voting_watched"] == "true"].sum() / voters.sum() == pytest.approx(page.whole_day_share)


def test_turnout_can_be_summed_from_the_file(folders) -> None:
    page = turnout.read(ANALYST, ELECTION).value.summary
    rows = table(folders[Audience.INTERNAL], "stations")
    own = rows[(rows["is_leading_contest"] == "true") & (rows["station_type"] != "closed")]
    whole = own[own["turnout_difference_voters"] != ""]
    assert len(whole) == page.whole_day > 0
    assert numbers(whole["voters_counted"]).sum() == page.counted
    assert numbers(whole["turnout_difference_voters"]).sum() == page.difference
    issued, outside = numbers(whole["protocol_ballots_issued"]), numbers(whole["voters_outside_taken_off"])
    assert (issued - outside - numbers(whole["voters_counted"]) == numbers(whole["turnout_difference_voters"])).all()
    assert (own["turnout_state"] == "cannot_be_compared").sum() == page.cannot
    assert (numbers(own["protocol_ballots_issued"]) >= 0).sum() > 0


def test_k_of_n_can_be_counted_from_the_reports(folders) -> None:
    page: Any = violations.seen(ANALYST, ELECTION).value.items.set_index("item_id")
    rows = table(folders[Audience.INTERNAL], "reports")
    standing = rows[(rows["is_current"] == "true") & ~rows["state"].isin(["withdrawn", "rejected"])]
    for item in ITEMS:
        own = standing[standing["kind"] == item.kind.value]
        if item.earlier is not None:
            # An observer is one witness: the voting check of the afternoon speaks where their closing has no answer.
            answered = own[item.field].notna() | own["missing_reasons"].str.contains(rf"(?:^|;){item.field}=", na=False)
            before = standing[standing["kind"] == item.earlier.value]
            whose = ["station_id", "observer_code"]
            said = set(own.loc[answered, whose].itertuples(index=False, name=None))
            late = [each not in said for each in before[whose].itertuples(index=False, name=None)]
            own = pd.concat([own, before[late]])
        reason = own["missing_reasons"].str.extract(rf"(?:^|;){item.field}=([a-z_]+)")[0]
        saw = set(own.loc[own[item.field].isin(item.seen), "station_id"])
        knew = saw | set(own.loc[own[item.field].isin(item.clear), "station_id"])
        could_not = (
            set(own.loc[own[item.field].isin(item.unseen) | reason.notna() & ~reason.isin(["not_asked", "not_applicable"]), "station_id"])
            - knew
        )
        expected = page.loc[item.item_id, ["k", "n", "unseen"]].tolist() if item.item_id in page.index else [0, 0, 0]
        assert [len(saw), len(knew), len(could_not)] == expected, item.item_id


def test_incidents_can_be_counted_from_the_reports(folders) -> None:
    page = violations.seen(ANALYST, ELECTION).value
    rows = table(folders[Audience.PARTNER], "reports")
    told = rows[(rows["kind"] == "violation") & ~rows["state"].isin(["withdrawn", "rejected"])]
    assert len(told) == page.reports > 0
    assert told["station_id"].nunique() == page.incident_stations
    joined = told[told["incident_id"] != ""]
    beside = set(joined["station_id"] + joined["what"])
    apart = set(told.loc[told["incident_id"] == "", "station_id"] + told.loc[told["incident_id"] == "", "what"]) - beside
    assert joined["incident_id"].nunique() + len(apart) == len(page.incidents)
    stations = table(folders[Audience.INTERNAL], "stations")
    assert numbers(stations["messages_n"]).sum() == page.reports
    assert numbers(stations["incidents_n"]).sum() == len(page.incidents)
    assert numbers(stations["incidents_checked_n"]).sum() == page.incidents_checked


def test_what_an_observer_said_to_a_question_stands_in_words(folders) -> None:
    """The code of an answer alone does not say why 2,100 of 2,050 voters is as it was heard."""
    with house.store().read() as connection:
        kept = connection.execute(select(report_revision.c.report_id, report_revision.c.revision, report_revision.c.answers)).all()
    said = {
        (str(report_id), str(revision)): [each["reason"] for each in json.loads(answers) if each["reason"]]
        for report_id, revision, answers in kept
    }
    rows = table(folders[Audience.INTERNAL], "reports")
    written = 0
    for report_id, revision, why in rows[["report_id", "revision", "answers_why"]].itertuples(index=False, name=None):
        reasons = said[report_id, revision]
        assert all(reason in why for reason in reasons) and bool(why) == bool(reasons), why
        written += len(reasons)
    assert written > 20
    assert "answers_why" in table(folders[Audience.PARTNER], "reports") and "answers_why" not in table(folders[Audience.PUBLIC], "reports")


def test_no_station_is_lost_or_doubled(folders) -> None:
    election = registry.election(ELECTION)
    for audience, folder in folders.items():
        rows = table(folder, "stations")
        stations = rows[rows["row_level"] == "station"] if audience is Audience.PUBLIC else rows
        assert len(stations) == 400 * len(election.contests)
        assert not stations.duplicated(["station_id", "contest_id"]).any()


def test_everything_a_column_holds_is_described(folders) -> None:
    for folder in folders.values():
        described = table(folder, "dictionary")
        for name in NAMES[:3]:
            columns = list(table(folder, name).columns)
            assert described.loc[described["file"] == f"{name}.csv", "column"].tolist() == columns
        assert (described[["type", "en", "ru", "kk"]] != "").all().all()
        assert (described["en"] != described["ru"]).mean() > 0.95


def test_the_public_file_names_nobody(folders) -> None:
    folder = folders[Audience.PUBLIC]
    reports, stations = table(folder, "reports"), table(folder, "stations")
    assert not {"observer_code", "organisation_code", "account", "danger", "told_by", "pair_code", "anything_else", "log_leaf"} & set(
        reports.columns
    )
    assert not {"observers_n", "organisations_n", "revision_ids"} & set(stations.columns)
    for rows in (reports, stations):
        for column in rows.columns:
            if column.endswith("_at") and not column.startswith("published"):
                assert rows[column][rows[column] != ""].str.contains(r"T\d\d:00:00\+00:00$").all(), column
    shown = set(stations.loc[stations["reports_shown"] == "true", "station_id"])
    assert set(reports["station_id"]) <= shown
    internal = table(folders[Audience.INTERNAL], "reports")
    consent = internal[
        (internal["kind"] == "presence") & (internal["is_current"] == "true") & ~internal["state"].isin(["withdrawn", "rejected"])
    ]
    every = consent.groupby("station_id")["publish_station"].agg(lambda said: set(said) == {"yes"})
    assert shown <= set(every.index[every])
    hidden = stations[(stations["row_level"] == "station") & (stations["reports_shown"] == "false")]
    registry_only = [column for column in stations.columns if hidden[column].nunique() > 1]
    assert set(registry_only) <= {
        "contest_id",
        "is_leading_contest",
        "station_id",
        "station_number",
        "region_code",
        "district_code",
        "place_kk",
        "place_ru",
        "place_en",
        "time_zone",
        "station_type",
        "registered_voters_registry",
    }
    regions = stations[stations["row_level"] == "region"]
    assert (numbers(regions["stations_n"]) >= 5).all()


def test_partners_hear_of_no_danger(folders) -> None:
    reports = table(folders[Audience.PARTNER], "reports")
    assert set(reports["danger"]) <= {"", "no"}
    assert "SAF-01" not in set(reports["what"])
    assert (reports["is_current"] == "true").all()


def test_the_package_is_sealed_and_the_workbook_is_the_same(folders) -> None:
    folder = folders[Audience.PUBLIC]
    assert folder.name.startswith("baqylau-SIMULATED_demo-2029_public_release-2_20290115T04")
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    described = json.loads((folder / "datapackage.json").read_text())
    assert [resource["path"] for resource in described["resources"]] == [f"{name}.csv" for name in NAMES]
    assert "SIMULATED" in (folder / "README.txt").read_text()
    book = openpyxl.load_workbook(folder / f"{folder.name}.xlsx", read_only=True)
    assert book.sheetnames == ["README", *NAMES]
    assert book["reports"].max_row == len(table(folder, "reports")) + 1
    book.close()
    with zipfile.ZipFile(folder.parent / f"{folder.name}.zip") as packed:
        assert {Path(name).name for name in packed.namelist()} == {path.name for path in folder.iterdir()}


def test_no_cell_is_a_formula(folders) -> None:
    for folder in folders.values():
        for name in NAMES:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.reader(file):
                    for cell in row:
                        assert not cell.startswith(("=", "@", "\t", "\r", "+")) and not (cell.startswith("-") and not _is_number(cell)), (
                            name,
                            cell,
                        )


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_only_those_who_may_get_a_file(folders) -> None:
    coordinator = Actor("c", Role.COORDINATOR, ELECTION)
    assert download.allowed(coordinator) == (Audience.PUBLIC, Audience.PARTNER)
    assert download.allowed(Actor("o", Role.OBSERVER, ELECTION)) == ()
    for actor, audience in (
        (coordinator, Audience.INTERNAL),
        (Actor("o", Role.OBSERVER, ELECTION), Audience.PUBLIC),
        (Actor("c", Role.COORDINATOR, "other"), Audience.PUBLIC),
    ):
        with pytest.raises(Problem) as refused:
            download.start(actor, ELECTION, audience)
        assert refused.value.code is ProblemCode.FORBIDDEN


def test_a_worker_makes_the_file(folders, monkeypatch) -> None:
    reading.forget()
    job = download.start(ANALYST, ELECTION, Audience.PUBLIC)
    running = download._running[job.job_id]
    assert running.process.wait(timeout=120) == 0
    done = download.follow(job)
    assert (done.step, done.share) == ("done", 1.0)
    [kept] = download.files(ANALYST, ELECTION)
    assert kept.name == done.name
    content = download.content(ANALYST, ELECTION, kept)
    recorded = handed_files.known(hashlib.sha256(content).hexdigest())
    assert content[:2] == b"PK" and recorded is not None
    assert (recorded.name, recorded.handed_n, recorded.ledger_length) == (f"{kept.name}.zip", 1, reading.ledger_length())
    assert recorded.made_at.replace(second=0, microsecond=0) == kept.made_at, "by the clock of who asked, not the worker's own"
    assert handed_files.findings() == (1, [])
    with pytest.raises(Problem):
        download.content(Actor("o", Role.OBSERVER, ELECTION), ELECTION, kept)
    monkeypatch.setattr(download, "_running", {"a": running, "b": running})
    assert download.follow(download.Job("unknown", Audience.PUBLIC, "reading")).step == "failed"


def test_who_asks_for_a_file_that_is_being_made_follows_it(folders, monkeypatch) -> None:
    class Working:
        def poll(self) -> int | None:
            return ended.get(self)

    ended: dict[Working, int] = {}
    began: list[Working] = []

    def begin(*_args: object, **_kept: object) -> Working:
        began.append(Working())
        return began[-1]

    monkeypatch.setattr(download, "_running", {})
    monkeypatch.setattr("services.download.subprocess.Popen", begin)
    first = download.start(ANALYST, ELECTION, Audience.INTERNAL)
    again = download.start(ANALYST, ELECTION, Audience.INTERNAL)
    other = download.start(ANALYST, ELECTION, Audience.PUBLIC)
    assert (first.job_id, first.step) == (again.job_id, "reading") and other.job_id != first.job_id and len(began) == 2
    assert {each.audience for each in download.under_way(ANALYST, ELECTION)} == {Audience.INTERNAL, Audience.PUBLIC}
    seen = download.under_way(Actor("c", Role.COORDINATOR, ELECTION), ELECTION)
    assert [each.job_id for each in seen] == [other.job_id], "what is made for the house alone is not told to others"
    with pytest.raises(Problem) as busy:
        download.start(ANALYST, ELECTION, Audience.PARTNER)
    assert busy.value.code is ProblemCode.BUSY
    ended[began[0]] = 0
    assert [each.job_id for each in download.under_way(ANALYST, ELECTION)] == [other.job_id]
    assert download.follow(first).step == "failed"
    assert download.start(ANALYST, ELECTION, Audience.INTERNAL).job_id != first.job_id


def test_a_large_file_says_that_it_has_no_workbook(folders, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(export, "WORKBOOK_CELLS", 10)
    folder = download.build(ELECTION, Audience.PUBLIC, tmp_path)
    assert not list(folder.glob("*.xlsx"))
    assert "No workbook" in (folder / "README.txt").read_text()
