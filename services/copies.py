"""One protocol beside another, station by station: the copies held against what is published, or one copy against the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis import agreement, agreement_copies, merge
from analysis.agreement_errors import Slip, StationDifference
from analysis.agreement_summary import (
    CopyAccess,
    MatchRate,
    classes,
    copy_access,
    match_by_field,
    match_rate,
    options_tested,
    votes_by_option,
)
from analysis.columns import among
from analysis.proportions import AlteredBound, SignTest, altered_stations, sign_test
from data.store import frames_copies, frames_coverage, frames_entries, published
from schemas.counting import CountRule
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.message import Message
from schemas.person import Actor
from schemas.reports.body import ReportKind
from services import counting, house, registry
from services.permissions import Act, require
from services.reading import Reading, read

__all__ = ["PAIRING_NAMES", "Copies", "Pairing", "Slip", "StationDifference", "comparison", "of", "pairings"]

C = FigureCode
CODES = (
    C.REGISTERED_VOTERS,
    C.VOTERS_ADDED,
    C.BALLOTS_RECEIVED,
    C.VOTERS_BY_HOUR,
    C.BALLOTS_ISSUED,
    C.VOTERS_OUTSIDE,
    C.BALLOTS_VALID,
    C.BALLOTS_INVALID,
    C.VOTES,
)


class Pairing(StrEnum):
    """Which two voices stand beside each other."""

    PUBLISHED = "published"
    """What the copies of a station say against what is published for it."""
    COPIES = "copies"
    """The first report of a station's protocol against the second, by another person."""


PAIRING_NAMES: dict[Pairing, Message] = {
    Pairing.PUBLISHED: Message("Protocol against published"),
    Pairing.COPIES: Message("Copy against copy"),
}


@dataclass(frozen=True, slots=True)
class Copies:
    """`ledger`: one row a line that differs: station_id, number, region_code, figure_code, option_code, first, second, difference,
    slip, difference_class; stations with the largest differences first. `fields`: agreement_summary.FIELD_COLUMNS. `options`:
    OPTION_COLUMNS with p_value and q_value of the sign test. `points`: station, first, second, of every option, by option code.
    `exchanged`: stations whose published votes are another station's copy."""

    election: Election
    contest_id: str
    pairing: Pairing
    ledger: pd.DataFrame
    match: MatchRate
    classes: Mapping[str, int]
    fields: pd.DataFrame
    options: pd.DataFrame
    points: Mapping[str, pd.DataFrame]
    exchanged: pd.DataFrame
    access: CopyAccess
    single_line_n: int
    bound: AlteredBound

    @property
    def leader(self) -> str:
        """The option with the most votes in the second voice; empty without votes."""
        return str(self.options.sort_values("second_votes")["option_code"].iloc[-1]) if len(self.options) else ""

    def direction(self, option_code: str) -> SignTest | None:
        """The exact sign test of one option; None where it has no votes in both."""
        row = self.options[self.options["option_code"] == option_code]
        return sign_test(int(row["stations_up"].iloc[0]), int(row["stations_down"].iloc[0])) if len(row) else None


def pairings(election: Election) -> tuple[Pairing, ...]:
    """Results by station are published in some countries only; two copies can be held anywhere."""
    return (Pairing.PUBLISHED, Pairing.COPIES) if election.published.by_station else (Pairing.COPIES,)


def _published(election: Election, contest_id: str, station_ids: pd.Series) -> pd.DataFrame:
    """What is published for these stations, the newest of each line."""
    codes = [code.value for code in CODES]
    found = published.of_stations(house.store(), election.election_id, contest_id, codes, station_ids).assign(contest_id=contest_id)
    return found.astype(dict.fromkeys(agreement.LINE, "str"))


def _compute(election: Election, contest_id: str, pairing: Pairing, rule: CountRule) -> Copies:
    store, election_id = house.store(), election.election_id
    stations = frames_coverage.stations(store, election_id)
    if pairing is Pairing.PUBLISHED:
        held = frames_copies.told(store, election_id, contest_id, rule=rule)
        lines = agreement.compare(agreement_copies.most_told(held), _published(election, contest_id, held["station_id"]))
    else:
        entries = frames_entries.first_entries(store, election_id, contest_id, rule=rule).assign(contest_id=contest_id)
        first, second = agreement_copies.first_and_second(entries)
        lines = agreement.compare(first, second)
        lines = lines[among(lines["station_id"], second["station_id"])]
    lines = lines[lines["figure_code"].isin([code.value for code in CODES])].reset_index(drop=True)
    return _put_together(election, contest_id, pairing, lines, stations, rule)


def _put_together(
    election: Election, contest_id: str, pairing: Pairing, lines: pd.DataFrame, stations: pd.DataFrame, rule: CountRule
) -> Copies:
    by_station = agreement.by_station(lines)
    apart = by_station[by_station["differing_n"] > 0]
    counts = frames_coverage.bodies(house.store(), election.election_id, (ReportKind.COUNT,), ("copy_given",), rule=rule)
    own = counts[counts["contest_id"].isin([contest_id, ""])]
    given = merge.best(own, "copy_given", merge.COPY_ORDER)  # the widest of a station's observers, as copy_status of the download
    match = match_rate(by_station)
    compared = match.match.asked
    return Copies(
        election=election,
        contest_id=contest_id,
        pairing=pairing,
        ledger=_ledger(lines, by_station, stations),
        match=match,
        classes=classes(by_station),
        fields=match_by_field(lines) if len(lines) else pd.DataFrame(columns=["figure_code", "option_code", "match", "differs"]),
        options=options_tested(votes_by_option(lines)),
        points=_points(lines),
        exchanged=agreement.protocol_of_another_station(lines),
        access=copy_access(given),
        single_line_n=int((apart["differing_n"] == 1).sum()),
        bound=altered_stations(max(len(stations), compared), compared, match.differing, drawn_at_random=False),
    )


def _ledger(lines: pd.DataFrame, by_station: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    rows = lines[lines["difference"].fillna(0).ne(0)]
    rows = rows.merge(by_station[["station_id", "difference_class"]], on="station_id", how="left")
    rows = rows.merge(stations[["station_id", "number", "region_code"]], on="station_id", how="left")
    size = rows["difference"].abs().groupby(rows["station_id"]).transform("max")
    order = rows.assign(size=size, own=rows["difference"].abs())
    order = order.sort_values(["size", "station_id", "own"], ascending=[False, True, False], kind="stable")
    return order.drop(columns=["size", "own"]).reset_index(drop=True)


def _points(lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    votes = lines[lines["figure_code"].eq(C.VOTES.value)].dropna(subset=["difference"])
    columns = ["station_id", "first", "second"]
    return {str(code): part[columns].reset_index(drop=True) for code, part in votes.groupby("option_code")}


def comparison(election: Election, contest_id: str, pairing: Pairing) -> Reading[Copies]:
    """For other services: the comparison without a question of who asks."""
    rule = counting.in_force(election.election_id)
    return read("copies", election.election_id, (contest_id, pairing, rule), lambda: _compute(election, contest_id, pairing, rule))


def of(actor: Actor, election_id: str, contest_id: str, pairing: Pairing) -> Reading[Copies]:
    """Raises Problem (forbidden, not found). Empty frames where nothing can be held against anything."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), contest_id, pairing)
