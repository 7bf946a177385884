"""What the single-entry checks find among 13,549 entries typed from photographs, Georgia 2013 (ForSet Georgia, MIT licence).

A wrong entry differs from the figures two volunteers agreed on. Thresholds were fixed on districts with odd numbers; what is held here
for the even ones is what a new election may hope for. A check sees the entry, the station's list in the registry, and what had been
typed before it of other stations of the same district: no second entry and no official result of the station."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.check_quality import Quality, by_code, together
from data.formats import election_toml, mapping_toml, table_reports
from schemas.checks import measured
from schemas.checks.check import Context
from schemas.checks.measured import Spoke
from schemas.checks.run import run
from schemas.day import observation_day
from schemas.election import Election
from schemas.mapping import ReportsMapping
from schemas.reports.body import ReportKind
from schemas.reports.count import CountReport
from schemas.unit import PollingStation
from services import check_context

FIXTURES = Path(__file__).parents[1] / "fixtures" / "georgia_2013"
STRICT = ("red", "amber")


def usual_three(body: CountReport) -> bool:
    """Whether one of the field's three checks speaks, a figure that was not typed taken as nothing."""
    lines = Counter(body.lines)
    issued, noon, five = (lines[key] for key in ("ballots_issued", "voters_by_hour_1200", "voters_by_hour_1700"))
    return (
        sum(body.votes.values()) + lines["ballots_invalid"] != issued
        or not noon <= five <= issued
        or issued > lines["registered_voters"] + lines["voters_added"]
    )


