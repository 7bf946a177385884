"""One station: everything that is known of it, side by side by voice, with where it comes from."""

import json
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from pydantic_core import from_json

from analysis import station as sides
from analysis.states import Reason
from data.store import announced, frames, frames_results
from locales import language
from schemas.checks.run import CHECKS
from schemas.counting import CountRule
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.finding import Level
from schemas.person import Actor
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation
from services import adjudication, counting, house, reading, registry, results, second_entry_draft, turnout
from services.parsing import code_typed
from services.permissions import Act, require
from services.reading import Reading

FOUND = 20


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of the station as it stands now."""

    report_id: str
    kind: ReportKind
    contest_id: str
    state: str
    revision: int
    receipt_code: str
    organisation_code: str
    channel: str
    entered_by: str
    entered_by_code: str
    observer_code: str
    confirmed_at: datetime | None
    observed_at: datetime
    received_at: datetime
    findings: tuple[str, ...]
    body: dict[str, object]
    reason: str
    """Why it was taken back; "" where it stands."""


@dataclass(frozen=True, slots=True)
class OneStation:
    """`row`: the station's row of the turnout comparison (None where nothing came in); `list_source`: where its list of voters comes from,
    "" where nobody said; `figures`: analysis.station.side_by_side; `published_in`: titles of the publications by station;
    `gaps`: when its widest watch could not watch; newest report first."""

    election: Election
    station: PollingStation
    region: dict[str, str]
    row: dict[str, object] | None
    list_source: str
    figures: pd.DataFrame
    gaps: tuple[tuple[datetime, datetime], ...]
    reports: tuple[ReportLine, ...]
    published_in: tuple[str, ...] = ()

    @property
    def published_issued(self) -> int | None:
        """Voters who received ballots as published for this station; None where nothing is."""
        rows = self.figures[self.figures["figure_code"].eq(FigureCode.BALLOTS_ISSUED) & self.figures["published"].notna()]
        return int(rows["published"].iloc[0]) if len(rows) else None

    @property
    def incidents(self) -> tuple[ReportLine, ...]:
        return tuple(each for each in self.reports if each.kind is ReportKind.VIOLATION)

    @property
    def impossible(self) -> tuple[str, ...]:
        """Codes of the red contradictions that reports in force were stored with."""
        codes = {code for each in self.reports if each.body for code in each.findings}
        return tuple(sorted(code for code in codes if code in CHECKS and CHECKS[code].level is Level.RED))

    def people(self, name: str) -> int | None:
        """A number of the comparison's row; None where there is none."""
        value = None if self.row is None else self.row[name]
        return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]

    def word(self, name: str) -> str:
        """A code of the comparison's row; "" where there is none."""
        value = None if self.row is None else self.row[name]
        return "" if value is None or (not isinstance(value, str) and pd.isna(value)) else str(value)  # type: ignore[call-overload]

    @property
    def reason(self) -> Reason:
        return Reason(self.word("reason"))


def _lines(frame: pd.DataFrame) -> tuple[ReportLine, ...]:
    told = [(row, from_json(row["payload"])) for row in frame.to_dict("records")]
    return tuple(
        ReportLine(
            report_id=row["report_id"],
            kind=ReportKind(row["kind"]),
            contest_id=row["contest_id"],
            state=row["state"],
            revision=int(row["revision"]),
            receipt_code=row["receipt_code"],
            organisation_code=row["organisation_code"],
            channel=row["channel"],
            entered_by=row["entered_by"],
            entered_by_code="" if pd.isna(row["entered_by_code"]) else row["entered_by_code"],
            observer_code=row["observer_code"],
            confirmed_at=None if pd.isna(row["confirmed_at"]) else row["confirmed_at"].to_pydatetime(),
            observed_at=row["observed_at"].to_pydatetime(),
            received_at=row["received_at"].to_pydatetime(),
            findings=tuple(each["code"] for each in json.loads(row["findings"])),
            body=payload["body"],
            reason=payload.get("reason", "") if payload.get("withdrawn") else "",
        )
        for row, payload in told
    )


def _published(election: Election, station_id: str) -> pd.DataFrame | None:
    """What is published for this station, the leading contest first; None where nothing is by station. Figures of people belong to no
    contest and are taken once."""
    if not election.published.by_station or not election.contests:
        return None
    parts, leading = [], election.leading_contest.contest_id
    for contest in sorted(each.contest_id for each in election.contests):
        rows = frames_results.published(house.store(), election.election_id, contest, [station_id])
        rows = rows[rows["contest_id"].eq(contest) | (contest == leading)]
        parts.append(results.best(rows, contest))
    return pd.concat(parts, ignore_index=True)


def compute(election: Election, station_id: str, rule: CountRule) -> OneStation:
    """Everything about one station from the store. Raises Problem (not found)."""
    store, station = house.store(), registry.station(election.election_id, station_id)
    whole = turnout.comparison(election, rule).value
    found = whole.table[whole.table["station_id"].eq(station_id)].to_dict("records")
    row = {str(name): value for name, value in found[0].items()} if found else None
    gaps = (
        whole.gaps[whole.gaps["station_id"].eq(station_id) & whole.gaps["author_id"].eq(row["author_id"])] if row else whole.gaps.iloc[:0]
    )
    leading = election.leading_contest.contest_id if election.contests else ""
    published = _published(election, station_id)
    with store.read() as connection:
        list_source = announced.registry_source(connection, election.election_id, station_id)
    return OneStation(
        election=election,
        station=station,
        row=row,
        list_source=list_source,
        region={language: whole.region_name(station.region_code, language) for language in ("en", "ru", "kk")},
        figures=sides.side_by_side(
            adjudication.settled(election.election_id, frames.station_figures(store, election.election_id, station_id, rule=rule)),
            leading,
            election.list_tolerance_share,
            options=election.leading_contest.option_codes if election.contests else (),
            published_by_station=election.published.by_station,
            published=published,
        ),
        gaps=tuple((begin.to_pydatetime(), end.to_pydatetime()) for begin, end in zip(gaps["from_at"], gaps["to_at"], strict=True)),
        reports=_lines(frames.station_reports(store, election.election_id, station_id)),
        published_in=() if published is None else tuple(sorted(set(published["title"].dropna()))),
    )


def read(actor: Actor, election_id: str, station_id: str) -> Reading[OneStation]:
    """Whoever looks does not type this station's protocols a second time afterwards. Raises Problem: not found, forbidden (also while
    they type one of them)."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    second_entry_draft.look_at_station(actor, election_id, station_id)
    election = registry.election(election_id)
    rule = counting.in_force(election_id)
    return reading.read("station", election_id, (station_id, rule), lambda: compute(election, station_id, rule))


def find(actor: Actor, election_id: str, wanted: str) -> pd.DataFrame:
    """Stations whose number, code or place begins with what was typed; those with most reports where nothing was."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    store = house.store()
    if typed := code_typed(wanted):
        return frames.find_stations(store, election_id, typed, FOUND)
    return reading.read("most reports", election_id, (), lambda: frames.observed_stations(store, election_id, FOUND)).value


def named(rows: pd.DataFrame, election: Election) -> pd.DataFrame:
    """Stations found, with the region's name in the language in use."""
    regions = registry.region_names(election.election_id, language())
    return rows.assign(region=[regions.get(code, code) for code in rows["region_code"]])