class Night:
    """The entries in the order in which they were typed, each with what its checks found."""

    def __init__(self, folder: Path) -> None:
        self.election: Election = election_toml.read((FIXTURES / "election.toml").read_bytes()).election
        mapping = mapping_toml.read((FIXTURES / "reports.toml").read_bytes())
        assert isinstance(mapping, ReportsMapping)
        raw = pd.read_csv(folder / "protocol_entries.csv", dtype=str)
        raw["station_id"] = "D" + raw["district_id"].str.zfill(2) + "/" + raw["precinct_id"]
        table = table_reports.read((folder / "protocol_entries.csv").read_bytes(), mapping, self.election, sorted(set(raw["station_id"])))
        self.bodies = [(row.submission, CountReport.model_validate(row.submission.body)) for row in table.rows]
        self.told = [{**body.lines, **{f"votes.{code}": value for code, value in body.votes.items()}} for _, body in self.bodies]
        self.agreed: dict[str, dict[str, int]] = {}
        for (submission, _), told, valid in zip(self.bodies, self.told, raw["is_valid"], strict=True):
            if valid == "1":
                self.agreed.setdefault(submission.station_id, told)
        self.judged = pd.DataFrame([self._judged(place) for place in range(len(self.bodies))])

    def _judged(self, place: int) -> dict[str, object]:
        station, told = self.bodies[place][0].station_id, self.told[place]
        agreed = self.agreed[station]
        wrong = any(value != agreed[key] for key, value in told.items() if key in agreed)
        return {"entry_id": place, "wrong": wrong, "odd": int(station[1:3]) % 2 == 1, "usual": usual_three(self.bodies[place][1])}

    def stations(self, folder: Path) -> dict[str, PollingStation]:
        table = pd.read_csv(folder / "official_results.csv", skipinitialspace=True)
        listed = zip(table["district id"], table["precinct"], table["possible voters"], strict=True)
        name = self.election.name
        return {
            (code := f"D{district:02d}/{number}"): PollingStation(
                station_id=code, number=str(number), region_code=f"D{district:02d}", place=name, time_zone="Asia/Tbilisi",
                registered_voters=None if pd.isna(voters) else int(voters),
            )
            for district, number, voters in listed
        }

    def found(self, stations: dict[str, PollingStation]) -> pd.DataFrame:
        day = observation_day(self.election, "Asia/Tbilisi")
        typed, rows = check_context.Batch(), []
        for place in sorted(range(len(self.bodies)), key=lambda place: self.bodies[place][0].observed_at):
            submission, body = self.bodies[place]
            station = stations[submission.station_id]
            at, usual = submission.observed_at, typed.around(self.election, station, submission).neighbours
            context = Context(self.election, station, day, at, at, neighbours=usual)
            rows += [{"entry_id": place, "code": each.code, "level": str(each.level)} for each in run(ReportKind.COUNT, body, context)]
            typed.add(station, submission)
        return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def night(real: Callable[[str], Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every entry with `wrong` and `odd`, and every finding."""
    folder = real("georgia_2013/protocol_entries.csv").parent
    typed = Night(folder)
    return typed.judged, typed.found(typed.stations(folder))


def half(night: tuple[pd.DataFrame, pd.DataFrame], *, odd: bool, registry: bool = True) -> tuple[pd.DataFrame, pd.DataFrame]:
    judged, found = night
    kept = judged[judged["odd"] == odd]
    here = found[found["entry_id"].isin(kept["entry_id"])]
    return kept, here if registry else here[here["code"] != "P410"]


def shares(each: Quality) -> tuple[float, float]:
    assert each.recall_share is not None and each.false_alarm_share is not None
    return each.recall_share, each.false_alarm_share


def test_how_many_entries_are_wrong(night: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    assert (len(night[0]), night[0]["wrong"].sum()) == (13_549, 2_391)


def test_the_usual_three_checks(night: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """The sum without tolerance, the limit of the list, hours that do not fall: what the field runs on an entry."""
    usual = night[0].groupby("wrong")["usual"].mean()
    assert (usual[True], usual[False]) == (pytest.approx(0.706, abs=5e-4), pytest.approx(0.1455, abs=5e-4))


@pytest.mark.parametrize("registry", [True, False])
def test_red_and_amber_find_seven_in_ten_wrong_entries(night: tuple[pd.DataFrame, pd.DataFrame], registry: bool) -> None:
    """Even districts; also where the registry's list (P410) is not known."""
    recall, alarms = shares(together(*half(night, odd=False, registry=registry), levels=STRICT))
    assert recall >= 0.70 and alarms <= 0.095
    assert recall == pytest.approx(0.732 if registry else 0.715, abs=0.005)
    assert alarms == pytest.approx(0.091 if registry else 0.088, abs=0.003)


@pytest.mark.parametrize("registry", [True, False])
def test_all_levels_find_eight_in_ten_wrong_entries(night: tuple[pd.DataFrame, pd.DataFrame], registry: bool) -> None:
    recall, alarms = shares(together(*half(night, odd=False, registry=registry)))
    assert recall >= 0.80 and alarms <= 0.17
    assert recall == pytest.approx(0.838 if registry else 0.821, abs=0.005)
    assert alarms == pytest.approx(0.165 if registry else 0.162, abs=0.003)


def test_the_districts_on_which_thresholds_were_fixed_are_no_better(night: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    assert list(shares(together(*half(night, odd=True), levels=STRICT))) == pytest.approx([0.699, 0.078], abs=0.003)
    assert list(shares(together(*half(night, odd=True)))) == pytest.approx([0.815, 0.166], abs=0.003)


def test_what_is_said_of_each_code_is_what_was_measured(night: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Every code of a count that spoke at all; a weak one stands in docs/checks.md and on the page as weak as it is."""
    judged, found = half(night, odd=False)
    assert (len(night[0]), int(judged["wrong"].sum()), int((~judged["wrong"]).sum())) == (
        measured.ENTRIES_N, measured.WRONG_N, measured.RIGHT_N)
    table = by_code(judged, found).set_index("code")
    counts = table[["wrong_flagged_n", "right_flagged_n", "alone_n"]].astype("int64")
    codes = {str(code): Spoke(*map(int, row)) for code, row in zip(counts.index, counts.to_numpy(), strict=True)}
    assert codes == measured.BY_CODE


def test_what_is_said_of_the_levels_is_what_was_measured(night: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    judged, found = half(night, odd=False)
    for levels, spoke in measured.BY_LEVELS.items():
        each = together(judged, found, levels=[str(level) for level in levels])
        assert (each.wrong_flagged_n, each.right_flagged_n) == (spoke.wrong_n, spoke.right_n), levels
        assert shares(each) == (spoke.recall_share, spoke.false_alarm_share)
    usual = judged.groupby("wrong")["usual"].sum()
    assert (usual[True], usual[False]) == (measured.USUAL_THREE.wrong_n, measured.USUAL_THREE.right_n)
